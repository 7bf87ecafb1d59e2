// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/auto_reply.h"

#include "core/automation/panel_automation.h"
#include "core/codec/codec_registry.h"
#include "core/panel/session.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

SocketPanel *makePanel(Session &session, SocketType type, const Endpoint &endpoint,
                       const std::optional<FrameDraft> &answer = {})
{
    PanelConfig config;
    config.autoReply = answer;
    config.side.type = type;
    config.side.endpoints = {endpoint};
    auto *panel = qobject_cast<SocketPanel *>(session.create(config));
    attachAutomation(*panel);
    if (!panel->open())
        qFatal("cannot open");
    return panel;
}

SocketPanel *makeBound(Session &session, SocketType type, const std::optional<FrameDraft> &answer = {})
{
    return makePanel(session, type, {EndpointRole::Bind, u"tcp://127.0.0.1:*"_s}, answer);
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

    void answersAreCounted()
    {
        Session session;
        SocketPanel *rep = makeBound(session, SocketType::Rep, FrameDraft{u"json"_s, u"{\"n\": {n}}"_s});
        SocketPanel *req = makeConnected(session, SocketType::Req, rep);
        for (int n = 1; n <= 3; ++n) {
            QTRY_COMPARE(req->channel().turn(), Turn::Send);
            QCOMPARE(req->send(Message{{"Hello"}}).status, SendReport::Status::Sent);
            QTRY_COMPARE(received(req).size(), n);
            QCOMPARE(received(req).last(), Frames{"{\"n\": " + QByteArray::number(n) + "}"});
        }
    }

    void randomAnswersDiffer()
    {
        Session session;
        SocketPanel *router = makeBound(session, SocketType::Router, FrameDraft{u"random"_s, u"16"_s});
        SocketPanel *dealer = makeConnected(session, SocketType::Dealer, router);
        (void)dealer->send(Message{{"1"}});
        (void)dealer->send(Message{{"2"}});
        QTRY_COMPARE(received(dealer).size(), 2);
        QCOMPARE(received(dealer).first().first().size(), 16);
        QVERIFY(received(dealer).first() != received(dealer).last());
    }

    void picklesAreAnswered()
    {
        Session session;
        SocketPanel *rep = makeBound(session, SocketType::Rep, FrameDraft{u"pickle:2"_s, u"{'state': 'ok', 'n': {n}}"_s});
        SocketPanel *req = makeConnected(session, SocketType::Req, rep);
        (void)req->send(Message{{"Hello"}});
        QTRY_COMPARE(received(req).size(), 1);
        const QByteArray answer = received(req).first().first();
        QVERIFY(answer.startsWith("\x80\x02"));
        QCOMPARE(CodecRegistry::builtin().find(u"pickle")->decode(answer, 100)->text, u"{'state': 'ok', 'n': 1}"_s);
    }

    void anAnswerThatCannotBeFilledInAnyMoreIsTold()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"answer.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("from the file");
        file.close();
        Session session;
        SocketPanel *router = makeBound(session, SocketType::Router, FrameDraft{u"text"_s, QString(u"{file:" + file.fileName() + u'}')});
        QSignalSpy failed(router, &Panel::failed);
        SocketPanel *dealer = makeConnected(session, SocketType::Dealer, router);
        (void)dealer->send(Message{{"1"}});
        QTRY_COMPARE(received(dealer), QList<Frames>{{"from the file"}});
        QVERIFY(file.remove());
        (void)dealer->send(Message{{"2"}});
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.first().first().value<Error>().text().contains(u"answer.txt"));
        QCOMPARE(PanelAutomation::of(*router)->autoReply().answered(), 1);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("again");
        file.close();
        (void)dealer->send(Message{{"3"}});
        QTRY_COMPARE(received(dealer), (QList<Frames>{{"from the file"}, {"again"}}));
    }

    void anAnswerOfATypeThatIsLoadedLaterIsGiven()
    {
        const auto restore = qScopeGuard([] { ProtobufSchemas::setCurrent(nullptr); });
        QTemporaryDir folder;
        QFile file(folder.filePath(u"answer.proto"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("syntax = \"proto3\"; message Answer { int32 n = 1; }");
        file.close();
        Session session;
        QSignalSpy added(&session, &Session::panelAdded);
        QStringList errors;
        connect(&session, &Session::panelAdded, this, [&](Panel *panel) {
            connect(panel, &Panel::failed, this, [&](const Error &error) { errors.append(error.text()); });
        });
        SocketPanel *rep = makeBound(session, SocketType::Rep, FrameDraft{u"protobuf:Answer"_s, u"{\"n\": {n}}"_s});
        SocketPanel *closed = makeBound(session, SocketType::Rep, rep->config().autoReply);
        session.close(closed);
        QVERIFY(!PanelAutomation::of(*rep)->autoReply().isOn());
        QCOMPARE(errors.size(), 2);
        QVERIFY2(errors.first().contains(u"Answer"), qPrintable(errors.first()));
        emit rep->configChanged(); // something else
        QCOMPARE(errors.size(), 2); // said once
        SocketPanel *req = makeConnected(session, SocketType::Req, rep);
        (void)req->send(Message{{"before"}});
        QTRY_COMPARE(received(rep).size(), 1);

        session.schemas().setSource({{file.fileName()}, {}}, 60'000);
        QVERIFY(PanelAutomation::of(*rep)->autoReply().isOn());
        QTRY_COMPARE(received(req), QList<Frames>{Frames{"\x08\x01"}});
        QCOMPARE(session.undoClose(), closed);
        QVERIFY(PanelAutomation::of(*closed)->autoReply().isOn());
        QCOMPARE(errors.size(), 2);
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
