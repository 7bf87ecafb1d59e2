// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/socket_panel.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace zmqscope {

/// How many messages the sequence has: to is included when a step lands on it; at least 1 unless
/// the step leads away from to. Saturates at the largest qint64.
qint64 sequenceLength(const SequenceConfig &config);

/// Sends numbered messages through a panel, in the envelope (topic, routing id, delimiter) that its
/// send form holds. Never fills the outbox: while a message waits there, or a REQ waits for its
/// reply, the run waits too. Works in slices, so that the event loop stays free.
class SequenceRun final : public QObject
{
    Q_OBJECT
public:
    /// The longest a run keeps the event loop at a time.
    static constexpr qint64 sliceNs = 2'000'000;

    struct Progress
    {
        qint64 total = 0;
        qint64 sent = 0;    ///< libzmq took them
        qint64 waiting = 0; ///< in the outbox: 0 or 1
        qint64 refused = 0; ///< went nowhere; the run goes on, the last reason is in error()
        qint64 unheard = 0; ///< of the sent ones: published while nobody's subscription matched

        qint64 done() const { return sent + waiting + refused; }
    };

    explicit SequenceRun(SocketPanel &panel, QObject *parent = nullptr);
    ~SequenceRun() override;

    /// Starts over from the first number; an error when nothing could ever be sent (a text that
    /// cannot be encoded, no receiver chosen, panel not open).
    Result<void> start(const SequenceConfig &config);
    void stop();
    bool isRunning() const { return m_running; }
    /// Why it does not go on just now, for people; empty while it goes.
    const QString &pauseReason() const { return m_pauseReason; }

    const Progress &progress() const { return m_progress; }
    /// The last refusal, or what ended the run early; without a text when there was none.
    const Error &error() const { return m_error; }

signals:
    /// Progress or running changed; at most about 30 times a second, and at the end.
    void progressed();
    /// All were sent, or it was stopped.
    void finished();

private:
    Result<QByteArray> body(qint64 number) const;
    Result<void> prepare();
    bool mustWait();
    void step();
    bool sendNext();
    int untilNext();
    void wake();
    void settleOutbox();
    void noteProgress();
    void end();

    SocketPanel &m_panel;
    SequenceConfig m_config;
    SendDraft m_envelope;
    QByteArray m_text; ///< the template unescaped, where m_onlyNumbers
    bool m_onlyNumbers = false; ///< a text with no other placeholder than {n}
    Progress m_progress;
    Error m_error;
    QString m_pauseReason;
    QTimer m_next;       ///< the next slice, or the next number of a paced run
    QTimer m_tell;       ///< progressed(), coalesced
    QElapsedTimer m_sinceStart;
    qint64 m_dueMs = 0;        ///< paced: when the last one was due, since the start
    qint64 m_sentBefore = 0;   ///< the panel's counter when a message had to wait
    qint64 m_waitedBefore = 0; ///< how many stood in the outbox then
    bool m_running = false;
};

} // namespace zmqscope
