// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

class TestSession : public QObject {
    Q_OBJECT
private slots:
    void announcesPanels();
    void namesPanels();
    void closeAndUndoKeepTheLog();
    void undoIsBounded();
    void closeAllForgets();
    void panelGoneWithinABeat();
    void configComesBackWhole();
    void twoPanelsWithinTheProgram();
    void endsWithMessagesInFlight();
    void endsWithLingeringMessages();
    void manyPanels();
};

void TestSession::announcesPanels()
{
    Session session;
    QSignalSpy added(&session, &Session::panelAdded);
    QSignalSpy removed(&session, &Session::panelRemoved);
    QSignalSpy changed(&session, &Session::configChanged);
    PanelConfig config;
    config.side = bound(SocketType::Pull);
    Panel *first = session.create(config);
    config.second = bound(SocketType::Push);
    Panel *second = session.create(config);
    QCOMPARE(session.panels(), (QList<Panel *>{first, second}));
    QVERIFY(qobject_cast<SocketPanel *>(first));
    QVERIFY(qobject_cast<BridgePanel *>(second));
    QCOMPARE(first->pattern(), Pattern::Pipeline);
    QCOMPARE(second->pattern(), Pattern::Bridge);
    QVERIFY(!first->isOpen());
    QCOMPARE(added.size(), 2);
    QCOMPARE(changed.size(), 2);
    session.close(first);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(session.panels(), QList<Panel *>{second});
    session.close(first); // not there any more
    QCOMPARE(removed.size(), 1);
    second->setName(u"middle"_s);
    QCOMPARE(changed.size(), 4);
    second->setName(u"middle"_s);
    QCOMPARE(changed.size(), 4);
}

void TestSession::namesPanels()
{
    Session session;
    PanelConfig config;
    config.side = connected(SocketType::Sub, u"tcp://localhost:5556"_s);
    QCOMPARE(session.create(config)->name(), u"SUB tcp://localhost:5556"_s);
    config.name = u"feed"_s;
    QCOMPARE(session.create(config)->name(), u"feed"_s);
    config.name.clear();
    config.second = bound(SocketType::Pub);
    QCOMPARE(session.create(config)->name(), u"Bridge SUB → PUB"_s);
}

void TestSession::closeAndUndoKeepTheLog()
{
    SessionFixture f;
    SocketPanel *pull = f.open(bound(SocketType::Pull));
    const QString address = addressOf(pull->channel());
    RawPeer push = f.peerOf(pull, zmq::socket_type::push);
    QVERIFY(push.send({"before"}));
    QTRY_COMPARE(pull->counters().received, 1);
    QVERIFY(!f.session.canUndoClose());
    QVERIFY(!f.session.undoClose());
    f.session.close(pull);
    QVERIFY(!pull->isOpen());
    QVERIFY(f.session.panels().isEmpty());
    QCOMPARE(f.session.lastClosed(), pull);
    QSignalSpy added(&f.session, &Session::panelAdded);
    QCOMPARE(f.session.undoClose(), pull);
    QCOMPARE(added.size(), 1);
    QVERIFY(!f.session.canUndoClose());
    QTRY_COMPARE(pull->channel().connectedPeers(), 1); // the same port, so the peer comes back
    QCOMPARE(addressOf(pull->channel()), address);
    QVERIFY(push.send({"after"}));
    QTRY_COMPARE(receivedBy(*pull), (QList<Frames>{{"before"}, {"after"}}));
}

void TestSession::undoIsBounded()
{
    SessionFixture f;
    for (std::size_t i = 0; i <= Session::maxClosed; ++i)
        f.session.close(f.open(bound(SocketType::Pull)));
    std::size_t back = 0;
    while (f.session.undoClose())
        ++back;
    QCOMPARE(back, Session::maxClosed);
}

void TestSession::closeAllForgets()
{
    SessionFixture f;
    QSignalSpy removed(&f.session, &Session::panelRemoved);
    for (int i = 0; i < 3; ++i)
        f.open(bound(SocketType::Pull));
    f.session.closeAll();
    QCOMPARE(removed.size(), 3);
    QVERIFY(f.session.panels().isEmpty());
    QVERIFY(!f.session.canUndoClose());
}

void TestSession::panelGoneWithinABeat()
{
    SessionFixture f;
    QList<SocketPanel *> panels;
    for (int i = 0; i < 5; ++i) {
        panels.append(f.open(bound(SocketType::Pub)));
        panels.last()->send({{"x"}}); // each has something to publish
        connect(
            panels.last(), &Panel::published, &f.session, [&] { f.session.closeAll(); },
            Qt::DirectConnection);
    }
    QTRY_VERIFY(f.session.panels().isEmpty());
    QTest::qWait(100);
}

