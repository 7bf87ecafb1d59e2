// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/packing/lz4_codec.h"

#include "core/codec/packing/capped_output.h"
#include "core/codec/packing/skippable_frames.h"

#include <lz4frame.h>

namespace zmqscope {

namespace {

constexpr quint32 frameMagic = 0x184d2204;

bool startsFrame(QByteArrayView bytes)
{
    return bytes.size() >= 4 && qFromLittleEndian<quint32>(bytes.data()) == frameMagic;
}

using Context = std::unique_ptr<LZ4F_dctx, decltype(&LZ4F_freeDecompressionContext)>;

/// Null when there is no memory.
Context makeContext()
{
    LZ4F_dctx *made = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&made, LZ4F_VERSION)))
        made = nullptr;
    return {made, &LZ4F_freeDecompressionContext};
}

} // namespace

QString Lz4Codec::id() const
{
    return QStringLiteral("lz4");
}

QString Lz4Codec::name() const
{
    return tr("LZ4");
}

QString Lz4Codec::hint() const
{
    return tr("Text with escapes, then packed as an LZ4 frame.");
}

Recognition Lz4Codec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    if (!startsFrame(bytes) && !startsSkippableFrame(bytes))
        return {};
    const QByteArrayView frame = behindSkippableFrames(bytes, effort);
    if (!startsFrame(frame))
        return {};
    const Context context = makeContext();
    LZ4F_frameInfo_t info{};
    std::size_t size = std::size_t(std::min<qsizetype>(frame.size(), LZ4F_HEADER_SIZE_MAX));
    if (!context || LZ4F_isError(LZ4F_getFrameInfo(context.get(), &info, frame.data(), &size)))
        return {Certainty::Possible, tr("begins like LZ4, but is damaged")};
    return {Certainty::Certain, packedReason(bytes)};
}

Unwrapped Lz4Codec::unwrap(QByteArrayView bytes, qsizetype maxOutput) const
{
    Unwrapped result;
    CappedOutput output(maxOutput);
    const Context context = makeContext();
    if (!context) {
        result.problem = packing::noMemory(0);
        return result;
    }
    qsizetype at = 0;
    // Feeding what LZ4 asks for, which is a block, keeps the place of an error that close.
    std::size_t wanted = LZ4F_HEADER_SIZE_MIN;
    while (!output.isFull()) {
        std::size_t read = std::min(std::size_t(bytes.size() - at), wanted);
        char *room = output.room();
        auto written = std::size_t(output.roomSize());
        const std::size_t offered = written;
        wanted = LZ4F_decompress(context.get(), room, &written, bytes.data() + at, &read, nullptr);
        if (LZ4F_isError(wanted)) {
            result.problem = packing::damaged(at, LZ4F_getErrorName(wanted));
            break;
        }
        output.advance(qsizetype(written));
        at += qsizetype(read);
        if (wanted == 0) {
            const QByteArrayView left = bytes.sliced(at);
            if (left.isEmpty())
                break;
            if (!startsFrame(left) && !startsSkippableFrame(left)) {
                result.problem = packing::bytesBehind(at, left.size());
                break;
            }
            wanted = LZ4F_HEADER_SIZE_MIN;
        } else if (at == bytes.size() && written < offered) {
            result.problem = packing::endsEarly(at);
            result.cut = true;
            break;
        }
    }
    output.finish(result);
    return result;
}

Result<QByteArray> Lz4Codec::wrap(QByteArrayView bytes) const
{
    LZ4F_preferences_t preferences{};
    preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
    preferences.frameInfo.contentSize = quint64(bytes.size());
    QByteArray packed(qsizetype(LZ4F_compressFrameBound(std::size_t(bytes.size()), &preferences)), Qt::Uninitialized);
    const std::size_t size = LZ4F_compressFrame(packed.data(), std::size_t(packed.size()), bytes.data(),
                                                std::size_t(bytes.size()), &preferences);
    if (LZ4F_isError(size))
        return packError(QString::fromLatin1(LZ4F_getErrorName(size)));
    packed.resize(qsizetype(size));
    return packed;
}

} // namespace zmqscope
