// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"

#include <QByteArray>

namespace zmqscope {

/// One frame together with what keeps its bytes alive, so that it stays valid when the log lets go
/// of the message. No copy of the bytes; may be used on another thread.
struct HeldFrame
{
    StoreSnapshot owner;
    QByteArrayView bytes;
    QByteArray own = {}; ///< what bytes point into where no log has them: unpacked ones
};

} // namespace zmqscope
