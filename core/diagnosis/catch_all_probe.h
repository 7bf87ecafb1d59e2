// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/channel.h"

#include <QMap>
#include <QObject>
#include <QTimer>

namespace zmqscope {

/// Listens to everything that the publishers of a subscriber send, for a few seconds, on a socket of
/// its own, and counts the topics. Only ever started by a person: it costs the publishers what any
/// subscriber to everything costs them.
class CatchAllProbe final : public QObject, private Channel::Sink {
    Q_OBJECT
public:
    static constexpr int listenMs = 5000;
    /// Distinct topics beyond this are counted, not listed: there is nothing to choose from then.
    static constexpr qsizetype maxTopics = 200;
    /// It ends before its time when so much has come: that is enough to see the topics.
    static constexpr qint64 maxMessages = 100'000;
    static constexpr qint64 maxBytes = 64LL * 1024 * 1024;

    struct Topic {
        qint64 messages = 0;
        qint64 multipart = 0; ///< of these, with more than one frame
        Timestamp last;
    };

    /// For a subscriber made from @p side: connects where that does, with its options. Both references
    /// must outlive the probe.
    CatchAllProbe(
        const Context &context, const Clock &clock, const SideConfig &side, QObject *parent = nullptr);
    ~CatchAllProbe() override;

    /// False for a subscriber that connects nowhere: its publishers come to it.
    static bool canListen(const SideConfig &side);

    Result<void> start();
    bool isRunning() const { return m_end.isActive(); }
    Timestamp startedAt() const { return m_startedAt; }
    /// ns 0 while it runs.
    Timestamp endedAt() const { return m_endedAt; }
    /// The first CatchAllProbe::maxTopics topics, cut to maxComparedTopic bytes.
    const QMap<QByteArray, Topic> &topics() const { return m_topics; }
    qint64 messages() const { return m_messages; }
    /// Messages under topics that are not listed.
    qint64 unlisted() const { return m_unlisted; }

signals:
    void finished();

private:
    bool accepts(Channel &channel) override;
    void received(Channel &channel, ReceivedMessage &message, const MessageHeader &header) override;
    bool flush(Channel &channel) override;
    void end();

    const Clock &m_clock;
    ReadinessScheduler m_scheduler;
    PeerTable m_peers;
    Channel m_channel;
    QTimer m_end;
    Timestamp m_startedAt;
    Timestamp m_endedAt;
    QMap<QByteArray, Topic> m_topics;
    qint64 m_messages = 0;
    qint64 m_bytes = 0;
    qint64 m_unlisted = 0;
};

} // namespace zmqscope
