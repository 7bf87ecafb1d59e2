// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_text_reader.h"

#include "core/base/utf8.h"
#include "core/codec/pickle/pickle_big_int.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <vector>

namespace zmqscope {

namespace {

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

int digitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 36;
}

/// As C's strtol(line, &end, 0), which must end with the line; nothing when it does not, or overflows.
std::optional<qint64> readCLong(QByteArrayView line)
{
    const char *at = line.begin();
    const char *const end = line.end();
    while (at < end && isBlank(*at))
        ++at;
    const bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        ++at;
    int base = 10;
    if (end - at > 2 && at[0] == '0' && (at[1] | 0x20) == 'x' && digitOf(at[2]) < 16) {
        at += 2;
        base = 16;
    } else if (at < end && *at == '0') {
        base = 8;
    }
    const char *const digits = at;
    const quint64 most = quint64(std::numeric_limits<qint64>::max()) + (negative ? 1 : 0);
    quint64 value = 0;
    for (; at < end && digitOf(*at) < base; ++at) {
        const auto digit = quint64(digitOf(*at));
        if (value > (most - digit) / quint64(base))
            return {};
        value = value * quint64(base) + digit;
    }
    if (at == digits) // C says 0 then, and stays at the start
        return !line.isEmpty() && line.front() == '\0' ? std::optional<qint64>(0) : std::nullopt;
    if (at != end && *at != '\0')
        return {};
    return qint64(negative ? 0 - value : value);
}

void appendUtf8(char *&to, char32_t c)
{
    if (c < 0x80) {
        *to++ = char(c);
    } else if (c < 0x800) {
        *to++ = char(0xc0 | c >> 6);
        *to++ = char(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *to++ = char(0xe0 | c >> 12);
        *to++ = char(0x80 | (c >> 6 & 0x3f));
        *to++ = char(0x80 | (c & 0x3f));
    } else {
        *to++ = char(0xf0 | c >> 18);
        *to++ = char(0x80 | (c >> 12 & 0x3f));
        *to++ = char(0x80 | (c >> 6 & 0x3f));
        *to++ = char(0x80 | (c & 0x3f));
    }
}

/// Whether a decimal number that no double can be is too large; else it is too small.
bool isLarge(QByteArrayView number)
{
    qint64 exponent = 0;
    const qsizetype e = std::max(number.indexOf('e'), number.indexOf('E'));
    if (e >= 0) {
        const char *from = number.begin() + e + 1;
        const bool negative = from < number.end() && *from == '-';
        const bool sign = negative || (from < number.end() && *from == '+');
        const auto [end, error] = std::from_chars(from + (sign ? 1 : 0), number.end(), exponent);
        if (error != std::errc())
            return !negative;
        exponent = negative ? -exponent : exponent;
        number = number.first(e);
    }
    const qsizetype point = number.indexOf('.');
    const qsizetype whole = point < 0 ? number.size() : point;
    const qsizetype first = std::find_if(number.begin(), number.end(), [](char c) { return c != '0' && c != '.'; }) - number.begin();
    return exponent > first - whole; // the first digit that counts stands before the point
}

/// @p digits, of a base that is a power of two, without a sign and underscores.
ValueNode nodeOfBits(QByteArrayView digits, int bitsPerDigit, bool negative, ValueTreeMaker &memory)
{
    std::vector<quint8> bytes; // little endian, in two's complement
    bytes.reserve(std::size_t(digits.size() * bitsPerDigit / 8 + 2));
    quint32 pending = 0;
    int bits = 0;
    for (qsizetype i = digits.size() - 1; i >= 0; --i) {
        pending |= quint32(digitOf(digits[i])) << bits;
        for (bits += bitsPerDigit; bits >= 8; bits -= 8, pending >>= 8)
            bytes.push_back(quint8(pending));
    }
    bytes.push_back(quint8(pending));
    bytes.push_back(0);
    if (negative) {
        int carry = 1;
        for (quint8 &byte : bytes) {
            const int sum = quint8(~byte) + carry;
            byte = quint8(sum);
            carry = sum >> 8;
        }
    }
    return pickleBigInt({reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())}, memory);
}

/// As Python's int(line, base), base 0 or 10.
std::optional<ValueNode> readPythonInt(QByteArrayView line, bool anyBase, ValueTreeMaker &memory)
{
    if (const qsizetype nul = line.indexOf('\0'); nul >= 0)
        line = line.first(nul);
    while (!line.isEmpty() && isBlank(line.front()))
        line = line.sliced(1);
    while (!line.isEmpty() && isBlank(line.back()))
        line.chop(1);
    const QByteArrayView whole = line;
    const bool negative = line.startsWith('-');
    const bool sign = negative || line.startsWith('+');
    if (sign)
        line = line.sliced(1);
    int base = 10;
    bool onlyZero = false;
    if (anyBase && line.startsWith('0')) {
        const char mark = line.size() > 1 ? char(line[1] | 0x20) : '\0';
        base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
        onlyZero = base == 10;
        if (base != 10) {
            line = line.sliced(2);
            if (line.startsWith('_'))
                line = line.sliced(1);
        }
    }
    if (line.isEmpty() || line.front() == '_' || line.back() == '_')
        return {};
    bool plain = base == 10 && !whole.startsWith('+');
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == '_') {
            if (line[i - 1] == '_')
                return {};
            plain = false;
        } else if (digitOf(line[i]) >= base || (onlyZero && line[i] != '0')) {
            return {};
        }
    }
    QByteArray digits;
    QByteArrayView text = whole;
    if (!plain) {
        digits = line.toByteArray();
        digits.removeIf([](char c) { return c == '_'; });
        text = digits;
    }
    if (base != 10)
        return nodeOfBits(text, base == 16 ? 4 : base == 8 ? 3 : 1, negative, memory);
    if (!plain && negative)
        text = digits.prepend('-');
    ValueNode node;
    node.kind = ValueKind::Int;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), node.i);
    if (error == std::errc() && end == text.end())
        return node;
    node.kind = ValueKind::UInt;
    const auto [unsignedEnd, unsignedError] = std::from_chars(text.begin(), text.end(), node.u);
    if (unsignedError == std::errc() && unsignedEnd == text.end())
        return node;
    node.kind = ValueKind::BigInt;
    const QByteArrayView kept = plain ? text : memory.store(text);
    node.text = kept.data();
    node.count = quint32(kept.size());
    return node;
}

} // namespace

