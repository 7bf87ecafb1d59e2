// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/previous_message.h"

#include <algorithm>

namespace zmqscope {

namespace {

QByteArrayView topicOf(const MessageView &message, SocketType type, const QList<QByteArray> &subscriptions)
{
    const SocketTraits &socket = traits(type);
    if (message.frames.count() == 0)
        return {};
    const QByteArrayView first = message.frames[0];
    if (socket.addressesPeers)
        return first;
    const bool hasTopics = socket.publishes || socket.subscribes;
    if (!hasTopics)
        return {};
    if (message.frames.count() > 1)
        return first;
    QByteArrayView longest;
    for (const QByteArray &prefix : subscriptions) {
        if (prefix.size() > longest.size() && first.startsWith(prefix))
            longest = prefix;
    }
    return longest;
}

} // namespace

MessageIndex previousOfSameTopic(const MessageStore &store, MessageIndex index, SocketType type,
                                 const QList<QByteArray> &subscriptions)
{
    const std::optional<MessageView> message = store.at(index);
    if (!message)
        return {};
    const QByteArrayView topic = topicOf(*message, type, subscriptions);
    const quint64 oldest = std::max(store.first().value, index.value - std::min(index.value - 1, maxMessagesBack));
    for (quint64 at = index.value; at-- > oldest;) {
        const std::optional<MessageView> earlier = store.at({at});
        if (!earlier)
            return {};
        if (earlier->header.direction == message->header.direction
            && earlier->header.flags.testFlag(MessageFlag::Subscription) == message->header.flags.testFlag(MessageFlag::Subscription)
            && earlier->frames.count() == message->frames.count() && topicOf(*earlier, type, subscriptions) == topic)
            return {at};
    }
    return {};
}

} // namespace zmqscope
