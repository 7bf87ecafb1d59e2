// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/frame_tick.h"

#include "core/panel/panel.h"
#include "core/zmq/readiness_scheduler.h"

#include <utility>

namespace zmqscope {

FrameTick::FrameTick(const ReadinessScheduler &scheduler, QObject *parent) : QObject(parent), m_scheduler(scheduler)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FrameTick::tick);
}

void FrameTick::markDirty(Panel *panel)
{
    if (panel == m_lastMarked)
        return;
    m_lastMarked = panel;
    m_dirty.insert(panel);
    if (!m_timer.isActive())
        m_timer.start(m_scheduler.busy() ? floodIntervalMs : calmIntervalMs);
}

void FrameTick::forget(Panel *panel)
{
    m_dirty.remove(panel);
    m_publishing.remove(panel);
    m_lastMarked = nullptr;
}

void FrameTick::tick()
{
    m_lastMarked = nullptr;
    m_publishing.unite(std::exchange(m_dirty, {}));
    while (!m_publishing.isEmpty()) {
        Panel *panel = *m_publishing.cbegin();
        m_publishing.erase(m_publishing.cbegin());
        panel->publish();
    }
    emit ticked();
}

} // namespace zmqscope
