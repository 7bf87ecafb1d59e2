// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/sequence_run.h"

#include "core/automation/panel_automation.h"
#include "core/codec/codec_registry.h"
#include "core/panel/session.h"

#include <QSignalSpy>
#include <QtTest>

#include <limits>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

SocketPanel *makePanel(Session &session, SocketType type, EndpointRole role, const QString &address,
                       const std::optional<SequenceConfig> &sequence = {})
{
    PanelConfig config;
    config.side.type = type;
    config.side.endpoints = {Endpoint{role, address}};
    if (traits(type).subscribes)
        config.side.subscriptions = {QByteArray()};
    config.sequence = sequence;
    auto *panel = qobject_cast<SocketPanel *>(session.create(config));
    attachAutomation(*panel);
    return panel;
}

SocketPanel *makeBound(Session &session, SocketType type)
{
    SocketPanel *panel = makePanel(session, type, EndpointRole::Bind, u"tcp://127.0.0.1:*"_s);
    if (!panel->open())
        qFatal("cannot bind");
    return panel;
}

QString boundAddress(const SocketPanel *panel)
{
    return panel->channel().endpoints().first().actualAddress;
}

QList<QByteArray> received(const SocketPanel *panel)
{
    QList<QByteArray> bodies;
    const MessageStore &store = panel->store();
    for (MessageIndex i = store.first(); i < store.end(); ++i.value) {
        const std::optional<MessageView> message = store.at(i);
        if (message->header.direction == Direction::In)
            bodies.append(message->frames[message->frames.count() - 1].toByteArray());
    }
    return bodies;
}

QList<QByteArray> numbers(qint64 from, qint64 to)
{
    QList<QByteArray> list;
    for (qint64 n = from; n <= to; ++n)
        list.append(QByteArray::number(n));
    return list;
}

SequenceRun &sequenceOf(const SocketPanel *panel)
{
    return PanelAutomation::of(*panel)->sequence();
}

} // namespace

class SequenceRunTest : public QObject
{
    Q_OBJECT

private slots:
    void lengthCountsBothEnds()
    {
        const auto length = [](qint64 from, qint64 to, qint64 step) {
            SequenceConfig config;
            config.from = from;
            config.to = to;
            config.step = step;
            return sequenceLength(config);
        };
        QCOMPARE(length(0, 99, 1), 100);
        QCOMPARE(length(0, 99, 50), 2);
        QCOMPARE(length(5, 5, 1), 1);
        QCOMPARE(length(3, 1, -1), 3);
        QCOMPARE(length(1, 3, -1), 0);
        QCOMPARE(length(3, 1, 1), 0);
        QCOMPARE(length(0, 9, 0), 0);
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        constexpr qint64 least = std::numeric_limits<qint64>::min();
        QCOMPARE(length(least, most, 1), most);
        QCOMPARE(length(most, least, -1), most);
        QCOMPARE(length(0, most, least), 0);
        QCOMPARE(length(0, least, least), 2);
    }

    void theNumberedHundredGoesOutWithTheDefaults()
    {
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makePanel(session, SocketType::Push, EndpointRole::Connect, boundAddress(pull));
        QVERIFY(push->open().ok());
        SequenceRun &run = sequenceOf(push);
        QSignalSpy finished(&run, &SequenceRun::finished);
        QVERIFY(run.start(SequenceConfig{}).ok());
        QVERIFY(run.isRunning());
        QTRY_COMPARE(received(pull), numbers(0, 99));
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(!run.isRunning());
        QCOMPARE(run.progress().sent, 100);
        QCOMPARE(run.progress().refused, 0);
        QCOMPARE(run.progress().waiting, 0);
    }

    void itWaitsForAPeerWithoutFillingTheOutbox()
    {
        Session session;
        SocketPanel *push = makeBound(session, SocketType::Push);
        SequenceRun &run = sequenceOf(push);
        QVERIFY(run.start(SequenceConfig{}).ok());
        QTRY_COMPARE(push->outbox().count(), 1);
        QTRY_VERIFY(!run.pauseReason().isEmpty());
        QTest::qWait(50);
        QCOMPARE(push->outbox().count(), 1);
        QCOMPARE(run.progress().waiting, 1);
        QCOMPARE(run.progress().sent, 0);

        SocketPanel *pull = makePanel(session, SocketType::Pull, EndpointRole::Connect, boundAddress(push));
        QVERIFY(pull->open().ok());
        QTRY_COMPARE(received(pull), numbers(0, 99));
        QTRY_VERIFY(!run.isRunning());
        QCOMPARE(run.progress().sent, 100);
    }

