// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/message_labels.h"

namespace zmqscope {

FrameLabel MessageLabels::label(const FrameSpan &frames, qsizetype frame) const
{
    FrameLabel label;
    if (m_match && frame >= m_match->first()) {
        label = m_match->label(frames, frame);
    } else {
        label.role = m_envelope.roleOf(frame);
        // The protocol found its first frame further behind than the pattern alone can tell.
        if (m_match && label.role == FrameRole::Body)
            label.role = frames[frame].isEmpty() ? FrameRole::Delimiter : FrameRole::RoutingId;
        label.name = frameRoleText(label.role);
    }
    if (const auto finding = m_findings.find(frame); finding != m_findings.end()) {
        label.note = finding->text;
        label.bad = finding->bad;
    }
    return label;
}

qsizetype MessageLabels::bodyStart() const
{
    const qsizetype main = m_match ? m_match->mainFrame() : -1;
    return main >= 0 ? main : m_match ? std::max(m_match->first(), m_envelope.bodyStart()) : m_envelope.bodyStart();
}

QString MessageLabels::title(const FrameSpan &frames) const
{
    if (!m_match)
        return {};
    const QString message = m_match->messageName(frames);
    return message.isEmpty() ? m_match->protocol().name : QString(m_match->protocol().name + u": " + message);
}

} // namespace zmqscope
