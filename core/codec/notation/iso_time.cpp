// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/notation/iso_time.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace zmqscope {

namespace {

constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr qint64 secondsPerDay = 86'400;
constexpr qint64 firstSecond = -62'135'596'800; ///< 0001-01-01T00:00:00Z
constexpr qint64 lastSecond = 253'402'300'799;  ///< 9999-12-31T23:59:59Z

/// The number in @p digits characters at @p at; -1 when they are not all digits.
int number(QByteArrayView text, qsizetype at, int digits)
{
    if (at + digits > text.size())
        return -1;
    int value = 0;
    for (qsizetype i = at; i < at + digits; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool isAt(QByteArrayView text, qsizetype at, char c)
{
    return at < text.size() && text[at] == c;
}

} // namespace

IsoTime IsoTime::fromTicks(qint64 ticks, qint64 perSecond)
{
    qint64 seconds = ticks / perSecond;
    qint64 rest = ticks % perSecond;
    if (rest < 0) {
        rest += perSecond;
        --seconds;
    }
    return {seconds, quint32(rest * (nsPerSecond / perSecond))};
}

QByteArray isoText(const IsoTime &time)
{
    if (time.seconds < firstSecond || time.seconds > lastSecond || time.nanoseconds >= nsPerSecond)
        return {};
    using namespace std::chrono;
    const sys_seconds moment{seconds{time.seconds}};
    const auto midnight = floor<days>(moment);
    const year_month_day date{midnight};
    const hh_mm_ss clock{moment - midnight};
    char text[40];
    int length = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", int(date.year()),
                               unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                               int(clock.minutes().count()), int(clock.seconds().count()));
    const quint32 ns = time.nanoseconds;
    char *const rest = text + length;
    const std::size_t room = sizeof text - std::size_t(length);
    if (ns == 0)
        length += std::snprintf(rest, room, "Z");
    else if (ns % 1'000'000 == 0)
        length += std::snprintf(rest, room, ".%03uZ", ns / 1'000'000);
    else if (ns % 1000 == 0)
        length += std::snprintf(rest, room, ".%06uZ", ns / 1000);
    else
        length += std::snprintf(rest, room, ".%09uZ", ns);
    return QByteArray(text, length);
}

std::optional<IsoTime> parseIsoText(QByteArrayView text)
{
    const int year = number(text, 0, 4);
    const int month = number(text, 5, 2);
    const int day = number(text, 8, 2);
    const int hour = number(text, 11, 2);
    const int minute = number(text, 14, 2);
    const int second = number(text, 17, 2);
    if (year < 1 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0 || hour > 23 || minute > 59 || second > 59)
        return {};
    if (text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':' || text[16] != ':')
        return {};
    using namespace std::chrono;
    const year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)), std::chrono::day(unsigned(day))};
    if (!date.ok())
        return {};
    IsoTime time;
    time.seconds = qint64(sys_days(date).time_since_epoch().count()) * secondsPerDay + hour * 3600 + minute * 60 + second;

    qsizetype at = 19;
    if (isAt(text, at, '.')) {
        quint32 unit = 100'000'000;
        const qsizetype first = ++at;
        for (; number(text, at, 1) >= 0; ++at, unit /= 10) {
            if (unit == 0 && text[at] != '0')
                return {}; // finer than a nanosecond: no format here can say that
            time.nanoseconds += quint32(number(text, at, 1)) * unit;
        }
        if (at == first)
            return {};
    }
    if (isAt(text, at, 'Z') || isAt(text, at, 'z'))
        return at + 1 == text.size() ? std::optional(time) : std::nullopt;
    const int offsetHours = number(text, at + 1, 2);
    const int offsetMinutes = number(text, at + 4, 2);
    if (!(isAt(text, at, '+') || isAt(text, at, '-')) || !isAt(text, at + 3, ':') || at + 6 != text.size()
        || offsetHours < 0 || offsetHours > 23 || offsetMinutes < 0 || offsetMinutes > 59)
        return {};
    time.seconds -= (text[at] == '-' ? -1 : 1) * (offsetHours * 3600 + offsetMinutes * 60);
    return time;
}

} // namespace zmqscope
