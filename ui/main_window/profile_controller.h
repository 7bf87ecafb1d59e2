// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/profile/autosave.h"
#include "core/profile/profile.h"
#include "core/profile/recent_files.h"

#include <QObject>
#include <QTimer>
#include <functional>
#include <optional>

namespace zmqscope {

class NoticeBar;
class PanelDocks;
class Session;
class SessionViews;
class UnsentGuard;

/// What File does: which profile is open, whether it was changed, opening, saving, and the copy
/// for the case of a crash. Talks to the person where that needs an answer.
class ProfileController final : public QObject {
    Q_OBJECT
public:
    /// All must outlive this.
    ProfileController(Session &session, PanelDocks &docks, SessionViews &views, NoticeBar &notices, UnsentGuard &guard,
        QSettings &settings, QWidget *window);
    ~ProfileController() override;

    /// Opens without a question; what was open is closed. Nothing changes when it fails.
    Result<void> open(const QString &path);
    /// Makes these panels, beside those that are there, as something that need not be saved.
    void openConfigs(const QList<PanelConfig> &configs);

    /// The same as a person wants it: with questions before something gets lost, and telling of
    /// failures.
    void openAsking(const QString &path);
    void openExample(const QString &path, const QString &title);
    void chooseAndOpen();
    /// False when it was cancelled or failed.
    bool save();
    bool saveAs();
    void closeProfile();
    /// Before all that is open goes: asks about changes and unsent messages. True when it can go
    /// now; @p later is called when it can go after a while.
    bool mayLetGo(std::function<void()> later);

    /// Offers what a crash left behind.
    void offerRecovery();

    /// "feed.zmqscope", an example's title, or "Untitled".
    QString title() const;
    QString path() const { return m_path; }
    bool isModified() const { return m_modified; }
    RecentFiles &recentFiles() { return m_recents; }

signals:
    /// Title or modified mark.
    void changed();

private:
    void load(const LoadedProfile &loaded, const QString &path, const QString &title);
    void loadFrom(const QString &source, const QString &path, const QString &title);
    void replace(std::function<void()> proceed);
    void restore(Autosave::Recovered recovered);
    Profile capture() const;
    bool saveTo(const QString &path);
    bool askOverwriteNewer();
    /// What counts as a change when it differs.
    QList<PanelConfig> panelsToKeep() const;
    void noteClean();
    void updateModified();
    void tell(const Error &error);

    Session &m_session;
    PanelDocks &m_docks;
    SessionViews &m_views;
    NoticeBar &m_notices;
    UnsentGuard &m_guard;
    QWidget *m_window;
    RecentFiles m_recents;
    Autosave m_autosave;
    Profile m_base; ///< as loaded: what the session does not hold
    QList<PanelConfig> m_clean; ///< the panels as last loaded or saved
    ProtobufSchemas::Source m_cleanSchemas;
    QString m_path;
    QString m_title; ///< of an example; empty for files
    bool m_newer = false;
    bool m_modified = false;
    QTimer m_compare;
};

} // namespace zmqscope
