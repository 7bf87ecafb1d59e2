// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>
#include <QTimer>

namespace zmqscope {

class Panel;
class ReadinessScheduler;

/// The one beat that everything on the screen follows: about 30 times a second while something
/// changes (fewer under a flood, where a faster repaint would only cost throughput), and no timer
/// at all while nothing does.
class FrameTick : public QObject
{
    Q_OBJECT
public:
    static constexpr int calmIntervalMs = 33;
    static constexpr int floodIntervalMs = 50;

    explicit FrameTick(const ReadinessScheduler &scheduler, QObject *parent = nullptr);

    void markDirty(Panel *panel);
    void forget(Panel *panel);

signals:
    /// After all dirty panels have published.
    void ticked();

private:
    void tick();

    const ReadinessScheduler &m_scheduler;
    QTimer m_timer;
    QSet<Panel *> m_dirty;
    QSet<Panel *> m_publishing; ///< this beat's, that are still to publish: one may make another go
    Panel *m_lastMarked = nullptr; ///< spares the look-up: marking happens once a message
};

} // namespace zmqscope
