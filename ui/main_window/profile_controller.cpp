// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/profile_controller.h"

#include "core/panel/session.h"
#include "core/profile/session_profile.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/panel_docks.h"
#include "ui/main_window/session_views.h"
#include "ui/main_window/profile_problems_dialog.h"
#include "ui/main_window/unsent_guard.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <utility>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int compareDelayMs = 200; ///< a burst of changes is compared once
/// Schemas are usually read in less; the window does not stand still for longer.
constexpr int schemaPatienceMs = 100;

QString fileFilter()
{
    return ProfileController::tr("ZmqScope profiles (*.zmqscope);;All files (*)");
}

} // namespace

ProfileController::ProfileController(Session &session, PanelDocks &docks, SessionViews &views, NoticeBar &notices,
    UnsentGuard &guard, QSettings &settings, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_docks(docks)
    , m_views(views)
    , m_notices(notices)
    , m_guard(guard)
    , m_window(window)
    , m_recents(settings)
    , m_autosave([this] { return capture(); })
{
    m_compare.setSingleShot(true);
    m_compare.setInterval(compareDelayMs);
    connect(&m_compare, &QTimer::timeout, this, &ProfileController::updateModified);
    connect(&session, &Session::configChanged, this, [this] { m_compare.start(); });
    connect(&session, &Session::configChanged, &m_autosave, &Autosave::noteChange);
    connect(&views, &SessionViews::topologyMoved, &m_autosave, &Autosave::noteChange);
    connect(&m_autosave, &Autosave::failed, this, &ProfileController::tell);
    connect(&session.schemas(), &SchemaLibrary::failed, this, &ProfileController::tell);
}

ProfileController::~ProfileController() = default;

QString ProfileController::title() const
{
    if (!m_path.isEmpty())
        return QFileInfo(m_path).fileName();
    return m_title.isEmpty() ? tr("Untitled") : m_title;
}

Result<void> ProfileController::open(const QString &path)
{
    const Result<LoadedProfile> loaded = loadProfile(path);
    if (!loaded)
        return loaded.error();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    load(loaded.value(), absolute, {});
    m_recents.add(absolute);
    return {};
}

void ProfileController::openConfigs(const QList<PanelConfig> &configs)
{
    const QList<Panel *> made = createPanels(m_session, configs);
    m_docks.arrangeFor(m_window->size());
    m_docks.activate(made.value(0));
    noteClean();
}

void ProfileController::load(const LoadedProfile &loaded, const QString &path, const QString &title)
{
    m_session.closeAll();
    m_base = loaded.profile;
    m_path = path;
    m_title = title;
    m_newer = loaded.newer;
    // Answers in these types may be due at once; what takes longer is used when it is there.
    if (m_session.schemas().source() != m_base.schemas)
        m_session.schemas().setSource(m_base.schemas, schemaPatienceMs);
    const QList<Panel *> made = createPanels(m_session, m_base.panels);
    if (m_base.windowLayout.isEmpty() || !m_docks.restoreLayout(m_base.windowLayout))
        m_docks.arrangeFor(m_window->size());
    m_views.setTopologyState(m_base.topology);
    m_docks.activate(made.value(0));
    m_notices.dismiss();
    noteClean();
    // A restored session was shown its problems when its file was opened.
    if (!path.isEmpty() && (!loaded.problems.isEmpty() || loaded.newer))
        ProfileProblemsDialog::present(loaded, this->title(), m_window);
}

void ProfileController::loadFrom(const QString &source, const QString &path, const QString &title)
{
    const Result<LoadedProfile> loaded = loadProfile(source);
    if (loaded)
        load(loaded.value(), path, title);
    else
        tell(loaded.error());
}

void ProfileController::openAsking(const QString &path)
{
    replace([this, path] {
        const Result<void> opened = open(path);
        if (opened)
            return;
        tell(opened.error());
        if (opened.error().code == ErrorCode::NotFound)
            m_recents.remove(path);
    });
}

void ProfileController::openExample(const QString &path, const QString &title)
{
    replace([this, path, title] { loadFrom(path, {}, title); });
}

void ProfileController::chooseAndOpen()
{
    const QStringList recent = m_recents.paths();
    const QString folder = !m_path.isEmpty() ? QFileInfo(m_path).path()
        : !recent.isEmpty()                  ? QFileInfo(recent.first()).path()
                                             : QDir::homePath();
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Open profile"), folder, fileFilter());
    if (!path.isEmpty())
        openAsking(path);
}

bool ProfileController::save()
{
    if (m_path.isEmpty())
        return saveAs();
    return (!m_newer || askOverwriteNewer()) && saveTo(m_path);
}

bool ProfileController::saveAs()
{
    const QString suggestion = m_path.isEmpty() ? QDir::home().filePath(title() + u".zmqscope"_s) : m_path;
    QString path = QFileDialog::getSaveFileName(m_window, tr("Save profile as"), suggestion, fileFilter());
    if (path.isEmpty())
        return false;
    if (QFileInfo(path).suffix().isEmpty())
        path += u".zmqscope"_s;
    return saveTo(path);
}

bool ProfileController::saveTo(const QString &path)
{
    const Profile profile = capture();
    const Result<void> saved = saveProfile(profile, path);
    if (!saved) {
        tell(saved.error());
        return false;
    }
    m_base = profile;
    m_path = QFileInfo(path).absoluteFilePath();
    m_title.clear();
    m_newer = false;
    m_recents.add(m_path);
    noteClean();
    return true;
}

bool ProfileController::askOverwriteNewer()
{
    QMessageBox question(QMessageBox::Warning, tr("Newer profile"),
        tr("%1 was written by a newer version of ZmqScope.").arg(title()), QMessageBox::NoButton, m_window);
    question.setInformativeText(
        tr("Saving writes it in this version's form. What this version did not understand may be lost."));
    QPushButton *overwrite = question.addButton(tr("Overwrite"), QMessageBox::DestructiveRole);
    QPushButton *other = question.addButton(tr("Save as…"), QMessageBox::AcceptRole);
    question.addButton(QMessageBox::Cancel);
    question.setDefaultButton(other);
    question.exec();
    if (question.clickedButton() == other)
        saveAs();
    return question.clickedButton() == overwrite;
}

void ProfileController::closeProfile()
{
    replace([this] { load({}, {}, {}); });
}

void ProfileController::replace(std::function<void()> proceed)
{
    if (mayLetGo(proceed))
        proceed();
}

bool ProfileController::mayLetGo(std::function<void()> later)
{
    updateModified();
    if (m_modified) {
        QMessageBox question(QMessageBox::Question, tr("Save changes?"), tr("%1 was changed.").arg(title()),
            QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
        question.setInformativeText(tr("If you do not save, the changes are lost."));
        question.setDefaultButton(QMessageBox::Save);
        const int answer = question.exec();
        if (answer == QMessageBox::Cancel || (answer == QMessageBox::Save && !save() && m_modified))
            return false;
    }
    return m_guard.mayClose(m_session.panels(), std::move(later));
}

void ProfileController::offerRecovery()
{
    std::optional<Autosave::Recovered> found = Autosave::findCrashed();
    if (!found)
        return;
    const auto copy = std::make_shared<Autosave::Recovered>(std::move(*found));
    const Result<LoadedProfile> loaded = loadProfile(copy->path);
    if (!loaded || loaded->profile.panels.isEmpty()) {
        copy->discard();
        return;
    }
    const qsizetype count = loaded->profile.panels.size();
    const QString when = QLocale().toString(copy->savedAt, QLocale::ShortFormat);
    m_notices.tell(NoticeBar::Level::Warning,
        count == 1
            ? tr("ZmqScope did not end properly. The session of %1 with 1 panel can be restored.").arg(when)
            : tr("ZmqScope did not end properly. The session of %1 with %2 panels can be restored.")
                  .arg(when)
                  .arg(count),
        {{tr("Restore"), [this, copy] { replace([this, copy] { restore(*copy); }); }},
            {tr("Discard"), [copy] { copy->discard(); }}});
}

void ProfileController::restore(Autosave::Recovered recovered)
{
    loadFrom(recovered.path, {}, {});
    recovered.discard();
    m_clean.clear(); // it stands in no file of the person's
    m_autosave.noteChange();
    updateModified();
}

Profile ProfileController::capture() const
{
    Profile base = m_base;
    base.windowLayout = m_docks.saveLayout();
    base.topology = m_views.topologyState();
    return captureProfile(m_session, base);
}

QList<PanelConfig> ProfileController::panelsToKeep() const
{
    QList<PanelConfig> panels = captureProfile(m_session).panels;
    if (m_path.isEmpty()) {
        // Who only tries something out, and sends a message, is not asked to save it.
        for (PanelConfig &panel : panels) {
            panel.draft = {};
            panel.columns.clear();
        }
    }
    return panels;
}

void ProfileController::noteClean()
{
    m_clean = panelsToKeep();
    m_cleanSchemas = m_session.schemas().source();
    m_modified = false;
    m_compare.stop();
    emit changed();
}

void ProfileController::updateModified()
{
    m_compare.stop();
    const bool modified = panelsToKeep() != m_clean || m_session.schemas().source() != m_cleanSchemas;
    if (modified == m_modified)
        return;
    m_modified = modified;
    emit changed();
}

void ProfileController::tell(const Error &error)
{
    m_notices.tell(NoticeBar::Level::Bad, error.text());
}

} // namespace zmqscope
