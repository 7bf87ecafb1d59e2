// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/python_literal.h"

#include <QCoreApplication>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PythonLiteral", text);
}

bool isDecimal(char c)
{
    return c >= '0' && c <= '9';
}

int hexDigit(char c)
{
    return isDecimal(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Surrogates too: Python's text may hold one half of a pair.
void appendCodePoint(QByteArray &out, char32_t c)
{
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xc0 | (c >> 6));
        out += char(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out += char(0xe0 | (c >> 12));
        out += char(0x80 | ((c >> 6) & 0x3f));
        out += char(0x80 | (c & 0x3f));
    } else {
        out += char(0xf0 | (c >> 18));
        out += char(0x80 | ((c >> 12) & 0x3f));
        out += char(0x80 | ((c >> 6) & 0x3f));
        out += char(0x80 | (c & 0x3f));
    }
}

/// Reads the escapes between the quotes of one string token.
class EscapeReader
{
public:
    EscapeReader(QByteArrayView body, PythonString &result) : m_body(body), m_result(result) {}

    /// False when there is a problem, whose offset is within the body.
    bool read()
    {
        m_result.bytes.reserve(m_body.size());
        while (m_at < m_body.size() && !m_result.problem) {
            const qsizetype backslash = m_body.indexOf('\\', m_at);
            const qsizetype plain = (backslash < 0 ? m_body.size() : backslash) - m_at;
            m_result.bytes.append(m_body.sliced(m_at, plain));
            m_at += plain;
            if (backslash >= 0)
                escape();
        }
        return !m_result.problem;
    }

private:
    void escape()
    {
        const char c = m_body[m_at + 1]; // the scanner let no backslash be the last
        m_at += 2;
        switch (c) {
        case '\n': return;
        case '\r':
            if (m_at < m_body.size() && m_body[m_at] == '\n')
                ++m_at;
            return;
        case '\\': case '\'': case '"': m_result.bytes += c; return;
        case 'a': m_result.bytes += '\a'; return;
        case 'b': m_result.bytes += '\b'; return;
        case 'f': m_result.bytes += '\f'; return;
        case 'n': m_result.bytes += '\n'; return;
        case 'r': m_result.bytes += '\r'; return;
        case 't': m_result.bytes += '\t'; return;
        case 'v': m_result.bytes += '\v'; return;
        case 'x': hex(2); return;
        case 'u': case 'U': case 'N':
            if (m_result.isBytes)
                break;
            if (c == 'N')
                return fail(tr("Characters are not known here by their names. Write the character itself, or \\uHHHH."));
            return hex(c == 'u' ? 4 : 8);
        default:
            if (c >= '0' && c <= '7')
                return octal();
        }
        m_result.bytes += '\\';
        m_result.bytes += c;
    }

    void hex(int digits)
    {
        char32_t code = 0;
        for (int i = 0; i < digits; ++i, ++m_at) {
            const int digit = m_at < m_body.size() ? hexDigit(m_body[m_at]) : -1;
            if (digit < 0) {
                m_at -= i;
                return fail(QCoreApplication::translate("PythonLiteral", "\\%1 wants %2 hexadecimal digits behind it.")
                                .arg(QLatin1Char(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U')).arg(digits));
            }
            code = code << 4 | char32_t(digit);
        }
        if (code > 0x10ffff) {
            m_at -= digits;
            return fail(tr("There is no character above \\U0010ffff."));
        }
        add(code);
    }

    void octal()
    {
        char32_t code = 0;
        --m_at;
        for (int i = 0; i < 3 && m_at < m_body.size() && m_body[m_at] >= '0' && m_body[m_at] <= '7'; ++i, ++m_at)
            code = code << 3 | char32_t(m_body[m_at] - '0');
        add(code);
    }

    void add(char32_t code)
    {
        if (m_result.isBytes)
            m_result.bytes += char(code & 0xff);
        else
            appendCodePoint(m_result.bytes, code);
    }

    void fail(const QString &problem) { m_result.problem = DecodeProblem{m_at - 2, problem}; }

    QByteArrayView m_body;
    PythonString &m_result;
    qsizetype m_at = 0;
};

/// The digits of an integer of base 2, 8 or 16, without sign and leading zeros, as hexadecimal.
QByteArray toHex(QByteArrayView digits, int bitsPerDigit)
{
    QByteArray hex;
    hex.reserve(digits.size() * bitsPerDigit / 4 + 1);
    unsigned bits = 0;
    int have = 0;
    for (qsizetype i = digits.size() - 1; i >= 0; --i) {
        bits |= unsigned(hexDigit(digits[i])) << have;
        for (have += bitsPerDigit; have >= 4; have -= 4, bits >>= 4)
            hex += "0123456789abcdef"[bits & 15];
    }
    if (bits)
        hex += "0123456789abcdef"[bits];
    while (hex.endsWith('0'))
        hex.chop(1);
    std::reverse(hex.begin(), hex.end());
    return hex;
}

/// Of a number that is out of the range of double: true when it is too large, false when too small.
bool isLarge(QByteArrayView number)
{
    qsizetype exponentAt = number.indexOf('e');
    if (exponentAt < 0)
        exponentAt = number.indexOf('E');
    if (exponentAt < 0)
        exponentAt = number.size();
    const QByteArrayView mantissa = number.first(exponentAt);
    const qsizetype point = mantissa.contains('.') ? mantissa.indexOf('.') : mantissa.size();
    const auto first = std::find_if(mantissa.begin(), mantissa.end(), [](char c) { return c >= '1' && c <= '9'; });
    const QByteArrayView exponent = number.sliced(std::min(exponentAt + 1, number.size()));
    qint64 power = 0;
    const bool negative = exponent.startsWith('-');
    const char *start = exponent.begin() + (negative || exponent.startsWith('+') ? 1 : 0);
    if (start < exponent.end() && std::from_chars(start, exponent.end(), power).ec == std::errc::result_out_of_range)
        return !negative;
    return (negative ? -power : power) + point > first - mantissa.begin();
}

/// @p digits of @p base as Int, UInt, or a BigInt with @p spelling.
void setInteger(PythonNumber &number, QByteArrayView digits, int base, bool negative, const QByteArray &spelling)
{
    quint64 magnitude = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), magnitude, base);
    constexpr auto limit = quint64(std::numeric_limits<qint64>::max());
    if (digits.isEmpty()) {
        number.value.kind = ValueKind::Int;
    } else if (error == std::errc{} && magnitude <= limit + (negative ? 1 : 0)) {
        number.value.kind = ValueKind::Int;
        number.value.i = qint64(negative ? 0 - magnitude : magnitude);
    } else if (error == std::errc{} && !negative) {
        number.value.kind = ValueKind::UInt;
        number.value.u = magnitude;
    } else {
        number.value.kind = ValueKind::BigInt;
        number.digits = (negative ? "-" : "") + spelling;
    }
}

} // namespace

PythonString readPythonString(QByteArrayView token)
{
    PythonString result;
    bool raw = false;
    qsizetype open = 0;
    for (; token[open] != '\'' && token[open] != '"'; ++open) {
        const char c = char(token[open] | 0x20);
        raw = raw || c == 'r';
        result.isBytes = result.isBytes || c == 'b';
        if (c == 'f') {
            result.problem = DecodeProblem{0, tr("Nothing is calculated here: write the text as it is meant, without the f.")};
            return result;
        }
    }
    if (open == 2 && !(raw && result.isBytes)) {
        result.problem = DecodeProblem{0, tr("Python does not know this prefix. There are b, r, br and u.")};
        return result;
    }
    const qsizetype quotes = token.size() >= open + 6 && token[open + 1] == token[open] && token[open + 2] == token[open] ? 3 : 1;
    const qsizetype start = open + quotes;
    const QByteArrayView body = token.sliced(start, token.size() - start - quotes);
    if (result.isBytes) {
        const auto foreign = std::find_if(body.begin(), body.end(), [](char c) { return (c & 0x80) != 0; });
        if (foreign != body.end()) {
            result.problem = DecodeProblem{start + (foreign - body.begin()),
                                           tr("b'…' holds ASCII characters only. Write other bytes as \\xHH.")};
            return result;
        }
    }
    if (raw)
        result.bytes = body.toByteArray();
    else if (!EscapeReader(body, result).read())
        result.problem->offset += start;
    return result;
}

PythonNumber readPythonNumber(QByteArrayView token, bool negative)
{
    PythonNumber number;
    const auto fail = [&number](qsizetype at, const QString &problem) {
        number.problem = DecodeProblem{at, problem};
        return number;
    };
    const bool isHex = token.startsWith("0x") || token.startsWith("0X");
    const auto isDigit = [isHex](char c) { return isHex ? hexDigit(c) >= 0 : isDecimal(c); };
    QByteArray digits; // without the underscores
    digits.reserve(token.size());
    for (qsizetype i = 0; i < token.size(); ++i) {
        if (token[i] != '_') {
            digits += token[i];
            continue;
        }
        const bool behindBase = i == 2 && token[0] == '0' && !isDecimal(token[1]);
        const bool between = i > 0 && i + 1 < token.size() && isDigit(token[i + 1]) && (behindBase || isDigit(token[i - 1]));
        if (!between)
            return fail(i, tr("An underscore stands between two digits."));
    }
    const char base = digits.size() > 1 && digits[0] == '0' ? char(digits[1] | 0x20) : '\0';
    if (base == 'x' || base == 'o' || base == 'b') {
        const int bits = base == 'x' ? 4 : base == 'o' ? 3 : 1;
        QByteArrayView rest = QByteArrayView(digits).sliced(2);
        const bool right = !rest.isEmpty() && std::all_of(rest.begin(), rest.end(), [bits](char c) {
            const int digit = hexDigit(c);
            return digit >= 0 && digit < 1 << bits;
        });
        if (!right)
            return fail(0, tr("This is no number: digits of another kind follow 0x, 0o or 0b."));
        const QByteArray hex = toHex(rest, bits);
        setInteger(number, hex, 16, negative, "0x" + hex);
        return number;
    }
    if (digits.endsWith('j') || digits.endsWith('J'))
        return fail(0, tr("Write a complex number as complex(1, 2)."));
    if (std::all_of(digits.begin(), digits.end(), isDecimal)) {
        QByteArrayView rest = digits;
        while (rest.startsWith('0'))
            rest = rest.sliced(1);
        if (digits[0] == '0' && !rest.isEmpty())
            return fail(0, tr("An integer has no zeros in front. Octal is 0o17."));
        if (rest.size() > pythonDecimalDigits) {
            return fail(0, tr("Python reads no more than %1 decimal digits. Write the number as 0x….")
                               .arg(pythonDecimalDigits));
        }
        setInteger(number, rest, 10, negative, rest.toByteArray());
        return number;
    }
    double value = 0;
    // from_chars takes "1." and ".5", as Python does.
    const auto [end, error] = std::from_chars(digits.cbegin(), digits.cend(), value);
    if (error == std::errc::invalid_argument || end != digits.cend())
        return fail(0, tr("This is no number."));
    if (error == std::errc::result_out_of_range && isLarge(digits))
        value = std::numeric_limits<double>::infinity();
    number.value.kind = ValueKind::Float;
    number.value.d = negative ? -value : value;
    return number;
}

QByteArray pythonFloat(double value)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
    char buffer[32];
    const auto shortest = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
    const QByteArrayView text(buffer, shortest.ptr);
    const int exponent = text.sliced(text.indexOf('e') + 1).toInt();
    // Python's own borders between the two ways to write.
    if (exponent < -4 || exponent >= 16)
        return text.toByteArray();
    char plain[32];
    const auto fixed = std::to_chars(plain, plain + sizeof plain, value, std::chars_format::fixed);
    QByteArray result(plain, fixed.ptr - plain);
    return result.contains('.') ? result : result + ".0";
}

} // namespace zmqscope
