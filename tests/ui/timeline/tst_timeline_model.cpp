// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/event_text.h"
#include "tests/support/session_fixture.h"
#include "ui/timeline/timeline_filter.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;
using Column = TimelineModel::Column;
using Kind = ConnectionEventKind;

namespace {

struct Watched
{
    explicit Watched(Panel &panel)
        : model(panel)
        , filter(model)
    {
        model.setWatched(true);
    }
    QList<Kind> kinds() const
    {
        QList<Kind> all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(model.entry(row).row.event.kind);
        return all;
    }
    QString text(int row, Column column) const { return filter.index(row, int(column)).data().toString(); }

    TimelineModel model;
    TimelineFilter filter;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester filterTester{&filter, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

qint64 shownEvents(const TimelineModel &model)
{
    qint64 sum = 0;
    for (int row = 0; row < model.rowCount(); ++row)
        sum += model.entry(row).row.count;
    return sum;
}

} // namespace

class TestTimelineModel : public QObject {
    Q_OBJECT
private slots:
    void tellsWhatHappens();
    void repeatedTriesShareARow();
    void bothSidesOfABridgeInOneOrder();
    void filters();
    void distanceIsFromTheRowAbove();
    void restsWhileNobodyLooks();
    void stormStaysInStep();
};

void TestTimelineModel::tellsWhatHappens()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    { RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push); }
    const QList<Kind> expected{Kind::Listening, Kind::Accepted, Kind::HandshakeSucceeded, Kind::Disconnected};
    QTRY_COMPARE(watched.kinds(), expected);
    QCOMPARE(watched.text(1, Column::Event), eventName(Kind::Accepted));
    QCOMPARE(watched.text(1, Column::Endpoint), addressOf(panel->channel()));
    QVERIFY(watched.text(1, Column::Peer).startsWith(u"127.0.0.1:"));
    QVERIFY(watched.text(1, Column::Text).contains(watched.text(1, Column::Peer)));
    QCOMPARE(watched.text(1, Column::Count), QString());
    QCOMPARE(watched.model.entry(1).row.connection, watched.model.entry(3).row.connection);
    QVERIFY(watched.model.entry(3).isProblem());
    QVERIFY(!watched.model.entry(1).isProblem());
    QCOMPARE(watched.model.rowOf(0, 2), 1);
    QCOMPARE(watched.model.rowOf(0, 4711), -1);
    QCOMPARE(watched.model.rowOf(1, 2), -1);
}

void TestTimelineModel::repeatedTriesShareARow()
{
    SessionFixture fixture;
    SideConfig side = connected(SocketType::Push, u"tcp://127.0.0.1:1"_s); // nobody listens there
    side.options.insert(u"ZMQ_RECONNECT_IVL"_s, qint64(20));
    SocketPanel *panel = fixture.open(side);
    Watched watched(*panel);
    QSignalSpy changed(&watched.model, &QAbstractItemModel::dataChanged);
    QTRY_VERIFY(watched.model.rowCount() > 0 && watched.model.entry(watched.model.rowCount() - 1).row.count > 5);
    QVERIFY(!changed.isEmpty());
    const int last = watched.model.rowCount() - 1;
    QVERIFY(watched.text(last, Column::Count).startsWith(u"×"));
    const QString tooltip = watched.model.index(last, int(Column::Count)).data(Qt::ToolTipRole).toString();
    QVERIFY(tooltip.contains(u"First") && tooltip.contains(u"Last"));
}

void TestTimelineModel::bothSidesOfABridgeInOneOrder()
{
    SessionFixture fixture;
    BridgePanel *bridge = fixture.openBridge(bound(SocketType::Pull), bound(SocketType::Push));
    Watched watched(*bridge);
    RawPeer push = fixture.peer(zmq::socket_type::push);
    push.connect(addressOf(bridge->first()));
    RawPeer pull = fixture.peer(zmq::socket_type::pull);
    pull.connect(addressOf(bridge->second()));
    QTRY_COMPARE(watched.kinds().count(Kind::HandshakeSucceeded), 2);
    QSet<int> sides;
    for (int row = 0; row < watched.model.rowCount(); ++row)
        sides.insert(watched.model.entry(row).side);
    QCOMPARE(sides, QSet<int>({0, 1}));
    QCOMPARE(shownEvents(watched.model), bridge->first().connections().timeline().events() + bridge->second().connections().timeline().events());
    for (int side : {0, 1}) {
        quint64 before = 0;
        for (int row = 0; row < watched.model.rowCount(); ++row) {
            if (watched.model.entry(row).side == side)
                QCOMPARE(watched.model.entry(row).row.number, ++before);
        }
    }
}

