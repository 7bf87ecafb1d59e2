// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"

#include <QList>

namespace zmqscope {

/// In the one frame of a message, a topic is looked for in so many bytes.
constexpr qsizetype maxInlineTopicBytes = 256;

/// The topic of a published message: its first frame, or, of a message with one frame, the text that
/// its body is glued to: "weather 21.5" and "weather{"t": 21.5}" are of the topic "weather". Where no
/// text stands in front, the longest of @p subscriptions that the frame begins with. Empty when it
/// has none.
QByteArrayView topicOf(const MessageView &message, const QList<QByteArray> &subscriptions);

/// Where the body of the same message begins: its frame, and the byte in it.
struct TopicBody {
    qsizetype frame = 0;
    qsizetype offset = 0;
};
TopicBody topicBodyOf(const MessageView &message, QByteArrayView topic);

} // namespace zmqscope
