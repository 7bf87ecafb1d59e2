// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_text.h"

#include "core/base/text_escapes.h"
#include "core/base/timestamp_format.h"
#include "core/codec/frame_gist.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace zmqscope {

using namespace Qt::StringLiterals;

namespace {

/// No routing id is longer (RFC 28/REQREP); what a person sent by mistake may be of any size.
constexpr qsizetype maxRoutingId = 255;

QString tr(const char *text)
{
    return QCoreApplication::translate("LogText", text);
}

QString subscriptionText(QByteArrayView request, qsizetype maxChars)
{
    const QString prefix = previewText(request.isEmpty() ? request : request.sliced(1), maxChars);
    if (!request.isEmpty() && request.front() == 1)
        return request.size() == 1 ? tr("subscribe \"\" (everything)") : tr("subscribe \"%1\"").arg(prefix);
    return request.size() <= 1 ? tr("unsubscribe \"\" (everything)") : tr("unsubscribe \"%1\"").arg(prefix);
}

} // namespace

void LogText::setFirstFrame(FirstFrame meaning)
{
    m_firstFrame = meaning;
    m_previews.clear();
}

void LogText::setReader(const Reader &reader)
{
    m_reader = reader;
    m_previews.clear();
}

QString LogText::cell(
    LogColumn column, const MessageView &message, std::optional<Timestamp> previous, qsizetype maxChars) const
{
    switch (column) {
    case LogColumn::Number:
        return QString::number(message.index.value);
    case LogColumn::Time:
        return timeText(message.header.time, previous);
    case LogColumn::Direction:
        switch (message.header.direction) {
        case Direction::In:
            return tr("in");
        case Direction::Out:
            return tr("out");
        case Direction::Forward:
            return tr("forward");
        case Direction::Backward:
            return tr("back");
        }
        return {};
    case LogColumn::Peer:
        return m_peers.peer(message.header.peer).label();
    case LogColumn::Topic:
        return topicText(message, maxChars);
    case LogColumn::Frames:
        return QString::number(message.frames.count());
    case LogColumn::Size:
        return sizeText(message.frames.totalBytes());
    case LogColumn::Preview:
        return previewOf(message, maxChars);
    }
    return {};
}

QString LogText::timeText(Timestamp time, std::optional<Timestamp> previous) const
{
    const int digits = int(m_timeStyle.precision);
    switch (m_timeStyle.base) {
    case TimeBase::Absolute:
        return localTime(time, digits);
    case TimeBase::SinceFirst:
        return deltaText(time.ns - m_origin.ns, digits);
    case TimeBase::SincePrevious:
        return previous ? deltaText(time.ns - previous->ns, digits) : QString();
    }
    return {};
}

QString LogText::topicText(const MessageView &message, qsizetype maxChars) const
{
    if (message.frames.count() == 0)
        return {};
    const QByteArrayView first = message.frames[0];
    if (m_firstFrame == FirstFrame::RoutingId)
        return first.size() <= maxRoutingId ? routingIdText(first.toByteArray())
                                            : previewText(first, maxChars);
    if (m_firstFrame == FirstFrame::Body || message.header.flags.testFlag(MessageFlag::Subscription))
        return {};
    if (message.frames.count() > 1)
        return previewText(first, maxChars);
    // Topic and body in one frame: only the prefixes a person asked for tell where one ends.
    QByteArrayView longest;
    for (const QByteArray &prefix : m_subscriptions) {
        if (prefix.size() > longest.size() && first.startsWith(prefix))
            longest = prefix;
    }
    return previewText(longest, maxChars);
}

QString LogText::previewOf(const MessageView &message, qsizetype maxChars) const
{
    if (const QString *known = m_previews.find(message.index, maxChars))
        return *known;
    const bool isRequest = message.frames.count() > 0 && message.header.flags.testFlag(MessageFlag::Subscription);
    const QString text =
        isRequest ? subscriptionText(message.frames[0], maxChars) : bodyText(message, maxChars);
    m_previews.insert(message.index, maxChars, text);
    return text;
}

QString LogText::bodyText(const MessageView &message, qsizetype maxChars) const
{
    const qsizetype count = message.frames.count();
    const qsizetype bodyBegin = m_firstFrame != FirstFrame::Body && count > 1 ? 1 : 0;
    QString text;
    for (qsizetype i = bodyBegin; i < count && text.size() < maxChars; ++i) {
        if (i > bodyBegin)
            text += u" │ "_s;
        const QByteArrayView frame = message.frames[i];
        if (frame.isEmpty()) {
            text += tr("(empty)");
            continue;
        }
        const CodecPtr pinned = m_reader ? m_reader(message, i) : nullptr;
        text += frameGist(frame, pinned, std::max<qsizetype>(maxChars - text.size(), 1));
    }
    return text;
}

QString LogText::flagText(MessageFlags flags)
{
    QStringList words;
    if (flags.testFlag(MessageFlag::NoSubscriber))
        words += tr("no subscriber: dropped");
    if (flags.testFlag(MessageFlag::DroppedForSlow))
        words += tr("lost for a slow subscriber");
    if (flags.testFlag(MessageFlag::NotPassed))
        words += tr("not passed on");
    if (flags.testFlag(MessageFlag::QueuedOffline))
        words += tr("sent while no peer was connected");
    return words.join(u", "_s);
}

QString LogText::sizeText(qint64 bytes)
{
    constexpr qint64 exactBelow = 10'000;
    if (bytes < exactBelow)
        return QString::number(bytes);
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeIecFormat);
}

} // namespace zmqscope
