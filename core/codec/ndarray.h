// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/array_reader.h"
#include "core/codec/codec.h"

namespace zmqscope {

/// How every format that holds one array shows it: as a tree, and as text. The elements start at
/// dataOffset of the header, and may be fewer than the array takes.

/// numpy.ndarray with dtype, shape, order and data. Borrows @p bytes.
ValueTree ndarrayTree(const NpyHeader &header, QByteArrayView bytes, const DecodeLimits &limits);
/// Codec::expand() for such a tree.
ValueTree expandNdarray(const NpyHeader &header, ValueTree tree, NodeId folded, const DecodeLimits &limits);
/// Type, shape and elements in brackets, as NumPy prints them but with none left out; cut where the
/// elements are missing.
DecodedText ndarrayText(const NpyHeader &header, QByteArrayView bytes, qsizetype maxChars);

} // namespace zmqscope
