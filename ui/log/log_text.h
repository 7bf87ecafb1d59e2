// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"
#include "core/message/message_view.h"
#include "core/message/peer_table.h"
#include "ui/log/log_columns.h"
#include "ui/log/preview_cache.h"

#include <QList>
#include <QString>
#include <functional>
#include <optional>

namespace zmqscope {

/// Turns a stored message into the texts of its row.
class LogText {
public:
    /// @p peers must outlive this.
    explicit LogText(const PeerTable &peers)
        : m_peers(peers)
    {
    }

    void setFirstFrame(FirstFrame meaning);
    FirstFrame firstFrame() const { return m_firstFrame; }
    /// The panel's own topic prefixes: the topic of a message of one frame is the longest that fits.
    void setSubscriptions(const QList<QByteArray> &prefixes) { m_subscriptions = prefixes; }
    void setTimeStyle(TimeStyle style) { m_timeStyle = style; }
    TimeStyle timeStyle() const { return m_timeStyle; }
    /// Says what format a frame of a message is to be read in; null for what it is found to be.
    using Reader = std::function<CodecPtr(const MessageView &message, qsizetype frame)>;
    /// The rules of the panel; none when empty. Forgets the previews that were made: call it again
    /// when the rules say something else.
    void setReader(const Reader &reader);
    /// The moment that TimeBase::SinceFirst counts from.
    void setOrigin(Timestamp origin) { m_origin = origin; }

    /// The text of one cell, at most about @p maxChars long; @p previous is the time of the row
    /// above, where there is one.
    QString cell(LogColumn column, const MessageView &message, std::optional<Timestamp> previous,
        qsizetype maxChars) const;

    /// What is special about a message, in words; empty when nothing is.
    static QString flagText(MessageFlags flags);
    /// "1.5 KiB", short enough for a column and exact below 10,000 bytes.
    static QString sizeText(qint64 bytes);

private:
    QString timeText(Timestamp time, std::optional<Timestamp> previous) const;
    QString topicText(const MessageView &message, qsizetype maxChars) const;
    QString previewOf(const MessageView &message, qsizetype maxChars) const;
    QString bodyText(const MessageView &message, qsizetype maxChars) const;

    const PeerTable &m_peers;
    FirstFrame m_firstFrame = FirstFrame::Body;
    QList<QByteArray> m_subscriptions;
    TimeStyle m_timeStyle;
    Timestamp m_origin;
    Reader m_reader;
    mutable PreviewCache m_previews;
};

} // namespace zmqscope
