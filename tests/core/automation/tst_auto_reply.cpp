// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/auto_reply.h"

#include "core/automation/panel_automation.h"
#include "core/panel/session.h"

#include <QSignalSpy>
#include <QtTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

SocketPanel *makePanel(Session &session, SocketType type, const Endpoint &endpoint)
{
    PanelConfig config;
    config.side.type = type;
    config.side.endpoints = {endpoint};
    auto *panel = qobject_cast<SocketPanel *>(session.create(config));
    attachAutomation(*panel);
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

QList<QList<QByteArray>> received(const SocketPanel *panel)
{
    QList<QList<QByteArray>> messages;
    for (MessageIndex i = panel->store().first(); i < panel->store().end(); ++i.value) {
        const MessageView message = *panel->store().at(i);
        if (message.header.direction == Direction::In)
            messages.append(message.toMessage().frames);
    }
    return messages;
}

using Frames = QList<QByteArray>;

} // namespace

class AutoReplyTest : public QObject
{
    Q_OBJECT

private slots:
    void repAnswersEachRequest()
    {
        Session session;
        SocketPanel *rep = makeBound(session, SocketType::Rep);
        rep->setAutoReply(FrameDraft{u"text"_s, u"World\\n"_s});
        SocketPanel *req = makeConnected(session, SocketType::Req, rep);
        for (int n = 1; n <= 3; ++n) {
            QCOMPARE(req->send(Message{{"Hello"}}).status, SendReport::Status::Sent);
            QTRY_COMPARE(received(req).size(), n);
            QCOMPARE(received(req).last(), Frames{"World\n"});
            QTRY_COMPARE(req->channel().turn(), Turn::Send);
        }
        QTRY_COMPARE(PanelAutomation::of(*rep)->autoReply().answered(), 3);
    }

    void aRequestThatStoodOpenIsAnsweredWhenItIsSwitchedOn()
    {
        Session session;
        SocketPanel *rep = makeBound(session, SocketType::Rep);
        SocketPanel *req = makeConnected(session, SocketType::Req, rep);
        (void)req->send(Message{{"Hello"}});
        QTRY_COMPARE(received(rep).size(), 1);
        rep->setAutoReply(FrameDraft{u"text"_s, u"late"_s});
        QTRY_COMPARE(received(req), QList<Frames>{Frames{"late"}});
    }

    void routerAnswersInTheEnvelopeOfEachRequest()
    {
        Session session;
        SocketPanel *router = makeBound(session, SocketType::Router);
        router->setAutoReply(FrameDraft{u"text"_s, u"ok"_s});
        SocketPanel *req = makeConnected(session, SocketType::Req, router);
        SocketPanel *dealer = makeConnected(session, SocketType::Dealer, router);
        (void)req->send(Message{{"question"}});
        (void)dealer->send(Message{{"bare"}});
        (void)dealer->send(Message{{"client", "", "passed on"}});
        QTRY_COMPARE(received(req), QList<Frames>{Frames{"ok"}});
        QTRY_COMPARE(received(dealer), (QList<Frames>{Frames{"ok"}, Frames{"client", "", "ok"}}));
    }

    void everyRequestOfABurstIsAnswered()
    {
        Session session;
        SocketPanel *router = makeBound(session, SocketType::Router);
        router->setAutoReply(FrameDraft{u"text"_s, u"ok"_s});
        SocketPanel *dealer = makeConnected(session, SocketType::Dealer, router);
        constexpr int burst = 5000;
        for (int i = 0; i < burst; ++i)
            (void)dealer->send(Message{{QByteArray::number(i)}});
        QTRY_COMPARE_WITH_TIMEOUT(dealer->counters().received, qint64(burst), 20'000);
        QCOMPARE(PanelAutomation::of(*router)->autoReply().answered(), burst);
    }

    void nothingIsAnsweredAfterItIsSwitchedOff()
    {
        Session session;
        SocketPanel *rep = makeBound(session, SocketType::Rep);
        rep->setAutoReply(FrameDraft{u"text"_s, u"ok"_s});
        SocketPanel *req = makeConnected(session, SocketType::Req, rep);
        (void)req->send(Message{{"1"}});
        QTRY_COMPARE(received(req).size(), 1);
        rep->setAutoReply({});
        QTRY_COMPARE(req->channel().turn(), Turn::Send);
        (void)req->send(Message{{"2"}});
        QTRY_COMPARE(received(rep).size(), 2);
        QTest::qWait(80); // more than a frame: an answer would have gone out by now
        QCOMPARE(received(req).size(), 1);
    }

    void whatCannotBeAnsweredWithIsTold()
    {
        Session session;
        SocketPanel *rep = makeBound(session, SocketType::Rep);
        QSignalSpy failed(rep, &Panel::failed);
        rep->setAutoReply(FrameDraft{u"hex"_s, u"zz"_s});
        QCOMPARE(failed.count(), 1);
        QVERIFY(!PanelAutomation::of(*rep)->autoReply().isOn());
        SocketPanel *pull = makeBound(session, SocketType::Pull);
        AutoReply onPull(*pull);
        QVERIFY(!onPull.set(FrameDraft{}));
    }
};

QTEST_GUILESS_MAIN(AutoReplyTest)
#include "tst_auto_reply.moc"
