// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/python_quote.h"

#include "core/base/utf8.h"

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Python prefers ', unless that would have to be escaped and " not.
QChar quoteFor(QByteArrayView content)
{
    return content.contains('\'') && !content.contains('"') ? u'"' : u'\'';
}

void appendHex(QString &out, char letter, char32_t code, int digits)
{
    out += u'\\';
    out += QLatin1Char(letter);
    out += QString::number(uint(code), 16).rightJustified(digits, u'0');
}

/// ASCII and controls, the same in texts and bytes.
void appendAscii(QString &out, char c, QChar quote)
{
    switch (c) {
    case '\\': out += "\\\\"_L1; return;
    case '\n': out += "\\n"_L1; return;
    case '\r': out += "\\r"_L1; return;
    case '\t': out += "\\t"_L1; return;
    default: break;
    }
    if (c < 0x20 || c == 0x7f) {
        appendHex(out, 'x', quint8(c), 2);
        return;
    }
    if (QLatin1Char(c) == quote)
        out += u'\\';
    out += QLatin1Char(c);
}

/// Half of a surrogate pair, which Python's texts may hold: its number, 0 when there is none.
char32_t surrogateAt(const char *at, const char *end)
{
    if (end - at < 3 || quint8(at[0]) != 0xed || (at[1] & 0xe0) != 0xa0 || (at[2] & 0xc0) != 0x80)
        return 0;
    return char32_t(0xd000 | (at[1] & 0x3f) << 6 | (at[2] & 0x3f));
}

} // namespace

QString quotedPythonText(QByteArrayView utf8, qsizetype maxChars)
{
    const QChar quote = quoteFor(utf8);
    QString out = quote;
    const char *at = utf8.data();
    const char *const end = at + utf8.size();
    while (at < end) {
        if (out.size() > maxChars)
            return out;
        const utf8::Step step = utf8::decode(at, end);
        at += step.length;
        if (!step.valid) {
            const char32_t half = surrogateAt(at - 1, end);
            // Other bytes as Python's "surrogateescape" writes them.
            appendHex(out, 'u', half ? half : 0xdc00 + quint8(at[-1]), 4);
            at += half ? 2 : 0;
        } else if (step.codePoint < 0x80) {
            appendAscii(out, char(step.codePoint), quote);
        } else if (!utf8::isInvisible(step.codePoint)) {
            out += QChar::fromUcs4(step.codePoint);
        } else {
            const int digits = step.codePoint < 0x100 ? 2 : step.codePoint < 0x10000 ? 4 : 8;
            appendHex(out, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U', step.codePoint, digits);
        }
    }
    return out + quote;
}

QString quotedPythonBytes(QByteArrayView bytes, qsizetype maxChars)
{
    const QChar quote = quoteFor(bytes);
    QString out = u'b' + QString(quote);
    for (const char c : bytes) {
        if (out.size() > maxChars)
            return out;
        if (c & 0x80)
            appendHex(out, 'x', quint8(c), 2);
        else
            appendAscii(out, c, quote);
    }
    return out + quote;
}

} // namespace zmqscope
