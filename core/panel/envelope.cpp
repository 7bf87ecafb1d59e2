// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/envelope.h"

#include "core/panel/panel.h"

#include <QCoreApplication>
#include <algorithm>

namespace zmqscope {

namespace {

struct FrameRoleNames
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::FrameRole)
};

/// libzmq's own routing ids are five bytes that begin with 0.
bool looksGenerated(QByteArrayView frame)
{
    return frame.size() == 5 && frame.front() == '\0';
}

/// The place of the empty frame behind frames that only routing can have put there; -1 when none.
qsizetype delimiterAfterHops(const FrameSpan &frames, qsizetype from)
{
    const qsizetype end = std::min(frames.count(), from + Envelope::maxHops);
    for (qsizetype i = from; i < end; ++i) {
        if (frames[i].isEmpty())
            return i;
        if (!looksGenerated(frames[i]))
            return -1;
    }
    return -1;
}

} // namespace

QString frameRoleText(FrameRole role)
{
    switch (role) {
    case FrameRole::Body: return FrameRoleNames::tr("body");
    case FrameRole::RoutingId: return FrameRoleNames::tr("routing id");
    case FrameRole::Delimiter: return FrameRoleNames::tr("delimiter");
    case FrameRole::Topic: return FrameRoleNames::tr("topic");
    case FrameRole::Subscribe: return FrameRoleNames::tr("subscribe");
    case FrameRole::Unsubscribe: return FrameRoleNames::tr("unsubscribe");
    case FrameRole::ConnectionNotice: return FrameRoleNames::tr("connect or disconnect");
    case FrameRole::CloseRequest: return FrameRoleNames::tr("close connection");
    }
    return {};
}

Envelope::Envelope(SocketType type, const MessageView &message)
{
    const FrameSpan &frames = message.frames;
    if (frames.count() == 0)
        return;
    if (message.header.flags & MessageFlag::Subscription) {
        const bool subscribes = !frames[0].isEmpty() && frames[0].front() == 1;
        m_bodyRole = subscribes ? FrameRole::Subscribe : FrameRole::Unsubscribe;
        return;
    }
    switch (type) {
    case SocketType::Router:
    case SocketType::Dealer:
        m_leading = FrameRole::RoutingId;
        m_bodyStart = type == SocketType::Router ? 1 : 0;
        m_delimiter = delimiterAfterHops(frames, m_bodyStart);
        m_bodyStart = std::max(m_bodyStart, m_delimiter + 1);
        return;
    case SocketType::Stream:
        m_leading = FrameRole::RoutingId;
        m_bodyStart = 1;
        if (frames.count() == 2 && frames[1].isEmpty())
            m_bodyRole = message.header.direction == Direction::Out ? FrameRole::CloseRequest
                                                                    : FrameRole::ConnectionNotice;
        return;
    case SocketType::Pub:
    case SocketType::Sub:
    case SocketType::Xpub:
    case SocketType::Xsub:
        m_leading = FrameRole::Topic;
        m_bodyStart = frames.count() > 1 ? 1 : 0;
        return;
    case SocketType::Req:
    case SocketType::Rep:
    case SocketType::Push:
    case SocketType::Pull:
    case SocketType::Pair:
        return;
    }
}

Envelope Envelope::of(const Panel &panel, const MessageView &message)
{
    const bool fromSecond = message.header.direction == Direction::Backward && panel.channels().size() > 1;
    return Envelope(panel.channels().at(fromSecond ? 1 : 0)->type(), message);
}

FrameRole Envelope::leadingRole(qsizetype frame) const
{
    return frame == m_delimiter ? FrameRole::Delimiter : m_leading;
}

} // namespace zmqscope
