// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/array_view.h"

#include <QImage>
#include <atomic>

namespace zmqscope {

/// An array seen as a picture: its last two dimensions in shades of grey, or, where the last one is 3
/// or 4 long, the two before it in colours.
class ArrayPicture
{
public:
    /// Wider or higher arrays are shown with rows and columns left out.
    static constexpr qsizetype maxSide = 4096;

    /// False when no picture can be made: no numbers, fewer than two dimensions, no elements.
    static bool isPossible(const ArrayView &array);
    static bool isColor(const ArrayView &array);
    /// Dimensions that are not in the picture.
    static qsizetype leadingDimensions(const ArrayView &array);
    /// Of so many rows and columns one is shown; 1 for all.
    static qsizetype step(const ArrayView &array);

    /// A Bool is black or white; uint8 is taken as it is; what else lies between 0 and 1 in colours
    /// too; of others the least number is black and the largest white. NaN is transparent. @p leading
    /// has an index for each of leadingDimensions(). Null when @p stop was set.
    static QImage render(const ArrayView &array, const QList<qsizetype> &leading, const std::atomic<bool> *stop);
};

} // namespace zmqscope
