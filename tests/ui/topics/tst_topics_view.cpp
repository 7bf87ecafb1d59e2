// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_fixture.h"
#include "tests/ui/inspector/stored_panel.h"
#include "ui/topics/topic_model.h"
#include "ui/topics/topic_table.h"
#include "ui/topics/topics_view.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;
using Part = PanelFigures::Part;

namespace {

MessageHeader now()
{
    return {Clock::system().now(), Direction::In, {}, {}};
}

struct Shown {
    explicit Shown(Panel &panel)
        : view(panel)
    {
        view.resize(700, 400);
        view.show();
    }
    TopicTable &table() const { return *view.findChild<TopicTable *>(); }
    QString text(int row, TopicModel::Column column, const QModelIndex &parent = {}) const
    {
        return table().model()->index(row, column, parent).data().toString();
    }
    QModelIndex row(int row, const QModelIndex &parent = {}) const
    {
        return table().model()->index(row, 0, parent);
    }
    /// The action of the context menu on the row, triggered.
    void choose(const QModelIndex &index, const QString &action) const
    {
        bool found = false;
        QTimer::singleShot(0, &table(), [&] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            for (QAction *each : menu->actions()) {
                if (each->text().section(u'\t', 0, 0) == action && each->isEnabled()) {
                    found = true;
                    each->trigger();
                }
            }
            menu->close();
        });
        table().setCurrentIndex(index);
        emit table().customContextMenuRequested(table().visualRect(index).center());
        QVERIFY2(found, qPrintable(action));
    }

    TopicsView view;
};

} // namespace

class TestTopicsView : public QObject {
    Q_OBJECT
private slots:
    void saysWhatToExpect();
    void showsTopicsOfRealMessages();
    void worksOnlyWhileShown();
    void opensTheLastMessage();
    void menuCopiesAndFilters();
    void searchOpensWhatItFinds();
    void separatorIsChosen();
    void rowsStayUnderTheEye();
    void tellsWhatWasMissed();

private:
    PanelWorld m_world;
};

void TestTopicsView::saysWhatToExpect()
{
    StoredPanel panel(m_world, SocketType::Sub);
    Shown shown(panel);
    QVERIFY(!shown.table().isVisible());
    const QList<QLabel *> labels = shown.view.findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().startsWith(u"No message with a topic yet.");
    }));
    panel.add({"a", "x"}, now());
    QTRY_VERIFY(shown.table().isVisible());
}

void TestTopicsView::showsTopicsOfRealMessages()
{
    test::SessionFixture fixture;
    SocketPanel *panel = fixture.open(test::subscribed(test::bound(SocketType::Sub)));
    Shown shown(*panel);
    test::RawPeer publisher = fixture.peerOf(panel, zmq::socket_type::pub);
    QTRY_VERIFY(publisher.trySend({"weather/berlin", "21.5"}) && panel->counters().received > 0);
    publisher.trySend({"weather/paris", "{\"t\": 25}"});
    publisher.trySend({"news extra"});
    QTRY_COMPARE(shown.table().model()->rowCount(), 2);
    QCOMPARE(shown.text(0, TopicModel::Topic), u"news"_s);
    QCOMPARE(shown.text(0, TopicModel::LastValue), u"extra"_s);
    QCOMPARE(shown.text(1, TopicModel::Topic), u"weather"_s);
    QVERIFY(shown.table().isExpanded(shown.row(1))); // few are opened by themselves
    QCOMPARE(shown.text(1, TopicModel::LastValue, shown.row(1)), u"{t: 25}"_s);
}

void TestTopicsView::worksOnlyWhileShown()
{
    StoredPanel panel(m_world, SocketType::Sub);
    Shown shown(panel);
    PanelFigures &figures = PanelFigures::of(panel);
    QVERIFY(figures.isWatched(Part::Topics));
    shown.view.hide();
    QVERIFY(!figures.isWatched(Part::Topics));
    panel.add({"a", "x"}, now());
    QCOMPARE(figures.topics().topicCount(), 0);
    shown.view.show();
    QTRY_COMPARE(shown.table().model()->rowCount(), 1);
}

void TestTopicsView::opensTheLastMessage()
{
    StoredPanel panel(m_world, SocketType::Sub);
    Shown shown(panel);
    panel.add({"a/b", "x"}, now());
    const MessageIndex b = panel.add({"a/b", "y"}, now());
    const MessageIndex c = panel.add({"a/c", "z"}, now());
    QTRY_COMPARE(shown.table().model()->rowCount(), 1);
    QSignalSpy requested(&shown.view, &TopicsView::messageRequested);
    const auto doubleClick = [&](const QModelIndex &index) {
        const QPoint at = shown.table().visualRect(index).center();
        QTest::mouseClick(shown.table().viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(shown.table().viewport(), Qt::LeftButton, {}, at);
    };
    doubleClick(shown.row(0, shown.row(0)));
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.takeFirst().first().value<MessageIndex>(), b);
    doubleClick(shown.row(0)); // the newest of all below
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.takeFirst().first().value<MessageIndex>(), c);
}

