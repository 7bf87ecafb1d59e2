// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/channel.h"
#include "core/zmq/context.h"
#include "ui/options/option_editor.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

struct QuietSink : Channel::Sink {
    bool accepts(Channel &) override { return true; }
    void received(Channel &, ReceivedMessage &, const MessageHeader &) override { }
    bool flush(Channel &) override { return false; }
};

struct Bench {
    explicit Bench(SocketType type)
        : channel(context, scheduler, Clock::system(), peers, sink,
            SideConfig{type, {{EndpointRole::Bind, u"tcp://127.0.0.1:*"_s}}, {}, {}}, nullptr)
    {
        (void)channel.open();
        editor = std::make_unique<OptionEditor>(channel, nullptr);
        editor->resize(800, 560);
        editor->show();
        (void)QTest::qWaitForWindowActive(editor.get());
        search = editor->findChild<QLineEdit *>();
        table = editor->findChild<QTableView *>();
    }

    /// Searches for the option and selects the first hit.
    void select(const QString &name)
    {
        search->setText(name);
        table->setCurrentIndex(table->model()->index(0, 1));
        QCOMPARE(table->model()->index(0, 0).data().toString(), name);
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *found : editor->findChildren<QPushButton *>()) {
            if (found->text() == text)
                return found;
        }
        return nullptr;
    }
    bool shows(const QString &text) const
    {
        for (const QLabel *label : editor->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }

    Context context;
    ReadinessScheduler scheduler;
    PeerTable peers;
    QuietSink sink;
    Channel channel;
    std::unique_ptr<OptionEditor> editor;
    QLineEdit *search = nullptr;
    QTableView *table = nullptr;
};

} // namespace

class TestOptionEditor : public QObject {
    Q_OBJECT
private slots:
    void describesTheSelectedOption()
    {
        Bench bench(SocketType::Push);
        bench.select(u"ZMQ_LINGER"_s);
        QVERIFY(bench.shows(u"ZmqScope default 0, libzmq -1."_s));
        QVERIFY(bench.shows(u"-1 = for ever"_s));
        bench.select(u"ZMQ_USE_FD"_s);
        QVERIFY(bench.shows(u"Not available here"_s));
        bench.search->setText(u"nosuchword"_s);
        QVERIFY(bench.shows(u"No option matches"_s));
        QVERIFY(!bench.table->isVisible());
    }

    void typingEditsAndReturnSets()
    {
        Bench bench(SocketType::Push);
        bench.select(u"ZMQ_SNDHWM"_s);
        bench.table->setFocus();
        QTest::keyClick(bench.table, Qt::Key_F2);
        auto *spin = bench.table->viewport()->findChild<QSpinBox *>();
        QVERIFY(spin);
        QTest::keyClicks(spin, u"42"_s);
        QVERIFY(bench.channel.setOption(u"ZMQ_SNDTIMEO"_s, qint64(1))); // elsewhere, meanwhile
        QVERIFY(bench.channel.resetOption(u"ZMQ_SNDTIMEO"_s));
        QTest::keyClick(spin, Qt::Key_Return);
        QTRY_VERIFY(bench.channel.config().options.value(u"ZMQ_SNDHWM"_s) == OptionValue(qint64(42)));
        QTRY_VERIFY(bench.button(u"Reopen now"_s)->isVisible()); // counts for new connections only
        QVERIFY(bench.button(u"Reset to default"_s)->isEnabled());
        bench.button(u"Reset to default"_s)->click();
        QVERIFY(bench.channel.config().options.isEmpty());
        QTRY_VERIFY(!bench.button(u"Reset to default"_s)->isEnabled());
    }

    void aWrongValueStaysInItsEditorWithTheReason()
    {
        Bench bench(SocketType::Push);
        bench.select(u"ZMQ_MAXMSGSIZE"_s);
        bench.table->setFocus();
        QTest::keyClick(bench.table, Qt::Key_F2);
        auto *line = bench.table->viewport()->findChild<QLineEdit *>();
        QVERIFY(line);
        QTest::keyClicks(line, u"big"_s);
        QVERIFY(bench.shows(u"is no number"_s));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(line->isVisible());
        line->selectAll();
        QTest::keyClicks(line, u"1000"_s);
        QVERIFY(!bench.shows(u"is no number"_s));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(bench.channel.config().options.value(u"ZMQ_MAXMSGSIZE"_s) == OptionValue(qint64(1000)));
    }

    void offersToReopen()
    {
        Bench bench(SocketType::Push);
        QVERIFY(!bench.button(u"Reopen now"_s)->isVisible());
        bench.select(u"ZMQ_HEARTBEAT_IVL"_s);
        bench.table->model()->setData(bench.table->currentIndex(), u"500"_s);
        QTRY_VERIFY(bench.button(u"Reopen now"_s)->isVisible());
        QVERIFY(bench.shows(u"opened again: ZMQ_HEARTBEAT_IVL"_s));
        bench.button(u"Reopen now"_s)->click();
        QVERIFY(bench.channel.isOpen());
        QVERIFY(bench.channel.needsReopen().isEmpty());
        QTRY_VERIFY(!bench.button(u"Reopen now"_s)->isVisible());
    }

    void flagsToggleByReturn()
    {
        Bench bench(SocketType::Router);
        bench.select(u"ZMQ_ROUTER_HANDOVER"_s);
        bench.table->setFocus();
        QTest::keyClick(bench.table, Qt::Key_Return);
        QVERIFY(bench.channel.config().options.value(u"ZMQ_ROUTER_HANDOVER"_s) == OptionValue(qint64(1)));
        QTest::keyClick(bench.table, Qt::Key_Delete);
        QVERIFY(bench.channel.config().options.isEmpty());
    }
};

QTEST_MAIN(TestOptionEditor)
#include "tst_option_editor.moc"
