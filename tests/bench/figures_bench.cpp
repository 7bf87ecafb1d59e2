// SPDX-License-Identifier: GPL-3.0-or-later
// What the figures of a panel cost: nanoseconds a message, and how much slower a panel receives while
// they are shown. `figures_bench [--json] [--quick]`
#include "bench_report.h"

#include "core/metrics/panel_figures.h"
#include "core/metrics/topic_of.h"
#include "core/panel/session.h"
#include "tests/bench/flood.h"
#include "ui/figures/figures_view.h"
#include "ui/theme/theme.h"
#include "ui/topics/topics_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <algorithm>

using namespace zmqscope;

namespace {

constexpr qint64 messages = 500'000;

/// Nanoseconds a message, the best of a few runs: what disturbs a run only ever makes it slower.
template <typename Make>
double nsPerMessage(const MessageStore &store, const Make &make)
{
    double best = 1e18;
    for (int run = 0; run < 5; ++run) {
        auto take = make();
        MessageCursor cursor(store);
        QElapsedTimer timer;
        timer.start();
        cursor.follow(std::chrono::minutes(1), take);
        best = std::min(best, double(timer.nsecsElapsed()) / double(store.count()));
    }
    return best;
}

void fill(MessageStore &store, int topics)
{
    const QByteArray body(92, 'x');
    for (qint64 i = 0; i < messages; ++i) {
        const QByteArray topic = "plant/hall/sensor" + QByteArray::number(i * 7919 % topics);
        const std::array<QByteArrayView, 2> frames{topic, body};
        store.append({Timestamp{i * 1000}, i % 2 == 0 ? Direction::In : Direction::Out, {}, {}}, frames);
    }
}

double cursorNs(const MessageStore &store)
{
    qint64 sum = 0;
    const double ns = nsPerMessage(store, [&] {
        return [&sum](const MessageView &message) { sum += message.frames.totalBytes(); };
    });
    return sum == 0 ? 0 : ns;
}

double sizesNs(const MessageStore &store)
{
    SizeFigures figures;
    return nsPerMessage(store, [&] {
        figures.clear();
        return [&figures](const MessageView &message) { figures.take(message); };
    });
}

double roundTripsNs(const MessageStore &store, PairingRule::By by)
{
    PairingRule rule;
    rule.by = by;
    rule.asker = PairingRule::Asker::InOrForward;
    RoundTrips trips;
    return nsPerMessage(store, [&] {
        trips.setRule(rule);
        return [&trips](const MessageView &message) { trips.take(message); };
    });
}

double topicsNs(int topics)
{
    MessageStore store;
    fill(store, topics);
    TopicTree tree;
    const QList<QByteArray> subscriptions{QByteArray()};
    return nsPerMessage(store, [&] {
        tree.clear();
        return [&](const MessageView &message) { tree.take(message, topicOf(message, subscriptions)); };
    });
}

double topicUpdateMs(int topics)
{
    MessageStore store;
    fill(store, topics);
    TopicTree tree;
    MessageCursor(store).follow(std::chrono::minutes(1),
                                [&](const MessageView &message) { tree.take(message, message.frames[0]); });
    double best = 1e18;
    for (int run = 0; run < 20; ++run) {
        QElapsedTimer timer;
        timer.start();
        tree.update({run * 200'000'000LL + 1});
        best = std::min(best, double(timer.nsecsElapsed()) * 1e-6);
    }
    return best;
}

enum class Show { Nothing, Figures, Topics };

/// Messages a second of a flooded panel.
double ingest(Show show, qint64 count)
{
    Session session;
    PanelConfig config;
    config.side.type = SocketType::Pull;
    config.side.endpoints = {{EndpointRole::Bind, QStringLiteral("tcp://127.0.0.1:*")}};
    Panel &panel = *session.create(config);
    if (const Result<void> opened = panel.open(); !opened)
        return 0;
    std::unique_ptr<QWidget> view;
    if (show == Show::Figures)
        view = std::make_unique<FiguresView>(panel);
    else if (show == Show::Topics)
        view = std::make_unique<TopicsView>(panel);
    if (view) {
        view->resize(1000, 900);
        view->show();
    }
    QEventLoop loop;
    QElapsedTimer timer;
    qint64 before = 0;
    QObject::connect(&panel, &Panel::published, &loop, [&] {
        if (!timer.isValid()) {
            timer.start();
            before = panel.counters().received;
        }
        if (panel.counters().received >= count)
            loop.quit();
    });
    const flood::Sender sender(panel.channels().first()->endpoints().first().actualAddress, 100, count);
    QTimer::singleShot(120'000, &loop, &QEventLoop::quit);
    loop.exec();
    return double(panel.counters().received - before) / (double(timer.nsecsElapsed()) * 1e-9);
}

} // namespace

int main(int argc, char **argv)
{
    if (flood::play(argc, argv))
        return 0;
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    BenchReport report(argc, argv);
    QApplication application(argc, argv);
    theme::apply(application, theme::Mode::System);
    {
        MessageStore store;
        fill(store, 100);
        report.add("figures.cursor", cursorNs(store), "ns/msg");
        report.add("figures.sizes", sizesNs(store), "ns/msg");
        report.add("figures.turn", roundTripsNs(store, PairingRule::By::Turn), "ns/msg");
        report.add("figures.routing", roundTripsNs(store, PairingRule::By::RoutingId), "ns/msg");
    }
    report.add("topics.10", topicsNs(10), "ns/msg");
    report.add("topics.10k", topicsNs(10'000), "ns/msg");
    report.add("topics.update.10k", topicUpdateMs(10'000), "ms");

    const bool quick = std::any_of(argv, argv + argc, [](const char *a) { return qstrcmp(a, "--quick") == 0; });
    const int rounds = quick ? 1 : 5;
    std::vector<double> bare, figures, topics, figuresRatio, topicsRatio;
    for (int round = 0; round < rounds; ++round) { // in turn: all see the same neighbours
        const qint64 count = quick ? 1'500'000 : 6'000'000;
        bare.push_back(ingest(Show::Nothing, count));
        figures.push_back(ingest(Show::Figures, count));
        topics.push_back(ingest(Show::Topics, count));
        figuresRatio.push_back(figures.back() / bare.back());
        topicsRatio.push_back(topics.back() / bare.back());
    }
    report.add("ingest.figures", median(figures), "msg/s", median(bare), median(figuresRatio));
    report.add("ingest.topics", median(topics), "msg/s", median(bare), median(topicsRatio));
    return report.print();
}
