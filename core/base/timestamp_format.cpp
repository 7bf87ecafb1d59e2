// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/timestamp_format.h"

#include <QDateTime>
#include <algorithm>
#include <limits>

namespace zmqscope {

namespace {

constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr qint64 secondsPerDay = 86'400;
/// Offsets from UTC change on quarters of an hour only.
constexpr qint64 offsetSlot = 15 * 60;

/// A moment taken apart; years 1677…2262 are all that 64 bits of nanoseconds can hold.
struct Parts
{
    qint64 year;
    quint32 month;
    quint32 day;
    quint32 second; ///< of the day
    quint32 ns;     ///< of the second
};

qint64 floorDiv(qint64 value, qint64 by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

Parts partsOf(Timestamp time, qint64 offsetSeconds)
{
    const qint64 utcSeconds = floorDiv(time.ns, nsPerSecond);
    const qint64 seconds = utcSeconds + offsetSeconds;
    const qint64 days = floorDiv(seconds, secondsPerDay);
    // Days to date after Howard Hinnant, "chrono-compatible low-level date algorithms".
    const qint64 shifted = days + 719'468;
    const qint64 era = floorDiv(shifted, 146'097);
    const auto dayOfEra = static_cast<quint32>(shifted - era * 146'097);
    const quint32 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const quint32 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const quint32 monthFromMarch = (5 * dayOfYear + 2) / 153;
    const quint32 month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    return {yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * monthFromMarch + 2) / 5 + 1,
            static_cast<quint32>(seconds - days * secondsPerDay),
            static_cast<quint32>(time.ns - utcSeconds * nsPerSecond)};
}

qint64 localOffset(Timestamp time)
{
    thread_local qint64 knownSlot = std::numeric_limits<qint64>::min();
    thread_local qint64 knownOffset = 0;
    const qint64 slot = floorDiv(floorDiv(time.ns, nsPerSecond), offsetSlot);
    if (slot != knownSlot) {
        knownOffset = QDateTime::fromSecsSinceEpoch(slot * offsetSlot, Qt::LocalTime).offsetFromUtc();
        knownSlot = slot;
    }
    return knownOffset;
}

char *writeNumber(char *out, quint64 value, int digits)
{
    for (int i = digits - 1; i >= 0; --i) {
        out[i] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    return out + digits;
}

char *writeDate(char *out, const Parts &parts)
{
    out = writeNumber(out, quint64(parts.year), 4);
    *out++ = '-';
    out = writeNumber(out, parts.month, 2);
    *out++ = '-';
    return writeNumber(out, parts.day, 2);
}

char *writeFraction(char *out, quint32 ns, int digits)
{
    char all[9];
    writeNumber(all, ns, 9);
    *out++ = '.';
    return std::copy_n(all, std::clamp(digits, 1, 9), out);
}

char *writeTime(char *out, const Parts &parts, int digits)
{
    out = writeNumber(out, parts.second / 3600, 2);
    *out++ = ':';
    out = writeNumber(out, parts.second / 60 % 60, 2);
    *out++ = ':';
    out = writeNumber(out, parts.second % 60, 2);
    return writeFraction(out, parts.ns, digits);
}

constexpr int isoLength = 30;

void writeIso(char *out, Timestamp time)
{
    const Parts parts = partsOf(time, 0);
    out = writeDate(out, parts);
    *out++ = 'T';
    out = writeTime(out, parts, 9);
    *out = 'Z';
}

} // namespace

QString isoUtc(Timestamp time)
{
    char text[isoLength];
    writeIso(text, time);
    return QString::fromLatin1(text, isoLength);
}

void appendIsoUtc(QByteArray &out, Timestamp time)
{
    char text[isoLength];
    writeIso(text, time);
    out.append(text, isoLength);
}

QString localTime(Timestamp time, int digits)
{
    char text[isoLength];
    const char *end = writeTime(text, partsOf(time, localOffset(time)), digits);
    return QString::fromLatin1(text, end - text);
}

QString localDateTime(Timestamp time, int digits)
{
    char text[isoLength];
    const Parts parts = partsOf(time, localOffset(time));
    char *end = writeDate(text, parts);
    *end++ = ' ';
    end = writeTime(end, parts, digits);
    return QString::fromLatin1(text, end - text);
}

QString deltaText(qint64 ns, int digits)
{
    // Unsigned, since the smallest value has no positive counterpart.
    const quint64 distance = ns < 0 ? 0 - quint64(ns) : quint64(ns);
    char fraction[10];
    const char *end = writeFraction(fraction, quint32(distance % quint64(nsPerSecond)), digits);
    QString text(ns < 0 ? u'−' : u'+');
    text += QString::number(distance / quint64(nsPerSecond));
    text += QLatin1StringView(fraction, end - fraction);
    return text;
}

} // namespace zmqscope
