// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/protobuf/wire_reader.h"
#include "core/value/value_node.h"

#include <QByteArrayView>

namespace google::protobuf {
class Descriptor;
class FieldDescriptor;
}

namespace zmqscope {

/// The field, or the extension of the same file set; null when there is none.
const google::protobuf::FieldDescriptor *findField(const google::protobuf::Descriptor &type, quint32 number);
/// How a single value of @p field stands in the bytes.
WireType wireType(const google::protobuf::FieldDescriptor &field);
/// The name of its type where the kind of the value does not tell: "int32", "float"; else empty.
QByteArrayView scalarLabel(const google::protobuf::FieldDescriptor &field);
/// Sets kind and value of @p node by a number as the bytes have it. Not for texts, messages, enums.
void setNumber(ValueNode &node, const google::protobuf::FieldDescriptor &field, quint64 value);

/// As setNumber() without a schema: what bytes of that width most likely are. The name of that.
QByteArrayView guessNumber(ValueNode &node, WireType type, quint64 value);

} // namespace zmqscope
