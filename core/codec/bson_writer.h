// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/value/value_tree.h"

#include <QByteArray>

namespace zmqscope {

/// The map in BSON, whole numbers in 32 bits where they fit and no label says otherwise. Errors name the place, in
/// the text that @p tree was parsed from, of what BSON cannot say, and have @p operation as
/// theirs.
Result<QByteArray> writeBson(const ValueTree &tree, NodeId root, const QString &operation);

} // namespace zmqscope
