// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/known_fields.h"

#include <bit>
#include <cmath>
#include <google/protobuf/descriptor.h>
#include <limits>

using google::protobuf::FieldDescriptor;

namespace zmqscope {

namespace {

void setSigned(ValueNode &node, qint64 value)
{
    node.kind = ValueKind::Int;
    node.i = value;
}

void setUnsigned(ValueNode &node, quint64 value)
{
    node.kind = value <= quint64(std::numeric_limits<qint64>::max()) ? ValueKind::Int : ValueKind::UInt;
    node.u = value;
}

void setFloat(ValueNode &node, double value)
{
    node.kind = ValueKind::Float;
    node.d = value;
}

qint64 unfolded(quint64 zigzag)
{
    return qint64(zigzag >> 1) ^ -qint64(zigzag & 1);
}

/// What integers look like when they are taken for floats is tiny, huge or not a number.
bool isEverydayFloat(double value)
{
    constexpr double smallest = 1e-9;
    constexpr double largest = 1e15;
    return std::isfinite(value) && std::abs(value) >= smallest && std::abs(value) <= largest;
}

} // namespace

const FieldDescriptor *findField(const google::protobuf::Descriptor &type, quint32 number)
{
    if (const FieldDescriptor *field = type.FindFieldByNumber(int(number)))
        return field;
    return type.extension_range_count() > 0 ? type.file()->pool()->FindExtensionByNumber(&type, int(number)) : nullptr;
}

WireType wireType(const FieldDescriptor &field)
{
    switch (field.type()) {
    case FieldDescriptor::TYPE_DOUBLE:
    case FieldDescriptor::TYPE_FIXED64:
    case FieldDescriptor::TYPE_SFIXED64:
        return WireType::Fixed64;
    case FieldDescriptor::TYPE_FLOAT:
    case FieldDescriptor::TYPE_FIXED32:
    case FieldDescriptor::TYPE_SFIXED32:
        return WireType::Fixed32;
    case FieldDescriptor::TYPE_STRING:
    case FieldDescriptor::TYPE_BYTES:
    case FieldDescriptor::TYPE_MESSAGE:
        return WireType::Bytes;
    case FieldDescriptor::TYPE_GROUP:
        return WireType::StartGroup;
    default:
        return WireType::Varint;
    }
}

QByteArrayView scalarLabel(const FieldDescriptor &field)
{
    switch (field.type()) {
    case FieldDescriptor::TYPE_DOUBLE:
    case FieldDescriptor::TYPE_BOOL:
    case FieldDescriptor::TYPE_STRING:
    case FieldDescriptor::TYPE_BYTES:
    case FieldDescriptor::TYPE_MESSAGE:
    case FieldDescriptor::TYPE_GROUP:
    case FieldDescriptor::TYPE_ENUM:
        return {};
    default:
        return field.type_name();
    }
}

void setNumber(ValueNode &node, const FieldDescriptor &field, quint64 value)
{
    switch (field.type()) {
    case FieldDescriptor::TYPE_DOUBLE:
        return setFloat(node, std::bit_cast<double>(value));
    case FieldDescriptor::TYPE_FLOAT:
        return setFloat(node, double(std::bit_cast<float>(quint32(value))));
    case FieldDescriptor::TYPE_INT32:
    case FieldDescriptor::TYPE_SFIXED32:
        return setSigned(node, qint32(quint32(value)));
    case FieldDescriptor::TYPE_INT64:
    case FieldDescriptor::TYPE_SFIXED64:
        return setSigned(node, qint64(value));
    case FieldDescriptor::TYPE_SINT32:
        return setSigned(node, qint32(unfolded(quint32(value))));
    case FieldDescriptor::TYPE_SINT64:
        return setSigned(node, unfolded(value));
    case FieldDescriptor::TYPE_BOOL:
        node.kind = ValueKind::Bool;
        node.i = value != 0;
        return;
    case FieldDescriptor::TYPE_UINT32:
        return setUnsigned(node, quint32(value));
    default:
        return setUnsigned(node, value);
    }
}

QByteArrayView guessNumber(ValueNode &node, WireType type, quint64 value)
{
    if (type == WireType::Fixed64) {
        const auto asDouble = std::bit_cast<double>(value);
        if (isEverydayFloat(asDouble)) {
            setFloat(node, asDouble);
            return "double?";
        }
        setUnsigned(node, value);
        return "fixed64";
    }
    if (type == WireType::Fixed32) {
        const auto asFloat = double(std::bit_cast<float>(quint32(value)));
        if (isEverydayFloat(asFloat)) {
            setFloat(node, asFloat);
            return "float?";
        }
        setUnsigned(node, value);
        return "fixed32";
    }
    setUnsigned(node, value);
    return "varint";
}

} // namespace zmqscope
