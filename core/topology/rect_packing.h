// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>
#include <QSizeF>

namespace zmqscope {

/// Places (left upper corners, in the order of @p sizes) so that the boxes, @p gap apart, fill a
/// window of @p aspect width : height as large as may be. Tall ones come first, from the left upper
/// corner on.
QList<QPointF> packed(const QList<QSizeF> &sizes, double gap, double aspect);

} // namespace zmqscope
