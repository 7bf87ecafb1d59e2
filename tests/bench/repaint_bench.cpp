// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame of the message log costs, and that it does not grow with the number of messages: new
// rows arrive, old ones are pushed out, the table follows and paints.
#include "bench_report.h"
#include "ui/log/log_table.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QImage>

#include <algorithm>
#include <ctime>
#include <memory>
#include <vector>

using namespace zmqscope;

namespace {

constexpr qint64 few = 10'000;
constexpr qint64 many = 10'000'000;
constexpr int rowsPerFrame = 500;
constexpr int frames = 500;
constexpr int visibleRows = 40;

/// What this thread has had of the processor: unlike the time of day it does not count what other
/// programs do meanwhile.
double threadMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// A log as long as its limit allows, in follow mode: each new message pushes an old one out.
class FullLog {
public:
    explicit FullLog(qint64 messages)
        : m_store({.bytes = 64LL * 1024 * 1024 * 1024, .messages = messages})
        , m_model(m_store, m_peers)
    {
        m_peer =
            m_peers.idOf({.address = QStringLiteral("127.0.0.1:41234"), .routingId = {}, .socketType = {}});
        append(messages + messages / 10);
        m_table = std::make_unique<LogTable>(m_model);
        m_table->resize(1200, 100);
        m_table->show();
        m_model.update();
        m_table->resize(1200, 100 + visibleRows * m_table->rowHeight() - m_table->viewport()->height());
        QCoreApplication::processEvents();
        m_image = QImage(m_table->viewport()->size(), QImage::Format_RGB32);
    }

    /// One frame in milliseconds: rows arrive, the view follows, the viewport is painted.
    double frame()
    {
        append(rowsPerFrame); // receiving is not what is measured
        const double before = threadMilliseconds();
        m_model.update();
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
        m_table->viewport()->render(&m_image, {}, {}, {});
        return threadMilliseconds() - before;
    }

    qint64 rows() const { return m_model.rowCount(); }
    qint64 gone() const { return m_model.goneRows(); }

private:
    void append(qint64 count)
    {
        for (qint64 i = 0; i < count; ++i) {
            m_time.ns += 1000;
            m_store.append({.time = m_time, .direction = Direction::In, .flags = {}, .peer = m_peer},
                QByteArrayView("{\"sensor\": 7, \"value\": 21.5}"));
        }
    }

    MessageStore m_store;
    PeerTable m_peers;
    PeerId m_peer;
    Timestamp m_time{1'700'000'000'000'000'000};
    LogModel m_model;
    std::unique_ptr<LogTable> m_table;
    QImage m_image;
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    theme::apply(application, theme::Mode::Light);
    BenchReport report(argc, argv);

    FullLog small(few);
    FullLog large(many);
    // Turn by turn, so that whatever else the machine does falls on both alike.
    std::vector<double> smallFrames;
    std::vector<double> largeFrames;
    for (int i = 0; i < frames; ++i) {
        smallFrames.push_back(small.frame());
        largeFrames.push_back(large.frame());
    }
    if (small.gone() == 0 || large.gone() == 0 || large.rows() < many / 2) {
        std::fprintf(stderr, "The logs are not as they should be: %lld rows, %lld gone.\n",
            static_cast<long long>(large.rows()), static_cast<long long>(large.gone()));
        return 1;
    }
    report.add("repaint.growth", median(largeFrames) / median(smallFrames), "x", 1.2);
    report.add("repaint.cost", median(largeFrames), "ms", 4);
    return report.print();
}
