// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/session.h"
#include "core/profile/profile.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/panel_docks.h"
#include "ui/main_window/profile_problems_dialog.h"
#include "ui/theme/theme.h"
#include "ui/welcome/welcome_page.h"

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

PanelConfig config(SocketType type, const QString &name, const QString &connectTo = {})
{
    PanelConfig panel;
    panel.name = name;
    panel.side.type = type;
    if (!connectTo.isEmpty())
        panel.side.endpoints << Endpoint{EndpointRole::Connect, connectTo};
    return panel;
}

int awaitedQuestions = 0;

/// Presses the button with that text in the next question; cleanup() fails when none came.
void answer(const QString &button)
{
    ++awaitedQuestions;
    auto *timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, qApp, [timer, button] {
        auto *question = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (!question)
            return;
        --awaitedQuestions;
        timer->stop();
        timer->deleteLater();
        const QList<QAbstractButton *> buttons = question->buttons();
        for (QAbstractButton *candidate : buttons) {
            if (candidate->text().remove(u'&') == button) {
                candidate->click();
                return;
            }
        }
        question->reject();
        QFAIL(qPrintable(u"no button "_s + button));
    });
    timer->start(10);
}

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void welcomesWhenNothingIsOpen();
    void opensSavesAndMarksChanges();
    void anErrorChangesNothing();
    void tryingThingsOutIsNoChange();
    void problemsAreListed();
    void askingBeforeChangesAreLost();
    void closedPanelComesBack();
    void unsentMessagesAreAskedFor();
    void waitsForUnsentMessages();
    void duplicateOfABoundPanelStaysClosed();
    void takesADroppedProfile();

private:
    QAction *action(const QString &text) const;
    QPushButton *noticeButton(const QString &text) const;
    QString write(const QString &name, const Profile &profile) const;
    Panel *panel(qsizetype i) const { return m_session->panels().value(i); }

    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void MainWindowTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"zmqscope-tests"_s);
    QCoreApplication::setApplicationName(u"tst_main_window"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    theme::apply(*qApp, theme::Mode::Light);
}

void MainWindowTest::init()
{
    m_session = std::make_unique<Session>();
    m_window = std::make_unique<MainWindow>(*m_session);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void MainWindowTest::cleanup()
{
    m_window.reset();
    m_session.reset();
    QCOMPARE(std::exchange(awaitedQuestions, 0), 0);
}

QAction *MainWindowTest::action(const QString &text) const
{
    for (auto *found : m_window->findChildren<QAction *>()) {
        if (found->text().remove(u'&') == text)
            return found;
    }
    return nullptr;
}

QPushButton *MainWindowTest::noticeButton(const QString &text) const
{
    for (auto *found : m_window->findChild<NoticeBar *>()->findChildren<QPushButton *>()) {
        if (found->text() == text && found->isVisible())
            return found;
    }
    return nullptr;
}

QString MainWindowTest::write(const QString &name, const Profile &profile) const
{
    const QString path = m_folder.filePath(name);
    return saveProfile(profile, path) ? path : QString();
}

void MainWindowTest::welcomesWhenNothingIsOpen()
{
    auto *welcome = m_window->findChild<WelcomePage *>();
    QVERIFY(welcome->isVisible());
    QVERIFY(!action(u"Close panel"_s)->isEnabled());
    m_window->openConfigs({config(SocketType::Pull, u"a"_s), config(SocketType::Pull, u"b"_s)});
    QVERIFY(!welcome->isVisible());
    QVERIFY(action(u"Close panel"_s)->isEnabled());
    QVERIFY(panel(0)->isOpen());
    QVERIFY(!m_window->isWindowModified());
    action(u"Close all panels"_s)->trigger();
    QVERIFY(welcome->isVisible());
}

void MainWindowTest::opensSavesAndMarksChanges()
{
    Profile profile;
    profile.description = u"kept"_s;
    profile.panels << config(SocketType::Pull, u"feed"_s);
    const QString path = write(u"feed.zmqscope"_s, profile);
    QVERIFY(m_window->openProfile(path));
    QCOMPARE(m_session->panels().size(), 1);
    QVERIFY(m_window->windowTitle().startsWith(u"feed.zmqscope"_s));
    QVERIFY(!m_window->isWindowModified());

    panel(0)->setName(u"other"_s);
    QTRY_VERIFY(m_window->isWindowModified());
    action(u"Save"_s)->trigger();
    QVERIFY(!m_window->isWindowModified());
    const Result<LoadedProfile> saved = loadProfile(path);
    QVERIFY(saved);
    QCOMPARE(saved->profile.panels.value(0).name, u"other"_s);
    QCOMPARE(saved->profile.description, u"kept"_s);
    QVERIFY(!saved->profile.windowLayout.isEmpty());
    QVERIFY(m_window->openProfile(path));
    QCOMPARE(m_session->panels().size(), 1);
}

void MainWindowTest::anErrorChangesNothing()
{
    m_window->openConfigs({config(SocketType::Pull, u"a"_s)});
    const Result<void> opened = m_window->openProfile(m_folder.filePath(u"missing.zmqscope"_s));
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::NotFound);
    QCOMPARE(m_session->panels().size(), 1);
}

