// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/loss_label.h"

#include "core/panel/message_reader.h"
#include "core/panel/panel.h"
#include "ui/controls/count_text.h"

#include <algorithm>
#include <limits>

namespace zmqscope {

LossLabel::LossLabel(zmqscope::Panel &panel, Cause cause, QWidget *parent)
    : ToneLabel(cause == Cause::NoSubscriber ? theme::Role::Warning : theme::Role::Bad, parent)
    , m_panel(panel)
    , m_cause(cause)
{
    if (cause == Cause::SlowSubscriber)
        setToolTip(tr("A subscriber reads more slowly than this panel publishes. Once as many messages wait\n"
                      "for it as the high-water mark allows (ZMQ_SNDHWM), it loses what follows until it has\n"
                      "read half of them; the others lose nothing. libzmq tells only of the first message\n"
                      "lost each time, so at least this many were.\n"
                      "What helps: publish more slowly, raise ZMQ_SNDHWM under Options (it costs memory),\n"
                      "or let the subscriber subscribe to less."));
    else if (cause == Cause::SequenceGap)
        setToolTip(tr("The sequence numbers that the protocol of these messages carries have gaps: so many messages\n"
                      "were sent and did not come. Messages with a gap before them say so in the inspector.\n"
                      "What helps: raise ZMQ_RCVHWM here or ZMQ_SNDHWM at the sender, or subscribe to less."));
    else
        setToolTip(tr("Nobody had subscribed to these messages when they were published, so libzmq dropped them.\n"
                      "A subscriber gets only what is published after it has connected and subscribed: wait for\n"
                      "it to be counted here, or compare its prefix with the first frame, byte by byte."));
    connect(&panel, &zmqscope::Panel::published, this, &LossLabel::follow);
    if (cause == Cause::SequenceGap)
        connect(&MessageReader::of(panel), &MessageReader::labelsChanged, this, &LossLabel::follow);
    follow();
}

qint64 LossLabel::count() const
{
    if (m_cause == Cause::SequenceGap)
        return qint64(std::min<quint64>(MessageReader::of(m_panel).sequences().missing(), std::numeric_limits<qint64>::max()));
    const PanelCounters &counters = m_panel.counters();
    return m_cause == Cause::SlowSubscriber ? counters.droppedForSlow : counters.withoutSubscriber;
}

void LossLabel::follow()
{
    const qint64 now = count();
    if (now == m_shown)
        return;
    m_shown = now;
    const QString number = shortCount(now);
    if (m_cause == Cause::SlowSubscriber)
        setText(tr("≥ %1 lost for a slow subscriber").arg(number));
    else if (m_cause == Cause::SequenceGap)
        setText(tr("%1 missing by their sequence numbers").arg(number));
    else
        setText(tr("%1 published with no subscriber").arg(number));
    setVisible(now > 0);
}

} // namespace zmqscope
