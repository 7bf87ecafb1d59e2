// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/doctor/doctor_fixture.h"
#include "tests/support/peer_process.h"

#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

/// Publishers and subscribers that miss each other.
class TestDoctorPatterns : public QObject {
    Q_OBJECT
private slots:
    void slowJoiner();
    void publisherThatGoesOnHasNoSlowJoiner();
    void subscriberThatComesBackIsNoSlowJoiner();
    void noSubscription();
    void prefixJustMisses();
    void topicInTheWrongFrame();
    void nothingMatches();
    void listeningNamesTheNearMiss();
    void slowSubscriber();
    void conflatedFrames();
    void missingNumbers();
};

namespace {

/// A panel that is closed, but knows the port where it will listen again.
SocketPanel *prepared(DoctorFixture &f, SocketType type)
{
    SocketPanel *panel = f.open(bound(type));
    panel->close();
    return panel;
}

QList<Frames> got(PeerProcess &peer)
{
    QList<Frames> all;
    for (const QJsonObject &line : peer.lines()) {
        if (!line.contains("got"_L1))
            continue;
        Frames frames;
        for (const QJsonValue &frame : line["got"_L1].toArray())
            frames.append(frame.toString().toLatin1());
        all.append(frames);
    }
    return all;
}

} // namespace

void TestDoctorPatterns::slowJoiner()
{
    DoctorFixture f;
    SocketPanel *panel = prepared(f, SocketType::Pub);
    const auto listener = python(u"listener"_s, {addressOf(panel->channel()), u"t"_s});
    QVERIFY(listener->next(u"ready"_s).toBool());
    QVERIFY(panel->open().ok());
    const qint64 early = 5;
    for (int i = 0; i < early; ++i)
        QVERIFY(panel->send({{"t", QByteArray::number(i)}}).flags.testFlag(MessageFlag::NoSubscriber));
    QVERIFY(f.findsOnly(u"slow-joiner"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.severity, Severity::Warning);
    QVERIFY2(finding.title.contains(u"5"_s), qPrintable(finding.title));
    QCOMPARE(finding.evidence.at(0).message, MessageIndex{1});
    QCOMPARE(finding.evidence.at(1).message, MessageIndex{5});
    QVERIFY(finding.evidence.at(2).connection.value != 0);
    QVERIFY(DoctorFixture::delay(finding) <= 2);

    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    listener->kill();
    QTRY_COMPARE(panel->channel().subscribers().total(), 0);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(panel->send({{"t", "held " + QByteArray::number(i)}}).status, SendReport::Status::Waiting);
    const auto again = python(u"listener"_s, {addressOf(panel->channel()), u"t"_s});
    QTRY_COMPARE(got(*again), (QList<Frames>{{"t", "held 0"}, {"t", "held 1"}, {"t", "held 2"}}));
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorPatterns::publisherThatGoesOnHasNoSlowJoiner()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pub));
    QTimer stream;
    QObject::connect(&stream, &QTimer::timeout, panel, [panel] { panel->send({{"t", "again"}}); });
    stream.start(20);
    const auto listener = python(u"listener"_s, {addressOf(panel->channel()), u"t"_s});
    QTRY_VERIFY(got(*listener).size() > 100); // for two seconds
    QVERIFY(panel->counters().withoutSubscriber > 0);
    stream.stop();
    QVERIFY(!QTest::qWaitFor([&] { return !f.doctor.findings().isEmpty(); }, 1500));
}

void TestDoctorPatterns::subscriberThatComesBackIsNoSlowJoiner()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pub));
    auto listener = python(u"listener"_s, {addressOf(panel->channel()), u"t"_s});
    QTRY_COMPARE(panel->channel().subscribers().total(), 1);
    listener->kill();
    QTRY_COMPARE(panel->channel().subscribers().total(), 0);
    panel->send({{"t", "missed"}});
    listener = python(u"listener"_s, {addressOf(panel->channel()), u"t"_s});
    QTRY_COMPARE(panel->channel().subscribers().total(), 1);
    QVERIFY(!QTest::qWaitFor([&] { return !f.doctor.findings().isEmpty(); }, 1500));
}

