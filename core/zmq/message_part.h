// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/zmq/received_message.h"

#include <zmq.hpp>

namespace zmqscope {

/// One frame in libzmq's memory. Private to core/zmq.
struct ReceivedMessage::Part
{
    QByteArrayView bytes() const { return {message.data<char>(), qsizetype(message.size())}; }

    zmq::message_t message;
};

} // namespace zmqscope
