// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/auto_reply_row.h"

#include "core/automation/panel_automation.h"
#include "core/codec/codec_registry.h"
#include "tests/support/session_fixture.h"
#include "ui/controls/tone_label.h"
#include "ui/format/format_picker.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

namespace {

/// The row of a REP panel on the screen, with what a person sees and touches.
class Shown
{
public:
    explicit Shown(SocketPanel *panel) : row((attachAutomation(*panel), *panel), nullptr)
    {
        row.resize(700, 40);
        row.show();
        if (!QTest::qWaitForWindowActive(&row))
            qWarning("the window did not become active");
    }
    QCheckBox *on() const { return row.findChild<QCheckBox *>(); }
    FormatPicker *format() const { return row.findChild<FormatPicker *>(); }
    QLineEdit *text() const { return row.findChild<QLineEdit *>(QString(), Qt::FindDirectChildrenOnly); }
    ToneLabel *note() const { return row.findChild<ToneLabel *>(); }
    void choose(const QString &id) const
    {
        auto *box = format()->findChild<QComboBox *>();
        const int at = box->findData(id);
        if (at < 0)
            qFatal("no format %s", qPrintable(id));
        box->setCurrentIndex(at);
    }

    AutoReplyRow row;
};

} // namespace

class TestAutoReplyRow : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void answersWithAPickle();
    void whatCannotBeEncodedIsToldAndNotUsed();
    void changesOfTheFormatAreUsedAtOnce();
    void followsThePanel();
    void placeholdersCount();
    void isNamed();
};

void TestAutoReplyRow::answersWithAPickle()
{
    SessionFixture f;
    SocketPanel *rep = f.open(bound(SocketType::Rep));
    SocketPanel *req = f.open(connected(SocketType::Req, addressOf(rep->channel())));
    const Shown shown(rep);
    shown.choose(u"pickle"_s);
    shown.text()->setFocus();
    QTest::keyClicks(shown.text(), u"{'ok': True}"_s);
    QVERIFY(!rep->config().autoReply); // it is not on yet
    QTest::keyClick(shown.on(), Qt::Key_Space);
    QCOMPARE(rep->config().autoReply, (FrameDraft{u"pickle"_s, u"{'ok': True}"_s}));
    QCOMPARE(shown.note()->text(), u"0 answered"_s);
    req->send(Message{{"question"}});
    QTRY_COMPARE(receivedBy(*req).size(), 1);
    QCOMPARE(CodecRegistry::builtin().find(u"pickle")->decode(receivedBy(*req).first().first(), 100)->text, u"{'ok': True}"_s);
    QTRY_COMPARE(shown.note()->text(), u"1 answered"_s);
    QTest::keyClick(shown.on(), Qt::Key_Space);
    QVERIFY(!rep->config().autoReply);
    QCOMPARE(shown.note()->text(), QString());
    QVERIFY(f.errors.isEmpty());
}

void TestAutoReplyRow::whatCannotBeEncodedIsToldAndNotUsed()
{
    SessionFixture f;
    SocketPanel *rep = f.open(bound(SocketType::Rep));
    rep->setAutoReply(FrameDraft{u"pickle:2"_s, u"[1]"_s});
    const Shown shown(rep);
    shown.text()->setFocus();
    shown.text()->end(false);
    QTest::keyClick(shown.text(), Qt::Key_Backspace);
    QCOMPARE(shown.note()->role(), theme::Role::Bad);
    QVERIFY(!shown.note()->text().isEmpty());
    QCOMPARE(rep->config().autoReply, (FrameDraft{u"pickle:2"_s, u"[1]"_s})); // the one before
    QTest::keyClicks(shown.text(), u", 2]"_s);
    QCOMPARE(shown.note()->role(), theme::Role::TextMuted);
    QCOMPARE(shown.note()->text(), u"0 answered"_s);
    QCOMPARE(rep->config().autoReply, (FrameDraft{u"pickle:2"_s, u"[1, 2]"_s}));
    QVERIFY(f.errors.isEmpty());
}

void TestAutoReplyRow::changesOfTheFormatAreUsedAtOnce()
{
    SessionFixture f;
    SocketPanel *rep = f.open(bound(SocketType::Rep));
    rep->setAutoReply(FrameDraft{u"text"_s, u"[1, 2]"_s});
    const Shown shown(rep);
    shown.choose(u"msgpack"_s);
    QCOMPARE(rep->config().autoReply, (FrameDraft{u"msgpack"_s, u"[1, 2]"_s}));
    SocketPanel *req = f.open(connected(SocketType::Req, addressOf(rep->channel())));
    req->send(Message{{"question"}});
    QTRY_COMPARE(receivedBy(*req), QList<Frames>{{"\x92\x01\x02"}});
}

void TestAutoReplyRow::followsThePanel()
{
    SessionFixture f;
    SocketPanel *rep = f.open(bound(SocketType::Rep));
    rep->setAutoReply(FrameDraft{u"gzip|json"_s, u"{}"_s});
    const Shown shown(rep);
    QVERIFY(shown.on()->isChecked());
    QCOMPARE(shown.format()->codec(), u"gzip|json"_s);
    QCOMPARE(shown.text()->text(), u"{}"_s);
    rep->setAutoReply(FrameDraft{u"hologram:x"_s, u"y"_s}); // a profile of a newer version
    QCOMPARE(shown.format()->codec(), u"hologram:x"_s);
    QCOMPARE(shown.text()->text(), u"y"_s);
    QCOMPARE(rep->config().autoReply, (FrameDraft{u"hologram:x"_s, u"y"_s}));
    rep->setAutoReply({});
    QVERIFY(!shown.on()->isChecked());
    QCOMPARE(shown.text()->text(), u"y"_s); // to be switched on again
}

void TestAutoReplyRow::placeholdersCount()
{
    SessionFixture f;
    SocketPanel *rep = f.open(bound(SocketType::Rep));
    SocketPanel *req = f.open(connected(SocketType::Req, addressOf(rep->channel())));
    const Shown shown(rep);
    shown.on()->setChecked(true);
    shown.text()->setFocus();
    QTest::keyClicks(shown.text(), u"answer {n}"_s);
    for (int n = 1; n <= 2; ++n) {
        QTRY_COMPARE(req->channel().turn(), Turn::Send);
        req->send(Message{{"question"}});
        QTRY_COMPARE(receivedBy(*req).size(), n);
        QCOMPARE(receivedBy(*req).last(), Frames{"answer " + QByteArray::number(n)});
    }
}

void TestAutoReplyRow::isNamed()
{
    SessionFixture f;
    const Shown shown(f.open(bound(SocketType::Rep)));
    QCOMPARE(shown.format()->findChild<QComboBox *>()->accessibleName(), u"Format of the auto-reply"_s);
    QCOMPARE(shown.text()->accessibleName(), u"Text of the auto-reply"_s);
    QVERIFY(!shown.on()->text().isEmpty());
}

QTEST_MAIN(TestAutoReplyRow)
#include "tst_auto_reply_row.moc"