    void aDiscardedMessageCountsAsRefused()
    {
        Session session;
        SocketPanel *push = makeBound(session, SocketType::Push);
        SequenceRun &run = sequenceOf(push);
        SequenceConfig one;
        one.to = 0;
        QVERIFY(run.start(one).ok());
        QTRY_COMPARE(push->outbox().count(), 1);
        push->discardOutbox();
        QTRY_VERIFY(!run.isRunning());
        QCOMPARE(run.progress().sent, 0);
        QCOMPARE(run.progress().refused, 1);
    }

    void aRequestSequenceWaitsForEachReply()
    {
        Session session;
        SocketPanel *rep = makeBound(session, SocketType::Rep);
        SocketPanel *req = makePanel(session, SocketType::Req, EndpointRole::Connect, boundAddress(rep));
        QVERIFY(req->open().ok());
        SequenceRun &run = sequenceOf(req);
        SequenceConfig ten;
        ten.to = 9;
        QVERIFY(run.start(ten).ok());
        QTRY_COMPARE(received(rep), numbers(0, 0));
        QTRY_VERIFY(!run.pauseReason().isEmpty());
        QCOMPARE(run.progress().sent, 1);
        rep->setAutoReply(FrameDraft{u"text"_s, u"ok"_s});
        QTRY_COMPARE(received(rep), numbers(0, 9));
        QTRY_VERIFY(!run.isRunning());
        QCOMPARE(run.progress().sent, 10);
        QCOMPARE(run.progress().refused, 0);
    }

    void theEnvelopeIsThatOfTheSendForm()
    {
        Session session;
        SocketPanel *pub = makeBound(session, SocketType::Pub);
        SocketPanel *sub = makePanel(session, SocketType::Sub, EndpointRole::Connect, boundAddress(pub));
        QVERIFY(sub->open().ok());
        QTRY_COMPARE(pub->channel().subscribers().total(), 1);
        SendDraft draft;
        draft.topic = u"weather"_s;
        pub->setDraft(draft);
        SequenceConfig config;
        config.text = u"t={n}\\n"_s;
        config.from = 3;
        config.to = -1;
        config.step = -2;
        QVERIFY(sequenceOf(pub).start(config).ok());
        QTRY_COMPARE(received(sub), (QList<QByteArray>{"t=3\n", "t=1\n", "t=-1\n"}));
        QCOMPARE(sub->store().at(sub->store().first())->frames[0].toByteArray(), QByteArray("weather"));
    }

    void unheardMessagesAreCounted()
    {
        Session session;
        SocketPanel *pub = makeBound(session, SocketType::Pub);
        SequenceRun &run = sequenceOf(pub);
        QVERIFY(run.start(SequenceConfig{}).ok());
        QTRY_VERIFY(!run.isRunning());
        QCOMPARE(run.progress().sent, 100);
        QCOMPARE(run.progress().unheard, 100);
    }

    void itStopsAtOnce()
    {
        Session session;
        SocketPanel *pub = makeBound(session, SocketType::Pub);
        SequenceRun &run = sequenceOf(pub);
        SequenceConfig endless;
        endless.to = std::numeric_limits<qint64>::max();
        QVERIFY(run.start(endless).ok());
        QTRY_VERIFY(run.progress().sent > 1000);
        run.stop();
        QVERIFY(!run.isRunning());
        const qint64 sent = pub->counters().sent;
        QTest::qWait(20);
        QCOMPARE(pub->counters().sent, sent);
    }

