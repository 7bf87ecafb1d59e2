// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topology_view.h"

#include "core/topology/session_topology.h"
#include "tests/support/session_fixture.h"
#include "ui/theme/theme.h"
#include "ui/topology/edge_item.h"
#include "ui/topology/node_item.h"
#include "ui/topology/topology_canvas.h"
#include "ui/topology/topology_scene.h"
#include "ui/topology/topology_text.h"

#include <QImage>
#include <QMenu>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

using Kind = TopologyNodeKind;

namespace {

/// A view of a ROUTER panel with one DEALER that has said something.
struct Shown {
    SessionFixture fixture;
    SocketPanel *router = fixture.open(bound(SocketType::Router));
    RawPeer dealer = fixture.peerOf(router, zmq::socket_type::dealer);
    TopologyView view{fixture.session};

    Shown()
    {
        dealer.send({"hello"});
        view.resize(900, 600);
        view.show();
    }
    TopologyScene &scene() { return view.canvas().picture(); }
    const NodeItem *node(Kind kind)
    {
        for (NodeItem *item : scene().inOrder()) {
            if (item->node().kind == kind)
                return item;
        }
        return nullptr;
    }
    /// Waits until the peer stands there, known by its message, and nothing moves.
    bool isReady()
    {
        return QTest::qWaitFor(
            [this] {
                return node(Kind::Peer) && node(Kind::Peer)->node().peer.value != 0
                    && !view.canvas().isMoving();
            },
            30'000);
    }
    /// In the viewport.
    QPoint at(Kind kind) { return view.canvas().mapFromScene(node(kind)->pos()); }
    QWidget *viewport() { return view.canvas().viewport(); }
};

} // namespace

class TopologyViewTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void emptyAtFirst();
    void showsTheSession();
    void doubleClickGoesThere();
    void keysWalkAndGo();
    void dragIsRemembered();
    void nothingMovesByItself();
    void zoomStopsFitting();
    void menuFiltersByPeer();
    void panelsMayGoAtAnyTime();
    void filesAreValid();
    void fileErrorsAreTold();
    void groupsOpenAndClose();
    void hostileTextStaysText();
    void costsNothingWhileHidden();
};

void TopologyViewTest::initTestCase()
{
    qRegisterMetaType<Panel *>();
    qRegisterMetaType<PeerId>();
    theme::apply(*qApp, theme::Mode::Light);
}

void TopologyViewTest::emptyAtFirst()
{
    Session session;
    TopologyView view(session);
    view.show();
    QVERIFY(!view.canvas().isVisible());
    QCOMPARE(view.saveState(), QByteArray());
    PanelConfig config;
    config.name = u"first"_s;
    session.create(config);
    QTRY_VERIFY(view.canvas().isVisible());
    session.closeAll();
    QTRY_VERIFY(!view.canvas().isVisible());
}

void TopologyViewTest::showsTheSession()
{
    Shown shown;
    QVERIFY(shown.isReady());
    QCOMPARE(shown.scene().inOrder().size(), 2);
    const QRectF all = shown.scene().finalRect();
    QTRY_VERIFY(shown.view.canvas().mapToScene(shown.viewport()->rect()).boundingRect().contains(all));
    QVERIFY(shown.node(Kind::Peer)->pos().x() < shown.node(Kind::Panel)->pos().x()); // who asks stands left
}

void TopologyViewTest::doubleClickGoesThere()
{
    Shown shown;
    QVERIFY(shown.isReady());
    QSignalSpy panel(&shown.view, &TopologyView::panelActivated);
    QSignalSpy peer(&shown.view, &TopologyView::peerActivated);
    QTest::mouseClick(shown.viewport(), Qt::LeftButton, {}, shown.at(Kind::Panel));
    QCOMPARE(panel.size(), 0);
    QCOMPARE(shown.scene().current(), shown.node(Kind::Panel));
    QTest::mouseDClick(shown.viewport(), Qt::LeftButton, {}, shown.at(Kind::Panel));
    QCOMPARE(panel.size(), 1);
    QCOMPARE(panel.first().first().value<Panel *>(), shown.router);
    QTest::mouseClick(shown.viewport(), Qt::LeftButton, {}, shown.at(Kind::Peer));
    QTest::mouseDClick(shown.viewport(), Qt::LeftButton, {}, shown.at(Kind::Peer));
    QCOMPARE(peer.size(), 1);
    QCOMPARE(peer.first().first().value<Panel *>(), shown.router);
    const auto who = peer.first().last().value<PeerId>();
    QCOMPARE(shown.router->store().at(shown.router->store().first())->header.peer, who);
}

