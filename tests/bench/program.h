// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/session.h"
#include "ui/main_window/main_window.h"

#include <QEventLoop>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <vector>

/// The whole program with its window, as the benches run it, and what they measure it with.
namespace bench {

using namespace zmqscope;
using SteadyClock = std::chrono::steady_clock;

inline const QString anyPort = QStringLiteral("tcp://127.0.0.1:*");

/// How long the event loop keeps a timer of 2 ms waiting: what a person feels as stutter.
class GapProbe : public QObject
{
public:
    GapProbe()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const auto now = SteadyClock::now();
            m_gaps.push_back(std::chrono::duration<double, std::milli>(now - m_last).count());
            m_last = now;
        });
    }
    void start()
    {
        m_last = SteadyClock::now();
        m_timer.start(2);
    }
    void stop() { m_timer.stop(); }
    double percentile(double p)
    {
        std::sort(m_gaps.begin(), m_gaps.end());
        return m_gaps.empty() ? 0 : m_gaps[size_t(double(m_gaps.size() - 1) * p)];
    }

private:
    QTimer m_timer;
    SteadyClock::time_point m_last;
    std::vector<double> m_gaps;
};

inline PanelConfig pullPanel(int n)
{
    PanelConfig config;
    config.name = QStringLiteral("PULL %1").arg(n);
    config.side.type = SocketType::Pull;
    config.side.endpoints = {{EndpointRole::Bind, anyPort}};
    return config;
}

inline void spin(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

struct Program
{
    Session session;
    MainWindow window{session};

    Program()
    {
        window.resize(1400, 900);
        window.show();
    }
    Panel &open(int n)
    {
        const qsizetype row = session.panels().size();
        window.openConfigs({pullPanel(n)});
        return *session.panels().at(row);
    }
    static QString addressOf(Panel &panel) { return panel.channels().first()->endpoints().first().actualAddress; }
};

} // namespace bench