    void anEndlessRunKeepsTheEventLoopFree()
    {
        Session session;
        SocketPanel *pub = makeBound(session, SocketType::Pub);
        SequenceConfig endless;
        endless.to = std::numeric_limits<qint64>::max();
        QVERIFY(sequenceOf(pub).start(endless).ok());
        QElapsedTimer sinceLast;
        qint64 worstMs = 0;
        int turns = 0;
        QTimer beat;
        connect(&beat, &QTimer::timeout, this, [&] {
            worstMs = qMax(worstMs, sinceLast.restart());
            ++turns;
        });
        sinceLast.start();
        beat.start(5);
        QTRY_VERIFY(turns > 40);
        sequenceOf(pub).stop();
        QVERIFY2(worstMs < 200, qPrintable(QString::number(worstMs)));
    }

    void aPacedRunKeepsItsInterval()
    {
        Session session;
        SocketPanel *pub = makeBound(session, SocketType::Pub);
        SequenceRun &run = sequenceOf(pub);
        SequenceConfig config;
        config.to = 9;
        config.intervalMs = 20;
        QElapsedTimer time;
        time.start();
        QVERIFY(run.start(config).ok());
        QTRY_VERIFY(!run.isRunning());
        QCOMPARE(run.progress().sent, 10);
        QVERIFY2(time.elapsed() >= 9 * 20 - 5, qPrintable(QString::number(time.elapsed())));
    }

    void whatCanNeverBeSentIsRefusedAtTheStart()
    {
        Session session;
        SocketPanel *push = makeBound(session, SocketType::Push);
        SequenceRun &run = sequenceOf(push);
        SequenceConfig bad;
        bad.text = u"\\q"_s;
        QVERIFY(!run.start(bad));
        bad = SequenceConfig{};
        bad.codec = u"json"_s;
        bad.text = u"{\"n\":"_s;
        QVERIFY(!run.start(bad));
        bad = SequenceConfig{};
        bad.step = -1;
        QVERIFY(!run.start(bad));
        push->close();
        QVERIFY(!run.start(SequenceConfig{}));
        QVERIFY(!run.isRunning());
        SocketPanel *router = makeBound(session, SocketType::Router);
        QVERIFY(!sequenceOf(router).start(SequenceConfig{})); // no receiver chosen
    }

    void otherCodecsEncodeTheReplacedText()
    {
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makePanel(session, SocketType::Push, EndpointRole::Connect, boundAddress(pull));
        QVERIFY(push->open().ok());
        SequenceConfig config;
        config.codec = u"hex"_s;
        config.text = u"0{n}"_s;
        config.to = 2;
        QVERIFY(sequenceOf(push).start(config).ok());
        QTRY_COMPARE(received(pull), (QList<QByteArray>{QByteArray("\0", 1), "\1", "\2"}));
    }

    void allPlaceholdersAreFilledIn()
    {
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makePanel(session, SocketType::Push, EndpointRole::Connect, boundAddress(pull));
        QVERIFY(push->open().ok());
        const qint64 before = Clock::system().now().ns;
        SequenceConfig config;
        config.text = u"{n} {now:ns} {random:10..12} {uuid}"_s;
        config.to = 4;
        QVERIFY(sequenceOf(push).start(config).ok());
        QTRY_COMPARE(received(pull).size(), 5);
        qint64 last = before;
        QSet<QByteArray> ids;
        for (int n = 0; n < 5; ++n) {
            const QList<QByteArray> parts = received(pull).at(n).split(' ');
            QCOMPARE(parts.size(), 4);
            QCOMPARE(parts.at(0), QByteArray::number(n));
            QVERIFY2(parts.at(1).toLongLong() >= last, parts.at(1)); // the time of each, not of the first
            last = parts.at(1).toLongLong();
            QVERIFY2(parts.at(2).toInt() >= 10 && parts.at(2).toInt() <= 12, parts.at(2));
            ids.insert(parts.at(3));
        }
        QVERIFY(last <= Clock::system().now().ns);
        QCOMPARE(ids.size(), 5);
    }

