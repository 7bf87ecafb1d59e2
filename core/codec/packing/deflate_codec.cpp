// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/packing/deflate_codec.h"

#include "core/codec/packing/capped_output.h"

#include <zlib.h>

namespace zmqscope {

namespace {

/// zlib counts in 32 bits: more is fed to it piece by piece.
constexpr qsizetype maxPiece = 1 << 30;
/// Added to the window bits, this asks zlib for a gzip container.
constexpr int gzipContainer = 16;
constexpr int memoryLevel = 8; ///< zlib's default

Bytef *asInput(const char *bytes)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(bytes)); // zlib does not write there
}

class Inflater
{
public:
    explicit Inflater(int windowBits) : m_ready(inflateInit2(&m_stream, windowBits) == Z_OK) {}
    ~Inflater()
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }
    Q_DISABLE_COPY_MOVE(Inflater)

    bool isReady() const { return m_ready; }
    z_stream *operator->() { return &m_stream; }
    z_stream *stream() { return &m_stream; }

private:
    z_stream m_stream{};
    bool m_ready;
};

bool startsMember(QByteArrayView bytes)
{
    return bytes.size() >= 2 && uchar(bytes[0]) == 0x1f && uchar(bytes[1]) == 0x8b;
}

} // namespace

QString DeflateCodec::id() const
{
    return m_container == Container::Gzip ? QStringLiteral("gzip") : QStringLiteral("zlib");
}

QString DeflateCodec::name() const
{
    return m_container == Container::Gzip ? tr("gzip") : tr("zlib");
}

QString DeflateCodec::hint() const
{
    return tr("Text with escapes, then packed by %1.").arg(name());
}

bool DeflateCodec::hasMark(QByteArrayView bytes) const
{
    if (m_container == Container::Gzip) {
        constexpr uchar reservedFlags = 0xe0;
        return bytes.size() >= 4 && startsMember(bytes) && bytes[2] == Z_DEFLATED && (uchar(bytes[3]) & reservedFlags) == 0;
    }
    if (bytes.size() < 2)
        return false;
    const uchar method = uchar(bytes[0]);
    return (method & 0x0f) == Z_DEFLATED && method >> 4 <= 7 && (method * 256 + uchar(bytes[1])) % 31 == 0;
}

Recognition DeflateCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    if (!hasMark(bytes))
        return {};
    const bool whole = bytes.size() <= effort;
    const Unwrapped start = unwrap(whole ? bytes : bytes.first(effort), effort);
    if (m_container == Container::Gzip) {
        if (start.problem && start.bytes.isEmpty())
            return {Certainty::Possible, tr("begins like gzip, but is damaged")};
        return {Certainty::Certain, packedReason(bytes)};
    }
    // One of a thousand pairs of bytes is the mark of zlib: what follows must be right to the end,
    // or as far as looked.
    const bool ranOut = start.cut && start.problem;
    if (start.problem && (whole || !ranOut || start.bytes.isEmpty()))
        return {};
    return {Certainty::Likely, packedReason(bytes)};
}

Unwrapped DeflateCodec::unwrap(QByteArrayView bytes, qsizetype maxOutput) const
{
    const bool gzip = m_container == Container::Gzip;
    Unwrapped result;
    CappedOutput output(maxOutput);
    Inflater inflater(gzip ? MAX_WBITS + gzipContainer : MAX_WBITS);
    if (!inflater.isReady()) {
        result.problem = packing::noMemory(0);
        return result;
    }
    inflater->next_in = asInput(bytes.data());
    const auto position = [&] { return reinterpret_cast<const char *>(inflater->next_in) - bytes.data(); };
    while (!output.isFull()) {
        inflater->avail_in = uInt(std::min(bytes.size() - position(), maxPiece));
        inflater->next_out = reinterpret_cast<Bytef *>(output.room());
        const auto room = uInt(std::min(output.roomSize(), maxPiece));
        inflater->avail_out = room;
        const int state = inflate(inflater.stream(), Z_NO_FLUSH);
        output.advance(room - inflater->avail_out);
        if (state == Z_STREAM_END) {
            const qsizetype left = bytes.size() - position();
            if (left == 0)
                break;
            if (gzip && startsMember(bytes.sliced(position()))) {
                inflateReset(inflater.stream());
                continue;
            }
            result.problem = packing::bytesBehind(position(), left);
            break;
        }
        if (state == Z_OK)
            continue;
        if (state == Z_BUF_ERROR && position() == bytes.size()) {
            result.problem = packing::endsEarly(bytes.size());
            result.cut = true;
        } else if (state == Z_NEED_DICT) {
            result.problem = packing::needsDictionary(position());
        } else if (state == Z_MEM_ERROR) {
            result.problem = packing::noMemory(position());
        } else {
            result.problem = packing::damaged(position(), inflater->msg ? inflater->msg : zError(state));
        }
        break;
    }
    output.finish(result);
    return result;
}

Result<QByteArray> DeflateCodec::wrap(QByteArrayView bytes) const
{
    z_stream stream{};
    const int windowBits = m_container == Container::Gzip ? MAX_WBITS + gzipContainer : MAX_WBITS;
    if (const int state = deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY);
        state != Z_OK)
        return packError(QString::fromLatin1(zError(state)));
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(bytes.size()))), Qt::Uninitialized);
    qsizetype read = 0;
    qsizetype written = 0;
    int state = Z_OK;
    while (state == Z_OK) {
        const qsizetype piece = std::min(bytes.size() - read, maxPiece);
        const qsizetype room = std::min(packed.size() - written, maxPiece);
        stream.next_in = asInput(bytes.data() + read);
        stream.avail_in = uInt(piece);
        stream.next_out = reinterpret_cast<Bytef *>(packed.data() + written);
        stream.avail_out = uInt(room);
        state = deflate(&stream, read + piece == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
        read += piece - stream.avail_in;
        written += room - stream.avail_out;
    }
    deflateEnd(&stream);
    if (state != Z_STREAM_END)
        return packError(QString::fromLatin1(zError(state)));
    packed.resize(written);
    return packed;
}

} // namespace zmqscope
