// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/peer_process.h"
#include "tests/support/session_fixture.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>
#include <QTimer>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

/// The number in a pickle of {"event": …, "key": …, "n": number}, protocol 4; -1 when there is none.
qint64 eventNumber(QByteArrayView pickle)
{
    constexpr QByteArrayView key("\x8c\x01n\x94");
    const qsizetype at = pickle.lastIndexOf(key);
    if (at < 0)
        return -1;
    const auto byte = [&](qsizetype i) { return qint64(quint8(pickle[at + key.size() + i])); };
    switch (byte(0)) {
    case 'K':
        return byte(1);
    case 'M':
        return byte(1) | byte(2) << 8;
    case 'J':
        return byte(1) | byte(2) << 8 | byte(3) << 16 | byte(4) << 24;
    default:
        return -1;
    }
}

QStringList texts(const QJsonValue &array)
{
    QStringList all;
    for (const QJsonValue &value : array.toArray())
        all.append(value.toString());
    return all;
}

} // namespace

/// Plain publish–subscribe, and the event broadcast without a pause; a pyzmq program is the other.
class TestPublishSubscribe : public QObject {
    Q_OBJECT
private slots:
    void publisherOfThreeSubscribers();
    void subscriberOfTwoPublishers();
    void floodForTenSeconds();
    void nothingLostWhereNothingIsDropped_data();
    void nothingLostWhereNothingIsDropped();
    void masterOfPythonSlaves();
};

