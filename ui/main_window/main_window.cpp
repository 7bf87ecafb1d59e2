// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/main_window.h"

#include "core/panel/session.h"
#include "core/profile/examples.h"
#include "core/protocol/protocol_registry.h"
#include "ui/drawer/session_drawer.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/panel_commands.h"
#include "ui/main_window/panel_docks.h"
#include "ui/main_window/profile_controller.h"
#include "ui/main_window/session_views.h"
#include "ui/main_window/shortcuts_dialog.h"
#include "ui/main_window/unsent_guard.h"
#include "ui/main_window/window_actions.h"
#include "ui/panel/panel_views.h"
#include "ui/schemas/schemas_dialog.h"
#include "ui/sidebar/sidebar.h"
#include "ui/welcome/welcome_page.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr QSize usualSize(1280, 800);

namespace key {
constexpr auto geometry = "window/geometry"_L1;
constexpr auto splitter = "window/splitter"_L1;
constexpr auto sidebar = "window/sidebar"_L1;
constexpr auto theme = "window/theme"_L1;
} // namespace key

/// The file of a drag that can be opened here; empty when it is none.
QString profileOf(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    const QString path = urls.size() == 1 ? urls.first().toLocalFile() : QString();
    return path.endsWith(".zmqscope"_L1, Qt::CaseInsensitive) ? path : QString();
}

} // namespace

MainWindow::MainWindow(Session &session, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_actions(new WindowActions(this))
    , m_splitter(new QSplitter(this))
    , m_body(new QSplitter(Qt::Vertical, this))
    , m_pages(new QStackedWidget(this))
    , m_sidebar(new Sidebar(session, m_splitter))
    , m_docks(new PanelDocks(session, m_body))
    , m_welcome(new WelcomePage(m_pages))
    , m_notices(new NoticeBar(this))
    , m_guard(new UnsentGuard(this, *m_notices))
    , m_commands(new PanelCommands(session, *m_docks, *m_notices, *m_guard, this))
    , m_views(new SessionViews(session, *m_docks, *m_actions, *m_notices, this))
    , m_profile(new ProfileController(session, *m_docks, *m_views, *m_notices, *m_guard, m_settings, this))
{
    const auto mode = theme::Mode(
        qBound(0, m_settings.value(key::theme, int(theme::mode())).toInt(), int(theme::Mode::Dark)));
    if (mode != theme::mode())
        theme::apply(*qApp, mode);
    m_actions->setThemeMode(mode);

    m_splitter->addWidget(m_sidebar);
    m_body->addWidget(m_docks);
    m_body->addWidget(m_views->drawer());
    m_body->setStretchFactor(0, 1);
    m_body->setChildrenCollapsible(false);
    m_splitter->addWidget(m_body);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setCollapsible(1, false);
    m_pages->addWidget(m_welcome);
    m_pages->addWidget(m_splitter);
    auto *center = new QWidget(this);
    auto *layout = new QVBoxLayout(center);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notices);
    layout->addWidget(m_pages, 1);
    setCentralWidget(center);
    setAcceptDrops(true);

    // The frame comes round it; its height is not known before the window stands on the screen.
    constexpr QSize frame(8, 40);
    resize(usualSize.boundedTo(screen()->availableSize() - frame));
    restoreGeometry(m_settings.value(key::geometry).toByteArray());
    m_splitter->restoreState(m_settings.value(key::splitter).toByteArray());
    m_actions->sidebar->setChecked(m_settings.value(key::sidebar, true).toBool());
    m_sidebar->setVisible(m_actions->sidebar->isChecked());
    m_sidebar->addHeadingAction(m_actions->newPanel);

    fillExamplesMenu();
    connectActions();
    connectPanels();
    connectDrawer();
    m_views->restore(m_settings);
    showPanelsOrWelcome(int(session.panels().size()));
    updateTitle();
    updateActions();
    tellProtocolProblems();
}

MainWindow::~MainWindow() = default;

void MainWindow::tellProtocolProblems()
{
    const QList<ProtocolProblem> &problems = ProtocolRegistry::installed().problems();
    if (problems.isEmpty())
        return;
    const QString more = problems.size() > 1 ? tr(" And %1 more, under Panel, Reading rules.").arg(problems.size() - 1) : QString();
    m_notices->tell(NoticeBar::Level::Warning, tr("A protocol file is not used. %1%2").arg(problems.first().where(), more));
}

Result<void> MainWindow::openProfile(const QString &path)
{
    return m_profile->open(path);
}

void MainWindow::openConfigs(const QList<PanelConfig> &configs)
{
    m_profile->openConfigs(configs);
}

