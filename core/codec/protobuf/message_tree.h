// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/protobuf/message_fields.h"
#include "core/value/decode_limits.h"
#include "core/value/value_tree.h"

namespace zmqscope {

/// Fields in fields that are taken for a message without a schema.
constexpr int maxGuessedDepth = 64;

/// The values of a Protobuf message, as it stands in the bytes: a field that is not there has no
/// node, one that is there twice has two.
///
/// With @p type: an Object of field names. What the type does not know, or knows otherwise, stands
/// under its number, which is labelled "unknown". Without: a Map of field numbers, whose values are
/// labelled by what the bytes tell; what is merely guessed ends with a question mark. The tree does
/// not need @p type any more. @p beyond, when given, gets what JSON would leave out.
ValueTree messageTree(QByteArrayView bytes, const DecodeLimits &limits, const google::protobuf::Descriptor *type,
                      BeyondJson *beyond = nullptr);

} // namespace zmqscope