void TestPublishSubscribe::publisherOfThreeSubscribers()
{
    SessionFixture f;
    SocketPanel *pub = f.open(bound(SocketType::Pub));
    QVERIFY(pub->send({{"lost"}}).flags.testFlag(MessageFlag::NoSubscriber));
    const QString address = addressOf(pub->channel());
    const auto all = python(u"sub"_s, {address, u""_s, u"b 末"_s});
    const auto onlyA = python(u"sub"_s, {address, u"a"_s, u"a2"_s});
    const auto onlyB = python(u"sub"_s, {address, u"b"_s, u"b 末"_s});
    QTRY_COMPARE_WITH_TIMEOUT(pub->channel().subscribers().total(), 3, 20'000);
    for (const char *line : {"a1", "b1", "c1", "a2", "b 末"})
        QCOMPARE(pub->send({{line}}).status, SendReport::Status::Sent);
    QCOMPARE(texts(all->next(u"got"_s)), (QStringList{u"a1"_s, u"b1"_s, u"c1"_s, u"a2"_s, u"b 末"_s}));
    QCOMPARE(texts(onlyA->next(u"got"_s)), (QStringList{u"a1"_s, u"a2"_s}));
    QCOMPARE(texts(onlyB->next(u"got"_s)), (QStringList{u"b1"_s, u"b 末"_s}));
    QCOMPARE(pub->counters().withoutSubscriber, 1);
    QTRY_COMPARE(pub->channel().subscribers().total(), 0); // they have ended
}

void TestPublishSubscribe::subscriberOfTwoPublishers()
{
    SessionFixture f;
    const auto one = python(u"pub"_s, {u"a one"_s, u"x one"_s, u"a one more"_s});
    const auto two = python(u"pub"_s, {u"x two"_s, u"a 二"_s});
    SideConfig side = subscribed(connected(SocketType::Sub, one->nextText(u"bound"_s)), {"a"});
    side.endpoints.append({EndpointRole::Connect, two->nextText(u"bound"_s)});
    SocketPanel *sub = f.open(side);
    QTRY_COMPARE(sub->counters().received, 3);
    QSet<QByteArray> got;
    for (const Frames &frames : receivedBy(*sub))
        got.insert(frames.first());
    QCOMPARE(got, (QSet<QByteArray>{"a one", "a one more", "a 二"}));
    QCOMPARE(sub->peers().count(), 2u);
    sub->close();
    QCOMPARE(one->exitCode(), 0);
    QCOMPARE(two->exitCode(), 0);
}

void TestPublishSubscribe::floodForTenSeconds()
{
    SessionFixture f;
    const auto master = python(u"event_master"_s, {u"drop"_s, u"10"_s, u"100000000"_s});
    SocketPanel *slave = f.open(subscribed(connected(SocketType::Sub, master->nextText(u"bound"_s))));
    slave->setHistory({8 * 1024 * 1024, 0});

    qint64 last = -1;
    qint64 seen = 0;
    bool rising = true;
    bool bounded = true;
    MessageIndex checked;
    connect(slave, &Panel::published, slave, [&] {
        const MessageStore &store = slave->store();
        bounded = bounded && store.memoryBytes() <= store.limits().bytes;
        // A sample each time, and all of the last: the test must not slow down what it looks at.
        MessageIndex i = qMax(MessageIndex{checked.value + 1}, store.first());
        for (; i < store.end(); i.value += 97) {
            const qint64 n = eventNumber(store.at(i)->frames[0]);
            rising = rising && n > last;
            last = n;
            ++seen;
            checked = i;
        }
    });
    QTimer beat;
    QElapsedTimer sinceBeat;
    qint64 worst = 0;
    connect(&beat, &QTimer::timeout, slave, [&] { worst = qMax(worst, sinceBeat.restart()); });
    QTRY_VERIFY_WITH_TIMEOUT(slave->counters().received > 0, 10'000);
    sinceBeat.start();
    beat.start(5);
    const qint64 sent = master->next(u"sent"_s, 20'000).toInteger(-1);
    beat.stop();
    QVERIFY(sent > 100'000);
    qint64 before = -1;
    QTRY_VERIFY_WITH_TIMEOUT(before == std::exchange(before, slave->counters().received), 5000);

    const qint64 received = slave->counters().received;
    qInfo("sent %lld, received %lld, stored %lld, evicted %lld, worst gap %lld ms", sent, received,
        slave->store().count(), slave->store().evicted(), worst);
    QVERIFY(received <= sent && received > 100'000);
    QCOMPARE(received, slave->store().count() + slave->store().evicted());
    QCOMPARE(slave->store().end().value - 1, quint64(received));
    QVERIFY(slave->store().evicted() > 0);
    QVERIFY(bounded);
    QVERIFY(rising);
    QVERIFY(seen > 1000);
    qint64 previous = -1;
    for (MessageIndex i = slave->store().first(); i < slave->store().end(); ++i.value) {
        const qint64 n = eventNumber(slave->store().at(i)->frames[0]);
        QVERIFY(n > previous);
        previous = n;
    }
    slave->close();
    QCOMPARE(master->exitCode(), 0);
}

void TestPublishSubscribe::nothingLostWhereNothingIsDropped_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("XPUB_NODROP") << u"nodrop"_s;
    QTest::newRow("SNDHWM 0") << u"unbounded"_s;
}

void TestPublishSubscribe::nothingLostWhereNothingIsDropped()
{
    QFETCH(const QString, mode);
    constexpr qint64 count = 300'000;
    SessionFixture f;
    const auto master = python(u"event_master"_s, {mode, u"30"_s, QString::number(count)});
    SocketPanel *slave = f.open(subscribed(connected(SocketType::Sub, master->nextText(u"bound"_s))));
    slave->setHistory({256 * 1024 * 1024, 0});
    QTRY_COMPARE_WITH_TIMEOUT(slave->counters().received, count, 30'000);
    QCOMPARE(slave->store().count(), count);
    for (qint64 n = 0; n < count; ++n)
        QCOMPARE(eventNumber(slave->store().at(MessageIndex{quint64(n) + 1})->frames[0]), n);
    QCOMPARE(master->next(u"sent"_s).toInteger(), count);
    slave->close();
    QCOMPARE(master->exitCode(), 0);
}

void TestPublishSubscribe::masterOfPythonSlaves()
{
    SessionFixture f;
    SocketPanel *master = f.open(bound(SocketType::Pub));
    const QStringList arguments{addressOf(master->channel()), u"500"_s};
    const auto one = python(u"event_slave"_s, arguments);
    const auto two = python(u"event_slave"_s, arguments);
    QTRY_COMPARE_WITH_TIMEOUT(master->channel().subscribers().total(), 2, 20'000);
    for (int i = 0; i < 500; ++i) {
        // {"event": "突发事件A", "key": i}, protocol 2
        const QByteArray text = u"突发事件A"_s.toUtf8();
        const QByteArray pickle = "\x80\x02}(X\x05\0\0\0event"_ba + "X" + char(text.size())
            + QByteArray(3, '\0') + text + "X\x03\0\0\0keyM"_ba + char(i & 0xff) + char(i >> 8) + "u.";
        QCOMPARE(master->send({{pickle}}).status, SendReport::Status::Sent);
    }
    for (PeerProcess *slave : {one.get(), two.get()}) {
        const QJsonArray got = slave->next(u"got"_s).toArray();
        QCOMPARE(got.size(), 500);
        for (int i = 0; i < 500; ++i)
            QCOMPARE(got[i].toObject(), (QJsonObject{{u"event"_s, u"突发事件A"_s}, {u"key"_s, i}}));
    }
    QCOMPARE(master->counters().withoutSubscriber, 0);
}

QTEST_GUILESS_MAIN(TestPublishSubscribe)
#include "tst_publish_subscribe.moc"
