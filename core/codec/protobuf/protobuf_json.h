// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <string>

namespace google::protobuf {
class Descriptor;
}

/// Protobuf's JSON mapping (names as in the .proto file), by the library itself.
namespace zmqscope::protobufJson {

/// Indented JSON of a whole message. What the type does not know is left out.
Result<std::string> fromMessage(QByteArrayView bytes, const google::protobuf::Descriptor &type);
/// The bytes of a message. Errors name the field, or line and column.
Result<QByteArray> toMessage(const QString &json, const google::protobuf::Descriptor &type);

} // namespace zmqscope::protobufJson
