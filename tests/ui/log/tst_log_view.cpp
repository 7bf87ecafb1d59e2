// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/session.h"
#include "ui/log/history_dialog.h"
#include "ui/log/log_empty_text.h"
#include "ui/log/log_notice.h"
#include "ui/log/log_table.h"
#include "ui/log/log_view.h"
#include "ui/log/stopped_receiving.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class LogViewTest : public QObject {
    Q_OBJECT

    /// A panel and its log. PUB needs no peer: what it sends stands in the log at once.
    struct Shown {
        Session session;
        SocketPanel *panel;
        std::unique_ptr<LogView> view;

        explicit Shown(SocketType type = SocketType::Pub)
        {
            PanelConfig config;
            config.name = u"demo"_s;
            config.side.type = type;
            config.side.endpoints = {{EndpointRole::Bind, u"tcp://127.0.0.1:*"_s}};
            panel = qobject_cast<SocketPanel *>(session.create(config));
            const Result<void> opened = panel->open();
            if (!opened)
                qFatal("%s", qPrintable(opened.error().text()));
            makeView();
        }
        void makeView()
        {
            view = std::make_unique<LogView>(*panel);
            view->resize(900, 400);
            view->show();
        }
        void send(int count)
        {
            for (int i = 0; i < count; ++i)
                panel->send({.frames = {"message " + QByteArray::number(panel->store().end().value)}});
        }
        LogTable *table() const { return view->findChild<LogTable *>(); }
        int rows() const { return table()->model()->rowCount(); }
        template <typename Widget>
        Widget *visible(const QString &contains) const
        {
            for (auto *widget : view->findChildren<Widget *>()) {
                if (widget->isVisible()
                    && (widget->text().contains(contains) || widget->accessibleName().contains(contains)))
                    return widget;
            }
            return nullptr;
        }
        bool says(const QString &text) const { return visible<QLabel>(text) != nullptr; }
        void press(const QString &name) const
        {
            auto *button = visible<QAbstractButton>(name);
            QVERIFY2(button, qPrintable(name));
            button->click();
        }
        QAction *action(const QString &text) const
        {
            for (auto *action : view->findChildren<QAction *>()) {
                if (action->text() == text)
                    return action;
            }
            return nullptr;
        }
    };

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        theme::apply(*qApp, theme::Mode::Light);
    }
    void showsWhatIsSent();
    void saysHowManyWait();
    void pausesTheDisplay();
    void stopsReceiving();
    void clearsAndBringsBack();
    void filtersFromTheKeyboard();
    void remembersColumns();
    void remembersTheTimeStyle();
    void copiesFromTheKeyboard();
    void asksForResendEditAndReply();
    void tellsOfEvictionAndChangesTheLimit();
    void emptyTextTellsWhatToExpect();
    void everyTypeExplainsStopping();
    void everyControlHasANameAndCanBeReached();
};

void LogViewTest::showsWhatIsSent()
{
    Shown shown;
    QSignalSpy current(shown.view.get(), &LogView::currentMessageChanged);
    shown.send(3);
    QTRY_COMPARE(shown.rows(), 3);
    QTRY_VERIFY(shown.says(u"3 messages"_s));
    QVERIFY(shown.says(u"3 sent"_s));
    QCOMPARE(shown.view->currentMessage(), MessageIndex{});
    QTest::keyClick(shown.table(), Qt::Key_End);
    QCOMPARE(current.count(), 1);
    QCOMPARE(shown.view->currentMessage(), MessageIndex{3});
}

void LogViewTest::saysHowManyWait()
{
    Shown shown;
    shown.send(500);
    QTRY_COMPARE(shown.rows(), 500);
    shown.table()->verticalScrollBar()->setValue(10);
    QVERIFY(!shown.action(u"Follow new messages"_s)->isChecked());
    shown.send(1234);
    QTRY_VERIFY(shown.visible<QPushButton>(u"1,234 new"_s));
    shown.press(u"1,234 new"_s);
    QVERIFY(shown.table()->isFollowing());
    QVERIFY(shown.action(u"Follow new messages"_s)->isChecked());
    QCOMPARE(shown.table()->verticalScrollBar()->value(), shown.table()->verticalScrollBar()->maximum());
    QVERIFY(!shown.visible<QPushButton>(u" new"_s));
}

