// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

namespace zmqscope {

/// MsgpackCodec::recognise(): reads the heads of the values, and weighs whether they are meant.
Recognition recogniseMsgpack(QByteArrayView bytes, qsizetype effort);

} // namespace zmqscope
