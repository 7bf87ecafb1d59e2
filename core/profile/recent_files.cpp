// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile/recent_files.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace zmqscope {

namespace {

const QString settingsKey = QStringLiteral("recentFiles");

QString absolute(const QString &path)
{
    return QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

} // namespace

RecentFiles::RecentFiles(QSettings &settings, QObject *parent)
    : QObject(parent), m_settings(settings)
{
}

QStringList RecentFiles::paths() const
{
    return m_settings.value(settingsKey).toStringList();
}

void RecentFiles::add(const QString &path)
{
    m_settings.sync(); // another window may have added its own
    QStringList paths = this->paths();
    paths.removeAll(absolute(path));
    paths.prepend(absolute(path));
    store(paths.first(std::min(maxFiles, paths.size())));
}

void RecentFiles::remove(const QString &path)
{
    m_settings.sync();
    QStringList paths = this->paths();
    if (paths.removeAll(absolute(path)) > 0)
        store(paths);
}

void RecentFiles::clear()
{
    store({});
}

void RecentFiles::store(const QStringList &paths)
{
    m_settings.setValue(settingsKey, paths);
    emit changed();
}

} // namespace zmqscope
