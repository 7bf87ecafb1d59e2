// SPDX-License-Identifier: GPL-3.0-or-later
// What the program does under a flood of peers: 2,000 connects a second for ten seconds, each with a
// whole ZMTP greeting and gone a moment later. `connection_bench [--json] [--quick]`
#include "tests/bench/bench_report.h"
#include "tests/bench/program.h"
#include "ui/panel/panel_views.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QThread>
#include <arpa/inet.h>
#include <deque>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace zmqscope;
using namespace bench;

namespace {

constexpr int connectsPerSecond = 2000;
/// How long each stays.
constexpr qint64 stayMs = 20;

/// What a ZMTP 3.0 PUSH says first: greeting with mechanism NULL, then READY.
QByteArray pushGreeting()
{
    QByteArray greeting = QByteArray::fromHex("ff00000000000000017f0300") + QByteArray("NULL").leftJustified(20, '\0');
    greeting += QByteArray(64 - greeting.size(), '\0');
    return greeting + QByteArray::fromHex("041a") + QByteArray("\5READY\13Socket-Type", 18) + QByteArray::fromHex("00000004")
        + QByteArray("PUSH");
}

/// In a process of its own: connects, greets, leaves. Prints how many connects it made.
int playPeers(quint16 port, int seconds)
{
    struct Guest
    {
        int fd;
        qint64 since;
    };
    const QByteArray greeting = pushGreeting();
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::deque<Guest> guests;
    const auto showOut = [&] {
        // Without a farewell, so that no port stays taken for a minute.
        const linger atOnce{1, 0};
        setsockopt(guests.front().fd, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        close(guests.front().fd);
        guests.pop_front();
    };
    QElapsedTimer clock;
    clock.start();
    int made = 0;
    while (clock.elapsed() < seconds * 1000) {
        for (const qint64 due = clock.elapsed() * connectsPerSecond / 1000; made < due; ++made) {
            const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (fd < 0 || connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0
                || write(fd, greeting.constData(), size_t(greeting.size())) != greeting.size()) {
                std::perror("connect");
                return 1;
            }
            guests.push_back({fd, clock.elapsed()});
        }
        while (!guests.empty() && clock.elapsed() - guests.front().since > stayMs)
            showOut();
        QThread::usleep(500);
    }
    while (!guests.empty())
        showOut();
    std::printf("%d\n", made);
    return 0;
}

double residentMiB()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return double(file.readAll().split(' ').value(1).toLongLong()) * double(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

/// With the given view of the panel in sight.
void flood(BenchReport &report, const char *const names[4], PanelViews::View view, int seconds)
{
    Program program;
    Panel &panel = program.open(1);
    for (auto *views : program.window.findChildren<PanelViews *>())
        views->setCurrent(view);
    spin(500);
    const ConnectionBook &book = panel.channels().first()->connections();
    GapProbe gaps;
    const double before = residentMiB();
    QProcess peers;
    peers.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--peers"), Program::addressOf(panel).section(u':', 2), QString::number(seconds)});
    QEventLoop loop;
    QObject::connect(&peers, &QProcess::finished, &loop, &QEventLoop::quit);
    gaps.start();
    loop.exec();
    spin(1000); // what is still on its way
    gaps.stop();
    const qint64 made = peers.readAllStandardOutput().trimmed().toLongLong();
    const qint64 seen = qint64(book.all().size()) + book.forgotten();
    report.add(names[0], double(seen), "connections", double(made));
    report.add(names[1], residentMiB() - before, "MiB", 64);
    report.add(names[2], gaps.percentile(0.99), "ms", 33);
    report.add(names[3], gaps.percentile(1), "ms", 100);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 4 && qstrcmp(argv[1], "--peers") == 0)
        return playPeers(quint16(atoi(argv[2])), atoi(argv[3]));
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    BenchReport report(argc, argv);
    const bool quick = std::any_of(argv, argv + argc, [](const char *a) { return qstrcmp(a, "--quick") == 0; });
    QApplication application(argc, argv);
    theme::apply(application, theme::Mode::System);
    const int seconds = quick ? 2 : 10;
    constexpr const char *inPeers[] = {"peers.flood.seen", "peers.flood.memory", "peers.flood.gap.p99", "peers.flood.gap.max"};
    constexpr const char *inTimeline[] = {"timeline.flood.seen", "timeline.flood.memory", "timeline.flood.gap.p99",
                                          "timeline.flood.gap.max"};
    flood(report, inPeers, PanelViews::View::Peers, seconds);
    flood(report, inTimeline, PanelViews::View::Timeline, seconds);
    return report.print();
}
