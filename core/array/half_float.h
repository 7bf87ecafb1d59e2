// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace zmqscope {

/// IEEE 754 binary16 to float: exact.
float halfToFloat(quint16 bits);
/// The nearest binary16, ties to even; infinity where the value is too large.
quint16 halfFromDouble(double value);
/// As few digits as tell it from its neighbours: 0.1, not 0.099975586.
QString halfText(quint16 bits);

} // namespace zmqscope