void LogViewTest::pausesTheDisplay()
{
    Shown shown;
    shown.send(5);
    QTRY_COMPARE(shown.rows(), 5);
    shown.press(u"Pause display"_s);
    QVERIFY(shown.says(u"Display paused"_s));
    shown.send(7);
    QTRY_VERIFY(shown.says(u"since then: 7"_s));
    QCOMPARE(shown.rows(), 5);
    shown.press(u"Resume display"_s);
    QCOMPARE(shown.rows(), 12);
    QVERIFY(!shown.says(u"Display paused"_s));
    QVERIFY(!shown.action(u"Pause display (keep receiving)"_s)->isChecked());
}

void LogViewTest::stopsReceiving()
{
    Shown shown(SocketType::Pull);
    shown.action(u"Stop receiving"_s)->trigger();
    QVERIFY(!shown.panel->isReceiving());
    QVERIFY(shown.says(u"PUSH peers queue up"_s));
    shown.press(u"Resume receiving"_s);
    QVERIFY(shown.panel->isReceiving());
    QVERIFY(!shown.says(u"PUSH peers queue up"_s));
    QVERIFY(!shown.action(u"Stop receiving"_s)->isChecked());
}

void LogViewTest::clearsAndBringsBack()
{
    Shown shown;
    shown.send(5);
    QTRY_COMPARE(shown.rows(), 5);
    shown.press(u"Clear log"_s);
    QCOMPARE(shown.rows(), 0);
    QVERIFY(shown.says(u"Log cleared: 5 messages"_s));
    shown.press(u"Undo clear"_s);
    QCOMPARE(shown.rows(), 5);
    QVERIFY(!shown.says(u"Log cleared"_s));

    shown.press(u"Clear log"_s);
    shown.send(1);
    QTRY_COMPARE(shown.rows(), 1);
    QVERIFY(!shown.says(u"Log cleared"_s)); // too late
}

void LogViewTest::filtersFromTheKeyboard()
{
    Shown shown;
    shown.send(200);
    QTRY_COMPARE(shown.rows(), 200);
    QVERIFY(QTest::qWaitForWindowActive(shown.view.get()));
    shown.view->activateFilter();
    auto *edit = shown.view->findChild<QLineEdit *>();
    QCOMPARE(QApplication::focusWidget(), edit);
    QTest::keyClicks(edit, u"AGE 19"_s);
    QTRY_COMPARE(shown.rows(), 11); // 19, 190…199
    QTRY_VERIFY(shown.says(u"11 of 200"_s));
    shown.press(u"Match case"_s);
    QTRY_COMPARE(shown.rows(), 0);
    QTest::keyClick(edit, Qt::Key_Escape);
    QTRY_COMPARE(shown.rows(), 200);
    QVERIFY(edit->text().isEmpty());
    QVERIFY(!shown.says(u" of 200"_s));
}

void LogViewTest::remembersColumns()
{
    Shown shown;
    QVERIFY(shown.panel->config().columns.isEmpty());
    shown.table()->horizontalHeader()->moveSection(0, 2);
    shown.table()->horizontalHeader()->resizeSection(int(LogColumn::Peer), 177);
    shown.action(u"Frames"_s)->trigger();
    const QList<LogColumnConfig> columns = shown.panel->config().columns;
    QCOMPARE(columns.size(), logColumnCount);
    QCOMPARE(columns[2].key, u"number"_s);
    QCOMPARE(columns[3].width, 177);
    QVERIFY(!columns[5].visible);

    shown.makeView();
    QCOMPARE(shown.table()->columnLayout().toConfig(), columns);
    QVERIFY(shown.table()->isColumnHidden(int(LogColumn::Frames)));
    QCOMPARE(shown.panel->config().columns, columns); // looking at it changes nothing

    shown.action(u"Reset columns"_s)->trigger();
    QVERIFY(shown.panel->config().columns.isEmpty());
    QVERIFY(!shown.table()->isColumnHidden(int(LogColumn::Frames)));
}

void LogViewTest::remembersTheTimeStyle()
{
    Shown shown;
    shown.send(1);
    shown.action(u"Nanoseconds"_s)->trigger();
    shown.action(u"Since the first message"_s)->trigger();
    shown.makeView();
    QTRY_COMPARE(shown.rows(), 1);
    QCOMPARE(shown.table()->model()->index(0, int(LogColumn::Time)).data().toString(), u"+0.000000000"_s);
}