void TestTopicsView::menuCopiesAndFilters()
{
    StoredPanel panel(m_world, SocketType::Sub);
    Shown shown(panel);
    panel.add({"a/b", "first"}, now());
    panel.add({"a/b", "{\"n\": 1}", "second frame"}, now());
    QTRY_COMPARE(shown.table().model()->rowCount(), 1);
    const QModelIndex b = shown.row(0, shown.row(0));
    QSignalSpy filtered(&shown.view, &TopicsView::filterRequested);
    shown.choose(b, u"Filter log by this topic"_s);
    QCOMPARE(filtered.size(), 1);
    QCOMPARE(filtered.first().first().toString(), u"a/b"_s);
    shown.choose(b, u"Copy topic"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"a/b"_s);
    shown.choose(b, u"Copy last value"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"{\"n\": 1}\nsecond frame"_s);
    QSignalSpy requested(&shown.view, &TopicsView::messageRequested);
    shown.choose(b, u"Show last message"_s);
    QCOMPARE(requested.first().first().value<MessageIndex>(), MessageIndex{2});
    shown.choose(shown.row(0), u"Close"_s);
    QVERIFY(!shown.table().isExpanded(shown.row(0)));
    shown.choose(shown.row(0), u"Open all below"_s);
    QVERIFY(shown.table().isExpanded(shown.row(0)));
}

void TestTopicsView::searchOpensWhatItFinds()
{
    StoredPanel panel(m_world, SocketType::Sub);
    Shown shown(panel);
    for (int i = 0; i < 60; ++i)
        panel.add({"top/" + QByteArray::number(i) + "/leaf", "x"}, now());
    QTRY_COMPARE(shown.table().model()->rowCount(), 1);
    QVERIFY(!shown.table().isExpanded(shown.row(0))); // too many
    shown.table().expand(shown.row(0));
    auto *search = shown.view.findChild<QLineEdit *>();
    search->setText(u"/7/"_s);
    QCOMPARE(shown.table().model()->rowCount(shown.row(0)), 1);
    QVERIFY(shown.table().isExpanded(shown.row(0, shown.row(0))));
    shown.view.activateWindow();
    search->setFocus();
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(search->text(), QString());
    QCOMPARE(shown.table().model()->rowCount(shown.row(0)), 60);
    QVERIFY(shown.table().isExpanded(shown.row(0))); // as before
    QVERIFY(!shown.table().isExpanded(shown.row(7, shown.row(0))));
}

void TestTopicsView::separatorIsChosen()
{
    StoredPanel panel(m_world, SocketType::Sub);
    Shown shown(panel);
    panel.add({"a.b", "x"}, now());
    QTRY_COMPARE(shown.table().model()->rowCount(), 1);
    auto *separator = shown.view.findChild<QComboBox *>();
    QCOMPARE(separator->currentText(), u"Split at /"_s);
    separator->setCurrentIndex(1);
    emit separator->activated(1);
    QCOMPARE(shown.text(0, TopicModel::Topic), u"a"_s);
    QCOMPARE(shown.text(0, TopicModel::Topic, shown.row(0)), u"b"_s);
}

void TestTopicsView::rowsStayUnderTheEye()
{
    StoredPanel panel(m_world, SocketType::Sub);
    Shown shown(panel);
    for (int i = 0; i < 200; ++i)
        panel.add({"m" + QByteArray::number(1000 + i), "x"}, now());
    QTRY_COMPARE(shown.table().model()->rowCount(), 200);
    shown.table().verticalScrollBar()->setValue(shown.table().verticalScrollBar()->maximum() / 2);
    const QPersistentModelIndex first = shown.table().indexAt(QPoint(0, 0));
    QVERIFY(first.isValid());
    const QRect place = shown.table().visualRect(first);
    for (int i = 0; i < 50; ++i)
        panel.add({"a" + QByteArray::number(i), "x"}, now());
    QTRY_COMPARE(shown.table().model()->rowCount(), 250);
    QCOMPARE(shown.table().visualRect(first), place);
}

void TestTopicsView::tellsWhatWasMissed()
{
    StoredPanel panel(m_world, SocketType::Sub, {.messages = 80});
    Shown shown(panel);
    panel.add({"a", "x"}, now());
    QTRY_COMPARE(shown.table().model()->rowCount(), 1);
    shown.view.hide();
    for (int i = 0; i < 200; ++i)
        panel.add({"a", "x"}, now());
    shown.view.show();
    const qint64 gone = qint64(panel.store().first().value) - 2;
    const auto notice = [&] {
        for (const QLabel *label : shown.view.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(u"were gone before"))
                return label->text();
        }
        return QString();
    };
    QTRY_VERIFY(notice().startsWith(QString::number(gone) + u' '));
}

QTEST_MAIN(TestTopicsView)
#include "tst_topics_view.moc"
