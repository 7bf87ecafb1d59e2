// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/series_csv.h"

#include "core/base/timestamp_format.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QSaveFile>
#include <cmath>

namespace zmqscope {

namespace {

/// So many bytes are collected before they are written.
constexpr qsizetype blockBytes = 256 * 1024;

QByteArray quoted(const QString &field)
{
    QByteArray utf8 = field.toUtf8();
    utf8.replace('"', "\"\"");
    return '"' + utf8 + '"';
}

} // namespace

SeriesColumn copyColumn(const QString &name, const TimeSeries &series, Timestamp from, Timestamp to)
{
    auto points = std::make_shared<std::vector<SeriesPoint>>();
    for (qsizetype i = series.lowerBound(from); i < series.count(); ++i) {
        const SeriesPoint point = series.at(i);
        if (point.time > to)
            break;
        points->push_back(point);
    }
    return {name, std::move(points)};
}

bool writeSeriesCsv(const QList<SeriesColumn> &columns, QIODevice &device)
{
    QByteArray block = "time";
    for (const SeriesColumn &column : columns)
        block += ',' + quoted(column.name);
    block += "\r\n";
    std::vector<std::size_t> next(std::size_t(columns.size()), 0);
    while (true) {
        const SeriesPoint *earliest = nullptr;
        for (std::size_t i = 0; i < next.size(); ++i) {
            const auto &points = *columns[qsizetype(i)].points;
            if (next[i] < points.size() && (!earliest || points[next[i]].time < earliest->time))
                earliest = &points[next[i]];
        }
        if (!earliest)
            break;
        const Timestamp time = earliest->time;
        appendIsoUtc(block, time);
        for (std::size_t i = 0; i < next.size(); ++i) {
            block += ',';
            const auto &points = *columns[qsizetype(i)].points;
            if (next[i] >= points.size() || points[next[i]].time != time)
                continue;
            if (const double value = points[next[i]++].value; !std::isnan(value))
                block += QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
        }
        block += "\r\n";
        if (block.size() < blockBytes)
            continue;
        if (device.write(block) != block.size())
            return false;
        block.resize(0);
    }
    return device.write(block) == block.size();
}

Result<void> saveSeriesCsv(const QList<SeriesColumn> &columns, const QString &path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && writeSeriesCsv(columns, file) && file.commit())
        return {};
    const auto tr = [](const char *text) { return QCoreApplication::translate("SeriesCsv", text); };
    return Error{ErrorCode::System, tr("Save %1").arg(QDir::toNativeSeparators(path)),
        QString(file.errorString() + u'.'), tr("Choose another place or free some space.")};
}

} // namespace zmqscope
