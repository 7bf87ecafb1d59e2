// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/envelope.h"

#include <QHash>

namespace zmqscope {

/// What the frames of one message are called: by the pattern of its socket, and by the protocol that
/// the message follows where it follows one.
class MessageLabels
{
public:
    MessageLabels() = default;
    /// By the pattern alone.
    MessageLabels(const Envelope &envelope) : m_envelope(envelope) {}
    MessageLabels(const Envelope &envelope, const ProtocolMatch &match) : m_envelope(envelope), m_match(match) {}

    /// What was found out about @p frame: takes the place of the protocol's own note.
    void setFinding(qsizetype frame, const QString &text, bool bad) { m_findings.insert(frame, {text, bad}); }

    /// @p frames are those of the message.
    FrameLabel label(const FrameSpan &frames, qsizetype frame) const;
    /// The frame that a person wants to see first.
    qsizetype bodyStart() const;
    const std::optional<ProtocolMatch> &match() const { return m_match; }
    /// "Jupyter messaging: execute_request"; empty without a protocol.
    QString title(const FrameSpan &frames) const;

private:
    struct Finding
    {
        QString text;
        bool bad = false;
    };

    Envelope m_envelope;
    std::optional<ProtocolMatch> m_match;
    QHash<qsizetype, Finding> m_findings;
};

} // namespace zmqscope