void MainWindowTest::tryingThingsOutIsNoChange()
{
    SendDraft draft;
    draft.frames.first().text = u"hello"_s;

    m_window->openConfigs({config(SocketType::Pair, u"a"_s)});
    panel(0)->setDraft(draft);
    QVERIFY(m_window->close()); // looks for changes, and would ask
    QVERIFY(!m_window->isWindowModified());
    m_window->show();

    Profile profile;
    profile.panels << config(SocketType::Pair, u"a"_s);
    QVERIFY(m_window->openProfile(write(u"draft.zmqscope"_s, profile)));
    panel(0)->setDraft(draft);
    QTRY_VERIFY(m_window->isWindowModified());
    answer(u"Discard"_s);
    QVERIFY(m_window->close());
}

void MainWindowTest::problemsAreListed()
{
    const QString path = m_folder.filePath(u"bad.zmqscope"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"schemaVersion\": 1, \"panels\": [\n{\"name\": \"ok\", \"type\": \"SUB\"},\n{\"name\": "
               "\"bad\", \"type\": \"NOPE\"}]}");
    file.close();
    QVERIFY(m_window->openProfile(path));
    auto *dialog = m_window->findChild<ProfileProblemsDialog *>();
    QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
    auto *table = dialog->findChild<QTableWidget *>();
    QVERIFY(table->rowCount() >= 1);
    QCOMPARE(table->item(0, 0)->text(), u"3"_s);
    QVERIFY(table->item(0, 1)->text().startsWith(u"panels[1]"_s));
}

void MainWindowTest::askingBeforeChangesAreLost()
{
    Profile profile;
    profile.panels << config(SocketType::Pull, u"feed"_s);
    const QString path = write(u"asks.zmqscope"_s, profile);
    QVERIFY(m_window->openProfile(path));
    panel(0)->setName(u"changed"_s);

    answer(u"Cancel"_s);
    QVERIFY(!m_window->close());
    QVERIFY(m_window->isVisible());
    answer(u"Save"_s);
    QVERIFY(m_window->close());
    QCOMPARE(loadProfile(path)->profile.panels.value(0).name, u"changed"_s);
}

