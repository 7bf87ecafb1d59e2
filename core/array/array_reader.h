// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/array_view.h"

namespace zmqscope {

/// What stands before the elements of an .npy file.
struct NpyHeader
{
    /// NumPy itself reads no more than 10,000 characters unless asked to; records of thousands of
    /// fields need this much.
    static constexpr qsizetype maxBytes = 64 * 1024;

    int major = 1;
    DType dtype;
    QList<qsizetype> shape;
    bool isFortran = false;
    qsizetype dataOffset = 0; ///< where the elements start
};

/// True when the bytes start as every .npy file does, or are the start of that.
bool hasNpyMagic(QByteArrayView bytes);
/// Versions 1 to 3. The elements need not be there.
Result<NpyHeader> parseNpyHeader(QByteArrayView bytes);
/// A whole .npy file; bytes behind the array are not looked at. Borrows the bytes.
Result<ArrayView> parseNpy(QByteArrayView bytes);

/// An array in two frames, as pyzmq's manual sends it: a JSON object with "dtype" and "shape", and
/// the bare elements, as many as the shape has. "order" or "fortran_order" may say how they lie.
/// Borrows @p data.
Result<ArrayView> arrayFromHeader(QByteArrayView json, QByteArrayView data);

} // namespace zmqscope
