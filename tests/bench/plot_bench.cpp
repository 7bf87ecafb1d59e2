// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame of a plot costs while it is moved, and that it does not grow with the points in it.
#include "bench_report.h"
#include "ui/plot/time_canvas.h"
#include "ui/plot/time_plot.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <memory>
#include <random>
#include <vector>

using namespace zmqscope;

namespace {

constexpr int few = 100'000; // already more than the pixels
constexpr int many = 1'000'000;
constexpr int frames = 200;

/// What this thread has had of the processor: unlike the time of day it does not count what other
/// programs do meanwhile.
double threadMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// A noisy value that was measured a thousand times a second, half of it in sight.
class MovedPlot {
public:
    explicit MovedPlot(int points)
        : m_series(std::make_shared<TimeSeries>())
    {
        std::mt19937 random(1);
        std::normal_distribution<double> noise(0, 0.2);
        for (int i = 0; i < points; ++i)
            m_series->append({1'700'000'000'000'000'000 + qint64(i) * 1'000'000}, std::sin(i * 12. / points) + noise(random));
        m_plot.resize(1200, 500);
        m_plot.addSeries(QStringLiteral("value"), m_series);
        m_plot.show();
        m_plot.canvas().followLive(qint64(points) * 1'000'000 / 2);
        m_plot.canvas().redraw();
        m_plot.canvas().hold();
    }

    /// One frame in milliseconds: the stretch moves by a tenth, and is drawn.
    double frame(int number)
    {
        const int key = number / 5 % 2 == 0 ? Qt::Key_Left : Qt::Key_Right;
        const double before = threadMilliseconds();
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
        QCoreApplication::sendEvent(&m_plot.canvas(), &event);
        m_plot.canvas().redraw();
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
        return threadMilliseconds() - before;
    }

private:
    std::shared_ptr<TimeSeries> m_series;
    TimePlot m_plot;
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    theme::apply(application, theme::Mode::Light);
    BenchReport report(argc, argv);

    MovedPlot small(few);
    MovedPlot large(many);
    std::vector<double> smallFrames;
    std::vector<double> largeFrames;
    for (int i = 0; i < frames; ++i) {
        smallFrames.push_back(small.frame(i));
        largeFrames.push_back(large.frame(i));
    }
    report.add("plot.pan.growth", median(largeFrames) / median(smallFrames), "x", 1.5);
    report.add("plot.pan.1M", median(largeFrames), "ms", 16);
    return report.print();
}
