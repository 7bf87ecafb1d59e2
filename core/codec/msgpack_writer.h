// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/value/value_tree.h"

#include <QByteArray>

namespace zmqscope {

/// The value in MessagePack, each number and length in its shortest form. Errors name the place, in
/// the text that @p tree was parsed from, of what MessagePack cannot say, and have @p operation as
/// theirs.
Result<QByteArray> writeMsgpack(const ValueTree &tree, NodeId root, const QString &operation);

} // namespace zmqscope