void MainWindowTest::closedPanelComesBack()
{
    m_window->openConfigs({config(SocketType::Pull, u"a"_s), config(SocketType::Pull, u"b"_s)});
    m_window->findChild<PanelDocks *>()->activate(panel(1));
    QVERIFY(!action(u"Undo close panel"_s)->isEnabled());
    action(u"Close panel"_s)->trigger();
    QCOMPARE(m_session->panels().size(), 1);
    QVERIFY(action(u"Undo close panel"_s)->isEnabled());
    QVERIFY(noticeButton(u"Undo"_s));
    noticeButton(u"Undo"_s)->click();
    QCOMPARE(m_session->panels().size(), 2);
    QCOMPARE(m_window->findChild<PanelDocks *>()->currentPanel()->name(), u"b"_s);
    QVERIFY(!action(u"Undo close panel"_s)->isEnabled());
    QVERIFY(!noticeButton(u"Undo"_s));
}

void MainWindowTest::unsentMessagesAreAskedFor()
{
    m_window->openConfigs({config(SocketType::Push, u"tasks"_s, u"tcp://127.0.0.1:1"_s)});
    auto *push = qobject_cast<SocketPanel *>(panel(0));
    QVERIFY(push->send(Message{{QByteArrayLiteral("task")}}).status != SendReport::Status::Refused);
    QCOMPARE(push->unsentMessages(), 1);
    answer(u"Cancel"_s);
    action(u"Close panel"_s)->trigger();
    QCOMPARE(m_session->panels().size(), 1);
    answer(u"Discard"_s);
    action(u"Close panel"_s)->trigger();
    QCOMPARE(m_session->panels().size(), 0);
}

void MainWindowTest::waitsForUnsentMessages()
{
    PanelConfig bound = config(SocketType::Push, u"tasks"_s);
    bound.side.endpoints << Endpoint{EndpointRole::Bind, u"tcp://127.0.0.1:*"_s};
    m_window->openConfigs({bound});
    auto *push = qobject_cast<SocketPanel *>(panel(0));
    QVERIFY(push->send(Message{{QByteArrayLiteral("task")}}).status != SendReport::Status::Refused);
    QTRY_VERIFY(!push->channel().endpoints().first().actualAddress.isEmpty());
    const QString address = push->channel().endpoints().first().actualAddress;
    answer(u"Wait up to 5 s"_s);
    action(u"Close panel"_s)->trigger();
    QCOMPARE(m_session->panels().size(), 1);
    QVERIFY(noticeButton(u"Discard now"_s));

    Session other;
    Panel *worker = other.create(config(SocketType::Pull, u"worker"_s, address));
    QVERIFY(worker->open());
    QTRY_COMPARE(m_session->panels().size(), 0);
    QTRY_COMPARE(worker->counters().received, 1);
}

void MainWindowTest::duplicateOfABoundPanelStaysClosed()
{
    PanelConfig bound = config(SocketType::Pull, u"feed"_s);
    bound.side.endpoints << Endpoint{EndpointRole::Bind, u"inproc://duplicate"_s};
    m_window->openConfigs({bound});
    action(u"Duplicate"_s)->trigger();
    QCOMPARE(m_session->panels().size(), 2);
    QCOMPARE(panel(1)->name(), u"feed (2)"_s);
    QVERIFY(panel(0)->isOpen());
    QVERIFY(!panel(1)->isOpen());
    QVERIFY(m_window->findChild<NoticeBar *>()->isVisible());
    QTRY_VERIFY(m_window->isWindowModified());
    answer(u"Discard"_s);
    action(u"Close all panels"_s)->trigger();
    QCOMPARE(m_session->panels().size(), 0);
}

void MainWindowTest::takesADroppedProfile()
{
    Profile profile;
    profile.panels << config(SocketType::Sub, u"dropped"_s);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(m_folder.filePath(u"picture.png"_s))});
    QDragEnterEvent wrong(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    wrong.ignore();
    QCoreApplication::sendEvent(m_window.get(), &wrong);
    QVERIFY(!wrong.isAccepted());

    data.setUrls({QUrl::fromLocalFile(write(u"dropped.zmqscope"_s, profile))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &drop);
    QTRY_COMPARE(m_session->panels().size(), 1);
    QCOMPARE(panel(0)->name(), u"dropped"_s);
}

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
