// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/message_shape.h"

#include "core/base/utf8.h"
#include "core/codec/protobuf/wire_reader.h"

#include <algorithm>
#include <array>

namespace zmqscope {

namespace {

/// Shorter ones are letters by chance.
constexpr qsizetype shortestText = 3;

/// Remembers how fields with small numbers were written; a field is written in one way only.
class KnownTypes
{
public:
    KnownTypes() { m_types.fill(unknown); }

    bool agrees(quint32 number, WireType type)
    {
        if (number >= m_types.size())
            return true;
        quint8 &known = m_types[number];
        if (known == unknown)
            known = quint8(type);
        return known == quint8(type);
    }

private:
    static constexpr quint8 unknown = 0xff;
    std::array<quint8, 64> m_types;
};

bool startsReadable(QByteArrayView value)
{
    constexpr qsizetype looked = 64;
    return value.size() >= shortestText
        && isReadableText(value.size() <= looked ? value : utf8::withoutCutTail(value.first(looked)));
}

} // namespace

bool isReadableText(QByteArrayView bytes)
{
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    while (at < end) {
        const auto c = uchar(*at);
        if (c < 0x80) {
            if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f)
                return false;
            ++at;
            continue;
        }
        const utf8::Step step = utf8::decode(at, end);
        if (!step.valid || (step.codePoint < 0xa0))
            return false;
        at += step.length;
    }
    return true;
}

MessageShape messageShape(QByteArrayView bytes, qsizetype effort)
{
    MessageShape shape;
    shape.cut = bytes.size() > effort;
    const qsizetype end = std::min(bytes.size(), effort);
    WireReader reader(bytes, 0, bytes.size());
    KnownTypes known;
    std::array<quint32, MessageShape::maxGroups> groups{};
    int open = 0;
    quint32 last = 0;
    WireField field;
    while (reader.at() < end) {
        if (!reader.next(field)) {
            const bool ranOut = reader.stop() == WireReader::Stop::Truncated || reader.stop() == WireReader::Stop::Overlong;
            shape.isMessage = shape.cut && ranOut && shape.fields >= 2;
            return shape;
        }
        if (reader.sawPaddedVarint() || field.number > MessageShape::maxFieldNumber)
            return shape;
        if (field.type == WireType::EndGroup) {
            if (open == 0 || groups[std::size_t(--open)] != field.number)
                return shape;
            continue;
        }
        if (open == 0) {
            if (!known.agrees(field.number, field.type))
                return shape;
            ++shape.fields;
            shape.isOrdered = shape.isOrdered && field.number >= last;
            shape.hasSeveralNumbers = shape.hasSeveralNumbers || (last != 0 && last != field.number);
            last = field.number;
            if (field.type == WireType::Bytes) {
                const QByteArrayView value = bytes.sliced(field.valueBegin, field.end - field.valueBegin);
                if (startsReadable(value))
                    shape.hasText = true;
                else if (value.size() > shape.longest.size())
                    shape.longest = value;
            }
        }
        if (field.type == WireType::StartGroup) {
            if (open == MessageShape::maxGroups)
                return shape;
            groups[std::size_t(open++)] = field.number;
        }
    }
    shape.isMessage = shape.fields > 0 && (open == 0 || shape.cut);
    return shape;
}

} // namespace zmqscope
