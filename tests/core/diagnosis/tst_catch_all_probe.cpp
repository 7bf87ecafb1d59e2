// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/catch_all_probe.h"
#include "tests/support/session_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

class TestCatchAllProbe : public QObject {
    Q_OBJECT
private slots:
    void listensOnlyWhereItCanConnect();
    void countsTopics();
    void topicsAreBounded();
    void endsEarlyInAFlood();
};

namespace {

struct Fixture : SessionFixture {
    SocketPanel *publisher = open(bound(SocketType::Pub));
    CatchAllProbe probe{session.context(), Clock::system(),
        subscribed(connected(SocketType::Sub, addressOf(publisher->channel())), {"t"})};

    bool start()
    {
        return probe.start().ok()
            && QTest::qWaitFor([&] { return publisher->channel().subscribers().total() == 1; }, 30'000);
    }
};

} // namespace

void TestCatchAllProbe::listensOnlyWhereItCanConnect()
{
    QVERIFY(!CatchAllProbe::canListen(bound(SocketType::Sub)));
    QVERIFY(CatchAllProbe::canListen(connected(SocketType::Sub, u"tcp://127.0.0.1:5555"_s)));
}

void TestCatchAllProbe::countsTopics()
{
    Fixture f;
    QSignalSpy finished(&f.probe, &CatchAllProbe::finished);
    QVERIFY(!f.probe.isRunning());
    QVERIFY(f.start());
    QVERIFY(f.probe.isRunning());
    QCOMPARE(f.probe.endedAt().ns, 0);
    f.publisher->send({{"a", "1"}});
    f.publisher->send({{"a"}});
    f.publisher->send({{QByteArray(1000, 'b')}});
    QTRY_COMPARE(f.probe.messages(), 3);
    QCOMPARE(f.probe.topics().size(), 2);
    QCOMPARE(f.probe.topics()["a"].messages, 2);
    QCOMPARE(f.probe.topics()["a"].multipart, 1);
    QVERIFY(f.probe.topics().contains(QByteArray(128, 'b')));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(f.probe.endedAt() > f.probe.startedAt());
    QTRY_COMPARE(f.publisher->channel().subscribers().total(), 0); // it has closed its socket
}

void TestCatchAllProbe::topicsAreBounded()
{
    Fixture f;
    QVERIFY(f.start());
    for (qsizetype i = 0; i <= CatchAllProbe::maxTopics; ++i)
        f.publisher->send({{QByteArray::number(i)}});
    QTRY_COMPARE(f.probe.messages(), CatchAllProbe::maxTopics + 1);
    QCOMPARE(f.probe.topics().size(), CatchAllProbe::maxTopics);
    QCOMPARE(f.probe.unlisted(), 1);
}

void TestCatchAllProbe::endsEarlyInAFlood()
{
    Fixture f;
    QVERIFY(f.start());
    const QByteArray large(CatchAllProbe::maxBytes / 4, 'x');
    for (int i = 0; i < 3; ++i)
        f.publisher->send({{large}});
    QTRY_COMPARE(f.probe.messages(), 3);
    QVERIFY(f.probe.isRunning());
    f.publisher->send({{large}});
    QTRY_VERIFY(!f.probe.isRunning());
    QCOMPARE(f.probe.messages(), 4);
}

QTEST_GUILESS_MAIN(TestCatchAllProbe)
#include "tst_catch_all_probe.moc"
