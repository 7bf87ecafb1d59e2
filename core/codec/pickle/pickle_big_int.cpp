// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_big_int.h"

#include <algorithm>
#include <vector>

namespace zmqscope {

namespace {

constexpr quint32 billion = 1'000'000'000;
constexpr int billionDigits = 9;

/// Digits from the last to the first.
QByteArray decimalBackwards(std::vector<quint32> &words)
{
    QByteArray digits;
    digits.reserve(qsizetype(words.size()) * 10);
    while (!words.empty()) {
        quint64 rest = 0;
        for (auto word = words.rbegin(); word != words.rend(); ++word) {
            const quint64 value = rest << 32 | *word;
            *word = quint32(value / billion);
            rest = value % billion;
        }
        while (!words.empty() && words.back() == 0)
            words.pop_back();
        for (int i = 0; i < billionDigits && (rest > 0 || !words.empty()); ++i, rest /= 10)
            digits.append(char('0' + rest % 10));
    }
    return digits;
}

QByteArray hexBackwards(const std::vector<quint32> &words)
{
    QByteArray digits;
    digits.reserve(qsizetype(words.size()) * 8 + 2);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool last = i + 1 == words.size();
        quint32 word = words[i];
        for (int k = 0; k < 8 && (!last || word > 0); ++k, word >>= 4)
            digits.append("0123456789abcdef"[word & 0xf]);
    }
    return digits.append("x0");
}

} // namespace

ValueNode pickleBigInt(QByteArrayView bytes, ValueTreeMaker &memory, bool decimal)
{
    const bool negative = !bytes.isEmpty() && (quint8(bytes.back()) & 0x80) != 0;
    const char filler = negative ? '\xff' : '\0';
    while (!bytes.isEmpty() && bytes.back() == filler)
        bytes.chop(1);

    ValueNode node;
    if (bytes.size() <= 8) {
        quint64 value = negative ? ~quint64(0) : 0;
        for (qsizetype i = bytes.size() - 1; i >= 0; --i)
            value = value << 8 | quint8(bytes[i]);
        const bool fits = bytes.size() < 8 || ((quint8(bytes.back()) & 0x80) != 0) == negative;
        if (fits || !negative) {
            node.kind = fits ? ValueKind::Int : ValueKind::UInt;
            node.u = value;
            return node;
        }
    }

    // The magnitude in words; a word more than the bytes, for the magnitude of -256 is longer than its bytes.
    std::vector<quint32> words(std::size_t(bytes.size() / 4 + 1), negative ? ~quint32(0) : 0);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        quint32 &word = words[std::size_t(i / 4)];
        const int shift = int(i % 4) * 8;
        word = (word & ~(quint32(0xff) << shift)) | quint32(quint8(bytes[i])) << shift;
    }
    if (negative) {
        quint64 carry = 1;
        for (quint32 &word : words) {
            carry += quint32(~word);
            word = quint32(carry);
            carry >>= 32;
        }
        if (carry > 0)
            words.push_back(quint32(carry));
    }
    while (!words.empty() && words.back() == 0)
        words.pop_back();

    QByteArray text = decimal && bytes.size() <= mostDecimalBytes ? decimalBackwards(words) : hexBackwards(words);
    if (negative)
        text.append('-');
    std::reverse(text.begin(), text.end());
    const QByteArrayView kept = memory.store(text);
    node.kind = ValueKind::BigInt;
    node.text = kept.data();
    node.count = quint32(kept.size());
    return node;
}

} // namespace zmqscope
