// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/plot_tickers.h"

#include "core/base/timestamp_format.h"

#include <QDateTime>
#include <QLocale>
#include <cmath>

namespace zmqscope {

namespace {

constexpr qint64 second = 1'000'000'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
/// More ticks than anybody wants: ranges may come from values that are not sane.
constexpr int mostTicks = 100;

QDateTime localTimeOf(qint64 ns)
{
    return QDateTime::fromMSecsSinceEpoch(ns / 1'000'000);
}

QString timeLabel(qint64 ns, qint64 step)
{
    if (step >= day)
        return QLocale().toString(localTimeOf(ns).date(), QLocale::ShortFormat);
    if (step >= minute)
        return localTime({ns}, 3).left(5);
    if (step >= second)
        return localTime({ns}, 3).left(8);
    return localTime({ns}, step >= second / 1000 ? 3 : step >= 1000 ? 6 : 9);
}

} // namespace

void ValueTicker::generate(const QCPRange &range, const QLocale &locale, QChar, int, QVector<double> &ticks,
    QVector<double> *subTicks, QVector<QString> *tickLabels)
{
    ticks.clear();
    if (subTicks)
        subTicks->clear();
    const double step = range.size() > 0 ? tickStep(range.size(), mTickCount, m_format) : 0;
    if (step > 0 && std::isfinite(step)) {
        const double first = std::ceil(range.lower / step);
        for (int i = 0; i < mostTicks && (first + i) * step <= range.upper; ++i)
            ticks.append((first + i) * step);
    }
    if (!tickLabels)
        return;
    tickLabels->clear();
    const double most = ticks.isEmpty() ? 0 : std::max(std::abs(ticks.first()), std::abs(ticks.last()));
    TickUnit unit = tickUnit(most, m_format);
    if (m_format.scale == ValueFormat::Scale::Bytes)
        unit.text += m_format.unit; // "MiB/s"
    // So many digits that neighbours differ, but no more than a double has.
    const double shown = step / unit.factor;
    const double number = most / unit.factor;
    const int digits = shown > 0 ? std::clamp(int(std::ceil(-std::log10(shown) - 1e-9)), 0, 15) : 0;
    const bool scientific = number >= 1e6 || (number > 0 && number < 1e-3);
    for (const double tick : ticks) {
        const QString text = scientific ? locale.toString(tick / unit.factor, 'g', 6)
                                        : locale.toString(tick / unit.factor, 'f', digits);
        tickLabels->append(unit.text.isEmpty() || tick == 0 ? text : QString(text + u'\u00A0' + unit.text));
    }
}

qint64 timeStep(double span, int count)
{
    const double wanted = span / std::max(count, 1);
    for (qint64 ten = 1; ten < second; ten *= 10) {
        for (const int factor : {1, 2, 5}) {
            if (double(ten * factor) >= wanted)
                return ten * factor;
        }
    }
    for (const qint64 step : {second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second, minute,
             2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour,
             6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 30 * day, 91 * day}) {
        if (double(step) >= wanted)
            return step;
    }
    return 365 * day * std::max<qint64>(1, qint64(std::ceil(wanted / double(365 * day))));
}

void TimeTicker::generate(const QCPRange &range, const QLocale &, QChar, int, QVector<double> &ticks,
    QVector<double> *subTicks, QVector<QString> *tickLabels)
{
    ticks.clear();
    if (subTicks)
        subTicks->clear();
    if (tickLabels)
        tickLabels->clear();
    const qint64 from = m_origin.ns + std::llround(range.lower * double(second));
    const qint64 to = m_origin.ns + std::llround(range.upper * double(second));
    const qint64 step = timeStep(double(to - from), mTickCount);
    // Round hours and days are those of the place.
    const qint64 offset = step >= minute ? localTimeOf(from).offsetFromUtc() * second : 0;
    const qint64 local = from + offset;
    qint64 tick = local - ((local % step) + step) % step - offset;
    const bool severalDays =
        localTimeOf(from).date() != QDate::currentDate() || localTimeOf(to).date() != QDate::currentDate();
    QDate lastDate;
    for (int i = 0; i < mostTicks && tick <= to; tick += step) {
        if (tick < from)
            continue;
        ++i;
        ticks.append(double(tick - m_origin.ns) / double(second));
        if (!tickLabels)
            continue;
        QString label = timeLabel(tick, step);
        const QDate date = localTimeOf(tick).date();
        if (severalDays && step < day && date != lastDate)
            label += u'\n' + QLocale().toString(date, QLocale::ShortFormat);
        lastDate = date;
        tickLabels->append(label);
    }
}

} // namespace zmqscope
