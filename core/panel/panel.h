// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"
#include "core/message/peer_table.h"
#include "core/panel/channel.h"
#include "core/panel/panel_config.h"

#include <QObject>

namespace zmqscope {

class FrameTick;

struct PanelCounters
{
    qint64 received = 0;      ///< messages libzmq handed over
    qint64 receivedBytes = 0;
    qint64 sent = 0;          ///< messages libzmq took
    qint64 sentBytes = 0;
    qint64 passed = 0;        ///< bridge: messages passed on
    /// How often a published message met a subscriber at its high-water mark. Each time that
    /// subscriber lost the message, and all that follow until it has read half of its queue: libzmq
    /// does not tell of those. So at least as many were lost.
    qint64 droppedForSlow = 0;
    qint64 withoutSubscriber = 0; ///< published while nobody's subscription matched
};

/// The world a panel lives in; all of it outlives the panel.
struct PanelEnvironment
{
    const Context &context;
    ReadinessScheduler &scheduler;
    FrameTick &tick;
    const Clock &clock;
};

/// A panel without its widgets: one socket (SocketPanel) or two (BridgePanel), the log of what
/// passed, and the counters. Made by Session.
class Panel : public QObject
{
    Q_OBJECT
public:
    ~Panel() override;

    const QString &name() const { return m_name; }
    void setName(const QString &name);
    Pattern pattern() const;

    /// All that is needed to make this panel again. For the send form, the columns and the limits
    /// the last values set below.
    PanelConfig config() const;
    void setDraft(const SendDraft &draft);
    void setColumns(const QList<LogColumnConfig> &columns);
    void setHistory(StoreLimits limits);
    void setAutoReply(const std::optional<FrameDraft> &reply);
    void setSequence(const std::optional<SequenceConfig> &sequence);
    const QList<ReadingRule> &readingRules() const { return m_base.readingRules; }
    void setReadingRules(const QList<ReadingRule> &rules);
    /// See PanelConfig::holdsUntilSubscribed.
    bool holdsUntilSubscribed() const { return m_base.holdsUntilSubscribed; }
    void setHoldsUntilSubscribed(bool on);
    /// See PanelConfig::protocol.
    const QString &protocol() const { return m_base.protocol; }
    void setProtocol(const QString &id);

    /// Opens every socket; the error of the first that could not be made.
    Result<void> open();
    /// See Channel::close().
    void close(int lingerMs = 0);
    bool isOpen() const;
    /// Messages that close() with linger 0 would lose, as far as can be known: the outbox, and
    /// what was handed to libzmq while nobody was connected. 0 when all went out.
    virtual qint64 unsentMessages() const = 0;

    /// False while the panel leaves messages in libzmq ("stop receiving").
    bool isReceiving() const { return m_receiving; }
    void setReceiving(bool on);

    const MessageStore &store() const { return m_store; }
    const PeerTable &peers() const { return m_peers; }
    const PanelCounters &counters() const { return m_counters; }
    void clearLog();
    void undoClearLog();

    /// One channel, or a bridge's two. Never null.
    const QList<Channel *> &channels() const { return m_channels; }

    /// Emits published(); called by FrameTick, at most once a frame.
    void publish();

signals:
    /// The store or the counters changed since the last frame.
    void published();
    /// Open or closed, endpoints, turn, subscribers, outbox changed.
    void stateChanged();
    /// The person changed something a profile stores.
    void configChanged();
    void nameChanged();
    /// To be shown in this panel, until dismissed or overtaken.
    void failed(const zmqscope::Error &error);

protected:
    Panel(PanelEnvironment environment, const PanelConfig &config, QObject *parent);
    void addChannel(const SideConfig &side, Channel::Sink &sink);
    /// The store changed: publish at the next frame.
    void markDirty();

    PanelEnvironment m_environment;
    MessageStore m_store;
    PeerTable m_peers;
    PanelCounters m_counters;
    bool m_receiving = true;

private:
    QString m_name;
    PanelConfig m_base; ///< what is not held elsewhere: draft, columns, unknown keys
    QList<Channel *> m_channels;
};

} // namespace zmqscope
