// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile/session_profile.h"

#include "core/automation/panel_automation.h"
#include "tests/support/session_fixture.h"

#include <QSignalSpy>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

class SessionProfileTest : public QObject
{
    Q_OBJECT

private slots:
    void capturesWhatItCreated();
    void keepsWhatTheSessionDoesNotKnow();
    void opensOnlyWhatOpensAtStart();
    void failureIsToldByThePanel();
    void schemasAreThoseOfTheSession();
};

void SessionProfileTest::capturesWhatItCreated()
{
    PanelConfig reply;
    reply.name = u"server"_s;
    reply.side = bound(SocketType::Rep);
    reply.side.options = {{u"ZMQ_RCVHWM"_s, qint64(5)}};
    reply.autoReply = FrameDraft{u"text"_s, u"yes"_s};
    reply.history = {2 << 20, 100};
    reply.columns = {{u"number"_s, 30, true}};
    reply.draft.frames = {{u"hex"_s, u"00"_s}};
    reply.unknownKeys = "{\"future\":1}";
    PanelConfig bridge;
    bridge.name = u"bridge"_s;
    bridge.side = bound(SocketType::Pull);
    bridge.second = bound(SocketType::Push);
    Session session;
    const QList<Panel *> panels = createPanels(session, {reply, bridge});
    QCOMPARE(panels, session.panels());
    QCOMPARE(captureProfile(session).panels, QList<PanelConfig>({reply, bridge}));
    QVERIFY(PanelAutomation::of(*qobject_cast<SocketPanel *>(panels[0])));
}

void SessionProfileTest::keepsWhatTheSessionDoesNotKnow()
{
    Profile base;
    base.description = u"about"_s;
    base.windowLayout = "layout";
    base.unknownKeys = "{\"future\":1}";
    base.panels = {PanelConfig()};
    const Session session;
    Profile expected = base;
    expected.panels.clear();
    QCOMPARE(captureProfile(session, base), expected);
}

void SessionProfileTest::opensOnlyWhatOpensAtStart()
{
    PanelConfig open;
    open.side = bound(SocketType::Pull);
    PanelConfig closed = open;
    closed.openAtStart = false;
    Session session;
    const QList<Panel *> panels = createPanels(session, {open, closed});
    QVERIFY(panels[0]->isOpen());
    QVERIFY(!panels[1]->isOpen());
}

void SessionProfileTest::failureIsToldByThePanel()
{
    zmq::context_t context;
    RawPeer holder(context, zmq::socket_type::pull);
    PanelConfig config;
    config.side = bound(SocketType::Pull, holder.bind());
    Session session;
    QStringList failures;
    connect(&session, &Session::panelAdded, this, [&](Panel *panel) {
        connect(panel, &Panel::failed, this, [&](const Error &error) { failures.append(error.text()); });
    });
    createPanels(session, {config});
    QTRY_VERIFY(!failures.isEmpty());
    QVERIFY(failures.first().contains(config.side.endpoints.first().address));
}

void SessionProfileTest::schemasAreThoseOfTheSession()
{
    const auto restore = qScopeGuard([] { ProtobufSchemas::setCurrent(nullptr); });
    Session session;
    Profile base;
    base.schemas = {{u"/earlier.proto"_s}, {}};
    QVERIFY(captureProfile(session, base).schemas == ProtobufSchemas::Source());
    QSignalSpy changed(&session, &Session::configChanged);
    const ProtobufSchemas::Source missing{{u"/no/such.proto"_s}, {}};
    session.schemas().setSource(missing, 60'000);
    QVERIFY(!session.schemas().error().detail.isEmpty());
    QCOMPARE(changed.size(), 1); // to be saved, for the file may come back
    QVERIFY(captureProfile(session, base).schemas == missing);
}

QTEST_GUILESS_MAIN(SessionProfileTest)
#include "tst_session_profile.moc"
