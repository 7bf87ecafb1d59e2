// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/send_form.h"

#include "core/panel/session.h"
#include "ui/controls/tone_label.h"
#include "ui/send/file_composition.h"
#include "ui/send/frame_editor.h"
#include "ui/send/frame_text.h"
#include "ui/send/history_popup.h"
#include "ui/send/outbox_bar.h"
#include "ui/send/peer_picker.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTemporaryFile>
#include <QtTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

using Frames = QList<QByteArray>;

SocketPanel *makePanel(Session &session, SocketType type, const Endpoint &endpoint)
{
    PanelConfig config;
    config.side.type = type;
    config.side.endpoints = {endpoint};
    if (traits(type).subscribes)
        config.side.subscriptions = {QByteArray()};
    auto *panel = qobject_cast<SocketPanel *>(session.create(config));
    if (!panel->open())
        qFatal("cannot open");
    return panel;
}

SocketPanel *makeBound(Session &session, SocketType type)
{
    return makePanel(session, type, {EndpointRole::Bind, u"tcp://127.0.0.1:*"_s});
}

SocketPanel *makeConnected(Session &session, SocketType type, const SocketPanel *to)
{
    return makePanel(session, type, {EndpointRole::Connect, to->channel().endpoints().first().actualAddress});
}

QList<Frames> received(const SocketPanel *panel)
{
    QList<Frames> messages;
    for (MessageIndex i = panel->store().first(); i < panel->store().end(); ++i.value) {
        const MessageView message = *panel->store().at(i);
        if (message.header.direction == Direction::In && !message.header.flags.testFlag(MessageFlag::Subscription))
            messages.append(message.toMessage().frames);
    }
    return messages;
}

/// A form on the screen, with what a person sees and touches.
class Shown
{
public:
    explicit Shown(SocketPanel *panel) : form(*panel, nullptr)
    {
        form.resize(700, 300);
        form.show();
        if (!QTest::qWaitForWindowActive(&form))
            qWarning("the window did not become active");
    }
    QList<QPlainTextEdit *> texts() const
    {
        QList<QPlainTextEdit *> found;
        for (FrameEditor *editor : form.findChildren<FrameEditor *>()) {
            if (!editor->isHidden())
                found.append(editor->findChild<QPlainTextEdit *>());
        }
        std::sort(found.begin(), found.end(), [](QWidget *a, QWidget *b) {
            return a->mapToGlobal(QPoint()).y() < b->mapToGlobal(QPoint()).y();
        });
        return found;
    }
    void type(const QString &text)
    {
        texts().first()->setFocus();
        QTest::keyClicks(texts().first(), text);
    }
    QString status() const
    {
        for (const ToneLabel *label : form.findChildren<ToneLabel *>()) {
            if (!label->accessibleDescription().isEmpty())
                return label->text();
        }
        return u"no status label"_s;
    }
    QAbstractButton *button(const QString &text) const
    {
        for (QAbstractButton *candidate : form.findChildren<QAbstractButton *>()) {
            if (candidate->text().remove(u'&') == text)
                return candidate;
        }
        qFatal("no button %s", qPrintable(text));
    }

    SendForm form;
};

} // namespace

class SendFormTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }

    void followsADraftThatOthersWrite()
    {
        Session session;
        SocketPanel *panel = makeBound(session, SocketType::Dealer);
        Shown shown(panel);
        shown.type(u"x"_s);
        QTRY_COMPARE(panel->config().draft.frames.first().text, u"x"_s); // what was typed is stored
        SendDraft draft = panel->config().draft;
        draft.emptyDelimiter = true;
        draft.frames = {{u"text"_s, u"hello"_s}};
        panel->setDraft(draft);
        QCOMPARE(shown.form.draft(), draft);
        QCOMPARE(shown.texts().first()->toPlainText(), u"hello"_s);
    }

    void ctrlEnterSendsAndKeepsWhatWasSent()
    {
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makeConnected(session, SocketType::Push, pull);
        QTRY_COMPARE(push->channel().connectedPeers(), 1);
        Shown shown(push);
        shown.type(u"Hello\\n"_s);
        QTest::keyClick(shown.texts().first(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(shown.status(), u"Sent as #1"_s);
        QCOMPARE(shown.texts().first()->toPlainText(), u"Hello\\n"_s);
        QTest::mouseClick(shown.button(u"Send"_s), Qt::LeftButton);
        QCOMPARE(shown.status(), u"Sent as #2"_s);
        QTRY_COMPARE(received(pull), (QList<Frames>{{"Hello\n"}, {"Hello\n"}}));
    }

    void largeFilesAreReadInTheBackground()
    {
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makeConnected(session, SocketType::Push, pull);
        QTRY_COMPARE(push->channel().connectedPeers(), 1);
        QTemporaryFile file;
        QVERIFY(file.open());
        const qint64 size = FileComposition::leastBytes + 1;
        QVERIFY(file.resize(size));
        SendDraft draft;
        draft.frames = {FrameDraft{QString(fileCodecId), file.fileName()}};
        Shown shown(push);
        shown.form.setDraft(draft);
        shown.form.sendNow();
        QVERIFY2(shown.status().startsWith(u"Reading"_s), qPrintable(shown.status()));
        QCOMPARE(push->counters().sent, 0);
        shown.form.sendNow(); // one at a time
        QTRY_COMPARE(shown.status(), u"Sent as #1"_s);
        QCOMPARE(push->counters().sentBytes, size);
        QTRY_COMPARE(pull->counters().receivedBytes, size);

        shown.form.sendNow();
        QTest::mouseClick(shown.button(u"Stop"_s), Qt::LeftButton);
        QVERIFY2(shown.status().startsWith(u"Stopped"_s), qPrintable(shown.status()));
        QVERIFY(shown.button(u"Send"_s));
        shown.form.sendNow();
        QTRY_COMPARE(shown.status(), u"Sent as #2"_s);
        QCOMPARE(push->counters().sent, 2);
    }

    void longTextIsKeptButNotLaidOut()
    {
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makeConnected(session, SocketType::Push, pull);
        QTRY_COMPARE(push->channel().connectedPeers(), 1);
        Shown shown(push);
        shown.type(u"<>"_s);
        QTest::keyClick(shown.texts().first(), Qt::Key_Left);
        QGuiApplication::clipboard()->setText(QString(FrameText::maxLine, u'x'));
        shown.texts().first()->paste();
        QCOMPARE(shown.texts().first()->toPlainText(), QString());
        QCOMPARE(shown.form.draft().frames.first().text, QString(u'<' + QString(FrameText::maxLine, u'x') + u'>'));
        shown.form.sendNow();
        QTRY_COMPARE(pull->counters().receivedBytes, FrameText::maxLine + 2);

        QTest::mouseClick(shown.button(u"Clear"_s), Qt::LeftButton);
        QCOMPARE(shown.form.draft().frames.first().text, QString());
        shown.type(u"short"_s);
        QGuiApplication::clipboard()->setText(QString(FrameEditor::maxHeldCharacters + 1, u'\n'));
        shown.texts().first()->paste();
        QCOMPARE(shown.form.draft().frames.first().text, u"short"_s);
    }

    void whatWasQueuedIsToldToGoOut()
    {
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makePanel(session, SocketType::Push,
                                      {EndpointRole::Connect, pull->channel().endpoints().first().actualAddress});
        QTRY_COMPARE(push->channel().connectedPeers(), 1);
        pull->close();
        QTRY_COMPARE(push->channel().connectedPeers(), 0);
        Shown shown(push);
        shown.type(u"early"_s);
        shown.form.sendNow();
        QVERIFY2(shown.status().startsWith(u"Queued in libzmq"_s) || shown.status().startsWith(u"Waiting"_s), qPrintable(shown.status()));
        QVERIFY(pull->open());
        QTRY_VERIFY2(shown.status().endsWith(u"goes out."_s) || shown.status().endsWith(u"has gone out."_s), qPrintable(shown.status()));
        QTRY_COMPARE(received(pull), (QList<Frames>{{"early"}}));
    }

    void aLongOutcomeGetsALineOfItsOwn()
    {
        Session session;
        Shown shown(makeBound(session, SocketType::Router));
        shown.form.resize(1200, 300);
        shown.form.sendNow(); // to nobody
        const auto below = [&] {
            for (const ToneLabel *label : shown.form.findChildren<ToneLabel *>()) {
                if (!label->accessibleDescription().isEmpty())
                    return label->mapTo(&shown.form, QPoint()).y() >= shown.button(u"Send"_s)->mapTo(&shown.form, QPoint()).y() + shown.button(u"Send"_s)->height();
            }
            return false;
        };
        QTRY_VERIFY(!below());
        shown.form.resize(400, 300);
        QTRY_VERIFY(below());
    }

    void theFormGrowsWithItsLines()
    {
        Session session;
        Shown shown(makeBound(session, SocketType::Push));
        const int before = shown.form.preferredHeight();
        shown.type(u"one"_s);
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(shown.texts().first(), Qt::Key_Return);
        const int lines = 3 * shown.texts().first()->fontMetrics().lineSpacing();
        QTRY_VERIFY(shown.form.preferredHeight() >= before + lines);
        QVERIFY(shown.form.minimumHeight() < before + lines); // a low window keeps all its panels
    }

    void textInShortLinesCanBeLonger()
    {
        QVERIFY(!FrameText::isTooLong({}));
        QVERIFY(!FrameText::isTooLong(QString(FrameText::maxLine, u'x')));
        QVERIFY(FrameText::isTooLong(QString(FrameText::maxLine + 1, u'x')));
        const QString line = QString(FrameText::maxLine - 1, u'x') + u'\n';
        QString lines = line.repeated(FrameText::maxCharacters / line.size());
        QVERIFY(!FrameText::isTooLong(lines));
        lines += u'x';
        QVERIFY(FrameText::isTooLong(lines));
    }

    void framesAreAddedMovedAndRemoved()
    {
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makeConnected(session, SocketType::Push, pull);
        QTRY_COMPARE(push->channel().connectedPeers(), 1);
        Shown shown(push);
        shown.type(u"one"_s);
        QTest::mouseClick(shown.button(u"Frame"_s), Qt::LeftButton);
        QTRY_COMPARE(shown.texts().size(), 2);
        QVERIFY(shown.texts().at(1)->hasFocus());
        QTest::keyClicks(shown.texts().at(1), u"two"_s);
        QTest::keyClick(shown.texts().at(1), Qt::Key_Up, Qt::AltModifier);
        shown.form.sendNow();
        QTRY_COMPARE(received(pull).value(0), (Frames{"two", "one"}));
        const QList<FrameDraft> frames = shown.form.draft().frames;
        QCOMPARE(frames.size(), 2);
        for (QAbstractButton *button : shown.form.findChildren<QAbstractButton *>()) {
            if (button->accessibleName() == u"Remove frame"_s && button->isVisible()) {
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        }
        QCOMPARE(shown.form.draft().frames.size(), 1);
    }

    void aFrameThatCannotBeEncodedIsNotSent()
    {
        Session session;
        SocketPanel *push = makeBound(session, SocketType::Push);
        Shown shown(push);
        shown.type(u"bad \\q"_s);
        shown.form.sendNow();
        QVERIFY2(shown.status().startsWith(u"Not sent"_s), qPrintable(shown.status()));
        QCOMPARE(push->outbox().count(), 0);
        QVERIFY(shown.texts().first()->hasFocus());
    }

    void aFileFrameSendsItsBytes()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(QByteArray("\0\xff", 2));
        file.close();
        Session session;
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        SocketPanel *push = makeConnected(session, SocketType::Push, pull);
        Shown shown(push);
        SendDraft draft;
        draft.frames = {FrameDraft{u"file"_s, file.fileName()}};
        shown.form.setDraft(draft);
        shown.form.sendNow();
        QTRY_COMPARE(received(pull).value(0), Frames{QByteArray("\0\xff", 2)});
        QCOMPARE(shown.form.draft(), draft);
    }

    void whatWaitsIsSeenAndGoesOut()
    {
        Session session;
        SocketPanel *push = makeBound(session, SocketType::Push);
        Shown shown(push);
        auto *outbox = shown.form.findChild<OutboxBar *>();
        QVERIFY(!outbox->isVisible());
        shown.type(u"early"_s);
        shown.form.sendNow();
        QVERIFY2(shown.status().startsWith(u"Waiting"_s), qPrintable(shown.status()));
        QTRY_VERIFY(outbox->isVisible());
        SocketPanel *pull = makeConnected(session, SocketType::Pull, push);
        QTRY_COMPARE(received(pull), QList<Frames>{{"early"}});
        QTRY_VERIFY(!outbox->isVisible());
        QVERIFY2(!shown.status().startsWith(u"Waiting"_s), qPrintable(shown.status()));
    }

    void whatWaitsCanBeDiscarded()
    {
        Session session;
        SocketPanel *push = makeBound(session, SocketType::Push);
        Shown shown(push);
        shown.form.sendNow();
        QTRY_VERIFY(shown.form.findChild<OutboxBar *>()->isVisible());
        QTest::mouseClick(shown.button(u"Discard"_s), Qt::LeftButton);
        QVERIFY(push->outbox().isEmpty());
        QTRY_VERIFY(!shown.form.findChild<OutboxBar *>()->isVisible());
        QCOMPARE(shown.status(), u"Discarded."_s);
    }

    void theStatusTellsTheFateOfEachSend()
    {
        Session session;
        SocketPanel *pub = makeBound(session, SocketType::Pub);
        Shown onPub(pub);
        onPub.form.sendNow();
        QVERIFY2(onPub.status().contains(u"no subscriber"_s), qPrintable(onPub.status()));

        SocketPanel *dealer = makePanel(session, SocketType::Dealer, {EndpointRole::Connect, u"tcp://127.0.0.1:1"_s});
        Shown onDealer(dealer);
        onDealer.form.sendNow();
        QVERIFY2(onDealer.status().startsWith(u"Queued in libzmq"_s), qPrintable(onDealer.status()));

        SocketPanel *rep = makeBound(session, SocketType::Rep);
        Shown onRep(rep);
        onRep.form.sendNow();
        QVERIFY2(onRep.status().startsWith(u"Refused"_s), qPrintable(onRep.status()));

        SocketPanel *router = makeBound(session, SocketType::Router);
        Shown onRouter(router);
        onRouter.form.sendNow();
        QVERIFY2(onRouter.status().startsWith(u"Not sent"_s), qPrintable(onRouter.status()));
        SendDraft draft;
        draft.routingId = "nobody";
        onRouter.form.setDraft(draft);
        onRouter.form.sendNow();
        QVERIFY2(onRouter.status().startsWith(u"Refused"_s), qPrintable(onRouter.status()));
    }

    void aRouterAnswersASelectedMessage()
    {
        Session session;
        SocketPanel *router = makeBound(session, SocketType::Router);
        SocketPanel *req = makeConnected(session, SocketType::Req, router);
        (void)req->send(Message{{"question"}});
        QTRY_COMPARE(received(router).size(), 1);
        Shown shown(router);
        shown.form.replyTo(MessageIndex{1});
        QVERIFY(shown.form.draft().emptyDelimiter);
        QCOMPARE(shown.form.draft().routingId, received(router).first().first());
        shown.type(u"answer"_s);
        shown.form.sendNow();
        QTRY_COMPARE(received(req), QList<Frames>{{"answer"}});
    }

    void thePeerPickerListsPeersAndTakesTypedIds()
    {
        Session session;
        SocketPanel *router = makeBound(session, SocketType::Router);
        SocketPanel *dealer = makeConnected(session, SocketType::Dealer, router);
        (void)dealer->send(Message{{"hello"}});
        QTRY_COMPARE(received(router).size(), 1);
        Shown shown(router);
        auto *picker = shown.form.findChild<PeerPicker *>();
        picker->showPopup();
        QCOMPARE(picker->count(), 1);
        QCOMPARE(picker->itemData(0).toByteArray(), received(router).first().first());
        picker->hidePopup();
        picker->lineEdit()->setFocus();
        picker->lineEdit()->selectAll();
        QTest::keyClicks(picker->lineEdit(), u"0x00ff"_s);
        QCOMPARE(shown.form.draft().routingId, QByteArray("\0\xff", 2));
        picker->lineEdit()->selectAll();
        QTest::keyClicks(picker->lineEdit(), u"worker-1"_s);
        QCOMPARE(shown.form.draft().routingId, QByteArray("worker-1"));
        picker->lineEdit()->selectAll();
        QTest::keyClicks(picker->lineEdit(), u"0x0"_s);
        QCOMPARE(shown.form.draft().routingId, QByteArray());
    }

    void loggedMessagesAreResentAndEdited()
    {
        Session session;
        SocketPanel *one = makeBound(session, SocketType::Pair);
        SocketPanel *two = makeConnected(session, SocketType::Pair, one);
        const Frames frames{"text", QByteArray("\0\xff", 2), ""};
        (void)two->send(Message{frames});
        QTRY_COMPARE(received(one), QList<Frames>{frames});
        Shown shown(one);
        shown.form.resend(MessageIndex{1});
        QTRY_COMPARE(received(two), QList<Frames>{frames});
        QCOMPARE(shown.form.draft().frames.size(), 1); // the form is left alone
        shown.form.edit(MessageIndex{1});
        QCOMPARE(shown.form.draft().frames.at(1).codec, u"hex"_s);
        shown.form.sendNow();
        QTRY_COMPARE(received(two), (QList<Frames>{frames, frames}));
        shown.form.resend(MessageIndex{99});
        QVERIFY2(shown.status().contains(u"#99"_s), qPrintable(shown.status()));
    }

    void tooLargeAMessageIsNotPutIntoTheForm()
    {
        Session session;
        SocketPanel *one = makeBound(session, SocketType::Pair);
        SocketPanel *two = makeConnected(session, SocketType::Pair, one);
        (void)two->send(Message{{QByteArray(SendForm::maxEditBytes, 'x')}});
        (void)two->send(Message{{QByteArray(SendForm::maxEditBytes + 1, 'x')}});
        QTRY_COMPARE(received(one).size(), 2);
        Shown shown(one);
        shown.form.edit(MessageIndex{2});
        QVERIFY(shown.form.draft().frames.first().text.isEmpty());
        QVERIFY2(shown.status().contains(u"too large"_s), qPrintable(shown.status()));
        shown.form.edit(MessageIndex{1});
        QCOMPARE(shown.form.draft().frames.first().text.size(), SendForm::maxEditBytes);
    }

    void arrowsAtTheEdgeStepThroughTheHistory()
    {
        Session session;
        SocketPanel *pub = makeBound(session, SocketType::Pub);
        Shown shown(pub);
        for (const QString &text : {u"first"_s, u"second"_s}) {
            shown.texts().first()->clear();
            shown.type(text);
            shown.form.sendNow();
        }
        shown.texts().first()->clear();
        shown.type(u"typing"_s);
        QTest::keyClick(shown.texts().first(), Qt::Key_Up);
        QCOMPARE(shown.texts().first()->toPlainText(), u"second"_s);
        QTest::keyClick(shown.texts().first(), Qt::Key_Up);
        QCOMPARE(shown.texts().first()->toPlainText(), u"first"_s);
        QTest::keyClick(shown.texts().first(), Qt::Key_Down);
        QTest::keyClick(shown.texts().first(), Qt::Key_Down);
        QCOMPARE(shown.texts().first()->toPlainText(), u"typing"_s);
    }

    void theHistoryIsSearched()
    {
        Session session;
        SocketPanel *pub = makeBound(session, SocketType::Pub);
        Shown shown(pub);
        for (const QString &text : {u"apple"_s, u"banana"_s, u"cherry"_s}) {
            shown.texts().first()->clear();
            shown.type(text);
            shown.form.sendNow();
        }
        QTest::keyClick(shown.texts().first(), Qt::Key_R, Qt::ControlModifier);
        auto *popup = shown.form.findChild<HistoryPopup *>();
        QVERIFY(popup);
        auto *list = popup->findChild<QListWidget *>();
        QCOMPARE(list->count(), 3);
        auto *search = popup->findChild<QLineEdit *>();
        search->setText(u"AN"_s);
        QCOMPARE(list->count(), 1);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(shown.texts().first()->toPlainText(), u"banana"_s);
    }

    void theDraftBelongsToThePanel()
    {
        Session session;
        SocketPanel *pub = makeBound(session, SocketType::Pub);
        SendDraft draft;
        draft.topic = u"weather"_s;
        draft.topicAsFrame = false;
        draft.frames = {FrameDraft{u"json"_s, u"[1]"_s}, FrameDraft{u"text"_s, u"x"_s}};
        pub->setDraft(draft);
        {
            Shown shown(pub);
            QCOMPARE(shown.form.draft(), draft);
            shown.texts().at(1)->setPlainText(u"changed"_s);
        }
        draft.frames[1].text = u"changed"_s;
        QCOMPARE(pub->config().draft, draft);
    }

    void aHundredFramesMoreThanCanBeShownSurvive()
    {
        Session session;
        SocketPanel *push = makeBound(session, SocketType::Push);
        SendDraft draft;
        draft.frames.clear();
        for (int i = 0; i < 200; ++i)
            draft.frames.append(FrameDraft{u"text"_s, QString::number(i)});
        Shown shown(push);
        shown.form.setDraft(draft);
        QCOMPARE(shown.texts().size(), 100);
        QCOMPARE(shown.form.draft(), draft);
    }

    void anUnknownFormatIsKept()
    {
        Session session;
        SocketPanel *push = makeBound(session, SocketType::Push);
        SendDraft draft;
        draft.frames = {FrameDraft{u"from-the-future"_s, u"x"_s}};
        Shown shown(push);
        shown.form.setDraft(draft);
        QCOMPARE(shown.form.draft(), draft);
        shown.form.sendNow();
        QVERIFY2(shown.status().startsWith(u"Not sent"_s), qPrintable(shown.status()));
    }

    void everyControlHasANameAndIsReachedByKeyboard_data()
    {
        QTest::addColumn<int>("type");
        for (const SocketTraits &type : allSocketTypes()) {
            if (type.canSend)
                QTest::newRow(type.name) << int(type.type);
        }
    }

    void everyControlHasANameAndIsReachedByKeyboard()
    {
        QFETCH(int, type);
        Session session;
        SocketPanel *panel = makeBound(session, SocketType(type));
        Shown shown(panel);
        SendDraft draft;
        draft.frames = {FrameDraft{}, FrameDraft{}};
        shown.form.setDraft(draft);
        for (QWidget *widget : shown.form.findChildren<QWidget *>()) {
            const bool control = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
                || qobject_cast<QPlainTextEdit *>(widget)
                || (qobject_cast<QLineEdit *>(widget) && !qobject_cast<QComboBox *>(widget->parentWidget()));
            if (!control || !widget->isVisible())
                continue;
            auto *button = qobject_cast<QAbstractButton *>(widget);
            const QString name = !widget->accessibleName().isEmpty() ? widget->accessibleName()
                : button                                              ? button->text()
                                                                      : QString();
            QVERIFY2(!name.isEmpty(), widget->metaObject()->className());
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(name));
        }
    }
};

QTEST_MAIN(SendFormTest)
#include "tst_send_form.moc"