void TestDoctorPatterns::noSubscription()
{
    DoctorFixture f;
    const auto publisher =
        python(u"sender"_s, {u"pub"_s, u"bind"_s, anyPort, u"0.05"_s, QString(), u"t"_s, u"hello"_s});
    SocketPanel *panel = f.open(connected(SocketType::Sub, publisher->nextText(u"bound"_s)));
    QVERIFY(f.findsOnly(u"no-subscription"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.severity, Severity::Problem);
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
    QTRY_VERIFY(panel->counters().received > 0);
    QVERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorPatterns::prefixJustMisses()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Pub));
    const auto listener = python(u"listener"_s, {addressOf(panel->channel()), u"Temp"_s});
    QTRY_COMPARE(panel->channel().subscribers().total(), 1);
    SendDraft draft = panel->config().draft;
    draft.topic = u"temp"_s;
    panel->setDraft(draft);
    const SendReport report = panel->send({{"temp", "21"}});
    QVERIFY(f.findsOnly(u"near-miss"_s));
    const Finding finding = f.only();
    QVERIFY2(finding.title.contains(u"“temp”"_s) && finding.title.contains(u"“Temp”"_s),
        qPrintable(finding.title));
    QCOMPARE(finding.evidence.at(0).message, report.index);
    QVERIFY(finding.evidence.at(1).connection.value != 0);
    QVERIFY(DoctorFixture::delay(finding) <= 2);

    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QCOMPARE(panel->config().draft.topic, u"Temp"_s);
    panel->send({{"Temp", "22"}});
    QTRY_COMPARE(got(*listener), (QList<Frames>{{"Temp", "22"}}));
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorPatterns::topicInTheWrongFrame()
{
    DoctorFixture f;
    SocketPanel *panel = f.open(bound(SocketType::Xpub));
    const auto listener = python(u"listener"_s, {addressOf(panel->channel()), u"temp"_s});
    QTRY_COMPARE(panel->channel().subscribers().total(), 1);
    const SendReport report = panel->send({{"21", "temp"}});
    QVERIFY(f.findsOnly(u"near-miss"_s));
    QCOMPARE(f.only().evidence.at(0).message, report.index);
    QVERIFY2(f.only().title.contains(u"wrong frame"_s), qPrintable(f.only().title));
    QVERIFY(DoctorFixture::delay(f.only()) <= 2);
    panel->send({{"temp", "21"}});
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorPatterns::nothingMatches()
{
    DoctorFixture f;
    const auto publisher =
        python(u"sender"_s, {u"pub"_s, u"bind"_s, anyPort, u"0.05"_s, QString(), u"humidity"_s, u"40"_s});
    SocketPanel *panel =
        f.open(subscribed(connected(SocketType::Sub, publisher->nextText(u"bound"_s)), {"temp"}));
    QVERIFY(f.findsOnly(u"nothing-matches"_s));
    QCOMPARE(f.only().severity, Severity::Hint);
    QVERIFY(DoctorFixture::delay(f.only()) <= 2);
    QVERIFY(f.doctor.apply(f.only().number, 0).ok());
    QTRY_COMPARE(f.only().severity, Severity::Warning);
    const Finding finding = f.only();
    QVERIFY2(finding.cause.contains(u"“humidity”"_s), qPrintable(finding.cause));
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QTRY_VERIFY(panel->counters().received > 0);
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorPatterns::listeningNamesTheNearMiss()
{
    DoctorFixture f;
    const auto publisher =
        python(u"sender"_s, {u"pub"_s, u"bind"_s, anyPort, u"0.05"_s, QString(), u"temp"_s, u"21"_s});
    SocketPanel *panel =
        f.open(subscribed(connected(SocketType::Sub, publisher->nextText(u"bound"_s)), {"Temp"}));
    QVERIFY(f.findsOnly(u"nothing-matches"_s));
    QVERIFY(f.doctor.apply(f.only().number, 0).ok());
    QTRY_COMPARE(f.only().severity, Severity::Problem);
    const Finding finding = f.only();
    QVERIFY2(finding.title.contains(u"“temp”"_s), qPrintable(finding.title));
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QTRY_VERIFY(panel->channel().config().subscriptions.contains("temp"_ba));
    QTRY_VERIFY(panel->counters().received > 0);
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorPatterns::slowSubscriber()
{
    DoctorFixture f;
    SideConfig side = bound(SocketType::Pub);
    side.options.insert(u"ZMQ_SNDHWM"_s, qint64(5));
    SocketPanel *panel = f.open(side);
    const auto sleeper = python(u"sleeper"_s, {u"sub"_s, addressOf(panel->channel())});
    QTRY_COMPARE(panel->channel().subscribers().total(), 1);
    const QByteArray large(256 * 1024, 'x');
    QTRY_VERIFY_WITH_TIMEOUT((panel->send({{large}}), panel->counters().droppedForSlow > 0), 30'000);
    QVERIFY(f.findsOnly(u"slow-subscriber"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.severity, Severity::Warning);
    QVERIFY(panel->store()
                .at(finding.evidence.at(0).message)
                ->header.flags.testFlag(MessageFlag::DroppedForSlow));
    QVERIFY(finding.evidence.at(1).connection.value != 0);
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    sleeper->kill();
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorPatterns::conflatedFrames()
{
    DoctorFixture f;
    SideConfig side = bound(SocketType::Push);
    side.options.insert(u"ZMQ_CONFLATE"_s, qint64(1));
    SocketPanel *panel = f.open(side);
    const auto receiver = python(u"sleeper"_s, {u"pull"_s, addressOf(panel->channel())});
    QTRY_COMPARE(panel->channel().connectedPeers(), 1);
    const SendReport report = panel->send({{"first", "second"}});
    QVERIFY(f.findsOnly(u"conflated-frames"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.severity, Severity::Problem);
    QCOMPARE(finding.evidence.at(0).message, report.index);
    QCOMPARE(finding.evidence.at(1).option, u"ZMQ_CONFLATE"_s);
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    QVERIFY(f.doctor.apply(finding.number, 0).ok());
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

void TestDoctorPatterns::missingNumbers()
{
    DoctorFixture f;
    const auto notifier = python(u"numbered_notifier"_s, {u"7"_s, u"8"_s, u"11"_s, u"12"_s});
    SocketPanel *panel =
        f.open(subscribed(connected(SocketType::Sub, notifier->nextText(u"bound"_s)), {"hashtx"}));
    QVERIFY(f.findsOnly(u"missing-numbers"_s));
    const Finding finding = f.only();
    QCOMPARE(finding.severity, Severity::Warning);
    QVERIFY2(finding.title.contains(u"2"_s), qPrintable(finding.title));
    QCOMPARE(finding.evidence.at(0).message, MessageIndex{3});
    QVERIFY(DoctorFixture::delay(finding) <= 2);
    panel->clearLog();
    QTRY_VERIFY(f.doctor.findings().isEmpty());
}

QTEST_GUILESS_MAIN(TestDoctorPatterns)
#include "tst_doctor_patterns.moc"
