// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtEndian>

namespace zmqscope {

/// zstd and LZ4 share frames that hold data of programs and are to be passed over: a number from
/// 0x184D2A50 to 0x184D2A5F, a length, and as many bytes.
inline bool startsSkippableFrame(QByteArrayView bytes)
{
    return bytes.size() >= 4 && (qFromLittleEndian<quint32>(bytes.data()) & 0xfffffff0U) == 0x184d2a50U;
}

/// What comes behind the skippable frames at the start; looks no further than @p effort bytes, and
/// is empty then.
inline QByteArrayView behindSkippableFrames(QByteArrayView bytes, qsizetype effort)
{
    constexpr qsizetype header = 8;
    qsizetype at = 0;
    while (startsSkippableFrame(bytes.sliced(at))) {
        if (bytes.size() - at < header)
            return {};
        const qsizetype length = qFromLittleEndian<quint32>(bytes.data() + at + 4);
        if (length > bytes.size() - at - header || at + header + length > effort)
            return {};
        at += header + length;
    }
    return bytes.sliced(at);
}

} // namespace zmqscope
