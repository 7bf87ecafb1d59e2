// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/panel_automation.h"
#include "tests/interop/doctor/doctor_fixture.h"
#include "tests/support/peer_process.h"

#include <QDeadlineTimer>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

/// The usual systems at normal use: peers that start late, come and go, floods, messages that wait for
/// a worker. The doctor must find nothing. ZMQSCOPE_SOAK_SECONDS makes each of them run so long.
class TestHealthySystems : public QObject {
    Q_OBJECT
private slots:
    void requestReply();
    void objectChannel();
    void publishSubscribe();
    void eventBroadcast();
    void pipeline();
    void scheduler();
};

namespace {

class HealthyFixture : public DoctorFixture {
public:
    HealthyFixture()
    {
        bool isSet = false;
        const int seconds = qEnvironmentVariableIntValue("ZMQSCOPE_SOAK_SECONDS", &isSet);
        m_end.setRemainingTime(std::chrono::seconds(isSet ? seconds : 10));
        QObject::connect(&doctor, &Doctor::found, &doctor, [this](const Finding &finding) {
            found.append(finding.rule);
            qWarning("found %s at %s: %s %s", qPrintable(finding.rule), qPrintable(finding.panel->name()),
                qPrintable(finding.title), qPrintable(finding.cause));
            for (const Evidence &evidence : finding.evidence)
                qWarning("  %s", qPrintable(evidence.text));
        });
    }
    /// True while there is time for another round, and nothing was found.
    bool goesOn() const { return !m_end.hasExpired() && found.isEmpty(); }
    /// What is asked of the doctor; looks once more at all that is left.
    bool staysQuiet()
    {
        (void)QTest::qWaitFor([&] { return !found.isEmpty(); }, 1500);
        return found.isEmpty();
    }
    SocketPanel *answering(const SideConfig &side, const FrameDraft &answer)
    {
        SocketPanel *panel = open(side);
        attachAutomation(*panel);
        panel->setAutoReply(answer);
        return panel;
    }

