// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QSettings;

namespace zmqscope {

/// The profiles opened or saved last, newest first, kept in the settings.
class RecentFiles final : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype maxFiles = 10; ///< as many as a menu shows without searching

    /// @p settings must outlive this.
    explicit RecentFiles(QSettings &settings, QObject *parent = nullptr);

    /// Absolute paths; a file may be gone by now.
    QStringList paths() const;
    void add(const QString &path);
    void remove(const QString &path);
    void clear();

signals:
    void changed();

private:
    void store(const QStringList &paths);

    QSettings &m_settings;
};

} // namespace zmqscope
