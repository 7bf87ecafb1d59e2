// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace zmqscope {

/// A count for tight places: exact up to 99,999, then "487 k", "1.25 M".
QString shortCount(qint64 count);

} // namespace zmqscope