void MainWindow::connectActions()
{
    const auto current = [this] { return m_docks->currentPanel(); };
    const auto on = [this](QAction *action, auto act) { connect(action, &QAction::triggered, this, act); };
    on(m_actions->newPanel, [this] { m_commands->createNew(); });
    on(m_actions->openProfile, [this] { m_profile->chooseAndOpen(); });
    on(m_actions->save, [this] { m_profile->save(); });
    on(m_actions->saveAs, [this] { m_profile->saveAs(); });
    on(m_actions->closeProfile, [this] { m_profile->closeProfile(); });
    on(m_actions->quit, [this] { close(); });
    on(m_actions->undoClose, [this] { m_commands->undoClose(); });
    on(m_actions->filterMessages, [this, current] { m_docks->startFilter(current()); });
    on(m_actions->renamePanel, [this, current] { m_docks->startRename(current()); });
    on(m_actions->duplicatePanel, [this, current] { m_commands->duplicate(current()); });
    on(m_actions->closePanel, [this, current] { m_commands->close(current()); });
    on(m_actions->openOrCloseSocket, [this, current] { m_commands->openOrClose(current()); });
    on(m_actions->reopenSocket, [this, current] { m_commands->reopen(current()); });
    on(m_actions->options, [this, current] { m_commands->showOptions(current()); });
    on(m_actions->rules, [this, current] { m_commands->showRules(current()); });
    on(m_actions->floatPanel, [this, current] { m_docks->toggleFloating(current()); });
    on(m_actions->nextPanel, [this] { m_docks->activateNeighbour(+1); });
    on(m_actions->previousPanel, [this] { m_docks->activateNeighbour(-1); });
    on(m_actions->sideBySide, [this] { m_docks->arrange(PanelDocks::Arrangement::SideBySide); });
    on(m_actions->stacked, [this] { m_docks->arrange(PanelDocks::Arrangement::Stacked); });
    on(m_actions->grid, [this] { m_docks->arrange(PanelDocks::Arrangement::Grid); });
    on(m_actions->shortcuts, [this] { showShortcuts(); });
    on(m_actions->about, [this] { showAbout(); });
    connect(m_actions->sidebar, &QAction::toggled, m_sidebar, &QWidget::setVisible);
    connect(m_actions, &WindowActions::themeModeChosen, this, &MainWindow::chooseTheme);
    connect(m_actions->recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);

    connect(m_welcome, &WelcomePage::newPanelRequested, m_commands, &PanelCommands::createNew);
    connect(m_welcome, &WelcomePage::openRequested, m_profile, &ProfileController::chooseAndOpen);
    connect(m_welcome, &WelcomePage::profileRequested, m_profile, &ProfileController::openAsking);
    connect(m_welcome, &WelcomePage::exampleRequested, m_profile, &ProfileController::openExample);
    m_welcome->setRecentFiles(m_profile->recentFiles().paths());
    connect(&m_profile->recentFiles(), &RecentFiles::changed, this,
        [this] { m_welcome->setRecentFiles(m_profile->recentFiles().paths()); });
}

