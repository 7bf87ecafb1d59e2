// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"

#include <QByteArrayView>
#include <QString>

namespace zmqscope {

/// For the clipboard: the very text when the bytes are UTF-8, else with escapes as escape() has it.
QString plainText(QByteArrayView bytes);
/// "68 65 6c 6c 6f", one line.
QString hexText(QByteArrayView bytes);
/// One line, standard alphabet, padded.
QString base64Text(QByteArrayView bytes);
/// Python's bytes literal on one line: b'\x00abc\n'. The same as repr() gives.
QString pythonLiteral(QByteArrayView bytes);
/// One frame as a bytes literal, more as a list of them: what send() or send_multipart() takes.
QString pythonLiteral(const FrameSpan &frames);
/// Offset, 16 bytes in hex and as ASCII, a line each, as hexdump -C writes it. @p firstOffset is the
/// offset shown for the first byte.
QString hexDump(QByteArrayView bytes, qint64 firstOffset = 0);

} // namespace zmqscope