void LogViewTest::copiesFromTheKeyboard()
{
    Shown shown;
    shown.send(3);
    QTRY_COMPARE(shown.rows(), 3);
    QVERIFY(QTest::qWaitForWindowActive(shown.view.get()));
    shown.table()->setFocus();
    QTest::keyClick(shown.table(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(shown.table(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[1].startsWith(u"2\t"_s) && lines[1].endsWith(u"\tmessage 2"_s));
    shown.action(u"Python bytes literal"_s)->trigger();
    QCOMPARE(QApplication::clipboard()->text(), u"b'message 1'\nb'message 2'\nb'message 3'"_s);
}

void LogViewTest::asksForResendEditAndReply()
{
    Shown shown;
    shown.send(3);
    QTRY_COMPARE(shown.rows(), 3);
    QTest::keyClick(shown.table(), Qt::Key_Home);
    QSignalSpy resend(shown.view.get(), &LogView::resendRequested);
    QSignalSpy edit(shown.view.get(), &LogView::editRequested);
    QSignalSpy reply(shown.view.get(), &LogView::replyRequested);
    shown.action(u"Resend"_s)->trigger();
    shown.action(u"Edit and resend"_s)->trigger();
    shown.action(u"Reply to this"_s)->trigger();
    for (QSignalSpy *spy : {&resend, &edit, &reply}) {
        QCOMPARE(spy->count(), 1);
        QCOMPARE(spy->first().first().value<MessageIndex>(), MessageIndex{1});
    }
}

void LogViewTest::tellsOfEvictionAndChangesTheLimit()
{
    Shown shown;
    shown.panel->setHistory({.bytes = 256LL * 1024 * 1024, .messages = 1000});
    shown.send(20'000);
    QVERIFY(shown.panel->store().evicted() > 0);
    QTRY_VERIFY(shown.says(u"oldest went"_s));
    QTRY_COMPARE(qint64(shown.rows()), shown.panel->store().count());

    shown.press(u"Limit 256 MiB or 1,000 messages"_s);
    auto *dialog = shown.view->findChild<HistoryDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    const QList<QSpinBox *> boxes = dialog->findChildren<QSpinBox *>();
    QCOMPARE(boxes[0]->value(), 256);
    QCOMPARE(boxes[1]->value(), 1000);
    boxes[0]->setValue(64);
    boxes[1]->setValue(0);
    dialog->accept();
    QCOMPARE(shown.panel->store().limits(), (StoreLimits{.bytes = 64LL * 1024 * 1024, .messages = 0}));
    QVERIFY(shown.visible<QAbstractButton>(u"Limit 64 MiB"_s));
}

void LogViewTest::emptyTextTellsWhatToExpect()
{
    Shown pull(SocketType::Pull);
    QVERIFY(emptyLogText(*pull.panel).contains(u"Listening on tcp://127.0.0.1:"_s));
    pull.panel->close();
    QVERIFY(emptyLogText(*pull.panel).contains(u"closed"_s));
    Shown sub(SocketType::Sub);
    QVERIFY(emptyLogText(*sub.panel).contains(u"subscri"_s));
}

void LogViewTest::everyTypeExplainsStopping()
{
    PanelConfig config;
    for (const SocketTraits &type : allSocketTypes()) {
        config.side.type = type.type;
        QVERIFY(!stoppedReceivingText(config).isEmpty());
    }
    config.second.emplace();
    QVERIFY(stoppedReceivingText(config).contains(u"bridge"_s));
}

void LogViewTest::everyControlHasANameAndCanBeReached()
{
    Shown shown;
    for (auto *button : shown.view->findChildren<QAbstractButton *>()) {
        if (!button->isVisible() || qobject_cast<QLineEdit *>(button->parentWidget())
            || qobject_cast<LogTable *>(button->parentWidget()))
            continue;
        QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
            button->metaObject()->className());
        QVERIFY2(button->focusPolicy() & Qt::TabFocus, qPrintable(button->text()));
    }

    QVERIFY(QTest::qWaitForWindowActive(shown.view.get()));
    shown.view->setFocus();
    QCOMPARE(QApplication::focusWidget(), shown.table());
    QSet<QString> reached;
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        auto *button = qobject_cast<QAbstractButton *>(QApplication::focusWidget());
        reached += button && button->accessibleName().isEmpty() ? button->text()
                                                                : QApplication::focusWidget()->accessibleName();
    }
    for (const QString &name : {u"Filter messages"_s, u"Match case"_s, u"Follow new messages"_s,
             u"Pause display (keep receiving)"_s, u"Clear log"_s, u"Columns and time"_s, u"Limit 256 MiB"_s,
             u"Messages"_s})
        QVERIFY2(reached.contains(name), qPrintable(name));
}

QTEST_MAIN(LogViewTest)
#include "tst_log_view.moc"
