// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/packing/z85_codec.h"

#include "core/codec/packing/capped_output.h"

#include <QtEndian>
#include <array>
#include <limits>
#include <string_view>

namespace zmqscope {

namespace {

constexpr std::string_view alphabet =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
static_assert(alphabet.size() == 85);

constexpr int groupChars = 5;
constexpr int groupBytes = 4;

/// What a character stands for; -1 for those that stand for nothing.
constexpr std::array<qint8, 256> digits = [] {
    std::array<qint8, 256> table{};
    table.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        table[uchar(alphabet[i])] = qint8(i);
    return table;
}();

} // namespace

QString Z85Codec::id() const
{
    return QStringLiteral("z85");
}

QString Z85Codec::name() const
{
    return tr("Z85");
}

QString Z85Codec::hint() const
{
    return tr("Text with escapes, four bytes a group, then sent as Z85.");
}

Recognition Z85Codec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    if (bytes.size() < minRecognised || bytes.size() % groupChars != 0)
        return {};
    const QByteArrayView looked = bytes.first(std::min(bytes.size(), effort));
    bool upper = false;
    bool lower = false;
    bool other = false;
    for (const char c : looked) {
        if (digits[uchar(c)] < 0)
            return {};
        upper |= c >= 'A' && c <= 'Z';
        lower |= c >= 'a' && c <= 'z';
        other |= !((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    }
    if (!upper || !lower || !other)
        return {}; // a word, a number, hexadecimal digits
    if (unwrap(looked.first(minRecognised), minRecognised).problem)
        return {};
    return {Certainty::Possible, tr("only characters of Z85")};
}

Unwrapped Z85Codec::unwrap(QByteArrayView bytes, qsizetype maxOutput) const
{
    Unwrapped result;
    CappedOutput output(maxOutput);
    quint64 group = 0;
    int count = 0;
    qsizetype at = 0;
    for (; at < bytes.size() && !output.isFull(); ++at) {
        const int digit = digits[uchar(bytes[at])];
        if (digit < 0) {
            result.problem = DecodeProblem{at, tr("This is not a Z85 character.")};
            break;
        }
        group = group * 85 + quint64(digit);
        if (++count < groupChars)
            continue;
        if (group > std::numeric_limits<quint32>::max()) {
            result.problem = DecodeProblem{at - groupChars + 1, tr("These five characters stand for more than four bytes can hold.")};
            break;
        }
        for (int shift = 24; shift >= 0 && !output.isFull(); shift -= 8) {
            *output.room() = char(group >> shift);
            output.advance(1);
        }
        group = 0;
        count = 0;
    }
    if (!result.problem && !output.isFull() && count > 0) {
        result.problem = DecodeProblem{at, tr("The text ends amid a group of five characters.")};
        result.cut = true;
    }
    output.finish(result);
    return result;
}

Result<QByteArray> Z85Codec::wrap(QByteArrayView bytes) const
{
    if (bytes.size() % groupBytes != 0) {
        return Error{ErrorCode::InvalidArgument, tr("Pack as Z85"),
                     tr("Z85 packs groups of four bytes; %1 bytes are no whole groups.").arg(bytes.size()),
                     tr("Fill them up to a multiple of four, or choose base64.")};
    }
    QByteArray packed;
    packed.reserve(bytes.size() / groupBytes * groupChars);
    for (qsizetype at = 0; at < bytes.size(); at += groupBytes) {
        const auto group = qFromBigEndian<quint32>(bytes.data() + at);
        for (const quint32 power : {85U * 85 * 85 * 85, 85U * 85 * 85, 85U * 85, 85U, 1U})
            packed += alphabet[group / power % 85];
    }
    return packed;
}

} // namespace zmqscope