void TopologyViewTest::keysWalkAndGo()
{
    Shown shown;
    QVERIFY(shown.isReady());
    TopologyCanvas &canvas = shown.view.canvas();
    canvas.setFocus();
    QTest::keyClick(&canvas, Qt::Key_Tab);
    QVERIFY(shown.scene().current());
    const NodeItem *first = shown.scene().current();
    QVERIFY(canvas.accessibleDescription().contains(first->node().label));
    QTest::keyClick(&canvas, Qt::Key_Tab);
    QVERIFY(shown.scene().current() != first);
    QTest::keyClick(&canvas, Qt::Key_Backtab);
    QCOMPARE(shown.scene().current(), first);
    shown.scene().setCurrent(shown.node(Kind::Peer)->node().id);
    QTest::keyClick(&canvas, Qt::Key_Right);
    QCOMPARE(shown.scene().current(), shown.node(Kind::Panel));
    QSignalSpy panel(&shown.view, &TopologyView::panelActivated);
    QTest::keyClick(&canvas, Qt::Key_Return);
    QCOMPARE(panel.size(), 1);
    QTest::keyClick(&canvas, Qt::Key_Left);
    QCOMPARE(shown.scene().current(), shown.node(Kind::Peer));
    QTest::keyClick(&canvas, Qt::Key_Escape);
    QVERIFY(!shown.scene().current());
}

void TopologyViewTest::dragIsRemembered()
{
    QByteArray saved;
    QPointF put;
    PanelConfig config;
    config.name = u"feed"_s;
    {
        Session session;
        session.create(config);
        TopologyView view(session);
        view.resize(900, 600);
        view.show();
        QTRY_COMPARE(view.canvas().picture().inOrder().size(), 1);
        NodeItem *item = view.canvas().picture().inOrder().first();
        QTRY_VERIFY(!view.canvas().isMoving());
        QSignalSpy changes(&view, &TopologyView::stateChanged);
        const QPoint from = view.canvas().mapFromScene(item->pos());
        QTest::mousePress(view.canvas().viewport(), Qt::LeftButton, {}, from);
        for (int step = 1; step <= 5; ++step) {
            QMouseEvent move(QEvent::MouseMove, QPointF(from + QPoint(40, 20) * step),
                view.canvas().viewport()->mapToGlobal(QPointF(from + QPoint(40, 20) * step)), Qt::NoButton,
                Qt::LeftButton, {});
            QApplication::sendEvent(view.canvas().viewport(), &move);
        }
        QTest::mouseRelease(view.canvas().viewport(), Qt::LeftButton, {}, from + QPoint(200, 100));
        QCOMPARE(changes.size(), 1);
        put = item->pos();
        saved = view.saveState();
        QVERIFY(!saved.isEmpty());
    }
    Session session;
    TopologyView view(session);
    QVERIFY(view.restoreState(saved));
    QVERIFY(!view.restoreState("nonsense"));
    view.show();
    session.create(config);
    QTRY_COMPARE(view.canvas().picture().inOrder().size(), 1);
    const NodeItem *item = view.canvas().picture().inOrder().first();
    QVERIFY((item->pos() - put).manhattanLength() < 2); // whole pixels are kept
    QVERIFY(item->isPinned());
    QCOMPARE(view.saveState(), saved);
}