std::optional<ValueNode> readPickleInt(QByteArrayView line, PickleIntText rules, ValueTreeMaker &memory)
{
    if (line.isEmpty())
        return {};
    if (rules == PickleIntText::Int) {
        if (const auto value = readCLong(line)) {
            ValueNode node;
            node.kind = ValueKind::Int;
            node.i = *value;
            return node;
        }
    }
    if (rules == PickleIntText::Long && line.endsWith('L'))
        line.chop(1);
    return readPythonInt(line, rules != PickleIntText::Key, memory);
}

std::optional<double> readPickleFloat(QByteArrayView line)
{
    if (const qsizetype nul = line.indexOf('\0'); nul >= 0)
        line = line.first(nul);
    const bool sign = line.startsWith('+') || line.startsWith('-');
    const QByteArrayView digits = sign ? line.sliced(1) : line;
    if (line.startsWith('+'))
        line = digits;
    for (const char *word : {"inf", "infinity", "nan"}) {
        if (digits.size() == qsizetype(qstrlen(word)) && qstrnicmp(digits.data(), word, std::size_t(digits.size())) == 0) {
            const double value = *word == 'i' ? HUGE_VAL : std::nan("");
            return line.size() == digits.size() ? value : -value;
        }
    }
    if (digits.isEmpty() || !(digits.front() == '.' || digitOf(digits.front()) < 10))
        return {};
    double value = 0;
    const auto [end, error] = std::from_chars(line.begin(), line.end(), value);
    if (end != line.end() || error == std::errc::invalid_argument)
        return {};
    if (error != std::errc::result_out_of_range)
        return value;
    if (isLarge(digits))
        return {};
    return sign && line.startsWith('-') ? -0.0 : 0.0;
}

std::optional<QByteArrayView> readPickleString(QByteArrayView escaped, ValueTreeMaker &memory)
{
    if (!escaped.contains('\\'))
        return escaped;
    char *const text = memory.allocate(escaped.size());
    char *to = text;
    const char *at = escaped.begin();
    const char *const end = escaped.end();
    while (at < end) {
        if (*at != '\\') {
            *to++ = *at++;
            continue;
        }
        if (++at == end)
            return {};
        static constexpr char names[] = "\\'\"bftnrva";
        static constexpr char meanings[] = "\\'\"\b\f\t\n\r\v\a";
        const char c = *at++;
        if (const char *name = std::strchr(names, c); name && c != '\0') {
            *to++ = meanings[name - names];
        } else if (c >= '0' && c <= '7') {
            int value = c - '0';
            for (int i = 0; i < 2 && at < end && *at >= '0' && *at <= '7'; ++i)
                value = value * 8 + (*at++ - '0');
            *to++ = char(value);
        } else if (c == 'x') {
            if (end - at < 2 || digitOf(at[0]) >= 16 || digitOf(at[1]) >= 16)
                return {};
            *to++ = char(digitOf(at[0]) * 16 + digitOf(at[1]));
            at += 2;
        } else {
            *to++ = '\\';
            *to++ = c;
        }
    }
    memory.giveBack(escaped.size() - (to - text));
    return QByteArrayView(text, to - text);
}

std::optional<QByteArrayView> readPickleUnicode(QByteArrayView line, ValueTreeMaker &memory)
{
    const auto isPlain = [](char c) { return c != '\\' && quint8(c) < 0x80; };
    if (std::all_of(line.begin(), line.end(), isPlain))
        return line;
    const qsizetype most = line.size() * 2;
    char *const text = memory.allocate(most);
    char *to = text;
    const char *at = line.begin();
    const char *const end = line.end();
    while (at < end) {
        const char c = *at++;
        if (c != '\\' || at == end) {
            appendUtf8(to, quint8(c));
            continue;
        }
        const char kind = *at++;
        if (kind != 'u' && kind != 'U') { // a backslash that is escaped hides what follows it
            *to++ = '\\';
            appendUtf8(to, quint8(kind));
            continue;
        }
        const int width = kind == 'u' ? 4 : 8;
        if (end - at < width)
            return {};
        quint32 value = 0;
        for (int i = 0; i < width; ++i, ++at) {
            if (digitOf(*at) >= 16)
                return {};
            value = value << 4 | quint32(digitOf(*at));
        }
        if (value > 0x10ffff)
            return {};
        appendUtf8(to, value);
    }
    memory.giveBack(most - (to - text));
    return QByteArrayView(text, to - text);
}

qsizetype firstNotPickleUtf8(QByteArrayView bytes)
{
    qsizetype from = 0;
    for (;;) {
        const qsizetype bad = utf8::firstInvalid(bytes.sliced(from));
        if (bad < 0)
            return -1;
        from += bad;
        const QByteArrayView rest = bytes.sliced(from);
        const bool surrogate = rest.size() >= 3 && quint8(rest[0]) == 0xed && (quint8(rest[1]) & 0xe0) == 0xa0
            && (quint8(rest[2]) & 0xc0) == 0x80;
        if (!surrogate)
            return from;
        from += 3;
    }
}

} // namespace zmqscope
