// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace zmqscope {

/// True when a person would look for @p a before @p b: numbers in them count by their value
/// ("sensor2" is before "sensor10"), capitals as small letters. Different texts are never equal.
bool isBefore(QByteArrayView a, QByteArrayView b);

} // namespace zmqscope
