// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/field_plot/field_plot_view.h"

#include "core/panel/session.h"
#include "tests/support/session_fixture.h"
#include "ui/field_plot/field_chip.h"
#include "ui/field_plot/field_mime.h"
#include "ui/inspector/inspector.h"
#include "ui/log/log_notice.h"
#include "ui/panel/reading_splitter.h"
#include "ui/plot/legend_item.h"
#include "ui/plot/time_plot.h"
#include "ui/theme/theme.h"
#include "ui/value_tree/value_tree_view.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace zmqscope;
using namespace zmqscope::test;

class TestFieldPlotView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init();
    void plotsFieldsOfPanels();
    void sameFieldOnce();
    void limitOfFields();
    void removingIsUndone();
    void closedPanelsKeepTheirPoints();
    void renamedPanels();
    void widensToAllTopics();
    void takesDroppedFields();
    void refusesWhatIsNoField();
    void inspectorOffersNumbers();

private:
    /// A pair of panels; what the first sends the second receives.
    void send(const QList<QByteArray> &frames)
    {
        QVERIFY(static_cast<SocketPanel *>(m_sender)->send({frames}).status != SendReport::Status::Refused);
    }
    FieldRef field(const QString &path, int frame = 0, std::optional<QByteArray> topic = {})
    {
        return {m_receiver, {*FieldPath::parse(path, frame), std::move(topic), {}, {}}};
    }

    std::unique_ptr<Session> m_session;
    std::unique_ptr<FieldPlotView> m_view;
    Panel *m_sender = nullptr;
    Panel *m_receiver = nullptr;
};

void TestFieldPlotView::init()
{
    m_view.reset();
    m_session = std::make_unique<Session>();
    PanelConfig sender;
    sender.name = u"sender"_s;
    sender.side = bound(SocketType::Pair);
    m_sender = m_session->create(sender);
    QVERIFY(m_sender->open().ok());
    PanelConfig receiver;
    receiver.name = u"receiver"_s;
    receiver.side = connected(SocketType::Pair, addressOf(*m_sender->channels().first()));
    m_receiver = m_session->create(receiver);
    QVERIFY(m_receiver->open().ok());
    m_view = std::make_unique<FieldPlotView>(*m_session);
    m_view->resize(700, 300);
    m_view->show();
}

void TestFieldPlotView::plotsFieldsOfPanels()
{
    QVERIFY(m_view->plot(field(u"$.t"_s)));
    QVERIFY(m_view->plot(field(u"$"_s, 1, "a")));
    QCOMPARE(m_view->nameOf(0), u"$.t · receiver"_s);
    QCOMPARE(m_view->nameOf(1), u"frame 2 · a · receiver"_s);
    send({R"({"t": 1.5})"});
    send({"a", "7"});
    QTRY_COMPARE(m_view->field(0).points()->count(), 1);
    QTRY_COMPARE(m_view->field(1).points()->count(), 1);
    QCOMPARE(m_view->field(0).points()->at(0).value, 1.5);
    QTRY_COMPARE(m_view->field(0).withoutNumber(), 1);
    QCOMPARE(skippedText(m_view->field(0)), u"1 without it"_s);
    QCOMPARE(skippedText(m_view->field(1)), QString());
    QCOMPARE(m_view->findChildren<FieldChip *>().size(), 2);
}

void TestFieldPlotView::sameFieldOnce()
{
    QVERIFY(m_view->plot(field(u"$.t"_s)));
    QVERIFY(!m_view->plot(field(u"$.t"_s)));
    QCOMPARE(m_view->count(), std::size_t(1));
    QVERIFY(m_view->plot(field(u"$.t"_s, 0, "topic")));
}

void TestFieldPlotView::limitOfFields()
{
    for (std::size_t i = 0; i < FieldPlotView::maxFields; ++i)
        QVERIFY(m_view->plot(field(u"$[%1]"_s.arg(i))));
    QVERIFY(!m_view->plot(field(u"$.one"_s)));
    QCOMPARE(m_view->count(), FieldPlotView::maxFields);
    m_view->remove(0);
    QVERIFY(m_view->plot(field(u"$.one"_s)));
}

void TestFieldPlotView::removingIsUndone()
{
    QVERIFY(m_view->plot(field(u"$"_s)));
    QVERIFY(m_view->plot(field(u"$.other"_s)));
    send({"1"});
    QTRY_COMPARE(m_view->field(0).points()->count(), 1);
    QToolButton *remove = m_view->findChildren<FieldChip *>()[0]->findChild<QToolButton *>();
    remove->click();
    QTRY_COMPARE(m_view->count(), std::size_t(1));
    QCOMPARE(m_view->nameOf(0), u"$.other · receiver"_s);
    send({"2"});
    QTRY_COMPARE(m_receiver->store().count(), 2);
    m_view->undoRemove();
    QCOMPARE(m_view->count(), std::size_t(2));
    QCOMPARE(m_view->nameOf(1), u"frame 1 · receiver"_s);
    QTRY_COMPARE(m_view->field(1).points()->count(), 2); // what came meanwhile too
    m_view->undoRemove();
    QCOMPARE(m_view->count(), std::size_t(2));
}

