// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/value/value_tree.h"

#include <QByteArray>

namespace zmqscope {

/// The value in CBOR, each whole number and length in its shortest form, floating point numbers in
/// 64 bits where their label does not say another size. Errors name the place, in
/// the text that @p tree was parsed from, of what CBOR cannot say, and have @p operation as
/// theirs.
Result<QByteArray> writeCbor(const ValueTree &tree, NodeId root, const QString &operation);

} // namespace zmqscope
