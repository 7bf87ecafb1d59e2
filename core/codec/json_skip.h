// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace zmqscope {

/// Where a JSON container ends that is not read now.
struct JsonExtent
{
    qsizetype end = 0;    ///< behind the closing bracket, or the size when there is none
    bool tooDeep = false; ///< then end is where it shows
};

/// Passes over the container whose bracket is the first byte, several times faster than reading it.
/// Looks at brackets and quotes alone: whether the rest is right shows when it is read.
JsonExtent skipJsonContainer(QByteArrayView bytes, int maxDepth);

} // namespace zmqscope
