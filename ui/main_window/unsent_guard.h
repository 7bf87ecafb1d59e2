// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>

namespace zmqscope {

class NoticeBar;
class Panel;

/// Asks before panels are closed that still hold messages nobody has taken, and waits for those
/// when that is wanted: the time is limited, and the window stays usable.
class UnsentGuard final : public QObject {
    Q_OBJECT
public:
    static constexpr int maxWaitMs = 5000;

    /// Both must outlive this.
    UnsentGuard(QWidget *window, NoticeBar &notices);

    /// True when the panels can be closed now. Otherwise either the person wants to keep them, or
    /// wants to wait: then @p later is called once, when all went out or the time is over.
    bool mayClose(const QList<Panel *> &panels, std::function<void()> later);
    bool isWaiting() const { return m_timer.isActive(); }

private:
    qint64 unsent() const;
    void check();
    void finish(bool proceed);

    QWidget *m_window;
    NoticeBar &m_notices;
    QList<QPointer<Panel>> m_panels;
    std::function<void()> m_later;
    QDeadlineTimer m_deadline;
    QTimer m_timer;
};

} // namespace zmqscope
