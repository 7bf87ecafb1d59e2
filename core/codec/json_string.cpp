// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/json_string.h"

#include "core/base/utf8.h"

#include <QtEndian>
#include <bit>
#include <cstring>

namespace zmqscope::json_string {

namespace {

quint32 fourHexDigits(const char *at)
{
    quint32 value = 0;
    for (int i = 0; i < 4; ++i)
        value = value << 4 | quint32(hexDigit(at[i]));
    return value;
}

char *writeUtf8(char *out, char32_t c)
{
    if (c < 0x80) {
        *out++ = char(c);
    } else if (c < 0x800) {
        *out++ = char(0xc0 | c >> 6);
        *out++ = char(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *out++ = char(0xe0 | c >> 12);
        *out++ = char(0x80 | (c >> 6 & 0x3f));
        *out++ = char(0x80 | (c & 0x3f));
    } else {
        *out++ = char(0xf0 | c >> 18);
        *out++ = char(0x80 | (c >> 12 & 0x3f));
        *out++ = char(0x80 | (c >> 6 & 0x3f));
        *out++ = char(0x80 | (c & 0x3f));
    }
    return out;
}

} // namespace

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

const char *passPlain(const char *at, const char *end)
{
    constexpr quint64 ones = 0x0101010101010101ULL;
    while (end - at >= 8) {
        const auto block = qFromLittleEndian<quint64>(at);
        // A byte that takes a borrow from the next one only ever spoils bytes behind the one we look for.
        const quint64 stops = (block | (block - ones * 0x20) | ((block ^ ones * '"') - ones) | ((block ^ ones * '\\') - ones))
            & ones * 0x80;
        if (stops != 0)
            return at + std::countr_zero(stops) / 8;
        at += 8;
    }
    while (at != end && quint8(*at) >= 0x20 && quint8(*at) < 0x80 && *at != '"' && *at != '\\')
        ++at;
    return at;
}

const char *passCharacter(const char *at, const char *end)
{
    const auto lead = quint8(*at);
    const auto continues = [at](int i) { return (quint8(at[i]) & 0xc0) == 0x80; };
    if (lead >= 0xe1 && lead <= 0xef && lead != 0xed && end - at >= 3)
        return continues(1) && continues(2) ? at + 3 : nullptr;
    const utf8::Step step = utf8::decode(at, end);
    return step.valid ? at + step.length : nullptr;
}

char *unescape(const char *at, const char *end, char *out)
{
    while (at != end) {
        const auto *escape = static_cast<const char *>(std::memchr(at, '\\', std::size_t(end - at)));
        const char *const runEnd = escape ? escape : end;
        std::memcpy(out, at, std::size_t(runEnd - at));
        out += runEnd - at;
        if (!escape)
            break;
        at = escape + 2;
        switch (escape[1]) {
        case 'b': *out++ = '\b'; break;
        case 'f': *out++ = '\f'; break;
        case 'n': *out++ = '\n'; break;
        case 'r': *out++ = '\r'; break;
        case 't': *out++ = '\t'; break;
        case 'u': {
            char32_t c = fourHexDigits(at);
            at += 4;
            if (c >= 0xd800 && c < 0xdc00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u') {
                const char32_t low = fourHexDigits(at + 2);
                if (low >= 0xdc00 && low < 0xe000) {
                    c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                    at += 6;
                }
            }
            out = writeUtf8(out, c);
            break;
        }
        default: *out++ = escape[1]; break;
        }
    }
    return out;
}

} // namespace zmqscope::json_string
