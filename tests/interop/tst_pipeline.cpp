// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/peer_process.h"
#include "tests/support/session_fixture.h"

#include <QJsonArray>
#include <QTest>
#include <algorithm>
#include <numeric>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

/// The pipeline of three, and the scheduler with ten slaves; pyzmq programs are the others.
class TestPipeline : public QObject {
    Q_OBJECT
private slots:
    void clientOfAPythonWorkerAndServer();
    void bridgeBetweenPythonPrograms();
    void serverBehindAPythonWorker();
    void workerKilledAndRestarted();
    void masterOfTenSlaves();
    void oneSlaveOfTen();
};

namespace {

QStringList lines(int count, int from = 0)
{
    QStringList all;
    for (int i = from; i < from + count; ++i)
        all.append(u"line %1"_s.arg(i));
    return all;
}

QStringList received(PeerProcess &server, int count)
{
    QStringList all;
    for (int i = 0; i < count; ++i)
        all.append(server.nextText(u"got"_s));
    return all;
}

} // namespace

void TestPipeline::clientOfAPythonWorkerAndServer()
{
    SessionFixture f;
    SocketPanel *client = f.open(bound(SocketType::Push));
    for (const QString &line : lines(50))
        QCOMPARE(client->send({{line.toUtf8()}}).status, SendReport::Status::Waiting);
    const auto server = python(u"pull_server"_s, {u"50"_s});
    const auto worker = python(u"worker"_s, {addressOf(client->channel()), server->nextText(u"bound"_s)});
    QCOMPARE(received(*server, 50), lines(50));
    QCOMPARE(client->unsentMessages(), 0);
    QCOMPARE(client->counters().sent, 50);
}

void TestPipeline::bridgeBetweenPythonPrograms()
{
    SessionFixture f;
    const auto server = python(u"pull_server"_s, {u"500"_s});
    const auto client = python(u"push_client"_s, {u"500"_s});
    BridgePanel *work = f.openBridge(connected(SocketType::Pull, client->nextText(u"bound"_s)),
        connected(SocketType::Push, server->nextText(u"bound"_s)));
    QCOMPARE(received(*server, 500), lines(500));
    QStringList passed;
    for (const Frames &frames : logged(*work, Direction::Forward))
        passed.append(QString::fromUtf8(frames.first()));
    QCOMPARE(passed, lines(500));
    QCOMPARE(work->counters().passed, 500);
    QCOMPARE(client->exitCode(), 0);
    QCOMPARE(server->exitCode(), 0);
}

void TestPipeline::serverBehindAPythonWorker()
{
    SessionFixture f;
    SocketPanel *server = f.open(bound(SocketType::Pull));
    const auto client = python(u"push_client"_s, {u"200"_s});
    const auto worker = python(u"worker"_s, {client->nextText(u"bound"_s), addressOf(server->channel())});
    QTRY_COMPARE_WITH_TIMEOUT(server->counters().received, 200, 20'000);
    QStringList got;
    for (const Frames &frames : receivedBy(*server))
        got.append(QString::fromUtf8(frames.first()));
    QCOMPARE(got, lines(200));
}

void TestPipeline::workerKilledAndRestarted()
{
    SessionFixture f;
    SocketPanel *client = f.open(bound(SocketType::Push));
    SocketPanel *server = f.open(bound(SocketType::Pull));
    const QStringList ends{addressOf(client->channel()), addressOf(server->channel())};
    auto worker = python(u"worker"_s, ends);
    QTRY_COMPARE_WITH_TIMEOUT(client->channel().connectedPeers(), 1, 20'000);
    for (const QString &line : lines(100))
        QCOMPARE(client->send({{line.toUtf8()}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(server->counters().received, 100);

    worker->kill();
    QTRY_COMPARE(client->channel().connectedPeers(), 0);
    for (const QString &line : lines(100, 100)) {
        const SendReport report = client->send({{line.toUtf8()}});
        QCOMPARE(report.status, SendReport::Status::Waiting);
        QVERIFY(!report.error.detail.isEmpty());
    }
    QCOMPARE(client->outbox().count(), 100);
    worker = python(u"worker"_s, ends);
    QTRY_COMPARE_WITH_TIMEOUT(server->counters().received, 200, 20'000);
    QStringList got;
    for (const Frames &frames : receivedBy(*server))
        got.append(QString::fromUtf8(frames.first()));
    QCOMPARE(got, lines(200));
    QCOMPARE(client->outbox().count(), 0);
}

void TestPipeline::masterOfTenSlaves()
{
    SessionFixture f;
    SocketPanel *master = f.open(bound(SocketType::Push));
    std::vector<std::unique_ptr<PeerProcess>> slaves;
    for (int i = 0; i < 10; ++i)
        slaves.push_back(python(u"scheduler_slave"_s, {addressOf(master->channel()), u"10"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(master->channel().connectedPeers(), 10, 30'000);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(master->send({{QByteArray::number(i)}}).status, SendReport::Status::Sent);
    QList<int> done;
    for (const auto &slave : slaves) {
        const QJsonArray numbers = slave->next(u"done"_s).toArray();
        QCOMPARE(numbers.size(), 10);
        for (const QJsonValue &number : numbers)
            done.append(number.toInt(-1));
    }
    std::sort(done.begin(), done.end());
    QList<int> all(100);
    std::iota(all.begin(), all.end(), 0);
    QCOMPARE(done, all);
}

void TestPipeline::oneSlaveOfTen()
{
    SessionFixture f;
    const auto master = python(u"scheduler_master"_s, {u"10"_s});
    const QString address = master->nextText(u"bound"_s);
    SocketPanel *slave = f.open(connected(SocketType::Pull, address));
    QTRY_COMPARE(slave->channel().connectedPeers(), 1);
    std::vector<std::unique_ptr<PeerProcess>> others;
    for (int i = 0; i < 9; ++i)
        others.push_back(python(u"scheduler_slave"_s, {address, u"10"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(slave->counters().received, 10, 30'000);
    QSet<int> done;
    for (const Frames &frames : receivedBy(*slave))
        done.insert(frames.first().toInt());
    for (const auto &other : others) {
        for (const QJsonValue &number : other->next(u"done"_s).toArray())
            done.insert(number.toInt(-1));
    }
    QCOMPARE(done.size(), 100);
    QCOMPARE(*std::min_element(done.cbegin(), done.cend()), 0);
    QCOMPARE(*std::max_element(done.cbegin(), done.cend()), 99);
    QCOMPARE(slave->counters().received, 10);
    QCOMPARE(master->exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestPipeline)
#include "tst_pipeline.moc"
