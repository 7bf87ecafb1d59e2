// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/json_skip.h"

#include <array>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace zmqscope {

namespace {

/// Bytes that are looked at in one step: a bit of a word for each.
constexpr qsizetype blockBytes = 64;

/// Which bytes of a block are what.
struct Marks
{
    quint64 quotes = 0;
    quint64 backslashes = 0;
    quint64 opens = 0;
    quint64 closes = 0;
};

#if defined(__SSE2__)
Marks marksOf(const char *block)
{
    Marks marks;
    for (int part = 0; part < 4; ++part) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(block + part * 16));
        const auto where = [&](__m128i in, char c) {
            const auto bits = unsigned(_mm_movemask_epi8(_mm_cmpeq_epi8(in, _mm_set1_epi8(c))));
            return quint64(bits) << (part * 16);
        };
        // [ and { differ in one bit, and so do ] and }.
        const __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        marks.quotes |= where(bytes, '"');
        marks.backslashes |= where(bytes, '\\');
        marks.opens |= where(folded, '{');
        marks.closes |= where(folded, '}');
    }
    return marks;
}
#else
Marks marksOf(const char *block)
{
    Marks marks;
    for (int i = 0; i < blockBytes; ++i) {
        const char c = block[i];
        const char folded = char(c | 0x20);
        marks.quotes |= quint64(c == '"') << i;
        marks.backslashes |= quint64(c == '\\') << i;
        marks.opens |= quint64(folded == '{') << i;
        marks.closes |= quint64(folded == '}') << i;
    }
    return marks;
}
#endif

/// Bytes that a backslash escapes. @p carry: the first byte of this block is one, and then of the next.
quint64 escapedBytes(quint64 backslashes, bool &carry)
{
    quint64 escaped = carry ? 1 : 0;
    carry = false;
    backslashes &= ~escaped;
    while (backslashes != 0) {
        const int at = std::countr_zero(backslashes);
        if (at == blockBytes - 1) {
            carry = true;
            break;
        }
        escaped |= 2ULL << at;
        backslashes &= ~(3ULL << at);
    }
    return escaped;
}

/// Each bit the parity of itself and those below: bytes from an opening quote up to the closing one.
quint64 parity(quint64 bits)
{
    for (int shift = 1; shift < blockBytes; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

class Skipper
{
public:
    explicit Skipper(int maxDepth) : m_maxDepth(maxDepth) {}

    /// The byte of the block where the container ends, or is too deep; -1 when it goes on.
    int passBlock(const char *block)
    {
        const Marks marks = marksOf(block);
        const quint64 quotes = marks.quotes & ~escapedBytes(marks.backslashes, m_escape);
        const quint64 inString = parity(quotes) ^ (m_inString ? ~0ULL : 0ULL);
        m_inString = inString >> (blockBytes - 1) != 0;
        quint64 opens = marks.opens & ~inString;
        quint64 closes = marks.closes & ~inString;
        const int up = std::popcount(opens);
        const int down = std::popcount(closes);
        if (down < m_depth && m_depth + up <= m_maxDepth) {
            m_depth += up - down;
            return -1;
        }
        for (quint64 both = opens | closes; both != 0; both &= both - 1) {
            const quint64 lowest = both & (0 - both);
            m_depth += (opens & lowest) != 0 ? 1 : -1;
            if (m_depth == 0 || m_depth > m_maxDepth)
                return std::countr_zero(both);
        }
        return -1;
    }

    int depth() const { return m_depth; }

private:
    int m_maxDepth;
    int m_depth = 0;
    bool m_inString = false;
    bool m_escape = false;
};

} // namespace

JsonExtent skipJsonContainer(QByteArrayView bytes, int maxDepth)
{
    Skipper skipper(maxDepth);
    const auto ended = [&skipper](qsizetype at) {
        return skipper.depth() == 0 ? JsonExtent{at + 1, false} : JsonExtent{at, true};
    };
    qsizetype at = 0;
    for (; bytes.size() - at >= blockBytes; at += blockBytes) {
        if (const int found = skipper.passBlock(bytes.data() + at); found >= 0)
            return ended(at + found);
    }
    std::array<char, blockBytes> rest;
    rest.fill(' ');
    std::memcpy(rest.data(), bytes.data() + at, std::size_t(bytes.size() - at));
    if (const int found = skipper.passBlock(rest.data()); found >= 0)
        return ended(at + found);
    return {bytes.size(), false};
}

} // namespace zmqscope
