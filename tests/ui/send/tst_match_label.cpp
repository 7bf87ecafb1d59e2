// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"
#include "ui/send/match_label.h"
#include "ui/send/send_form.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

class TestMatchLabel : public QObject {
    Q_OBJECT
private slots:
    void countsSubscribers();
    void tellsANearMiss();
    void unknownIsNotTold();
    void subscribersThatAreNotTold();
    void followsTheForm();
};

void TestMatchLabel::countsSubscribers()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pub));
    MatchLabel label(panel->channel(), nullptr);
    label.show();
    label.setFirstFrame("temp/1");
    QCOMPARE(label.text(), u"0 subscribers match “temp/1”"_s);
    QCOMPARE(label.role(), theme::Role::Warning);
    RawPeer first = fixture.peerOf(panel, zmq::socket_type::sub);
    first.socket().set(zmq::sockopt::subscribe, "temp");
    QTRY_COMPARE(label.text(), u"1 subscriber matches “temp/1”"_s);
    QCOMPARE(label.role(), theme::Role::Good);
    first.socket().set(zmq::sockopt::subscribe, "temp/"); // one subscriber with two subscriptions is one
    RawPeer second = fixture.peerOf(panel, zmq::socket_type::sub);
    second.socket().set(zmq::sockopt::subscribe, "");
    QTRY_COMPARE(label.text(), u"2 subscribers match “temp/1”"_s);
    QTRY_COMPARE(panel->channel().subscribers().total(), 3);
    label.setFirstFrame("news");
    QCOMPARE(label.text(), u"1 subscriber matches “news”"_s);
}

void TestMatchLabel::tellsANearMiss()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pub));
    MatchLabel label(panel->channel(), nullptr);
    label.show();
    RawPeer peer = fixture.peerOf(panel, zmq::socket_type::sub);
    peer.socket().set(zmq::sockopt::subscribe, "Temp");
    QTRY_COMPARE(panel->channel().subscribers().total(), 1);
    label.setFirstFrame("temp");
    QTRY_COMPARE(label.text(), u"0 subscribers match “temp”; “Temp” would"_s);
    QVERIFY(label.toolTip().contains(u"upper and lower case"));
    label.setFirstFrame("Temp");
    QCOMPARE(label.text(), u"1 subscriber matches “Temp”"_s);
    label.setFirstFrame("other");
    QTest::qWait(2 * MatchLabel::delayMs);
    QCOMPARE(label.text(), u"0 subscribers match “other”"_s);
}

void TestMatchLabel::unknownIsNotTold()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pub));
    MatchLabel label(panel->channel(), nullptr);
    QVERIFY(label.isHidden());
    label.setFirstFrame("a");
    QVERIFY(!label.isHidden());
    label.setFirstFrame(std::nullopt);
    QVERIFY(label.isHidden());
    label.setError(u"wrong"_s);
    QVERIFY(!label.isHidden());
    QCOMPARE(label.text(), u"wrong"_s);
    label.setFirstFrame("a");
    QCOMPARE(label.text(), u"0 subscribers match “a”"_s);
    panel->close();
    label.setFirstFrame("a");
    QVERIFY(label.isHidden());
    QVERIFY(panel->open());
    QTRY_VERIFY(!label.isHidden());
}

void TestMatchLabel::subscribersThatAreNotTold()
{
    SessionFixture fixture;
    SocketPanel *pub = fixture.open(bound(SocketType::Pub, u"inproc://match"_s));
    fixture.open(subscribed(connected(SocketType::Sub, u"inproc://match"_s), {"a"}));
    MatchLabel label(pub->channel(), nullptr);
    label.show();
    label.setFirstFrame("a");
    QTRY_VERIFY(label.text().startsWith(u"1 subscri"));
    QTRY_VERIFY(label.text().endsWith(u"“a”"));
    QCOMPARE(label.role(), theme::Role::Good);
}

void TestMatchLabel::followsTheForm()
{
    SessionFixture fixture;
    SocketPanel *panel = fixture.open(bound(SocketType::Pub));
    SendForm form(*panel, nullptr);
    form.show();
    auto *label = form.findChild<MatchLabel *>();
    QVERIFY(label);
    SendDraft draft;
    draft.frames = {FrameDraft{u"text"_s, u"body"_s}};
    form.setDraft(draft);
    QCOMPARE(label->text(), u"0 subscribers match “body”"_s);
    draft.topic = u"to\\x70ic"_s;
    form.setDraft(draft);
    QCOMPARE(label->text(), u"0 subscribers match “topic”"_s);
    draft.topicAsFrame = false;
    form.setDraft(draft);
    QCOMPARE(label->text(), u"0 subscribers match “topicbody”"_s);
    draft.frames = {FrameDraft{u"hex"_s, u"not hex"_s}};
    form.setDraft(draft);
    QVERIFY(label->isHidden());
    draft.topicAsFrame = true; // what follows does not matter then
    form.setDraft(draft);
    QCOMPARE(label->text(), u"0 subscribers match “topic”"_s);
    draft.topic = u"\\q"_s;
    form.setDraft(draft);
    QCOMPARE(label->role(), theme::Role::Bad);
}

QTEST_MAIN(TestMatchLabel)
#include "tst_match_label.moc"
