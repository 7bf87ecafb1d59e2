// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

namespace zmqscope {

/// CborCodec::recognise(): reads the heads of the values, and weighs whether they are meant.
Recognition recogniseCbor(QByteArrayView bytes, qsizetype effort);

} // namespace zmqscope