void MainWindow::connectPanels()
{
    connect(m_actions->schemas, &QAction::triggered, this, [this] {
        auto *dialog = new SchemasDialog(m_session.schemas(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_profile, &ProfileController::changed, this, &MainWindow::updateTitle);
    connect(m_profile, &ProfileController::changed, this, &MainWindow::updateActions);
    connect(m_docks, &PanelDocks::countChanged, this, &MainWindow::showPanelsOrWelcome);
    connect(m_docks, &PanelDocks::currentPanelChanged, this, [this](Panel *panel) {
        m_sidebar->setCurrentPanel(panel);
        updateActions();
    });
    connect(m_sidebar, &Sidebar::panelActivated, m_docks, &PanelDocks::activate);
    const auto popUpMenu = [this](Panel *panel, const QPoint &position) {
        m_docks->activate(panel);
        m_actions->panelMenu->popup(position);
    };
    connect(m_sidebar, &Sidebar::contextMenuRequested, this, popUpMenu);
    connect(m_docks, &PanelDocks::contextMenuRequested, this, popUpMenu);
    const auto follow = [this](Panel *panel) {
        connect(panel, &Panel::stateChanged, this, &MainWindow::updateActions, Qt::UniqueConnection);
    };
    connect(&m_session, &Session::panelAdded, this, follow);
    // Told after a panel went: whether it can come back is known only then.
    connect(&m_session, &Session::configChanged, this, &MainWindow::updateActions);
    const QList<Panel *> panels = m_session.panels();
    for (Panel *panel : panels)
        follow(panel);
}

void MainWindow::connectDrawer()
{
    SessionDrawer *drawer = m_views->drawer();
    connect(drawer, &SessionDrawer::openChanged, this, &MainWindow::fitDrawer);
    connect(drawer, &SessionDrawer::maximizeChosen, this, [this](bool on) {
        m_docks->setVisible(!on);
        if (!on)
            placeDrawer();
    });
    connect(m_views, &SessionViews::optionsRequested, m_commands, &PanelCommands::showOptions);
    for (qsizetype i = 0; i < m_actions->panelViews.size(); ++i) {
        connect(m_actions->panelViews.at(i), &QAction::triggered, this, [this, i] {
            if (PanelViews *views = m_docks->viewsOf(m_docks->currentPanel())) {
                views->setCurrent(PanelViews::View(i));
                views->setFocus(Qt::ShortcutFocusReason);
            }
        });
    }
}

void MainWindow::fitDrawer()
{
    SessionDrawer *drawer = m_views->drawer();
    const int room = m_body->height() - m_docks->minimumSizeHint().height() - drawer->stripHeight();
    if (isVisible() && drawer->leastHeight() > room)
        drawer->setMaximized(true);
    else
        placeDrawer();
}

void MainWindow::placeDrawer()
{
    const SessionDrawer *drawer = m_views->drawer();
    const int wanted = drawer->stripHeight() + (drawer->isOpen() ? drawer->pageHeight() : 0);
    m_body->setSizes({qMax(0, m_body->height() - wanted - m_body->handleWidth()), wanted});
}

void MainWindow::showPanelsOrWelcome(int panels)
{
    m_pages->setCurrentWidget(panels == 0 ? static_cast<QWidget *>(m_welcome) : m_splitter);
}

void MainWindow::updateTitle()
{
    const bool untouched =
        m_session.panels().isEmpty() && m_profile->path().isEmpty() && !m_profile->isModified();
    setWindowTitle(untouched ? tr("ZmqScope") : tr("%1[*] – ZmqScope").arg(m_profile->title()));
    setWindowModified(m_profile->isModified());
}

void MainWindow::updateActions()
{
    const Panel *panel = m_docks->currentPanel();
    m_actions->setPanelThere(panel != nullptr, panel && panel->isOpen());
    m_actions->undoClose->setEnabled(m_session.canUndoClose());
}

void MainWindow::fillRecentMenu()
{
    QMenu *menu = m_actions->recentMenu;
    menu->clear();
    const QStringList paths = m_profile->recentFiles().paths();
    for (const QString &path : paths) {
        QAction *action = menu->addAction(QFileInfo(path).fileName().replace(u'&', "&&"_L1));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { m_profile->openAsking(path); });
    }
    menu->setToolTipsVisible(true);
    if (paths.isEmpty()) {
        menu->addAction(tr("No profile was opened yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    connect(menu->addAction(tr("&Clear list")), &QAction::triggered, this,
        [this] { m_profile->recentFiles().clear(); });
}

void MainWindow::fillExamplesMenu()
{
    for (const Example &example : examples()) {
        QAction *action = m_actions->examplesMenu->addAction(example.title);
        action->setToolTip(example.summary);
        connect(action, &QAction::triggered, this,
            [this, example] { m_profile->openExample(example.path, example.title); });
    }
    m_actions->examplesMenu->setToolTipsVisible(true);
}

void MainWindow::chooseTheme(theme::Mode mode)
{
    theme::apply(*qApp, mode);
    m_settings.setValue(key::theme, int(mode));
}

void MainWindow::showShortcuts()
{
    auto *dialog = new ShortcutsDialog(menuBar(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About ZmqScope"),
        tr("ZmqScope %1").arg(QStringLiteral(ZMQSCOPE_VERSION)), QMessageBox::Close, this);
    box->setIconPixmap(theme::icon("zmqscope"_L1).pixmap(QSize(64, 64), devicePixelRatioF()));
    box->setInformativeText(
        tr("Shows what ZeroMQ sockets receive, and sends what you write.\n\n"
           "libzmq %1\nQt %2\n\nFree software under the GNU General Public License, version 3 or later.")
            .arg(Context::libraryVersion(), QString::fromLatin1(qVersion())));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    fitDrawer(); // its height counts from now on
    if (std::exchange(m_shownBefore, true))
        return;
    // After the window stands on the screen: looking for a crash reads files.
    QTimer::singleShot(0, m_profile, &ProfileController::offerRecovery);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const auto closeLater = [this] {
        m_mayClose = true;
        close();
    };
    if (!m_mayClose && !m_profile->mayLetGo(closeLater)) {
        event->ignore();
        return;
    }
    m_settings.setValue(key::geometry, saveGeometry());
    m_settings.setValue(key::splitter, m_splitter->saveState());
    m_settings.setValue(key::sidebar, m_actions->sidebar->isChecked());
    m_views->save(m_settings);
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!profileOf(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString path = profileOf(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    // The program that the file comes from waits for the end of the drop; questions come after.
    QTimer::singleShot(0, m_profile, [this, path] { m_profile->openAsking(path); });
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && theme::mode() == theme::Mode::System)
        theme::apply(*qApp, theme::Mode::System);
    return QMainWindow::event(event);
}

} // namespace zmqscope
