// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/series_csv.h"

#include <QFutureWatcher>
#include <QImage>
#include <QWidget>
#include <functional>

namespace zmqscope {

/// Asks where to, and writes the values or the picture of a plot there on a worker thread.
class PlotExport final : public QObject {
    Q_OBJECT
public:
    /// @p window is what the file dialogs belong to.
    explicit PlotExport(QWidget *window);

    /// The dialogs propose names that begin with this.
    void setName(const QString &name) { m_name = name; }
    void askForCsv(const QList<SeriesColumn> &columns);
    /// As askForCsv(), for a table that is CSV already.
    void askForTable(const QByteArray &csv);
    void askForPicture(const QImage &picture);
    void saveCsv(const QList<SeriesColumn> &columns, const QString &path);
    void saveTable(const QByteArray &csv, const QString &path);
    void savePicture(const QImage &picture, const QString &path);

signals:
    /// What became of it, for people.
    void told(const QString &text, bool failed);

private:
    void ask(const QString &title, const QString &ending, const QString &filter,
        const std::function<void(const QString &path)> &save);
    void run(const QString &path, std::function<Result<void>()> job);

    QWidget *m_window;
    QString m_name;
    QString m_folder;
    QString m_path;
    QFutureWatcher<Result<void>> m_watcher;
};

} // namespace zmqscope
