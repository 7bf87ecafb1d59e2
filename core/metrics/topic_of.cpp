// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/topic_of.h"

#include <algorithm>

namespace zmqscope {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0';
}

/// Ends a topic: a space, or the first byte of a JSON body.
bool endsTopic(char c)
{
    return isSpace(c) || c == '{' || c == '[';
}

bool isControl(char c)
{
    return quint8(c) < 0x20 || quint8(c) == 0x7f;
}

QByteArrayView leadingText(QByteArrayView frame)
{
    const QByteArrayView start = frame.first(std::min(frame.size(), maxInlineTopicBytes));
    const auto end =
        std::find_if(start.begin(), start.end(), [](char c) { return endsTopic(c) || isControl(c); });
    return end != start.end() && endsTopic(*end) ? start.first(end - start.begin()) : QByteArrayView();
}

} // namespace

QByteArrayView topicOf(const MessageView &message, const QList<QByteArray> &subscriptions)
{
    const QByteArrayView first = message.frames[0];
    if (message.frames.count() > 1)
        return first;
    if (const QByteArrayView text = leadingText(first); !text.isEmpty())
        return text;
    QByteArrayView longest;
    for (const QByteArray &prefix : subscriptions) {
        if (prefix.size() > longest.size() && first.startsWith(prefix))
            longest = first.first(prefix.size());
    }
    return longest;
}

TopicBody topicBodyOf(const MessageView &message, QByteArrayView topic)
{
    if (message.frames.count() > 1)
        return {1, 0};
    const QByteArrayView first = message.frames[0];
    qsizetype offset = topic.size();
    if (offset > 0 && offset < first.size() && isSpace(first[offset]))
        ++offset;
    return {0, offset};
}

} // namespace zmqscope
