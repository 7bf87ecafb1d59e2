// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/wire_reader.h"

#include <QtEndian>
#include <limits>

namespace zmqscope {

bool WireReader::fail(Stop stop, qsizetype at)
{
    m_stop = stop;
    m_at = at;
    return false;
}

bool WireReader::varint(quint64 &value)
{
    constexpr int maxBytes = 10;
    const qsizetype begin = m_at;
    value = 0;
    for (int i = 0; i < maxBytes; ++i) {
        if (m_at >= m_end)
            return fail(Stop::Truncated, begin);
        const auto byte = uchar(m_data[m_at++]);
        value |= quint64(byte & 0x7f) << (7 * i);
        if (byte < 0x80) {
            if (i > 0 && byte == 0)
                m_padded = true;
            // The tenth byte has room for one bit only; parsers drop the others.
            if (i == maxBytes - 1 && byte > 1)
                m_padded = true;
            return true;
        }
    }
    return fail(Stop::LongVarint, begin);
}

bool WireReader::number(WireType type, quint64 &value)
{
    if (type == WireType::Varint)
        return varint(value);
    const qsizetype width = type == WireType::Fixed64 ? 8 : 4;
    if (m_end - m_at < width)
        return fail(Stop::Truncated, m_at);
    value = width == 8 ? qFromLittleEndian<quint64>(m_data + m_at) : qFromLittleEndian<quint32>(m_data + m_at);
    m_at += width;
    return true;
}

bool WireReader::next(WireField &field)
{
    if (m_at >= m_end) {
        m_stop = Stop::End;
        return false;
    }
    field.begin = m_at;
    field.value = 0;
    quint64 tag = 0;
    if (!varint(tag))
        return false;
    const auto fieldNumber = quint32(tag >> 3);
    if (fieldNumber == 0 || tag > std::numeric_limits<quint32>::max() || (tag & 7) > 5)
        return fail(Stop::BadTag, field.begin);
    field.number = fieldNumber;
    field.type = WireType(tag & 7);
    field.valueBegin = m_at;
    switch (field.type) {
    case WireType::Varint:
    case WireType::Fixed64:
    case WireType::Fixed32:
        if (!number(field.type, field.value))
            return fail(m_stop, field.begin);
        break;
    case WireType::Bytes: {
        quint64 length = 0;
        if (!varint(length))
            return fail(m_stop, field.begin);
        if (length > quint64(m_end - m_at)) {
            field.value = length;
            return fail(Stop::Overlong, field.begin);
        }
        field.valueBegin = m_at;
        m_at += qsizetype(length);
        break;
    }
    case WireType::StartGroup:
    case WireType::EndGroup:
        break;
    }
    field.end = m_at;
    return true;
}

} // namespace zmqscope
