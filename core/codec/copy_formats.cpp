// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/copy_formats.h"

#include "core/base/text_escapes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qsizetype dumpBytesPerLine = 16;
constexpr int minOffsetDigits = 8;

void appendHexByte(QString &out, char byte)
{
    const auto value = static_cast<quint8>(byte);
    out += QLatin1Char("0123456789abcdef"[value >> 4]);
    out += QLatin1Char("0123456789abcdef"[value & 0xf]);
}

void appendPythonLiteral(QString &out, QByteArrayView bytes)
{
    const char quote = bytes.contains('\'') && !bytes.contains('"') ? '"' : '\'';
    out += u'b';
    out += QLatin1Char(quote);
    for (const char c : bytes) {
        if (c == quote || c == '\\') {
            out += u'\\';
            out += QLatin1Char(c);
        } else if (c >= 0x20 && c < 0x7f) {
            out += QLatin1Char(c);
        } else if (c == '\n' || c == '\r' || c == '\t') {
            out += c == '\n' ? "\\n"_L1 : c == '\r' ? "\\r"_L1 : "\\t"_L1;
        } else {
            out += "\\x"_L1;
            appendHexByte(out, c);
        }
    }
    out += QLatin1Char(quote);
}

} // namespace

QString plainText(QByteArrayView bytes)
{
    if (!isUtf8(bytes))
        return escape(bytes, true);
    // Qt takes a byte order mark at the start for a sign, not for a character.
    const bool marked = bytes.startsWith("\xef\xbb\xbf");
    return (marked ? QString(QChar(QChar::ByteOrderMark)) : QString()) + QString::fromUtf8(bytes);
}

QString hexText(QByteArrayView bytes)
{
    QString out;
    out.reserve(bytes.size() * 3);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (i > 0)
            out += u' ';
        appendHexByte(out, bytes[i]);
    }
    return out;
}

QString base64Text(QByteArrayView bytes)
{
    return QString::fromLatin1(QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64());
}

QString pythonLiteral(QByteArrayView bytes)
{
    QString out;
    out.reserve(bytes.size() + 3);
    appendPythonLiteral(out, bytes);
    return out;
}

QString pythonLiteral(const FrameSpan &frames)
{
    if (frames.count() == 1)
        return pythonLiteral(frames[0]);
    QString out(u'[');
    for (qsizetype i = 0; i < frames.count(); ++i) {
        if (i > 0)
            out += ", "_L1;
        appendPythonLiteral(out, frames[i]);
    }
    out += u']';
    return out;
}

QString hexDump(QByteArrayView bytes, qint64 firstOffset)
{
    QString out;
    out.reserve((bytes.size() / dumpBytesPerLine + 1) * 79);
    for (qsizetype start = 0; start < bytes.size(); start += dumpBytesPerLine) {
        const QByteArrayView line = bytes.sliced(start, std::min(dumpBytesPerLine, bytes.size() - start));
        out += QString::number(firstOffset + start, 16).rightJustified(minOffsetDigits, u'0');
        out += u' ';
        for (qsizetype i = 0; i < dumpBytesPerLine; ++i) {
            if (i % 8 == 0)
                out += u' ';
            if (i < line.size())
                appendHexByte(out, line[i]);
            else
                out += "  "_L1;
            out += u' ';
        }
        out += " |"_L1;
        for (const char c : line)
            out += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
        out += "|\n"_L1;
    }
    return out;
}

} // namespace zmqscope
