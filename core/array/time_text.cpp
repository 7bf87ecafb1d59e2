// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/time_text.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

using Unit = DType::Unit;

constexpr qint64 notATime = std::numeric_limits<qint64>::min();

constexpr qint64 secondsPerDay = 24 * 60 * 60;

qint64 floorDiv(qint64 a, qint64 b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

QString padded(qint64 value, int width)
{
    return QString::number(value).rightJustified(width, u'0');
}

QString yearText(qint64 year)
{
    return year < 0 ? QString(u'-' + padded(-year, 4)) : padded(year, 4);
}

/// Days since 1970-01-01 in the Gregorian calendar, extended both ways.
QString dayText(qint64 days)
{
    constexpr qint64 daysPerEra = 146097; // of 400 years
    const qint64 shifted = days + 719468; // days from 0000-03-01
    const qint64 era = floorDiv(shifted, daysPerEra);
    const qint64 dayOfEra = shifted - era * daysPerEra;
    const qint64 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const qint64 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const qint64 month = (5 * dayOfYear + 2) / 153; // from March
    const qint64 day = dayOfYear - (153 * month + 2) / 5 + 1;
    const qint64 civilMonth = month < 10 ? month + 3 : month - 9;
    const qint64 year = yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0);
    return yearText(year) + u'-' + padded(civilMonth, 2) + u'-' + padded(day, 2);
}

QString plainSteps(qint64 value, const DType &type)
{
    const QString unit = DType::unitName(type.unit());
    return QString::number(value) + (unit.isEmpty() ? QString() : QString(u' ' + unit));
}

/// What begins with the hour. Units of a second and shorter have one more text behind it.
QString clockText(qint64 secondOfDay, Unit unit)
{
    QString text = padded(secondOfDay / 3600, 2);
    if (unit >= Unit::Minute)
        text += u':' + padded(secondOfDay / 60 % 60, 2);
    if (unit >= Unit::Second)
        text += u':' + padded(secondOfDay % 60, 2);
    return text;
}

} // namespace

QString dateTimeText(qint64 value, const DType &type)
{
    if (value == notATime)
        return u"NaT"_s;
    const Unit unit = type.unit();
    qint64 steps = 0;
    if (unit == Unit::Generic || __builtin_mul_overflow(value, type.unitCount(), &steps))
        return plainSteps(value, type);
    // Far beyond any date that is meant; keeps the calendar's arithmetic within 64 bits.
    constexpr qint64 farthest = qint64(1) << 56;
    if (unit <= Unit::Day && (steps > farthest || steps < -farthest))
        return plainSteps(steps, type);
    if (unit == Unit::Year)
        return yearText(1970 + steps);
    if (unit == Unit::Month) {
        const qint64 year = floorDiv(steps, 12);
        return yearText(1970 + year) + u'-' + padded(steps - year * 12 + 1, 2);
    }
    if (unit == Unit::Week)
        return dayText(steps * 7);
    if (unit == Unit::Day)
        return dayText(steps);
    qint64 perSecond = 1;
    const int digits = std::max(0, int(unit) - int(Unit::Second)) * 3;
    for (int i = 0; i < digits; ++i)
        perSecond *= 10;
    const qint64 secondsPerUnit = unit == Unit::Hour ? 3600 : unit == Unit::Minute ? 60 : 1;
    const qint64 units = floorDiv(steps, perSecond);
    const qint64 unitsPerDay = secondsPerDay / secondsPerUnit;
    const qint64 day = floorDiv(units, unitsPerDay);
    QString text = dayText(day) + u'T' + clockText((units - day * unitsPerDay) * secondsPerUnit, unit);
    if (digits > 0)
        text += u'.' + padded(steps - units * perSecond, digits);
    return text;
}

QString timeDeltaText(qint64 value, const DType &type)
{
    qint64 steps = 0;
    if (value == notATime)
        return u"NaT"_s;
    if (__builtin_mul_overflow(value, type.unitCount(), &steps))
        return QString::number(value) + u" × "_s + QString::number(type.unitCount()) + u' ' + DType::unitName(type.unit());
    return plainSteps(steps, type);
}

} // namespace zmqscope
