// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"
#include "tests/ui/inspector/stored_panel.h"
#include "ui/figures/card_grid.h"
#include "ui/figures/distribution_card.h"
#include "ui/figures/figure_value.h"
#include "ui/figures/figures_view.h"
#include "ui/figures/orphan_model.h"
#include "ui/figures/pairing_row.h"
#include "ui/plot/time_canvas.h"
#include "ui/plot/time_plot.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace zmqscope;
using namespace Qt::StringLiterals;
using Part = PanelFigures::Part;

namespace {

MessageHeader header(Direction direction, qint64 ms)
{
    static const Timestamp begin = Clock::system().now(); // what is older than that is late already
    return {Timestamp{begin.ns + ms * 1'000'000}, direction, {}, {}};
}

/// The text of a label that is seen and begins with @p start; null when there is none.
QString labelText(const QWidget &view, const QString &start)
{
    for (const QLabel *label : view.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().startsWith(start))
            return label->text();
    }
    return {};
}

QStringList values(const QWidget &view)
{
    QStringList all;
    for (const FigureValue *value : view.findChildren<FigureValue *>())
        all += value->text();
    return all;
}

} // namespace

class TestFiguresView : public QObject {
    Q_OBJECT
private slots:
    void saysWhatToExpect();
    void worksOnlyWhileShown();
    void tellsRoundTripsOverSockets();
    void orphansLeadToTheirMessages();
    void pairingIsChosen();
    void drawsRates();
    void distributionsAreSaved();
    void tellsWhatWasMissed();
    void startsOver();
    void fitsIntoANarrowPanel();

private:
    PanelWorld m_world;
};

void TestFiguresView::saysWhatToExpect()
{
    StoredPanel panel(m_world, SocketType::Pull);
    FiguresView view(panel);
    view.show();
    QVERIFY(!labelText(view, u"No message yet."_s).isNull());
    QVERIFY(!view.findChild<CardGrid *>()->isVisible());
    panel.add({"x"}, header(Direction::In, 0));
    QTRY_VERIFY(view.findChild<CardGrid *>()->isVisible());
    QVERIFY(view.findChildren<FigureValue *>().isEmpty()); // nobody asks and answers here
}

void TestFiguresView::worksOnlyWhileShown()
{
    StoredPanel panel(m_world, SocketType::Pull);
    FiguresView view(panel);
    const PanelFigures &figures = PanelFigures::of(panel);
    QVERIFY(!figures.isWatched(Part::Traffic));
    view.show();
    QVERIFY(figures.isWatched(Part::Traffic));
    view.hide();
    QVERIFY(!figures.isWatched(Part::Traffic));
}

void TestFiguresView::tellsRoundTripsOverSockets()
{
    test::SessionFixture fixture;
    SocketPanel *panel = fixture.open(test::bound(SocketType::Rep));
    FiguresView view(*panel);
    view.show();
    QCOMPARE(values(view), (QStringList{u"–"_s, u"–"_s, u"–"_s}));
    test::RawPeer client = fixture.peerOf(panel, zmq::socket_type::req);
    QVERIFY(client.send({"q"}));
    QTRY_COMPARE(panel->counters().received, 1);
    QCOMPARE(panel->send(Message{{"r"}}).status, SendReport::Status::Sent);
    QTRY_VERIFY(!values(view).contains(u"–"_s));
    QSignalSpy requested(&view, &FiguresView::messageRequested);
    view.findChildren<FigureValue *>().last()->click();
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().first().value<MessageIndex>(), MessageIndex{2});
}

void TestFiguresView::orphansLeadToTheirMessages()
{
    StoredPanel panel(m_world, SocketType::Rep);
    FiguresView view(panel);
    view.resize(600, 900);
    view.show();
    auto *table = view.findChild<QTableView *>();
    panel.add({"q"}, header(Direction::In, 0));
    panel.add({"r"}, header(Direction::Out, 1));
    QTRY_VERIFY(!labelText(view, u"Each request was answered"_s).isNull());
    QVERIFY(!table->isVisible());
    const MessageIndex lost = panel.add({"q"}, header(Direction::In, 2));
    panel.add({"q"}, header(Direction::In, 3));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(table->isVisible());
    QVERIFY(!labelText(view, u"1 requests were not answered, 0 replies"_s).isNull());
    QSignalSpy requested(&view, &FiguresView::messageRequested);
    const QPoint at = table->visualRect(table->model()->index(0, OrphanModel::What)).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().first().value<MessageIndex>(), lost);
}