void TestSession::configComesBackWhole()
{
    PanelConfig config;
    config.name = u"whole"_s;
    config.side = subscribed(connected(SocketType::Sub, u"tcp://127.0.0.1:9"_s), {"a", "b"});
    config.side.options.insert(u"ZMQ_RCVHWM"_s, qint64(7));
    config.second = bound(SocketType::Pub);
    config.history = {2 * 1024 * 1024, 1000};
    config.draft.topic = u"t"_s;
    config.columns = {{u"time"_s, 90, true}};
    config.sequence = SequenceConfig{};
    config.unknownKeys = "{\"later\":1}";
    Session session;
    Panel *panel = session.create(config);
    QCOMPARE(panel->config(), config);
    QVERIFY(panel->open().ok());
    QCOMPARE(panel->config(), config);

    QSignalSpy changed(panel, &Panel::configChanged);
    panel->setDraft(config.draft);
    panel->setColumns(config.columns);
    panel->setHistory(config.history);
    panel->setSequence(config.sequence);
    panel->setAutoReply(std::nullopt);
    QCOMPARE(changed.size(), 0);
    panel->setAutoReply(FrameDraft{});
    panel->setHistory({});
    QCOMPARE(changed.size(), 2);
}

void TestSession::twoPanelsWithinTheProgram()
{
    SessionFixture f;
    SocketPanel *router = f.open(bound(SocketType::Router, u"inproc://room"_s));
    SocketPanel *dealer = f.open(connected(SocketType::Dealer, u"inproc://room"_s));
    for (int i = 0; i < 3000; ++i)
        QVERIFY(dealer->send({{QByteArray::number(i)}}).status != SendReport::Status::Refused);
    QTRY_COMPARE(router->counters().received, 3000);
    QList<Frames> bodies;
    for (const Frames &frames : receivedBy(*router))
        bodies.append(frames.sliced(1));
    QCOMPARE(bodies, numbered(3000));
    const QByteArray id = receivedBy(*router).first().first();
    QCOMPARE(router->send({{id, "back"}}).status, SendReport::Status::Sent);
    QTRY_COMPARE(receivedBy(*dealer), (QList<Frames>{{"back"}}));
    // Bind after connect, and the binder's return.
    SocketPanel *early = f.open(connected(SocketType::Push, u"inproc://later"_s));
    early->send({{"patience"}});
    SocketPanel *late = f.open(bound(SocketType::Pull, u"inproc://later"_s));
    QTRY_COMPARE(receivedBy(*late), (QList<Frames>{{"patience"}}));
}

void TestSession::endsWithMessagesInFlight()
{
    for (int round = 0; round < 10; ++round) {
        SessionFixture f;
        SocketPanel *pull = f.open(bound(SocketType::Pull));
        SocketPanel *push = f.open(connected(SocketType::Push, addressOf(pull->channel())));
        BridgePanel *bridge =
            f.openBridge(bound(SocketType::Pull), connected(SocketType::Push, addressOf(pull->channel())));
        SocketPanel *feed = f.open(connected(SocketType::Push, addressOf(bridge->first())));
        f.open(bound(SocketType::Push))->send({{"nobody"}});
        for (int i = 0; i < 2000; ++i) {
            push->send({{QByteArray(1000, 'x')}});
            feed->send({{QByteArray(1000, 'y')}});
        }
        QTest::qWait(round);
    }
}

void TestSession::endsWithLingeringMessages()
{
    SessionFixture outside;
    RawPeer pull = outside.peer(zmq::socket_type::pull);
    const QString address = pull.bind();
    {
        SessionFixture f;
        SocketPanel *push = f.open(connected(SocketType::Push, address));
        for (const Frames &frames : numbered(200))
            QCOMPARE(push->send({frames}).status, SendReport::Status::Sent);
        f.session.closeAll(3000);
    }
    for (const Frames &frames : numbered(200))
        QCOMPARE(pull.receive(), frames);
}

void TestSession::manyPanels()
{
    SessionFixture f;
    SocketPanel *hub = f.open(bound(SocketType::Pull));
    QList<SocketPanel *> senders;
    for (int i = 0; i < 100; ++i)
        senders.append(f.open(connected(SocketType::Push, addressOf(hub->channel()))));
    QTRY_COMPARE(hub->channel().connectedPeers(), 100);
    for (int i = 0; i < 100; ++i)
        senders[i]->send({{QByteArray::number(i)}});
    QTRY_COMPARE(hub->counters().received, 100);
    QCOMPARE(hub->peers().count(), 100u); // each by its own port
    QVERIFY(f.errors.isEmpty());
    f.session.closeAll();
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
