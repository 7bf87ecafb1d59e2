// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/profile/profile.h"

#include <QDateTime>
#include <QLockFile>
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

namespace zmqscope {

/// Keeps a copy of the running session on disk, so that a crash loses nothing a person set up. The
/// copy goes away with this object: one that is still there, and that no running program has
/// locked, is from a crash.
class Autosave final : public QObject
{
    Q_OBJECT
public:
    /// Changes are written this much later, together: typing does not write once a key.
    static constexpr int delayMs = 1000;

    /// A session that ended in a crash. Claimed, so that a second program does not offer it too.
    struct Recovered
    {
        QString path;      ///< the copy, to be opened with loadProfile()
        QDateTime savedAt;

        /// Deletes the copy: it was restored, or is not wanted.
        void discard();

    private:
        friend class Autosave;
        std::shared_ptr<QLockFile> m_claim;
    };

    /// Where copies are kept unless told otherwise.
    static QString defaultFolder();
    /// The newest copy in @p folder that a crash left behind.
    static std::optional<Recovered> findCrashed(const QString &folder = defaultFolder());

    /// @p capture gives what is to be written; @p folder is made when it is not there.
    explicit Autosave(std::function<Profile()> capture, const QString &folder = defaultFolder(),
                      QObject *parent = nullptr);
    /// The clean end: removes the copy.
    ~Autosave() override;

    /// The session changed: it is written within delayMs.
    void noteChange();
    QString path() const { return m_path; }

signals:
    /// The copy is up to date again.
    void saved();
    /// The copy could not be written; told once until it works again.
    void failed(const zmqscope::Error &error);

private:
    void write();
    void finished(const Result<void> &result);

    std::function<Profile()> m_capture;
    QString m_path;
    QLockFile m_lock;
    QTimer m_timer;
    QThreadPool m_writer; ///< one thread: a slow disk must not stop the window
    bool m_failing = false;
};

} // namespace zmqscope
