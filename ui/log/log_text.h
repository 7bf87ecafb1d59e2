// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"
#include "core/message/peer_table.h"
#include "ui/log/log_columns.h"

#include <QList>
#include <QString>
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

    void setFirstFrame(FirstFrame meaning) { m_firstFrame = meaning; }
    FirstFrame firstFrame() const { return m_firstFrame; }
    /// The panel's own topic prefixes: the topic of a message of one frame is the longest that fits.
    void setSubscriptions(const QList<QByteArray> &prefixes) { m_subscriptions = prefixes; }
    void setTimeStyle(TimeStyle style) { m_timeStyle = style; }
    TimeStyle timeStyle() const { return m_timeStyle; }
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

    const PeerTable &m_peers;
    FirstFrame m_firstFrame = FirstFrame::Body;
    QList<QByteArray> m_subscriptions;
    TimeStyle m_timeStyle;
    Timestamp m_origin;
};

} // namespace zmqscope