void TestTimelineModel::filters()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    RawPeer stays = fixture.peerOf(panel, zmq::socket_type::push);
    { RawPeer goes = fixture.peerOf(panel, zmq::socket_type::push); }
    QTRY_COMPARE(watched.model.rowCount(), 6);
    QVERIFY(!watched.filter.isActive());
    watched.filter.setProblemsOnly(true);
    QCOMPARE(watched.filter.rowCount(), 1);
    QCOMPARE(watched.filter.entry(0).row.event.kind, Kind::Disconnected);
    watched.filter.setProblemsOnly(false);

    const PanelConnection gone = watched.model.entry(5).connection();
    watched.filter.setConnection(gone);
    QVERIFY(watched.filter.isActive());
    QCOMPARE(watched.filter.rowCount(), 3);
    for (int row = 0; row < 3; ++row)
        QCOMPARE(watched.filter.entry(row).connection(), gone);
    watched.filter.setConnection(PanelConnection{1, gone.id}); // the same number, another channel's
    QCOMPARE(watched.filter.rowCount(), 0);
    watched.filter.setConnection({});

    watched.filter.setSought(u"HANDSHAKE succ"_s);
    QCOMPARE(watched.filter.rowCount(), 2);
    RawPeer another = fixture.peerOf(panel, zmq::socket_type::push);
    QTRY_COMPARE(watched.filter.rowCount(), 3);
    watched.filter.setSought({});
    QCOMPARE(watched.filter.rowCount(), watched.model.rowCount());
}

void TestTimelineModel::distanceIsFromTheRowAbove()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    { RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push); }
    QTRY_COMPARE(watched.model.rowCount(), 4);
    QCOMPARE(watched.text(0, Column::Delta), QString());
    QVERIFY(watched.text(1, Column::Delta).startsWith(u'+'));
    watched.filter.setProblemsOnly(true);
    QCOMPARE(watched.text(0, Column::Delta), QString());
    TimelineModel::Entry above;
    above.row.time = {1'000'000'000};
    TimelineModel::Entry below;
    below.row.time = {3'250'900'000};
    QCOMPARE(TimelineModel::deltaTo(above, below), u"+2.250"_s);
}

void TestTimelineModel::restsWhileNobodyLooks()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    watched.model.setWatched(false);
    QSignalSpy refreshed(&watched.model, &TimelineModel::refreshed);
    QSignalSpy told(panel, &Panel::stateChanged);
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push);
    QTRY_VERIFY(!told.isEmpty());
    QCOMPARE(refreshed.count(), 0);
    watched.model.setWatched(true);
    QCOMPARE(refreshed.count(), 1);
    QCOMPARE(watched.model.rowCount(), 3);
    watched.model.refresh(); // nothing is new
    QCOMPARE(refreshed.count(), 1);
}

void TestTimelineModel::stormStaysInStep()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pull));
    Watched watched(*panel);
    constexpr qint64 storm = 3000;
    const ConnectionTimeline &timeline = panel->channel().connections().timeline();
    QTRY_VERIFY(([&] {
        std::vector<RawPeer> some;
        for (int i = 0; i < 100; ++i) {
            some.push_back(fixture.peer(zmq::socket_type::push));
            some.back().connect(addressOf(panel->channel()));
        }
        QTest::qWait(20);
        return timeline.events() > storm;
    })());
    QTRY_COMPARE(shownEvents(watched.model), timeline.events());
    QVERIFY(watched.model.rowCount() < storm / 2);
    QCOMPARE(watched.model.rowCount(), int(timeline.rows().size()));
    for (int row = 0; row < watched.model.rowCount(); ++row)
        QCOMPARE(watched.model.entry(row).row, timeline.rows()[size_t(row)]);
}

QTEST_MAIN(TestTimelineModel)
#include "tst_timeline_model.moc"