void TopologyViewTest::nothingMovesByItself()
{
    Shown shown;
    QVERIFY(shown.isReady());
    // Once somebody has taken hold of the picture, newcomers find places between the others.
    QTest::mouseClick(shown.viewport(), Qt::LeftButton, {}, shown.at(Kind::Panel));
    const QPointF panel = shown.node(Kind::Panel)->pos();
    const QPointF peer = shown.node(Kind::Peer)->pos();
    const QString peerId = shown.node(Kind::Peer)->node().id;
    RawPeer second = shown.fixture.peerOf(shown.router, zmq::socket_type::dealer);
    QTRY_COMPARE(shown.scene().inOrder().size(), 3);
    QCOMPARE(shown.node(Kind::Panel)->pos(), panel);
    QCOMPARE(shown.scene().item(peerId)->pos(), peer);
}

void TopologyViewTest::zoomStopsFitting()
{
    Shown shown;
    QVERIFY(shown.isReady());
    TopologyCanvas &canvas = shown.view.canvas();
    QVERIFY(canvas.isFitting());
    QTRY_VERIFY(
        canvas.mapToScene(shown.viewport()->rect()).boundingRect().contains(shown.scene().finalRect()));
    const double before = canvas.zoom();
    const QPoint spot(200, 150);
    const QPointF under = canvas.mapToScene(spot);
    QWheelEvent wheel(
        spot, shown.viewport()->mapToGlobal(spot), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QApplication::sendEvent(shown.viewport(), &wheel);
    QVERIFY(canvas.zoom() > before);
    QVERIFY(!canvas.isFitting());
    QVERIFY((canvas.mapToScene(spot) - under).manhattanLength() < 4); // what is under the mouse stays there
    QTest::keyClick(&canvas, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(canvas.zoom(), 1.0);
    QTest::keyClick(&canvas, Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(canvas.zoom() > 1);
    for (int i = 0; i < 50; ++i)
        QTest::keyClick(&canvas, Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(canvas.zoom(), TopologyCanvas::minZoom);
    for (int i = 0; i < 50; ++i)
        QTest::keyClick(&canvas, Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(canvas.zoom(), TopologyCanvas::maxZoom);
    canvas.fitAll();
    QVERIFY(canvas.isFitting());
    QTRY_VERIFY(
        canvas.mapToScene(shown.viewport()->rect()).boundingRect().contains(shown.scene().finalRect()));
}

void TopologyViewTest::menuFiltersByPeer()
{
    Shown shown;
    QVERIFY(shown.isReady());
    QSignalSpy peer(&shown.view, &TopologyView::peerActivated);
    bool found = false;
    QTimer::singleShot(0, &shown.view, [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        const QList<QAction *> actions = menu->actions();
        for (QAction *action : actions) {
            if (action->text().contains("its messages"_L1)) {
                found = true;
                action->trigger();
            }
        }
        menu->close();
    });
    emit shown.view.canvas().menuRequested(shown.node(Kind::Peer)->node().id, QPoint(10, 10));
    QVERIFY(found);
    QCOMPARE(peer.size(), 1);
}

void TopologyViewTest::panelsMayGoAtAnyTime()
{
    Shown shown;
    QVERIFY(shown.isReady());
    const QString peerId = shown.node(Kind::Peer)->node().id;
    shown.scene().setCurrent(peerId);
    QTest::mouseMove(shown.viewport(), shown.at(Kind::Panel));
    QTest::mousePress(shown.viewport(), Qt::LeftButton, {}, shown.at(Kind::Panel));
    shown.fixture.session.closeAll(); // forgets them, with the button still down
    QVERIFY(shown.scene().inOrder().isEmpty());
    QTest::mouseRelease(shown.viewport(), Qt::LeftButton, {}, QPoint(20, 20));
    QSignalSpy panel(&shown.view, &TopologyView::panelActivated);
    emit shown.view.canvas().activated(peerId);
    QCOMPARE(panel.size(), 0);
    QTRY_VERIFY(!shown.view.canvas().isVisible());
}

void TopologyViewTest::filesAreValid()
{
    Shown shown;
    QVERIFY(shown.isReady());
    QTemporaryDir folder;
    const QString svg = folder.filePath(u"picture.svg"_s);
    const QString png = folder.filePath(u"picture.png"_s);
    QVERIFY(shown.view.exportTo(svg));
    QVERIFY(shown.view.exportTo(png));
    QSvgRenderer renderer(svg);
    QVERIFY(renderer.isValid());
    const QSizeF size = shown.scene().finalRect().size();
    QVERIFY(renderer.viewBoxF().width() >= size.width() && renderer.viewBoxF().width() < size.width() + 100);
    QFile file(svg);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("ROUTER")); // text stays text
    const QImage image(png);
    QVERIFY(image.width() >= 2 * size.width());
    QCOMPARE(image.pixelColor(0, 0), theme::color(theme::Role::Window));
}

void TopologyViewTest::fileErrorsAreTold()
{
    Shown shown;
    QVERIFY(shown.isReady());
    for (const QString &path : {u"/nowhere/at/all/picture.svg"_s, u"/nowhere/at/all/picture.png"_s}) {
        const Result<void> result = shown.view.exportTo(path);
        QVERIFY(!result);
        QVERIFY(result.error().text().contains(path));
        QVERIFY(!result.error().detail.isEmpty());
    }
}

void TopologyViewTest::groupsOpenAndClose()
{
    SessionFixture fixture;
    SocketPanel *pull = fixture.open(bound(SocketType::Pull));
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < 15; ++i) {
        peers.push_back(std::make_unique<RawPeer>(fixture.context, zmq::socket_type::push));
        peers.back()->connect(addressOf(pull->channel()));
    }
    TopologyView view(fixture.session);
    view.resize(900, 600);
    view.show();
    const auto nodes = [&] { return view.canvas().picture().inOrder(); };
    QTRY_COMPARE(pull->channel().connectedPeers(), 15);
    QTRY_COMPARE(nodes().size(), 2);
    const NodeItem *group = nodes().first()->node().kind == Kind::Group ? nodes().first() : nodes().last();
    QTRY_COMPARE(group->node().label, u"15 peers"_s);
    emit view.canvas().activated(QString(group->node().id));
    QCOMPARE(nodes().size(), 16);
    QString any;
    for (const NodeItem *item : nodes()) {
        if (item->node().kind == Kind::Peer)
            any = item->node().id;
    }
    bool found = false;
    QTimer::singleShot(0, &view, [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        const QList<QAction *> actions = menu->actions();
        for (QAction *action : actions) {
            if (action->text().contains("Close the group"_L1)) {
                found = true;
                action->trigger();
                break;
            }
        }
        menu->close();
    });
    emit view.canvas().menuRequested(any, QPoint(10, 10));
    QVERIFY(found);
    QCOMPARE(nodes().size(), 2);
}

void TopologyViewTest::hostileTextStaysText()
{
    TopologyGraph graph;
    TopologyNode node;
    node.id = u"x"_s;
    node.label = u"<img src='file:///etc/passwd'><b>bold</b>\n\u202e"_s;
    node.secondLine = QString(100'000, u'x');
    node.detail = u"</table><script>"_s;
    graph.nodes.append(node);
    TopologyCanvas canvas;
    canvas.resize(400, 300);
    canvas.show();
    canvas.setGraph(graph);
    const QString tip = tooltipOf(node);
    QVERIFY(!tip.contains("<img"_L1));
    QVERIFY(!tip.contains("<script"_L1));
    QTRY_COMPARE(canvas.picture().inOrder().size(), 1);
    QVERIFY(!canvas.grab().isNull());
    canvas.zoomBy(0.2);
    QVERIFY(!canvas.grab().isNull());
}

void TopologyViewTest::costsNothingWhileHidden()
{
    Shown shown;
    QVERIFY(shown.isReady());
    shown.view.hide();
    QSignalSpy changes(&shown.view.topology(), &SessionTopology::graphChanged);
    const qint64 before = shown.router->counters().received;
    QVERIFY(shown.dealer.send({"more"}));
    QTRY_COMPARE(shown.router->counters().received, before + 1);
    QCOMPARE(changes.size(), 0);
    shown.view.show();
    QCOMPARE(changes.size(), 1);
}

QTEST_MAIN(TopologyViewTest)
#include "tst_topology_view.moc"
