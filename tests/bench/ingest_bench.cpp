// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the whole program receives: window shown, log following, real senders in processes of
// their own. `ingest_bench [--json] [--quick]`
#include "tests/bench/bench_report.h"
#include "tests/bench/flood.h"
#include "tests/bench/program.h"
#include "ui/panel/panel_views.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <ctime>

using namespace zmqscope;
using namespace bench;

namespace {

constexpr qint64 endless = 1'000'000'000;
struct Ingest
{
    double rate = 0;
    double overheadPerMessage = 0;
};

/// Opens all that watches a panel: its figures, and the picture of the session.
void watch(Program &program)
{
    for (auto *views : program.window.findChildren<PanelViews *>())
        views->setCurrent(PanelViews::View::Figures);
    for (auto *action : program.window.findChildren<QAction *>()) {
        if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G))
            action->trigger();
    }
}

/// Receives @p count messages in a panel; every one is accounted for, or the bench ends.
Ingest programRate(int bytes, qint64 count, GapProbe &gaps, bool watched = false)
{
    Program program;
    Panel &panel = program.open(1);
    if (watched)
        watch(program);
    spin(300);
    std::optional<MessageView> first; // its header outlives the message itself
    QEventLoop loop;
    QObject::connect(&panel, &Panel::published, &loop, [&] {
        if (!first)
            first = panel.store().at(panel.store().first());
        if (panel.counters().received >= count)
            loop.quit();
    });
    flood::Sender sender(Program::addressOf(panel), bytes, count);
    gaps.start();
    QTimer::singleShot(120'000, &loop, &QEventLoop::quit);
    loop.exec();
    gaps.stop();

    const MessageStore &store = panel.store();
    qint64 wrong = count - panel.counters().received;
    for (MessageIndex i = store.first(); i < store.end(); ++i.value)
        wrong += flood::numberOf(store.at(i)->frames[0]) != i.value - 1;
    if (wrong != 0) {
        std::fprintf(stderr, "%lld of %lld messages are missing or out of order\n", static_cast<long long>(wrong),
                     static_cast<long long>(count));
        std::exit(1);
    }
    const MessageView last = *store.at({store.end().value - 1});
    const double seconds = double(last.header.time.ns - first->header.time.ns) * 1e-9;
    return {double(last.index.value - first->index.value) / seconds,
            double(store.memoryBytes() - store.payloadBytes()) / double(store.count())};
}

/// Largest deviation from the mean of what three flooded panels received, as a part of the mean.
double fairness(int ms, GapProbe &gaps)
{
    Program program;
    std::vector<Panel *> panels;
    for (int i = 0; i < 3; ++i)
        panels.push_back(&program.open(i + 1));
    spin(300);
    std::vector<std::unique_ptr<flood::Sender>> senders;
    for (Panel *panel : panels)
        senders.push_back(std::make_unique<flood::Sender>(Program::addressOf(*panel), 100, endless));
    spin(1000); // all three are at full speed
    std::vector<qint64> before;
    for (Panel *panel : panels)
        before.push_back(panel->counters().received);
    gaps.start();
    spin(ms);
    gaps.stop();
    std::vector<double> got;
    for (size_t i = 0; i < panels.size(); ++i)
        got.push_back(double(panels[i]->counters().received - before[i]));
    const double mean = (got[0] + got[1] + got[2]) / 3;
    double worst = 0;
    for (double g : got)
        worst = std::max(worst, std::abs(g - mean) / mean);
    return worst;
}

/// Processor time of 20 idle panels, in per cent of one core.
double idleCpu(int ms)
{
    Program program;
    for (int i = 0; i < 20; ++i)
        program.open(i + 1);
    spin(1500); // everything is laid out and painted
    const std::clock_t before = std::clock();
    spin(ms);
    return 100.0 * double(std::clock() - before) / CLOCKS_PER_SEC / (ms / 1000.0);
}

/// From process start to the first painted window that answers, in a fresh process.
double startup()
{
    QProcess child;
    const auto before = SteadyClock::now().time_since_epoch();
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--startup")});
    child.waitForFinished();
    const double shown = child.readAllStandardOutput().toDouble();
    return shown - std::chrono::duration<double, std::milli>(before).count();
}

int startupChild(int argc, char **argv)
{
    QApplication application(argc, argv);
    theme::apply(application, theme::Mode::System);
    Session session;
    MainWindow window(session);
    window.show();
    while (!window.isVisible())
        QCoreApplication::processEvents();
    window.grab(); // painted whole
    QTimer::singleShot(0, &application, &QCoreApplication::quit);
    QApplication::exec();
    std::printf("%f\n", std::chrono::duration<double, std::milli>(SteadyClock::now().time_since_epoch()).count());
    return 0;
}

/// The cost of a repaint is measured by a bench of its own, beside this one: its figures follow.
int addRepaint(bool json)
{
    const QString program = QCoreApplication::applicationDirPath() + QStringLiteral("/repaint_bench");
    QProcess bench;
    bench.setProcessChannelMode(QProcess::ForwardedChannels);
    bench.start(program, json ? QStringList{QStringLiteral("--json")} : QStringList{});
    bench.waitForFinished(-1);
    return bench.exitStatus() == QProcess::NormalExit ? bench.exitCode() : 1;
}

} // namespace

