// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"
#include "ui/peers/subscriptions_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;
using Column = SubscriptionsModel::Column;

namespace {

QStringList texts(const SubscriptionsModel &model, Column column)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all.append(model.index(row, int(column)).data().toString());
    return all;
}

} // namespace

class TestSubscriptionsModel : public QObject {
    Q_OBJECT
private slots:
    void tellsWhoWantsWhat();
    void changesByDifference();
    void findsAPrefix();
    void listsNoMoreThanIsUseful();
    void restsWhileNobodyLooks();
};

void TestSubscriptionsModel::tellsWhoWantsWhat()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pub));
    SubscriptionsModel model(*panel, 0);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setWatched(true);
    RawPeer first = fixture.peerOf(panel, zmq::socket_type::sub);
    RawPeer second = fixture.peerOf(panel, zmq::socket_type::sub);
    first.socket().set(zmq::sockopt::subscribe, "temp");
    first.socket().set(zmq::sockopt::subscribe, "");
    second.socket().set(zmq::sockopt::subscribe, "temp");
    QTRY_COMPARE(texts(model, Column::Prefix), QStringList({u"everything"_s, u"temp"_s}));
    QTRY_COMPARE(texts(model, Column::Count), QStringList({u"1"_s, u"2"_s}));
    const QStringList who = texts(model, Column::Who);
    QVERIFY(who[0].startsWith(u"127.0.0.1:"));
    QVERIFY(who[1].contains(who[0]));
    QCOMPARE(who[1].count(u','), 1);
}

void TestSubscriptionsModel::changesByDifference()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Xpub));
    SubscriptionsModel model(*panel, 0);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setWatched(true);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::sub);
    for (const char *prefix : {"b", "d", "f"})
        peer.socket().set(zmq::sockopt::subscribe, prefix);
    QTRY_COMPARE(texts(model, Column::Prefix), QStringList({u"b"_s, u"d"_s, u"f"_s}));
    const QPersistentModelIndex kept(model.index(1, 0));
    for (const char *prefix : {"a", "c", "e", "g"})
        peer.socket().set(zmq::sockopt::subscribe, prefix);
    QTRY_COMPARE(texts(model, Column::Prefix), QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s}));
    QCOMPARE(kept.row(), 3);
    for (const char *prefix : {"a", "b", "f", "g"})
        peer.socket().set(zmq::sockopt::unsubscribe, prefix);
    QTRY_COMPARE(texts(model, Column::Prefix), QStringList({u"c"_s, u"d"_s, u"e"_s}));
    QCOMPARE(kept.row(), 1);
    panel->close();
    QTRY_COMPARE(model.rowCount(), 0);
    QCOMPARE(reset.count(), 0);
}

void TestSubscriptionsModel::findsAPrefix()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pub));
    SubscriptionsModel model(*panel, 0);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setWatched(true);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::sub);
    for (const char *prefix : {"news/de", "News/fr", "temp"})
        peer.socket().set(zmq::sockopt::subscribe, prefix);
    QTRY_COMPARE(model.rowCount(), 3);
    model.setSought(u"news"_s);
    QCOMPARE(texts(model, Column::Prefix), QStringList({u"News/fr"_s, u"news/de"_s}));
    QVERIFY(model.isSeeking());
    model.setSought({});
    QCOMPARE(model.rowCount(), 3);
}

void TestSubscriptionsModel::listsNoMoreThanIsUseful()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pub));
    SubscriptionsModel model(*panel, 0);
    RawPeer peer = fixture.peer(zmq::socket_type::sub);
    peer.socket().set(zmq::sockopt::sndhwm, 0); // beyond it, subscriptions get lost
    peer.connect(addressOf(panel->channel()));
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    const auto subscribe = [&](int from, int to) {
        for (int i = from; i < to; ++i)
            peer.socket().set(zmq::sockopt::subscribe, "topic/" + std::to_string(i));
        QTRY_COMPARE(panel->channel().subscribers().total(), to);
        model.refresh();
    };
    subscribe(0, int(SubscriptionsModel::maxListed));
    QCOMPARE(model.rowCount(), int(SubscriptionsModel::maxListed));
    QCOMPARE(model.notListed(), 0);
    subscribe(int(SubscriptionsModel::maxListed), int(SubscriptionsModel::maxListed) + 1);
    QCOMPARE(model.rowCount(), int(SubscriptionsModel::maxListed));
    QCOMPARE(model.notListed(), 1);
    model.setSought(u"/1999"_s);
    QCOMPARE(texts(model, Column::Prefix), QStringList(u"topic/1999"_s));
    QCOMPARE(model.notListed(), 0);
}

void TestSubscriptionsModel::restsWhileNobodyLooks()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pub));
    SubscriptionsModel model(*panel, 0);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::sub);
    QSignalSpy refreshed(&model, &SubscriptionsModel::refreshed);
    QSignalSpy told(panel, &Panel::stateChanged);
    peer.socket().set(zmq::sockopt::subscribe, "a");
    QTRY_COMPARE(panel->channel().subscribers().total(), 1);
    QTRY_VERIFY(!told.isEmpty());
    QCOMPARE(refreshed.count(), 0);
    model.setWatched(true);
    QCOMPARE(model.rowCount(), 1);
}

QTEST_MAIN(TestSubscriptionsModel)
#include "tst_subscriptions_model.moc"
