// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/state_strip.h"

#include "core/panel/session.h"
#include "ui/controls/tone_label.h"
#include "ui/panel/endpoint_chip.h"
#include "ui/panel/error_bar.h"
#include "ui/panel/subscribers_button.h"
#include "ui/panel/turn_lamp.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QtTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

SocketPanel *makePanel(Session &session, SocketType type, const QList<Endpoint> &endpoints, bool open = true)
{
    PanelConfig config;
    config.side.type = type;
    config.side.endpoints = endpoints;
    auto *panel = qobject_cast<SocketPanel *>(session.create(config));
    if (open)
        (void)panel->open(); // a failed endpoint is what some want to see
    return panel;
}

const Endpoint anyPort{EndpointRole::Bind, u"tcp://127.0.0.1:*"_s};

QString addressOf(const SocketPanel *panel)
{
    return panel->channel().endpoints().first().actualAddress;
}

class Shown
{
public:
    explicit Shown(SocketPanel *panel) : strip(*panel, panel->channel(), nullptr)
    {
        strip.resize(700, 100);
        strip.show();
        (void)QTest::qWaitForWindowExposed(&strip);
    }
    QList<EndpointChip *> chips() const
    {
        QList<EndpointChip *> found;
        for (EndpointChip *chip : strip.findChildren<EndpointChip *>()) {
            if (!chip->isHidden())
                found.append(chip);
        }
        return found;
    }
    QString chipText(int i = 0) const { return chips().size() > i ? chips().at(i)->accessibleName() : u"no chip"_s; }
    /// A visible button by its text or accessible name; null when there is none.
    QAbstractButton *button(const QString &name) const
    {
        for (QAbstractButton *candidate : strip.findChildren<QAbstractButton *>()) {
            if (candidate->isVisible() && (candidate->text() == name || candidate->accessibleName() == name))
                return candidate;
        }
        return nullptr;
    }
    bool says(const QString &text) const
    {
        for (const ToneLabel *label : strip.findChildren<ToneLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    void choose(QMenu *menu, const QString &text) const
    {
        emit menu->aboutToShow();
        for (QAction *action : menu->actions()) {
            if (action->text().remove(u'&').startsWith(text))
                return action->trigger();
        }
        qFatal("no action %s", qPrintable(text));
    }

    StateStrip strip;
};

} // namespace

class StateStripTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }

    void endpointsTellTheirStateAndTheirPort()
    {
        Session session;
        SocketPanel *pull = makePanel(session, SocketType::Pull, {anyPort});
        Shown shown(pull);
        QTRY_COMPARE(shown.chipText(), u"bind "_s + addressOf(pull) + u": listening"_s);
        QVERIFY(!addressOf(pull).contains(u'*'));
        SocketPanel *push = makePanel(session, SocketType::Push, {{EndpointRole::Connect, addressOf(pull)}});
        QTRY_VERIFY2(shown.chipText().endsWith(u": connected to 1 peer"_s), qPrintable(shown.chipText()));
        SocketPanel *second = makePanel(session, SocketType::Push, {{EndpointRole::Connect, addressOf(pull)}});
        QTRY_VERIFY2(shown.chipText().endsWith(u": connected to 2 peers"_s), qPrintable(shown.chipText()));
        push->close();
        second->close();
        QTRY_VERIFY2(shown.chipText().endsWith(u": listening: the peer has gone"_s), qPrintable(shown.chipText()));
    }

    void aPeerThatSpeaksNoZmtpIsTold()
    {
        Session session;
        SocketPanel *pull = makePanel(session, SocketType::Pull, {anyPort});
        Shown shown(pull);
        QTcpSocket stranger;
        stranger.connectToHost(u"127.0.0.1"_s, addressOf(pull).section(u':', -1).toUShort());
        QVERIFY(stranger.waitForConnected());
        stranger.write("GET / HTTP/1.0\r\n\r\n");
        QVERIFY(stranger.waitForBytesWritten());
        stranger.disconnectFromHost();
        QTRY_VERIFY2(shown.chipText().contains(u": listening: the peer ended the connection during the handshake"_s), qPrintable(shown.chipText()));
    }

    void whatWasPublishedInVainIsCounted()
    {
        Session session;
        SocketPanel *pub = makePanel(session, SocketType::Pub, {anyPort});
        Shown shown(pub);
        QVERIFY(!shown.says(u"no subscriber"_s));
        for (int i = 0; i < 3; ++i)
            (void)pub->send(Message{{"unheard"}});
        QTRY_VERIFY(shown.says(u"3 published with no subscriber"_s));
        QVERIFY(!shown.says(u"slow subscriber"_s));
    }

    void whatASlowSubscriberLostIsCounted()
    {
        Session session;
        PanelConfig config;
        config.side.type = SocketType::Pub;
        config.side.endpoints = {anyPort};
        config.side.options.insert(u"ZMQ_SNDHWM"_s, qint64(1));
        auto *pub = qobject_cast<SocketPanel *>(session.create(config));
        QVERIFY(pub->open());
        PanelConfig slow;
        slow.side.type = SocketType::Sub;
        slow.side.endpoints = {{EndpointRole::Connect, addressOf(pub)}};
        slow.side.options.insert(u"ZMQ_RCVHWM"_s, qint64(1));
        slow.side.subscriptions = {QByteArray()};
        auto *sub = qobject_cast<SocketPanel *>(session.create(slow));
        QVERIFY(sub->open());
        sub->setReceiving(false);
        QTRY_COMPARE(pub->channel().subscribers().total(), 1);
        Shown shown(pub);
        const QByteArray large(1024 * 1024, 'x'); // soon more than the kernel holds for the connection
        for (int i = 0; i < 100 && pub->counters().droppedForSlow == 0; ++i)
            (void)pub->send(Message{{large}});
        QVERIFY(pub->counters().droppedForSlow > 0);
        QTRY_VERIFY(shown.says(u"lost for a slow subscriber"_s));
    }

    void theSocketIsClosedAndOpened()
    {
        Session session;
        SocketPanel *pull = makePanel(session, SocketType::Pull, {anyPort});
        Shown shown(pull);
        QVERIFY(shown.button(u"Open"_s));
        QTest::mouseClick(shown.button(u"Open"_s), Qt::LeftButton);
        QVERIFY(!pull->isOpen());
        QTRY_VERIFY(shown.button(u"Closed"_s));
        QVERIFY(!static_cast<QAbstractButton *>(shown.button(u"Closed"_s))->isChecked());
        QTRY_VERIFY2(shown.chipText().endsWith(u": closed"_s), qPrintable(shown.chipText()));
        QTest::mouseClick(shown.button(u"Closed"_s), Qt::LeftButton);
        QVERIFY(pull->isOpen());
        QTRY_VERIFY(shown.button(u"Open"_s));
    }

    void unsentMessagesAreAskedAbout()
    {
        Session session;
        SocketPanel *push = makePanel(session, SocketType::Push, {anyPort});
        (void)push->send(Message{{"waits"}});
        QVERIFY(push->unsentMessages() > 0);
        Shown shown(push);
        QTest::mouseClick(shown.button(u"Open"_s), Qt::LeftButton);
        QVERIFY(push->isOpen());
        auto *question = shown.strip.findChild<QMessageBox *>();
        QVERIFY(question);
        question->button(QMessageBox::Cancel)->click();
        QVERIFY(push->isOpen());
    }

    void aFailedEndpointSaysWhyAndIsRetried()
    {
        Session session;
        SocketPanel *holder = makePanel(session, SocketType::Pull, {anyPort});
        const QString address = addressOf(holder);
        SocketPanel *late = makePanel(session, SocketType::Pull, {{EndpointRole::Bind, address}});
        Shown shown(late);
        QTRY_VERIFY2_WITH_TIMEOUT(shown.chipText().contains(u": failed: "_s), qPrintable(shown.chipText()), 5000);
        QTRY_VERIFY(shown.button(u"Retry"_s));
        holder->close();
        QTRY_VERIFY_WITH_TIMEOUT([&] {
            if (QAbstractButton *retry = shown.button(u"Retry"_s))
                retry->click();
            QTest::qWait(20);
            return shown.chipText().endsWith(u": listening"_s);
        }(), 5000);
        QVERIFY(!shown.button(u"Retry"_s));
    }

    void endpointsAreRemovedAndCopied()
    {
        Session session;
        SocketPanel *pull = makePanel(session, SocketType::Pull, {anyPort, {EndpointRole::Connect, u"tcp://127.0.0.1:1"_s}});
        Shown shown(pull);
        QCOMPARE(shown.chips().size(), 2);
        shown.choose(shown.chips().at(0)->menu(), u"Copy"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(), addressOf(pull));
        shown.choose(shown.chips().at(0)->menu(), u"Remove"_s);
        QCOMPARE(pull->channel().endpoints().size(), 1);
        QTRY_COMPARE(shown.chips().size(), 1);
        QTRY_VERIFY2(shown.chipText().startsWith(u"connect tcp://127.0.0.1:1"_s), qPrintable(shown.chipText()));
        shown.choose(shown.chips().at(0)->menu(), u"Remove"_s);
        QTRY_COMPARE(shown.chips().size(), 0);
        QTRY_VERIFY(shown.button(u"Add an endpoint"_s));
    }

    void subscriptionsAreAddedAndEnded()
    {
        Session session;
        SocketPanel *sub = makePanel(session, SocketType::Sub, {anyPort});
        Shown shown(sub);
        QVERIFY(shown.says(u"nothing will arrive"_s));
        QTest::mouseClick(shown.button(u"Subscribe to everything"_s), Qt::LeftButton);
        QCOMPARE(sub->channel().config().subscriptions, QList<QByteArray>{QByteArray()});
        QTRY_VERIFY(!shown.says(u"nothing will arrive"_s));
        auto *field = shown.strip.findChild<QLineEdit *>();
        QTest::keyClicks(field, u"a\\x00"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(sub->channel().config().subscriptions, (QList<QByteArray>{"", QByteArray("a\0", 2)}));
        QVERIFY(field->text().isEmpty());
        QTRY_VERIFY(shown.button(u"Unsubscribe from everything"_s));
        shown.button(u"Unsubscribe from everything"_s)->click();
        QCOMPARE(sub->channel().config().subscriptions, QList<QByteArray>{QByteArray("a\0", 2)});
        QTRY_VERIFY(!shown.button(u"Unsubscribe from everything"_s));

        QSignalSpy failed(&shown.strip, &StateStrip::failed);
        field->setText(u"bad \\q"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(field->text(), u"bad \\q"_s);
    }

    void publishersKnowTheirSubscriptions()
    {
        Session session;
        SocketPanel *pub = makePanel(session, SocketType::Pub, {anyPort});
        Shown shown(pub);
        auto *subscribers = shown.strip.findChild<SubscribersButton *>();
        QCOMPARE(subscribers->text(), u"No subscription"_s);
        SocketPanel *sub = makePanel(session, SocketType::Sub, {{EndpointRole::Connect, addressOf(pub)}});
        QVERIFY(sub->channel().subscribe("wea & ther").ok());
        QTRY_COMPARE(subscribers->text(), u"1 subscription"_s);
        emit subscribers->menu()->aboutToShow();
        QCOMPARE(subscribers->menu()->actions().first()->text(), u"wea && ther"_s);
    }

    void theTurnIsTold()
    {
        Session session;
        SocketPanel *rep = makePanel(session, SocketType::Rep, {anyPort});
        SocketPanel *req = makePanel(session, SocketType::Req, {{EndpointRole::Connect, addressOf(rep)}});
        Shown onReq(req);
        Shown onRep(rep);
        QVERIFY(onReq.says(u"Your turn: send a request"_s));
        QVERIFY(onRep.says(u"Waiting for a request"_s));
        QVERIFY(!onReq.button(u"Start over"_s));
        QTRY_COMPARE(req->channel().connectedPeers(), 1);
        (void)req->send(Message{{"question"}});
        QTRY_VERIFY(onReq.says(u"Reply outstanding for"_s));
        QTRY_VERIFY(onRep.says(u"Your turn: reply"_s));
        QTRY_VERIFY(onReq.button(u"Start over"_s));
        QTest::mouseClick(onReq.button(u"Start over"_s), Qt::LeftButton);
        QTRY_VERIFY(onReq.says(u"Your turn: send a request"_s));
        QTRY_VERIFY(!onReq.button(u"Start over"_s));
    }

    void requestsAreRelaxedOnDemand()
    {
        Session session;
        SocketPanel *rep = makePanel(session, SocketType::Rep, {anyPort});
        SocketPanel *req = makePanel(session, SocketType::Req, {{EndpointRole::Connect, addressOf(rep)}});
        Shown shown(req);
        auto *lamp = shown.strip.findChild<TurnLamp *>();
        auto *menu = lamp->findChild<QMenu *>();
        shown.choose(menu, u"Let REQ ask again"_s);
        QCOMPARE(req->channel().config().options.value(u"ZMQ_REQ_RELAXED"_s), OptionValue(qint64(1)));
        QCOMPARE(req->channel().config().options.value(u"ZMQ_REQ_CORRELATE"_s), OptionValue(qint64(1)));
        QVERIFY(req->isOpen());
        shown.choose(menu, u"Let REQ ask again"_s);
        QVERIFY(!req->channel().config().options.contains(u"ZMQ_REQ_RELAXED"_s));
    }

    void changedOptionsOfferToReopen()
    {
        Session session;
        SocketPanel *pull = makePanel(session, SocketType::Pull, {anyPort});
        Shown shown(pull);
        QVERIFY(!shown.button(u"Reopen to apply 1 option"_s));
        QVERIFY(pull->channel().setOption(u"ZMQ_IMMEDIATE"_s, qint64(1)).ok());
        QTRY_VERIFY(shown.button(u"Reopen to apply 1 option"_s));
        QTest::mouseClick(shown.button(u"Reopen to apply 1 option"_s), Qt::LeftButton);
        QTRY_VERIFY(!shown.button(u"Reopen to apply 1 option"_s));
        QVERIFY(pull->isOpen());
    }

    void wrappedLinesAreGivenRoom()
    {
        Session session;
        Shown shown(makePanel(session, SocketType::Pub, {anyPort}));
        shown.strip.resize(1000, 100);
        QTRY_VERIFY(shown.strip.minimumHeight() > 0);
        const int oneLine = shown.strip.minimumHeight();
        shown.strip.resize(300, 100);
        QTRY_VERIFY(shown.strip.minimumHeight() > oneLine);
    }

    void errorsStayUntilTheyAreDismissed()
    {
        Session session;
        SocketPanel *pull = makePanel(session, SocketType::Pull, {anyPort});
        QWidget window;
        ErrorBar bar(*pull, &window);
        window.show();
        QVERIFY(!bar.isVisible());
        emit pull->failed(Error{ErrorCode::System, u"Bind <b>x</b>"_s, u"It is taken."_s, u"Take another."_s});
        QVERIFY(bar.isVisible());
        QStringList texts;
        for (const ToneLabel *label : bar.findChildren<ToneLabel *>()) {
            texts.append(label->text());
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QCOMPARE(texts, (QStringList{u"Bind <b>x</b>"_s, u"It is taken. Take another."_s}));
        bar.findChild<QAbstractButton *>()->click();
        QVERIFY(!bar.isVisible());
    }

    void theErrorOfAnEndpointGoesWithItsCause()
    {
        Session session;
        SocketPanel *first = makePanel(session, SocketType::Pull, {anyPort});
        SocketPanel *second = makePanel(session, SocketType::Pull, {}, true);
        QWidget window;
        ErrorBar bar(*second, &window);
        window.show();
        const Result<void> taken = second->channel().addEndpoint({EndpointRole::Bind, addressOf(first)});
        QVERIFY(!taken);
        bar.showError(taken.error());
        QTest::qWait(0); // the change of state that came with it
        QVERIFY(bar.isVisible());
        QVERIFY(second->channel().removeEndpoint(0).ok());
        QTRY_VERIFY(!bar.isVisible());
    }

    void nothingTicksWhileNothingIsOutstanding()
    {
        Session session;
        SocketPanel *rep = makePanel(session, SocketType::Rep, {anyPort});
        SocketPanel *req = makePanel(session, SocketType::Req, {{EndpointRole::Connect, addressOf(rep)}});
        Shown shown(req);
        const auto ticking = [&] {
            for (const QTimer *timer : shown.strip.findChildren<QTimer *>()) {
                if (timer->isActive())
                    return true;
            }
            return false;
        };
        QVERIFY(!ticking());
        QTRY_COMPARE(req->channel().connectedPeers(), 1);
        (void)req->send(Message{{"question"}});
        QTRY_VERIFY(shown.button(u"Start over"_s));
        QVERIFY(ticking());
        shown.strip.hide();
        QVERIFY(!ticking());
        shown.strip.show();
        QVERIFY(ticking());
        QTRY_COMPARE(rep->channel().turn(), Turn::Send);
        QCOMPARE(rep->send(Message{{"reply"}}).status, SendReport::Status::Sent);
        QTRY_VERIFY(!ticking());
    }
};

QTEST_MAIN(StateStripTest)
#include "tst_state_strip.moc"