void TestFieldPlotView::closedPanelsKeepTheirPoints()
{
    QVERIFY(m_view->plot(field(u"$"_s)));
    send({"1"});
    QTRY_COMPARE(m_view->field(0).points()->count(), 1);
    m_session->close(m_receiver);
    QVERIFY(m_view->field(0).hasEnded());
    QVERIFY(m_view->timePlot().series().first().ended);
    QCOMPARE(m_view->field(0).points()->count(), 1);
    m_session->undoClose();
    QVERIFY(!m_view->field(0).hasEnded());
    QVERIFY(!m_view->timePlot().series().first().ended);
    // Gone for good.
    m_session->closeAll();
    QVERIFY(m_view->field(0).hasEnded());
    QVERIFY(!m_view->field(0).panel());
    QCOMPARE(m_view->field(0).points()->count(), 1);
    QVERIFY(!m_view->plot({nullptr, m_view->field(0).query()}));
    m_view->remove(0);
    m_view->undoRemove();
    QCOMPARE(m_view->field(0).points()->count(), 1);
    QVERIFY(m_view->timePlot().series().first().ended);
}

void TestFieldPlotView::renamedPanels()
{
    QVERIFY(m_view->plot(field(u"$"_s)));
    m_receiver->setName(u"renamed"_s);
    QCOMPARE(m_view->nameOf(0), u"frame 1 · renamed"_s);
    QCOMPARE(m_view->timePlot().series().first().name, u"frame 1 · renamed"_s);
}

void TestFieldPlotView::widensToAllTopics()
{
    QVERIFY(m_view->plot(field(u"$"_s, 1, "a")));
    send({"a", "1"});
    send({"b", "2"});
    QTRY_COMPARE(m_receiver->store().count(), 2);
    QTRY_COMPARE(m_view->field(0).points()->count(), 1);
    m_view->widenToAllTopics(0);
    QCOMPARE(m_view->count(), std::size_t(1));
    QTRY_COMPARE(m_view->field(0).points()->count(), 2);
}

void TestFieldPlotView::takesDroppedFields()
{
    const std::unique_ptr<QMimeData> data(fieldMimeData(field(u"$.t"_s, 0, "a")));
    QCOMPARE(data->text(), u"$.t"_s);
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_view.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_view.get(), &drop);
    QCOMPARE(m_view->count(), std::size_t(1));
    QCOMPARE(m_view->field(0).query(), field(u"$.t"_s, 0, "a").query);
    QCOMPARE(m_view->field(0).panel(), m_receiver);
}

void TestFieldPlotView::refusesWhatIsNoField()
{
    const std::unique_ptr<QMimeData> ofClosed(fieldMimeData(field(u"$.t"_s)));
    QVERIFY(fieldFromMime(*ofClosed, *m_session));
    m_session->close(m_receiver);
    QVERIFY(!fieldFromMime(*ofClosed, *m_session));
    QMimeData junk;
    QVERIFY(!fieldFromMime(junk, *m_session));
    junk.setData(fieldMimeType, "junk");
    QVERIFY(!fieldFromMime(junk, *m_session));
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &junk, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(m_view.get(), &enter);
    QVERIFY(!enter.isAccepted());
}

void TestFieldPlotView::inspectorOffersNumbers()
{
    send({R"({"t": [1, "x"], "u": {"v": 2.5}})"});
    QTRY_COMPARE(m_receiver->store().count(), 1);
    ReadingSplitter splitter(*m_receiver, nullptr);
    splitter.resize(900, 500);
    splitter.show();
    splitter.inspector().showMessage(m_receiver->store().first());
    auto *tree = splitter.inspector().findChild<ValueTreeView *>();
    QTRY_VERIFY(tree->valueModel().decoded());
    tree->choose({0});
    QVERIFY(!tree->chosenField());
    tree->choose({0, 1});
    QVERIFY(!tree->chosenField());
    tree->choose({1, 0});
    const std::optional<FieldRef> chosen = tree->chosenField();
    QVERIFY(chosen.has_value());
    QCOMPARE(chosen->panel.data(), m_receiver);
    QCOMPARE(chosen->query.path.text(), u"$.u.v"_s);
    QCOMPARE(chosen->query.path.frame(), 0);
    QVERIFY(!chosen->query.topic);
    QVERIFY(tree->currentIndex().flags() & Qt::ItemIsDragEnabled);
    QSignalSpy spy(&splitter, &ReadingSplitter::plotRequested);
    emit tree->plotRequested(*chosen);
    QCOMPARE(spy.size(), 1);
    QVERIFY(m_view->plot(*chosen));
    QTRY_COMPARE(m_view->field(0).points()->count(), 1);
    QCOMPARE(m_view->field(0).points()->at(0).value, 2.5);
}

QTEST_MAIN(TestFieldPlotView)
#include "tst_field_plot_view.moc"
