// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/panel.h"

#include "core/panel/frame_tick.h"

#include <algorithm>

namespace zmqscope {

Panel::Panel(PanelEnvironment environment, const PanelConfig &config, QObject *parent)
    : QObject(parent), m_environment(environment), m_store(config.history), m_name(config.name), m_base(config)
{
    if (m_name.isEmpty())
        m_name = suggestedPanelName(config);
}

Panel::~Panel()
{
    m_environment.tick.forget(this);
}

void Panel::addChannel(const SideConfig &side, Channel::Sink &sink)
{
    auto *channel = new Channel(m_environment.context, m_environment.scheduler, m_environment.clock, m_peers, sink, side, this);
    connect(channel, &Channel::stateChanged, this, &Panel::stateChanged);
    connect(channel, &Channel::configChanged, this, &Panel::configChanged);
    connect(channel, &Channel::failed, this, &Panel::failed);
    m_channels.append(channel);
}

void Panel::setName(const QString &name)
{
    if (name == m_name || name.isEmpty())
        return;
    m_name = name;
    emit nameChanged();
    emit configChanged();
}

Pattern Panel::pattern() const
{
    return m_channels.size() > 1 ? Pattern::Bridge : patternOf(m_channels.first()->type());
}

PanelConfig Panel::config() const
{
    PanelConfig config = m_base;
    config.name = m_name;
    config.side = m_channels.first()->config();
    if (m_channels.size() > 1)
        config.second = m_channels.last()->config();
    config.history = m_store.limits();
    return config;
}

void Panel::setDraft(const SendDraft &draft)
{
    if (draft == m_base.draft)
        return;
    m_base.draft = draft;
    emit configChanged();
}

void Panel::setColumns(const QList<LogColumnConfig> &columns)
{
    if (columns == m_base.columns)
        return;
    m_base.columns = columns;
    emit configChanged();
}

void Panel::setHistory(StoreLimits limits)
{
    if (limits == m_store.limits())
        return;
    m_store.setLimits(limits);
    markDirty();
    emit configChanged();
}

void Panel::setAutoReply(const std::optional<FrameDraft> &reply)
{
    if (reply == m_base.autoReply)
        return;
    m_base.autoReply = reply;
    emit configChanged();
}

void Panel::setSequence(const std::optional<SequenceConfig> &sequence)
{
    if (sequence == m_base.sequence)
        return;
    m_base.sequence = sequence;
    emit configChanged();
}

void Panel::setReadingRules(const QList<ReadingRule> &rules)
{
    if (rules == m_base.readingRules)
        return;
    m_base.readingRules = rules;
    emit configChanged();
}

void Panel::setHoldsUntilSubscribed(bool on)
{
    if (on == m_base.holdsUntilSubscribed)
        return;
    m_base.holdsUntilSubscribed = on;
    for (Channel *channel : std::as_const(m_channels))
        channel->resume(); // what was held goes its way
    emit configChanged();
}

void Panel::setProtocol(const QString &id)
{
    if (id == m_base.protocol)
        return;
    m_base.protocol = id;
    emit configChanged();
}

Result<void> Panel::open()
{
    Result<void> outcome;
    for (Channel *channel : std::as_const(m_channels)) {
        if (Result<void> opened = channel->open(); !opened && outcome)
            outcome = opened;
    }
    return outcome;
}

void Panel::close(int lingerMs)
{
    for (Channel *channel : std::as_const(m_channels))
        channel->close(lingerMs);
}

bool Panel::isOpen() const
{
    return std::any_of(m_channels.cbegin(), m_channels.cend(), [](const Channel *c) { return c->isOpen(); });
}

void Panel::setReceiving(bool on)
{
    if (m_receiving == on)
        return;
    m_receiving = on;
    for (Channel *channel : std::as_const(m_channels))
        channel->resume();
    emit stateChanged();
}

void Panel::clearLog()
{
    m_store.clear();
    markDirty();
}

void Panel::undoClearLog()
{
    m_store.undoClear();
    markDirty();
}

void Panel::publish()
{
    emit published();
}

void Panel::markDirty()
{
    m_environment.tick.markDirty(this);
}

} // namespace zmqscope
