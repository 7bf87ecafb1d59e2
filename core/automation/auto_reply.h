// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/socket_panel.h"

#include <QObject>
#include <QTimer>
#include <optional>

namespace zmqscope {

/// Answers each request of a REP or ROUTER panel with one frame; a ROUTER's answer goes back
/// in the envelope the request came in. Works in slices, so that the event loop stays free.
class AutoReply final : public QObject
{
    Q_OBJECT
public:
    /// The longest it keeps the event loop at a time.
    static constexpr qint64 sliceNs = 2'000'000;

    explicit AutoReply(SocketPanel &panel, QObject *parent = nullptr);

    /// True for the types that receive requests they can answer.
    static bool canAnswer(SocketType type);

    /// Answers from now on, or no more. A REP that owes a reply gives it at once. Errors: a text
    /// that cannot be encoded, a type that receives no requests; it is off then.
    Result<void> set(const std::optional<FrameDraft> &answer);
    bool isOn() const { return m_on; }
    /// How many requests were answered.
    qint64 answered() const { return m_answered; }

signals:
    /// An answer did not go out.
    void failed(const zmqscope::Error &error);

private:
    void work();
    void answer(const MessageView &request);

    SocketPanel &m_panel;
    FrameDraft m_answer;
    QByteArray m_bytes;
    bool m_changes = false; ///< the answer has placeholders: {n} counts the answers
    QTimer m_goOn;
    MessageIndex m_seen; ///< the last message looked at
    qint64 m_answered = 0;
    bool m_on = false;
    bool m_busy = false;
};

} // namespace zmqscope
