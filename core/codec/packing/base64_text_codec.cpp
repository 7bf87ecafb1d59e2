// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/packing/base64_text_codec.h"

#include "core/base/utf8.h"
#include "core/codec/packing/capped_output.h"

#include <array>

namespace zmqscope {

namespace {

/// The six bits of a character in either alphabet; -1 for others.
constexpr std::array<qint8, 256> sextets = [] {
    std::array<qint8, 256> table{};
    table.fill(-1);
    for (int i = 0; i < 26; ++i) {
        table[std::size_t('A' + i)] = qint8(i);
        table[std::size_t('a' + i)] = qint8(26 + i);
    }
    for (int i = 0; i < 10; ++i)
        table[std::size_t('0' + i)] = qint8(52 + i);
    table['+'] = table['-'] = 62;
    table['/'] = table['_'] = 63;
    return table;
}();

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// What the characters tell without decoding them.
struct Shape
{
    qsizetype length = 0; ///< blanks not counted
    qsizetype padding = 0;
    bool strict = true;   ///< one alphabet, padding only at the end, blanks only where lines break
    bool upper = false;
    bool lower = false;
    bool other = false;   ///< digits and signs
};

Shape shapeOf(QByteArrayView text)
{
    Shape shape;
    bool standard = false;
    bool urlSafe = false;
    for (const char c : text) {
        if (c == '\n' || c == '\r')
            continue;
        ++shape.length;
        if (c == '=') {
            shape.strict = ++shape.padding <= 2;
        } else {
            shape.strict = shape.padding == 0 && sextets[uchar(c)] >= 0;
            shape.upper |= c >= 'A' && c <= 'Z';
            shape.lower |= c >= 'a' && c <= 'z';
            shape.other |= !((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
            standard |= c == '+' || c == '/';
            urlSafe |= c == '-' || c == '_';
        }
        if (!shape.strict)
            break;
    }
    shape.strict = shape.strict && !(standard && urlSafe);
    return shape;
}

/// First bytes that formats are known by. Short ones would come by chance.
bool hasKnownMark(QByteArrayView bytes)
{
    static constexpr std::array<QByteArrayView, 13> marks = {
        QByteArrayView("\x1f\x8b\x08", 3), QByteArrayView("\x28\xb5\x2f\xfd", 4), QByteArrayView("\x04\x22\x4d\x18", 4),
        QByteArrayView("\x89PNG", 4), QByteArrayView("\xff\xd8\xff", 3), QByteArrayView("GIF8", 4),
        QByteArrayView("RIFF", 4), QByteArrayView("\x93NUMPY", 6), QByteArrayView("PK\x03\x04", 4),
        QByteArrayView("%PDF", 4), QByteArrayView("\x80\x04\x95", 3), QByteArrayView("\x80\x05\x95", 3),
        QByteArrayView("\x7f" "ELF", 4),
    };
    return std::any_of(marks.begin(), marks.end(), [bytes](QByteArrayView mark) { return bytes.startsWith(mark); });
}

/// Whether @p bytes, whose end may be missing, are text that somebody reads.
bool isReadable(QByteArrayView bytes, bool whole)
{
    constexpr qsizetype shortest = 8;
    if (!whole)
        bytes = utf8::withoutCutTail(bytes);
    if (bytes.size() < shortest || utf8::firstInvalid(bytes) >= 0)
        return false;
    const auto isControl = [](char c) { return (uchar(c) < 0x20 && !isBlank(c)) || c == 0x7f; };
    return std::none_of(bytes.begin(), bytes.end(), isControl);
}

} // namespace

QString Base64TextCodec::id() const
{
    return QStringLiteral("base64-text");
}

QString Base64TextCodec::name() const
{
    return tr("Base64 text");
}

QString Base64TextCodec::hint() const
{
    return tr("Text with escapes, then sent as base64.");
}

Recognition Base64TextCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    if (bytes.size() < minRecognised || sextets[uchar(bytes[0])] < 0)
        return {};
    const bool whole = bytes.size() <= effort;
    const QByteArrayView looked = whole ? bytes : bytes.first(effort);
    const Shape shape = shapeOf(looked);
    if (!shape.strict || (whole && shape.length % 4 != 0) || (!whole && shape.padding > 0))
        return {};
    // Words, names, numbers and hexadecimal digits are made of the same characters.
    if (!shape.upper || !shape.lower || !(shape.other || shape.padding > 0))
        return {};
    constexpr qsizetype tried = 1024;
    const Unwrapped start = unwrap(looked, tried);
    if (whole && start.problem)
        return {};
    if (hasKnownMark(start.bytes) || isReadable(start.bytes, whole && !start.cut))
        return {Certainty::Likely, packedReason(bytes)};
    return {Certainty::Possible, tr("only characters of base64")};
}

Unwrapped Base64TextCodec::unwrap(QByteArrayView bytes, qsizetype maxOutput) const
{
    Unwrapped result;
    CappedOutput output(maxOutput);
    quint32 bits = 0;
    int count = 0; ///< sextets of the group under way
    int padding = 0;
    qsizetype at = 0;
    const auto put = [&output](quint32 byte) {
        if (output.isFull())
            return;
        *output.room() = char(byte);
        output.advance(1);
    };
    const auto putGroup = [&](quint32 group) {
        char *room = output.room();
        if (output.roomSize() < 3) {
            put(group >> 16);
            put(group >> 8);
            put(group);
            return;
        }
        room[0] = char(group >> 16);
        room[1] = char(group >> 8);
        room[2] = char(group);
        output.advance(3);
    };
    for (; at < bytes.size() && !output.isFull(); ++at) {
        const char c = bytes[at];
        const int value = sextets[uchar(c)];
        if (value < 0 && isBlank(c))
            continue;
        if (c == '=') {
            if (count < 2 || count + ++padding > 4) {
                result.problem = DecodeProblem{at, tr("This “=” is one too many.")};
                break;
            }
            continue;
        }
        if (value < 0 || padding > 0) {
            result.problem = DecodeProblem{at, value < 0 ? tr("This is not a base64 character.")
                                                         : tr("Nothing may follow the “=” at the end.")};
            break;
        }
        bits = bits << 6 | quint32(value);
        if (++count == 4) {
            putGroup(bits);
            bits = 0;
            count = 0;
        }
    }
    if (!result.problem && !output.isFull() && count > 0) {
        if (count == 1) {
            result.problem = packing::endsEarly(at);
            result.cut = true;
        } else {
            bits <<= 6 * (4 - count);
            put(bits >> 16);
            if (count == 3)
                put(bits >> 8);
        }
    }
    output.finish(result);
    return result;
}

Result<QByteArray> Base64TextCodec::wrap(QByteArrayView bytes) const
{
    return QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64();
}

} // namespace zmqscope
