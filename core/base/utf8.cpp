// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace zmqscope::utf8 {

Step decode(const char *at, const char *end)
{
    const auto byte = [at](int i) { return static_cast<quint8>(at[i]); };
    const quint8 lead = byte(0);
    const Step invalid{lead, 1, false};
    if (lead < 0x80)
        return {lead, 1, true};
    if (lead < 0xc2 || lead > 0xf4)
        return invalid;

    const int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (end - at < length)
        return invalid;
    char32_t codePoint = lead & (0xffU >> (length + 1));
    for (int i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return invalid;
        codePoint = codePoint << 6 | (byte(i) & 0x3fU);
    }
    const bool overlong = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
    const bool surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
    if (overlong || surrogate || codePoint > 0x10ffff)
        return invalid;
    return {codePoint, static_cast<quint8>(length), true};
}

bool isInvisible(char32_t c)
{
    struct Range
    {
        char32_t first;
        char32_t last;
    };
    // Sorted. Besides the control and format characters: blanks that pass for a space, fillers,
    // variation selectors and non-characters, in which data can hide.
    static constexpr Range ranges[] = {
        {0x0000, 0x001f}, {0x007f, 0x00a0}, {0x00ad, 0x00ad}, {0x034f, 0x034f}, {0x061c, 0x061c},
        {0x115f, 0x1160}, {0x1680, 0x1680}, {0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x2000, 0x200f},
        {0x2028, 0x202f}, {0x205f, 0x206f}, {0x2800, 0x2800}, {0x3164, 0x3164}, {0xfdd0, 0xfdef},
        {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff0, 0xfffc}, {0xfffe, 0xffff},
        {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
    };
    if (c >= 0x20 && c < 0x7f)
        return false;
    if (c > 0xffff && (c & 0xfffe) == 0xfffe)
        return true;
    const auto *range = std::lower_bound(std::begin(ranges), std::end(ranges), c,
                                         [](const Range &r, char32_t value) { return r.last < value; });
    return range != std::end(ranges) && c >= range->first;
}

qsizetype firstInvalid(QByteArrayView bytes)
{
    const char *const begin = bytes.data();
    const char *const end = begin + bytes.size();
    const char *at = begin;
    while (at < end) {
        quint64 block = 0;
        while (end - at >= 8 && (std::memcpy(&block, at, 8), (block & 0x8080808080808080ULL) == 0))
            at += 8;
        if (at == end)
            break;
        if (static_cast<quint8>(*at) < 0x80) {
            ++at;
            continue;
        }
        const Step step = decode(at, end);
        if (!step.valid)
            return at - begin;
        at += step.length;
    }
    return -1;
}

QByteArrayView withoutCutTail(QByteArrayView bytes)
{
    const qsizetype size = bytes.size();
    for (qsizetype back = 1; back <= 3 && back <= size; ++back) {
        const auto byte = static_cast<quint8>(bytes[size - back]);
        if ((byte & 0xc0) == 0x80)
            continue;
        const qsizetype needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        return needed > back ? bytes.first(size - back) : bytes;
    }
    return bytes;
}

} // namespace zmqscope::utf8