    QStringList found;

private:
    QDeadlineTimer m_end;
};

bool wait(int ms)
{
    QTest::qWait(ms);
    return true;
}

/// A REQ panel asks, and gets its answer.
bool ask(SocketPanel *panel, const QByteArray &request)
{
    const qint64 before = panel->counters().received;
    return panel->send({{request}}).status != SendReport::Status::Refused
        && QTest::qWaitFor([&] { return panel->counters().received > before; }, 20'000);
}

/// pickle.dumps("123123123", 0)
const QByteArray pickledText = "V123123123\np0\n.";

} // namespace

void TestHealthySystems::requestReply()
{
    HealthyFixture f;
    SocketPanel *server = f.answering(bound(SocketType::Rep), {u"text"_s, u"server response"_s});
    auto pythonServer = python(u"rep_server"_s, {anyPort, u"1000"_s});
    const QString address = pythonServer->nextText(u"bound"_s);
    SocketPanel *client = f.open(connected(SocketType::Req, address));
    for (int round = 0; f.goesOn(); ++round) {
        const auto one = python(u"req_client"_s, {addressOf(server->channel()), u"one"_s, u"50"_s});
        const auto other = python(u"req_client"_s, {addressOf(server->channel()), u"other"_s, u"50"_s});
        for (int i = 0; i < 10; ++i)
            QVERIFY(ask(client, QByteArray::number(i)) && wait(50));
        if (round % 2 == 1) { // the server is started anew between two exchanges
            pythonServer->kill();
            pythonServer = python(u"rep_server"_s, {address, u"1000"_s});
        }
        QCOMPARE(one->next(u"replies"_s).toArray().size(), 50);
        QCOMPARE(other->next(u"replies"_s).toArray().size(), 50);
    }
    QVERIFY(f.staysQuiet());
}

void TestHealthySystems::objectChannel()
{
    HealthyFixture f;
    SocketPanel *server =
        f.answering(bound(SocketType::Rep), {u"hex"_s, QString::fromLatin1(pickledText.toHex())});
    while (f.goesOn()) {
        const auto pythonServer = python(u"object_server"_s, {u"6"_s});
        SocketPanel *client = f.open(connected(SocketType::Req, pythonServer->nextText(u"bound"_s)));
        const auto pythonClient = python(u"object_client"_s, {addressOf(server->channel())});
        for (int i = 0; i < 6; ++i)
            QVERIFY(ask(client, pickledText) && wait(20));
        QCOMPARE(pythonServer->exitCode(), 0);
        QCOMPARE(pythonClient->exitCode(), 0);
        f.session.close(client);
    }
    QVERIFY(f.staysQuiet());
}

void TestHealthySystems::publishSubscribe()
{
    HealthyFixture f;
    SocketPanel *publisher = f.open(bound(SocketType::Pub));
    QTimer lines;
    int n = 0;
    QObject::connect(
        &lines, &QTimer::timeout, publisher, [&] { publisher->send({{"line " + QByteArray::number(++n)}}); });
    lines.start(100); // with nobody there at first
    while (f.goesOn()) {
        const auto pythonPublisher = python(u"pub"_s, {u"a"_s, u"b"_s, u"last"_s});
        SocketPanel *subscriber =
            f.open(subscribed(connected(SocketType::Sub, pythonPublisher->nextText(u"bound"_s))));
        SocketPanel *own =
            f.open(subscribed(connected(SocketType::Sub, addressOf(publisher->channel())), {"line"}));
        const auto all = python(u"listener"_s, {addressOf(publisher->channel()), QString()});
        const auto some =
            python(u"listener"_s, {addressOf(publisher->channel()), u"line"_s, u"never sent"_s});
        QTRY_COMPARE(subscriber->counters().received, 3);
        QTRY_VERIFY(all->lines().size() > 10 && some->lines().size() > 10 && own->counters().received > 10);
        all->kill();
        QVERIFY(wait(500));
        f.session.close(own);
        f.session.close(subscriber);
        QCOMPARE(pythonPublisher->exitCode(), 0);
    }
    QVERIFY(f.staysQuiet());
}

void TestHealthySystems::eventBroadcast()
{
    HealthyFixture f;
    SocketPanel *master = f.open(bound(SocketType::Pub));
    QTimer events;
    QObject::connect(&events, &QTimer::timeout, master, [&] {
        for (int i = 0; i < 20; ++i)
            master->send({{pickledText}});
    });
    events.start(10);
    while (f.goesOn()) {
        const auto flood = python(u"event_master"_s, {u"drop"_s, u"3"_s, u"100000000"_s});
        SocketPanel *slave = f.open(subscribed(connected(SocketType::Sub, flood->nextText(u"bound"_s))));
        const auto pythonSlave = python(u"event_slave"_s, {addressOf(master->channel()), u"2000"_s});
        QVERIFY(flood->next(u"sent"_s).toInt() > 0);
        QCOMPARE(pythonSlave->next(u"got"_s).toArray().size(), 2000);
        QVERIFY(slave->counters().received > 0);
        f.session.close(slave);
    }
    QVERIFY(f.staysQuiet());
}

void TestHealthySystems::pipeline()
{
    HealthyFixture f;
    SocketPanel *client = f.open(bound(SocketType::Push));
    SocketPanel *server = f.open(bound(SocketType::Pull));
    qint64 sent = 0;
    while (f.goesOn()) {
        for (int i = 0; i < 200; ++i, ++sent) // nobody is there yet: they wait
            QVERIFY(
                client->send({{"line " + QByteArray::number(sent)}}).status != SendReport::Status::Refused);
        QVERIFY(wait(2000));
        {
            const auto worker =
                python(u"worker"_s, {addressOf(client->channel()), addressOf(server->channel())});
            QTRY_COMPARE(server->counters().received, sent);
            QVERIFY(client->outbox().isEmpty());
        }
        QTRY_COMPARE(client->channel().connectedPeers(), 0); // what it is sent before would be lost

        const auto pythonServer = python(u"pull_server"_s, {u"500"_s});
        const auto pythonClient = python(u"push_client"_s, {u"500"_s});
        BridgePanel *bridge = f.openBridge(connected(SocketType::Pull, pythonClient->nextText(u"bound"_s)),
            connected(SocketType::Push, pythonServer->nextText(u"bound"_s)));
        QCOMPARE(pythonServer->exitCode(), 0);
        QCOMPARE(bridge->counters().passed, 500);
        f.session.close(bridge);
    }
    QVERIFY(f.staysQuiet());
}

void TestHealthySystems::scheduler()
{
    HealthyFixture f;
    SocketPanel *master = f.open(bound(SocketType::Push));
    while (f.goesOn()) {
        std::vector<std::unique_ptr<PeerProcess>> slaves;
        const int before = master->channel().connectedPeers();
        for (int i = 0; i < 5; ++i)
            slaves.push_back(python(u"scheduler_slave"_s, {addressOf(master->channel()), u"20"_s}));
        QTRY_VERIFY(master->channel().connectedPeers() >= before + 5);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(master->send({{QByteArray::number(i)}}).status, SendReport::Status::Sent);
        for (const auto &slave : slaves)
            QCOMPARE(slave->next(u"done"_s).toArray().size(), 20);

        const auto pythonMaster = python(u"scheduler_master"_s, {u"2"_s});
        const QString address = pythonMaster->nextText(u"bound"_s);
        SocketPanel *slave = f.open(connected(SocketType::Pull, address));
        QTRY_COMPARE(slave->channel().connectedPeers(), 1);
        const auto other = python(u"scheduler_slave"_s, {address, u"50"_s});
        QTRY_COMPARE(slave->counters().received, 50);
        QCOMPARE(other->next(u"done"_s).toArray().size(), 50);
        f.session.close(slave);
        QVERIFY(wait(2000)); // slaves that last are healthy; those that come and go by the dozen are not
        for (const auto &one : slaves)
            one->kill();
        QTRY_COMPARE(master->channel().connectedPeers(), 0);
    }
    QVERIFY(f.staysQuiet());
}

QTEST_GUILESS_MAIN(TestHealthySystems)
#include "tst_healthy_systems.moc"
