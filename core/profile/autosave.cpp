// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile/autosave.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString lockPath(const QString &path)
{
    return path + ".lock"_L1;
}

QString newPath(const QString &folder)
{
    QDir().mkpath(folder);
    return QDir(folder).absoluteFilePath(QUuid::createUuid().toString(QUuid::WithoutBraces) + ".zmqscope"_L1);
}

} // namespace

void Autosave::Recovered::discard()
{
    QFile::remove(path);
    m_claim.reset();
}

QString Autosave::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + "/session"_L1;
}

std::optional<Autosave::Recovered> Autosave::findCrashed(const QString &folder)
{
    const QFileInfoList copies = QDir(folder).entryInfoList({u"*.zmqscope"_s}, QDir::Files, QDir::Time);
    for (const QFileInfo &copy : copies) {
        auto claim = std::make_shared<QLockFile>(lockPath(copy.absoluteFilePath()));
        claim->setStaleLockTime(0); // a lock is stale when its process is gone, however old it is
        if (!claim->tryLock(0))
            continue;
        Recovered recovered;
        recovered.path = copy.absoluteFilePath();
        recovered.savedAt = copy.lastModified();
        recovered.m_claim = std::move(claim);
        return recovered;
    }
    return {};
}

Autosave::Autosave(std::function<Profile()> capture, const QString &folder, QObject *parent)
    : QObject(parent), m_capture(std::move(capture)), m_path(newPath(folder)), m_lock(lockPath(m_path))
{
    m_lock.setStaleLockTime(0);
    m_lock.tryLock(0);
    m_writer.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(delayMs);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::write);
}

Autosave::~Autosave()
{
    m_writer.waitForDone();
    QFile::remove(m_path);
}

void Autosave::noteChange()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void Autosave::write()
{
    m_writer.start([this, profile = m_capture(), path = m_path] {
        Result<void> result;
        if (!profile.panels.isEmpty())
            result = saveProfile(profile, path);
        else
            QFile::remove(path); // nothing to restore
        QMetaObject::invokeMethod(this, [this, result] { finished(result); }, Qt::QueuedConnection);
    });
}

void Autosave::finished(const Result<void> &result)
{
    if (result.ok())
        emit saved();
    else if (!m_failing)
        emit failed(result.error());
    m_failing = !result.ok();
}

} // namespace zmqscope
