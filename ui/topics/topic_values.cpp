// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topics/topic_values.h"

#include "core/codec/frame_gist.h"
#include "core/metrics/topic_of.h"
#include "core/panel/message_reader.h"
#include "core/panel/panel.h"

using namespace Qt::StringLiterals;

namespace zmqscope {

TopicValues::TopicValues(Panel &panel, QObject *parent)
    : QObject(parent)
    , m_panel(panel)
{
    connect(&MessageReader::of(panel), &MessageReader::readingsChanged, this, [this] {
        m_known.clear();
        emit changed();
    });
}

QList<QByteArray> TopicValues::subscriptions() const
{
    QList<QByteArray> all;
    for (const Channel *channel : m_panel.channels())
        all += channel->config().subscriptions;
    return all;
}

QString TopicValues::text(MessageIndex index, qsizetype maxChars) const
{
    const std::optional<MessageView> message = m_panel.store().at(index);
    if (!message)
        return {};
    if (const Entry *known = m_known.object(index.value); known && known->room == maxChars)
        return known->text;
    const MessageReader &reader = MessageReader::of(m_panel);
    const TopicBody body = topicBodyOf(*message, topicOf(*message, subscriptions()));
    QString text(u""_s);
    for (qsizetype i = body.frame; i < message->frames.count() && text.size() < maxChars; ++i) {
        if (i > body.frame)
            text += u" │ "_s;
        const QByteArrayView bytes = message->frames[i].sliced(i == body.frame ? body.offset : 0);
        if (bytes.isEmpty()) {
            text += tr("(empty)");
            continue;
        }
        // A reading is one of a whole frame.
        const std::optional<Reading> pinned =
            body.offset == 0 ? reader.pinnedReadingOf(*message, i, Codec::gistEffort) : std::nullopt;
        text += frameGist(
            bytes, pinned ? pinned->codec : nullptr, std::max<qsizetype>(maxChars - text.size(), 1));
    }
    m_known.insert(index.value, new Entry{maxChars, text});
    return text;
}

QByteArray TopicValues::bytes(MessageIndex index) const
{
    const std::optional<MessageView> message = m_panel.store().at(index);
    if (!message)
        return {};
    const TopicBody body = topicBodyOf(*message, topicOf(*message, subscriptions()));
    QByteArray all("");
    for (qsizetype i = body.frame; i < message->frames.count(); ++i) {
        if (i > body.frame)
            all += '\n';
        all += message->frames[i].sliced(i == body.frame ? body.offset : 0);
    }
    return all;
}

} // namespace zmqscope
