// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/plot_export.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QPromise>
#include <QRegularExpression>
#include <QSaveFile>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// The file is replaced as a whole or not at all.
template <typename Write>
Result<void> replaceFile(const QString &path, const Write &write)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && write(file) && file.commit())
        return {};
    return Error{ErrorCode::System, PlotExport::tr("Save %1").arg(QDir::toNativeSeparators(path)),
        file.errorString() + u'.', PlotExport::tr("Choose another place or free some space.")};
}

} // namespace

PlotExport::PlotExport(QWidget *window)
    : QObject(window)
    , m_window(window)
    , m_name(tr("plot"))
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        const Result<void> result = m_watcher.result();
        if (result)
            emit told(tr("Saved %1").arg(QDir::toNativeSeparators(m_path)), false);
        else
            emit told(result.error().text(), true);
    });
}

void PlotExport::askForCsv(const QList<SeriesColumn> &columns)
{
    ask(tr("Save values"), u".csv"_s, tr("Values (*.csv);;All files (*)"),
        [this, columns](const QString &path) { saveCsv(columns, path); });
}

void PlotExport::askForTable(const QByteArray &csv)
{
    ask(tr("Save values"), u".csv"_s, tr("Values (*.csv);;All files (*)"),
        [this, csv](const QString &path) { saveTable(csv, path); });
}

void PlotExport::askForPicture(const QImage &picture)
{
    ask(tr("Save picture"), u".png"_s, tr("Picture (*.png);;All files (*)"),
        [this, picture](const QString &path) { savePicture(picture, path); });
}

void PlotExport::ask(const QString &title, const QString &ending, const QString &filter,
    const std::function<void(const QString &path)> &save)
{
    static const QRegularExpression unfit(u"[^\\w.-]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    constexpr qsizetype maxNameChars = 60;
    QString name = m_name.left(maxNameChars);
    name.replace(unfit, u"-"_s);
    auto *dialog = new QFileDialog(m_window, title, m_folder, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending.mid(1));
    dialog->selectFile(name + QDateTime::currentDateTime().toString(u"-yyyyMMdd-HHmmss"_s) + ending);
    connect(dialog, &QFileDialog::fileSelected, this, [this, save](const QString &path) {
        m_folder = QFileInfo(path).path();
        save(path);
    });
    dialog->open(); // not exec(): values go on coming
}

void PlotExport::saveCsv(const QList<SeriesColumn> &columns, const QString &path)
{
    run(path, [columns, path] { return saveSeriesCsv(columns, path); });
}

void PlotExport::saveTable(const QByteArray &csv, const QString &path)
{
    run(path, [csv, path] {
        return replaceFile(path, [&csv](QSaveFile &file) { return file.write(csv) == csv.size(); });
    });
}

void PlotExport::savePicture(const QImage &picture, const QString &path)
{
    run(path, [picture, path] {
        return replaceFile(path, [&picture](QSaveFile &file) { return picture.save(&file, "PNG"); });
    });
}

void PlotExport::run(const QString &path, std::function<Result<void>()> job)
{
    if (m_watcher.isRunning()) {
        emit told(tr("%1 is still being written. Save again when it is done.")
                      .arg(QDir::toNativeSeparators(m_path)),
            true);
        return;
    }
    m_path = path;
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, job = std::move(job)] {
        promise->addResult(job());
        promise->finish();
    });
}

} // namespace zmqscope