int main(int argc, char **argv)
{
    if (flood::play(argc, argv))
        return 0;
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc == 2 && qstrcmp(argv[1], "--startup") == 0)
        return startupChild(argc, argv);

    BenchReport report(argc, argv);
    const bool quick = std::any_of(argv, argv + argc, [](const char *a) { return qstrcmp(a, "--quick") == 0; });
    const int rounds = quick ? 1 : 5;
    QApplication application(argc, argv);
    theme::apply(application, theme::Mode::System);

    constexpr struct
    {
        const char *name;
        int bytes;
        qint64 count;
    } sizes[] = {{"ingest.100B", 100, 6'000'000}, {"ingest.1kB", 1000, 1'200'000}, {"ingest.10kB", 10'000, 150'000}};
    constexpr int panelHwm = 100'000;
    GapProbe gaps;
    double overhead = 0;
    for (const auto &size : sizes) {
        const qint64 count = quick ? size.count / 4 : size.count;
        std::vector<double> bare, program, ratios;
        for (int round = 0; round < rounds; ++round) { // in turn: both see the same neighbours
            bare.push_back(flood::bareRate(size.bytes, count, panelHwm));
            const Ingest ingest = programRate(size.bytes, count, gaps);
            program.push_back(ingest.rate);
            ratios.push_back(program.back() / bare.back());
            if (size.bytes == 100)
                overhead = ingest.overheadPerMessage;
        }
        report.add(size.name, median(program), "msg/s", median(bare), median(ratios));
    }
    {
        // The same with figures and topology open, against the log alone.
        const qint64 count = sizes[0].count / (quick ? 4 : 1);
        std::vector<double> plain, watched, ratios;
        for (int round = 0; round < rounds; ++round) {
            plain.push_back(programRate(sizes[0].bytes, count, gaps).rate);
            watched.push_back(programRate(sizes[0].bytes, count, gaps, true).rate);
            ratios.push_back(watched.back() / plain.back());
        }
        report.add("ingest.100B.watched", median(watched), "msg/s", median(plain), median(ratios));
    }
    report.add("store.overhead", overhead, "B/msg", 32);
    report.add("gap.p99", gaps.percentile(0.99), "ms", 33);
    report.add("gap.max", gaps.percentile(1), "ms", 100);
    report.add("fairness", fairness(quick ? 1000 : 4000, gaps), "of the mean", 0.1);
    report.add("idle.cpu", idleCpu(quick ? 1000 : 5000), "% of a core");
    std::vector<double> starts;
    for (int i = 0; i < 2 * rounds + 1; ++i)
        starts.push_back(startup());
    report.add("startup", median(starts), "ms", 300);
    report.print();
    return addRepaint(report.isJson());
}
