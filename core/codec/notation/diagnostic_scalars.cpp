// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/notation/diagnostic_parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>

namespace zmqscope::diagnosticNotation {

namespace {

/// Written like a call, and Tagged in the tree.
constexpr std::array<QByteArrayView, 11> calls{
    "timestamp", "objectid", "datetime", "regex", "dbpointer", "code", "symbol", "decimal128", "minkey", "maxkey", "simple"};
/// Their first argument becomes part of the label.
constexpr std::array<QByteArrayView, 2> numberedCalls{"ext", "binary"};
/// Their one argument gets the name as its label.
constexpr std::array<QByteArrayView, 8> labels{"float16", "float32", "float64", "int32", "int64", "str", "text", "string"};

template <typename Names>
bool isIn(const Names &names, QByteArrayView name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordChar(char c)
{
    return isDigit(c) || c == '_' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

bool Parser::isStringAhead() const
{
    const QByteArrayView rest = m_text.sliced(m_at);
    return rest.startsWith('"') || rest.startsWith('\'') || rest.startsWith("h'") || rest.startsWith("b64'");
}

bool Parser::readString(bool &isBytes, QByteArrayView &value)
{
    isBytes = m_text[m_at] != '"';
    if (m_text[m_at] == 'h' || m_text[m_at] == 'b') {
        const bool isHex = m_text[m_at] == 'h';
        m_at += isHex ? 2 : 4;
        return readEncoded(isHex, value);
    }
    return readQuoted(m_text[m_at], value);
}

/// A text with the escapes of JSON; the quote is not passed yet.
bool Parser::readQuoted(char quote, QByteArrayView &value)
{
    const qsizetype begin = m_at++;
    const qsizetype first = m_at;
    char *copy = nullptr; ///< only made for a text with escapes
    char *out = nullptr;
    qsizetype room = 0;
    for (;; ++m_at) {
        if (m_at == m_text.size())
            return fail(begin, tr("This text needs a “%1” at its end.").arg(QLatin1Char(quote)));
        const char c = m_text[m_at];
        if (c == quote)
            break;
        if (quint8(c) < 0x20)
            return fail(m_at, tr("Within a text a line break or control character is written \\n or \\u000a."));
        if (c == '\\') {
            if (!copy) {
                // No escape is shorter than what it stands for.
                qsizetype end = m_at;
                while (end < m_text.size() && m_text[end] != quote)
                    end += m_text[end] == '\\' ? 2 : 1;
                room = std::min(end, m_text.size()) - first;
                copy = m_tree.allocate(room);
                std::memcpy(copy, m_text.data() + first, std::size_t(m_at - first));
                out = copy + (m_at - first);
            }
            if (!readEscape(quote, out))
                return false;
        } else if (copy) {
            *out++ = c;
        }
    }
    value = copy ? QByteArrayView(copy, out - copy) : m_text.sliced(first, m_at - first);
    if (copy)
        m_tree.giveBack(room - (out - copy));
    ++m_at;
    return true;
}

bool Parser::readHex4(quint32 &value)
{
    value = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = m_at + 1 < m_text.size() ? hexDigit(m_text[m_at + 1]) : -1;
        if (digit < 0)
            return fail(m_at, tr("“\\u” wants four hexadecimal digits."));
        value = value << 4 | quint32(digit);
        ++m_at;
    }
    return true;
}

/// At the backslash; ends at the last character of the escape.
bool Parser::readEscape(char quote, char *&out)
{
    const qsizetype begin = m_at++;
    const char c = m_at < m_text.size() ? m_text[m_at] : '\0';
    constexpr QByteArrayView names("bfnrt\"\\/");
    constexpr QByteArrayView meant("\b\f\n\r\t\"\\/");
    if (c == '\'' && quote == '\'') {
        *out++ = c;
        return true;
    }
    if (const qsizetype known = c == '\0' ? -1 : names.indexOf(c); known >= 0) {
        *out++ = meant[known];
        return true;
    }
    if (c != 'u')
        return fail(begin, tr("Only \\n \\r \\t \\b \\f \\\" \\\\ \\/ and \\uXXXX are escapes."));
    quint32 unit = 0;
    if (!readHex4(unit))
        return false;
    char32_t codePoint = unit;
    if (QChar::isHighSurrogate(unit)) {
        quint32 low = 0;
        if (!m_text.sliced(m_at + 1).startsWith("\\u"))
            return fail(begin, tr("Half of a surrogate pair is no character."));
        m_at += 2;
        if (!readHex4(low))
            return false;
        if (!QChar::isLowSurrogate(low))
            return fail(begin, tr("Half of a surrogate pair is no character."));
        codePoint = QChar::surrogateToUcs4(char16_t(unit), char16_t(low));
    } else if (QChar::isLowSurrogate(unit)) {
        return fail(begin, tr("Half of a surrogate pair is no character."));
    }
    const QByteArray utf8 = QStringView(QChar::fromUcs4(codePoint)).toUtf8();
    out = std::copy(utf8.begin(), utf8.end(), out);
    return true;
}

/// Hexadecimal digits or base64 up to the quote.
bool Parser::readEncoded(bool isHex, QByteArrayView &value)
{
    const qsizetype begin = m_at;
    const qsizetype end = m_text.indexOf('\'', begin);
    if (end < 0)
        return fail(begin - 1, tr("These bytes need a “'” at their end."));
    m_at = end + 1;
    if (!isHex) {
        QByteArray text = m_text.sliced(begin, end - begin).toByteArray().simplified().replace(' ', "");
        const auto options = text.contains('-') || text.contains('_') ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding;
        const auto decoded = QByteArray::fromBase64Encoding(text, options | QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return fail(begin, tr("This is not base64."));
        value = m_tree.store(decoded.decoded);
        return true;
    }
    const qsizetype room = (end - begin) / 2;
    char *const memory = m_tree.allocate(room);
    char *out = memory;
    int high = -1;
    for (qsizetype at = begin; at < end; ++at) {
        const char c = m_text[at];
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
            continue;
        const int digit = hexDigit(c);
        if (digit < 0)
            return fail(at, tr("This is no hexadecimal digit."));
        if (high < 0) {
            high = digit;
        } else {
            *out++ = char(high << 4 | digit);
            high = -1;
        }
    }
    if (high >= 0)
        return fail(end, tr("One more hexadecimal digit is needed: a byte has two."));
    value = QByteArrayView(memory, out - memory);
    m_tree.giveBack(room - value.size());
    return true;
}

/// (_ h'01', h'02'): chunks, which become one value.
bool Parser::readIndefiniteString()
{
    const qsizetype begin = m_at++;
    if (!isAt('_'))
        return fail(begin, tr("Behind “(” a “_” should be, and then the chunks of a text or bytes."));
    ++m_at;
    QByteArray joined;
    bool isBytes = false;
    for (bool first = true;; first = false) {
        if (!skipBlanks())
            return false;
        if (!isStringAhead())
            return fail(m_at, tr("Here a chunk should be, as \"text\" or h'0102'."));
        const qsizetype at = m_at;
        bool chunkIsBytes = false;
        QByteArrayView chunk;
        if (!readString(chunkIsBytes, chunk))
            return false;
        if (!first && chunkIsBytes != isBytes)
            return fail(at, tr("The chunks must be either all text or all bytes."));
        isBytes = chunkIsBytes;
        joined.append(chunk);
        if (!skipBlanks())
            return false;
        if (!isAt(','))
            break;
        ++m_at;
    }
    if (!expect(')'))
        return false;
    m_tree.addText(isBytes ? ValueKind::Bytes : ValueKind::Text, m_tree.store(joined), begin, m_at, m_tree.labelOf("indefinite"));
    return true;
}

/// The characters of a number at m_at; empty when there is none.
QByteArrayView Parser::numberAhead(bool *isFloat) const
{
    const QByteArrayView rest = m_text.sliced(m_at);
    const auto charAt = [rest](qsizetype i) { return i < rest.size() ? rest[i] : '\0'; };
    qsizetype at = charAt(0) == '-' || charAt(0) == '+' ? 1 : 0;
    *isFloat = false;
    if (rest.sliced(at).startsWith("Infinity") || rest.startsWith("NaN")) {
        *isFloat = true;
        return rest.first(at + (rest.startsWith("NaN") ? 3 : 8));
    }
    const qsizetype digits = at;
    if (charAt(at) == '0' && (charAt(at + 1) | 0x20) == 'x') {
        at += 2;
        while (hexDigit(charAt(at)) >= 0)
            ++at;
        return rest.first(at - digits > 2 ? at : 0);
    }
    while (isDigit(charAt(at)))
        ++at;
    if (at == digits)
        return rest.first(0);
    if (charAt(at) == '.' && isDigit(charAt(at + 1))) {
        *isFloat = true;
        for (++at; isDigit(charAt(at));)
            ++at;
    }
    if ((charAt(at) | 0x20) == 'e') {
        const qsizetype sign = charAt(at + 1) == '-' || charAt(at + 1) == '+' ? 1 : 0;
        if (isDigit(charAt(at + 1 + sign))) {
            *isFloat = true;
            for (at += 1 + sign; isDigit(charAt(at));)
                ++at;
        }
    }
    return rest.first(at);
}

bool Parser::readNumber()
{
    const qsizetype begin = m_at;
    bool isFloat = false;
    const QByteArrayView number = numberAhead(&isFloat);
    if (number.isEmpty())
        return fail(begin, tr("Here a number should be."));
    const QByteArrayView rest = m_text.sliced(m_at + number.size());
    if (rest.startsWith('(')) {
        quint64 tag = 0;
        const auto end = std::from_chars(number.begin(), number.end(), tag);
        if (end.ec != std::errc() || end.ptr != number.end())
            return fail(begin, tr("A tag is a number from 0 to 18446744073709551615."));
        m_at += number.size() + 1;
        return open(ValueKind::Tagged, begin, QByteArray("tag " + QByteArray::number(tag)), ')');
    }
    if (isFloat && rest.size() > 1 && rest[0] == '_' && rest[1] >= '1' && rest[1] <= '3') {
        constexpr std::array<QByteArrayView, 3> widths{"float16", "float32", "float64"};
        if (!addNumber(begin, true, widths[std::size_t(rest[1] - '1')]))
            return false;
        m_at += 2;
        return true;
    }
    return addNumber(begin, isFloat, {});
}

/// The number at m_at as a node that begins at @p begin.
bool Parser::addNumber(qsizetype begin, bool wantsFloat, QByteArrayView label)
{
    const qsizetype at = m_at;
    bool isFloat = false;
    QByteArrayView number = numberAhead(&isFloat);
    if (number.isEmpty())
        return fail(at, tr("Here a number should be."));
    if (isFloat && !wantsFloat)
        return fail(at, tr("Here a whole number should be."));
    m_at += number.size();
    if (m_at < m_text.size() && (isWordChar(m_text[m_at]) || m_text[m_at] == '.') && m_text[m_at] != '_')
        return fail(m_at, tr("This cannot stand within a number."));
    if (!isFloat && !wantsFloat && m_at < m_text.size() && m_text[m_at] == '_')
        return fail(m_at, tr("The size of a whole number cannot be chosen: it gets the shortest form."));
    const bool isNegative = number.startsWith('-');
    if (isNegative || number.startsWith('+'))
        number = number.sliced(1);
    if (number.size() > 1 && number[0] == '0' && isDigit(number[1]))
        return fail(at, tr("A number does not begin with 0."));

    if (wantsFloat) {
        double value = std::numeric_limits<double>::quiet_NaN();
        float narrow = 0;
        const bool isSpecial = number == "NaN" || number == "Infinity";
        if (number == "Infinity")
            value = std::numeric_limits<double>::infinity();
        const auto end = isSpecial ? std::from_chars_result{number.end(), {}} : std::from_chars(number.begin(), number.end(), value);
        if (end.ec != std::errc() || end.ptr != number.end())
            return fail(at, tr("This number is too large or too small for a floating point number."));
        if (label == "float32" && !isSpecial) {
            // Read once more, for rounding twice is not the same.
            if (std::from_chars(number.begin(), number.end(), narrow).ec != std::errc())
                return fail(at, tr("This number is too large or too small for a floating point number."));
            value = double(narrow);
        }
        m_tree.addFloat(isNegative ? -value : value, begin, m_at, label == "float64" ? 0 : m_tree.labelOf(label));
        return true;
    }
    const bool isHex = number.startsWith("0x") || number.startsWith("0X");
    quint64 size = 0;
    const auto read = std::from_chars(number.begin() + (isHex ? 2 : 0), number.end(), size, isHex ? 16 : 10);
    const quint64 most = quint64(std::numeric_limits<qint64>::max()) + (isNegative ? 1 : 0);
    const bool fits = read.ec == std::errc() && (!isNegative || size <= most);
    const quint32 name = m_tree.labelOf(label);
    if (label == "int32" || label == "int64") {
        const quint64 limit = label == "int32" ? quint64(std::numeric_limits<qint32>::max()) + (isNegative ? 1 : 0) : most;
        if (!fits || size > limit)
            return fail(at, tr("This number does not fit %1.").arg(QLatin1StringView(label)));
    }
    if (!fits)
        m_tree.addText(ValueKind::BigInt, m_text.sliced(isNegative ? at : number.data() - m_text.data(), number.size() + (isNegative ? 1 : 0)), begin, m_at, name);
    else if (isNegative)
        m_tree.addInt(qint64(0 - size), begin, m_at, name);
    else
        m_tree.addUInt(size, begin, m_at, name);
    return true;
}

bool Parser::readWord()
{
    const qsizetype begin = m_at;
    qsizetype end = begin;
    while (end < m_text.size() && isWordChar(m_text[end]))
        ++end;
    const QByteArrayView word = m_text.sliced(begin, end - begin);
    if (word == "NaN" || word == "Infinity")
        return readNumber();
    m_at = end;
    if (word == "true" || word == "false")
        m_tree.addBool(word == "true", begin, end);
    else if (word == "null")
        m_tree.addNull(begin, end);
    else if (word == "undefined")
        m_tree.addNull(begin, end, m_tree.labelOf("undefined"));
    else
        return readCall(word, begin);
    return true;
}

bool Parser::readCall(QByteArrayView name, qsizetype begin)
{
    const bool isNumbered = isIn(numberedCalls, name);
    if (!isNumbered && !isIn(calls, name) && !isIn(labels, name)) {
        return fail(begin, name.isEmpty() ? tr("Here a value should be.")
                                          : tr("“%1” is no value; text stands in \"quotes\".").arg(QLatin1StringView(name)));
    }
    if (!expect('('))
        return false;
    if (isIn(labels, name))
        return readLabelled(name, begin);
    if (!isNumbered)
        return open(ValueKind::Tagged, begin, name, ')');
    if (!skipBlanks())
        return false;
    bool isFloat = false;
    const QByteArrayView number = numberAhead(&isFloat);
    int type = 0;
    const auto end = std::from_chars(number.begin(), number.end(), type);
    const int least = name == "ext" ? -128 : 0;
    const int most = name == "ext" ? 127 : 255;
    if (number.isEmpty() || end.ec != std::errc() || end.ptr != number.end() || type < least || type > most)
        return fail(m_at, tr("Here a number from %1 to %2 should be.").arg(least).arg(most));
    m_at += number.size();
    if (!expect(','))
        return false;
    return open(ValueKind::Tagged, begin, QByteArray(name.toByteArray() + ' ' + QByteArray::number(type)), ')');
}

/// The one argument of float32(…) or str(…), which becomes a value with that label.
bool Parser::readLabelled(QByteArrayView label, qsizetype begin)
{
    if (!skipBlanks())
        return false;
    if (label.startsWith("float") || label.startsWith("int")) {
        if (!addNumber(begin, label.startsWith("float"), label))
            return false;
    } else {
        bool isBytes = false;
        QByteArrayView value;
        if (!isStringAhead())
            return fail(m_at, tr("Here bytes should be, as h'0102'."));
        if (!readString(isBytes, value))
            return false;
        m_tree.addText(ValueKind::Bytes, value, begin, m_at, m_tree.labelOf(label));
    }
    return expect(')');
}

} // namespace zmqscope::diagnosticNotation
