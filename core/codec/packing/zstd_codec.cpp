// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/packing/zstd_codec.h"

#include "core/codec/packing/capped_output.h"
#include "core/codec/packing/skippable_frames.h"

#include <zstd.h>
#include <zstd_errors.h>

namespace zmqscope {

namespace {

bool startsFrame(QByteArrayView bytes)
{
    return bytes.size() >= 4 && qFromLittleEndian<quint32>(bytes.data()) == ZSTD_MAGICNUMBER;
}

} // namespace

QString ZstdCodec::id() const
{
    return QStringLiteral("zstd");
}

QString ZstdCodec::name() const
{
    return tr("zstd");
}

QString ZstdCodec::hint() const
{
    return tr("Text with escapes, then packed by zstd.");
}

Recognition ZstdCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    if (!startsFrame(bytes) && !startsSkippableFrame(bytes))
        return {};
    const QByteArrayView frame = behindSkippableFrames(bytes, effort);
    if (!startsFrame(frame))
        return {};
    if (ZSTD_getFrameContentSize(frame.data(), std::size_t(frame.size())) == ZSTD_CONTENTSIZE_ERROR)
        return {Certainty::Possible, tr("begins like zstd, but is damaged")};
    return {Certainty::Certain, packedReason(bytes)};
}

Unwrapped ZstdCodec::unwrap(QByteArrayView bytes, qsizetype maxOutput) const
{
    Unwrapped result;
    CappedOutput output(maxOutput);
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    if (!context) {
        result.problem = packing::noMemory(0);
        return result;
    }
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, maxWindowLog);
    ZSTD_inBuffer in{bytes.data(), std::size_t(bytes.size()), 0};
    while (!output.isFull()) {
        char *room = output.room();
        ZSTD_outBuffer out{room, std::size_t(output.roomSize()), 0};
        const std::size_t wanted = ZSTD_decompressStream(context.get(), &out, &in);
        output.advance(qsizetype(out.pos));
        const auto at = qsizetype(in.pos);
        if (ZSTD_isError(wanted)) {
            switch (ZSTD_getErrorCode(wanted)) {
            case ZSTD_error_frameParameter_windowTooLarge:
                result.problem = DecodeProblem{at, tr("It was packed with a window of more than 128 MiB, which is not unpacked.")};
                break;
            case ZSTD_error_dictionary_wrong:
                result.problem = packing::needsDictionary(at);
                break;
            case ZSTD_error_memory_allocation:
                result.problem = packing::noMemory(at);
                break;
            default:
                result.problem = packing::damaged(at, ZSTD_getErrorName(wanted));
            }
            break;
        }
        if (wanted == 0) {
            const QByteArrayView left = bytes.sliced(at);
            if (left.isEmpty())
                break;
            if (!startsFrame(left) && !startsSkippableFrame(left)) {
                result.problem = packing::bytesBehind(at, left.size());
                break;
            }
        } else if (at == bytes.size() && out.pos < out.size) {
            result.problem = packing::endsEarly(at);
            result.cut = true;
            break;
        }
    }
    output.finish(result);
    return result;
}

Result<QByteArray> ZstdCodec::wrap(QByteArrayView bytes) const
{
    QByteArray packed(qsizetype(ZSTD_compressBound(std::size_t(bytes.size()))), Qt::Uninitialized);
    const std::size_t size = ZSTD_compress(packed.data(), std::size_t(packed.size()), bytes.data(),
                                           std::size_t(bytes.size()), ZSTD_CLEVEL_DEFAULT);
    if (ZSTD_isError(size))
        return packError(QString::fromLatin1(ZSTD_getErrorName(size)));
    packed.resize(qsizetype(size));
    return packed;
}

} // namespace zmqscope