    void whatOnlyLooksLikeANumberStays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("number") << u"{n}/{n}\\n"_s << QByteArray("1/1\n");
        QTest::newRow("doubled") << u"{n} {{n}}"_s << QByteArray("1 {n}");
        QTest::newRow("escaped") << u"{n} \\x7bn}"_s << QByteArray("1 {n}");
        QTest::newRow("only escaped") << u"\\x7bn}"_s << QByteArray("{n}");
        QTest::newRow("others") << u"{m} {n"_s << QByteArray("{m} {n");
    }

    void whatOnlyLooksLikeANumberStays()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, second);
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makePanel(session, SocketType::Push, EndpointRole::Connect, boundAddress(pull));
        QVERIFY(push->open().ok());
        SequenceConfig config;
        config.text = text;
        config.to = 1;
        QVERIFY(sequenceOf(push).start(config).ok());
        QTRY_COMPARE(received(pull).size(), 2);
        QCOMPARE(received(pull).at(1), second);
    }

    void structuredCodecsEncodeEachNumber()
    {
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makePanel(session, SocketType::Push, EndpointRole::Connect, boundAddress(pull));
        QVERIFY(push->open().ok());
        SequenceConfig config;
        config.codec = u"pickle:2"_s;
        config.text = u"{'n': {n}}"_s;
        config.from = 5;
        config.to = 6;
        QVERIFY(sequenceOf(push).start(config).ok());
        QTRY_COMPARE(received(pull).size(), 2);
        QVERIFY(received(pull).at(1).startsWith("\x80\x02"));
        QCOMPARE(CodecRegistry::builtin().find(u"pickle")->decode(received(pull).at(1), 100)->text, u"{'n': 6}"_s);
        config.codec = u"gzip|json"_s;
        config.text = u"[{n}]"_s;
        QVERIFY(sequenceOf(push).start(config).ok());
        QTRY_COMPARE(received(pull).size(), 4);
        QCOMPARE((*CodecRegistry::builtin().resolve(u"gzip|json"_s))->decode(received(pull).at(3), 100)->text.simplified(), u"[ 6 ]"_s);
        config.codec = u"random"_s;
        config.text = u"{n}"_s;
        QVERIFY(sequenceOf(push).start(config).ok());
        QTRY_COMPARE(received(pull).size(), 6);
        QCOMPARE(received(pull).at(4).size(), 5);
        QCOMPARE(received(pull).at(5).size(), 6);
    }

    void aNumberThatCannotBeEncodedEndsTheRun()
    {
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makePanel(session, SocketType::Push, EndpointRole::Connect, boundAddress(pull));
        QVERIFY(push->open().ok());
        SequenceConfig config;
        config.codec = u"struct:B"_s;
        config.text = u"({n},)"_s;
        config.from = 254;
        config.to = 300;
        SequenceRun &run = sequenceOf(push);
        QSignalSpy finished(&run, &SequenceRun::finished);
        QVERIFY(run.start(config).ok());
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(run.progress().sent, 2);
        QVERIFY2(run.error().text().contains(u"0 to 255"), qPrintable(run.error().text()));
        QTRY_COMPARE(received(pull), (QList<QByteArray>{"\xfe", "\xff"}));
    }

    void aPanelStartsItsSequenceWhenItOpens()
    {
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SequenceConfig config;
        config.to = 4;
        config.startWithPanel = true;
        SocketPanel *push = makePanel(session, SocketType::Push, EndpointRole::Connect, boundAddress(pull), config);
        QVERIFY(!sequenceOf(push).isRunning());
        QVERIFY(push->open().ok());
        QTRY_COMPARE(received(pull), numbers(0, 4));
        QTRY_VERIFY(!sequenceOf(push).isRunning());
        push->close();
        QTRY_VERIFY(!push->isOpen());
        QTest::qWait(10);
        QVERIFY(push->open().ok());
        QTRY_COMPARE(received(pull).size(), 10);
    }

    void closingThePanelEndsTheRun()
    {
        Session session;
        SocketPanel *push = makeBound(session, SocketType::Push);
        SequenceRun &run = sequenceOf(push);
        QVERIFY(run.start(SequenceConfig{}).ok());
        QTRY_VERIFY(!run.pauseReason().isEmpty());
        push->close();
        QTRY_VERIFY(!run.isRunning());
    }
};

QTEST_GUILESS_MAIN(SequenceRunTest)
#include "tst_sequence_run.moc"
