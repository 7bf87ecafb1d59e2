// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"
#include "core/zmq/socket_type.h"

namespace zmqscope {

/// The message before @p index that says the same kind of thing: it went the same way, has as many
/// frames, and begins with the same topic (PUB/SUB), or came from the same peer (ROUTER, STREAM).
/// @p subscriptions are the prefixes that tell the topic of a message of one frame. Value 0 when there
/// is none among the last maxMessagesBack.
MessageIndex previousOfSameTopic(const MessageStore &store, MessageIndex index, SocketType type,
                                 const QList<QByteArray> &subscriptions);

/// Looking at more would hold the window up.
constexpr quint64 maxMessagesBack = 1'000'000;

} // namespace zmqscope
