// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/match_label.h"

#include "core/base/text_escapes.h"
#include "core/diagnosis/topic_likeness.h"
#include "core/panel/channel.h"

#include <QLocale>
#include <QSet>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qsizetype topicCharacters = 24;
/// With more subscriptions, they are counted and not who made them; and so many prefixes are compared
/// for a near miss: this runs while a person types.
constexpr int maxSubscriptions = 20'000;
constexpr int maxCompared = 200;

QString quoted(const QByteArray &topic)
{
    return u'“' + previewText(topic, topicCharacters) + u'”';
}

} // namespace

MatchLabel::MatchLabel(Channel &channel, QWidget *parent)
    : ToneLabel(theme::Role::Good, parent)
    , m_channel(channel)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(delayMs);
    connect(&m_soon, &QTimer::timeout, this, &MatchLabel::findNearMiss);
    connect(&channel, &Channel::stateChanged, this, [this] {
        if (isVisible() && !m_soon.isActive())
            m_soon.start();
        else if (isHidden())
            tell(); // it hides while there is nothing to tell
    });
    tell();
}

void MatchLabel::setFirstFrame(const std::optional<QByteArray> &frame)
{
    m_frame = frame;
    m_error.clear();
    tell();
    m_soon.start();
}

void MatchLabel::setError(const QString &text)
{
    m_error = text;
    tell();
}

/// "2 subscribers match “temp”"
QString MatchLabel::countText(int subscriptions) const
{
    const QString topic = quoted(*m_frame);
    QSet<quint32> peers;
    if (subscriptions > 0 && m_channel.subscribers().total() <= maxSubscriptions) {
        for (const auto &[id, connection] : m_channel.connections().all()) {
            if (connection.lives() && m_channel.subscribers().matches(connection.peer, *m_frame))
                peers.insert(connection.peer.value);
        }
    }
    const QLocale locale;
    if (subscriptions > 0 && peers.isEmpty()) { // who made them is not told, as over inproc
        return subscriptions == 1 ? tr("1 subscription matches %1").arg(topic)
                                  : tr("%1 subscriptions match %2").arg(locale.toString(subscriptions), topic);
    }
    return peers.size() == 1 ? tr("1 subscriber matches %1").arg(topic)
                             : tr("%1 subscribers match %2").arg(locale.toString(peers.size()), topic);
}

void MatchLabel::tell()
{
    if (!m_error.isEmpty()) {
        setTextAndRole(m_error, theme::Role::Bad);
        setToolTip({});
        show();
        return;
    }
    if (!m_channel.isOpen() || !m_frame) {
        hide();
        return;
    }
    const int subscriptions = m_channel.subscribers().matching(*m_frame);
    setTextAndRole(countText(subscriptions), subscriptions > 0 ? theme::Role::Good : theme::Role::Warning);
    setToolTip(subscriptions > 0 ? tr("So many would get the message if it was sent now.")
                                 : tr("Nobody would get the message if it was sent now: a subscriber gets what begins,\n"
                                      "byte by byte, with a prefix that it has subscribed to."));
    show();
}

void MatchLabel::findNearMiss()
{
    tell();
    if (!m_error.isEmpty() || !m_channel.isOpen() || !m_frame || m_channel.subscribers().matching(*m_frame) > 0)
        return;
    const QMap<QByteArray, int> &prefixes = m_channel.subscribers().prefixes();
    int compared = 0;
    for (auto it = prefixes.cbegin(); it != prefixes.cend() && compared < maxCompared; ++it, ++compared) {
        const std::optional<NearMiss> miss = nearMiss(it.key(), *m_frame);
        if (!miss)
            continue;
        setText(tr("%1; %2 would").arg(text(), quoted(it.key())));
        setToolTip(tr("Somebody has subscribed to %1: %2.").arg(quoted(it.key()), differenceText(miss->difference)));
        return;
    }
}

void MatchLabel::showEvent(QShowEvent *event)
{
    ToneLabel::showEvent(event);
    m_soon.start();
}

} // namespace zmqscope