void TestFiguresView::pairingIsChosen()
{
    StoredPanel panel(m_world, SocketType::Dealer);
    FiguresView view(panel);
    view.show();
    const PanelFigures &figures = PanelFigures::of(panel);
    auto *row = view.findChild<PairingRow *>();
    const QList<QComboBox *> boxes = row->findChildren<QComboBox *>();
    const QList<QLineEdit *> fields = row->findChildren<QLineEdit *>(QString(), Qt::FindChildrenRecursively);
    const auto field = [&](const QString &name) {
        return *std::find_if(fields.begin(), fields.end(),
                             [&](const QLineEdit *each) { return each->accessibleName() == name; });
    };
    panel.add({"{\"id\": 1}"}, header(Direction::Out, 0));
    panel.add({"{\"id\": 2}"}, header(Direction::Out, 1));
    panel.add({"{\"id\": 2}"}, header(Direction::In, 4));
    QCOMPARE(figures.roundTrips().times().max(), 4'000'000);
    QTRY_VERIFY(view.findChild<CardGrid *>()->isVisible());
    QLineEdit *request = field(u"Field in requests"_s);
    QVERIFY(!request->isVisibleTo(row));
    boxes[0]->setCurrentIndex(2);
    emit boxes[0]->activated(2);
    QVERIFY(request->isVisibleTo(row));
    QCOMPARE(figures.pairing().by, PairingRule::By::Turn); // a field is still to be named
    request->setText(u"$..id"_s);
    emit request->editingFinished();
    QVERIFY(row->findChildren<QLabel *>().last()->isVisibleTo(row)); // what is wrong
    request->setText(u"$.id"_s);
    emit request->editingFinished();
    QVERIFY(!row->findChildren<QLabel *>().last()->isVisibleTo(row));
    QCOMPARE(figures.pairing().by, PairingRule::By::Field);
    QTRY_COMPARE(figures.roundTrips().times().max(), 3'000'000);
    row->findChild<QDoubleSpinBox *>()->setValue(2.5);
    QCOMPARE(figures.pairing().timeoutNs, 2'500'000'000);
    boxes[1]->setCurrentIndex(0);
    emit boxes[1]->activated(0);
    QCOMPARE(figures.pairing().asker, PairingRule::Asker::InOrForward);
}

void TestFiguresView::drawsRates()
{
    test::SessionFixture fixture;
    SocketPanel *panel = fixture.open(test::bound(SocketType::Pull));
    FiguresView view(*panel);
    view.show();
    test::RawPeer peer = fixture.peerOf(panel, zmq::socket_type::push);
    QVERIFY(peer.send({"x"}));
    const QList<TimePlot *> plots = view.findChildren<TimePlot *>();
    QCOMPARE(plots.size(), 2);
    for (const TimePlot *plot : plots) {
        QCOMPARE(plot->series().size(), 1);
        QCOMPARE(plot->series().first().name, u"received"_s);
        QTRY_VERIFY(!plot->canvas().isEmpty());
    }
}

void TestFiguresView::distributionsAreSaved()
{
    StoredPanel panel(m_world, SocketType::Pair);
    FiguresView view(panel);
    view.show();
    const QList<DistributionCard *> cards = view.findChildren<DistributionCard *>();
    QCOMPARE(cards.size(), 2);
    QVERIFY(cards[0]->csv().isEmpty());
    panel.add({"12345"}, header(Direction::In, 0));
    panel.add({"12345"}, header(Direction::In, 1));
    panel.add({"123", "456"}, header(Direction::Out, 1));
    QTRY_COMPARE(cards[0]->csv(), QByteArray("from,to,received,sent\r\n5,6,2,0\r\n6,7,0,1\r\n"));
    QVERIFY(cards[1]->csv().startsWith("from,to,received,sent\r\n"));
    QCOMPARE(cards[1]->csv().count('\n'), 2);
}

void TestFiguresView::tellsWhatWasMissed()
{
    StoredPanel panel(m_world, SocketType::Pull, {.messages = 80});
    FiguresView view(panel);
    for (int i = 0; i < 200; ++i)
        panel.add({"x"}, header(Direction::In, i));
    PanelFigures::of(panel); // began when the view did, and nobody looked
    view.show();
    const qint64 gone = qint64(panel.store().first().value) - 1;
    QVERIFY(gone > 0);
    QTRY_VERIFY(!labelText(view, QString::number(gone) + u" messages were gone before"_s).isNull());
}

void TestFiguresView::startsOver()
{
    StoredPanel panel(m_world, SocketType::Pull);
    FiguresView view(panel);
    view.show();
    panel.add({"x"}, header(Direction::In, 0));
    const PanelFigures &figures = PanelFigures::of(panel);
    QTRY_COMPARE(figures.examined(Part::Traffic), 1);
    for (QToolButton *button : view.findChildren<QToolButton *>()) {
        if (button->accessibleName() == u"Start over")
            button->click();
    }
    QCOMPARE(figures.examined(Part::Traffic), 0);
    QVERIFY(figures.sizes().sizes(MessageWay::InOrForward).isEmpty());
}

void TestFiguresView::fitsIntoANarrowPanel()
{
    StoredPanel panel(m_world, SocketType::Router);
    FiguresView view(panel);
    view.resize(300, 600);
    view.show();
    panel.add({"a", "", "q"}, header(Direction::In, 0));
    QTRY_VERIFY(view.findChild<CardGrid *>()->isVisible());
    QCOMPARE(view.findChild<QScrollArea *>()->horizontalScrollBar()->maximum(), 0);
    QVERIFY(view.minimumSizeHint().width() <= 300);
}

QTEST_MAIN(TestFiguresView)
#include "tst_figures_view.moc"
