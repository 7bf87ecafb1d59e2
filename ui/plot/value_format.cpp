// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/value_format.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <span>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

struct Prefix {
    double factor;
    QLatin1StringView text;
};

constexpr Prefix plainPrefixes[] = {{1, ""_L1}, {1e3, "k"_L1}, {1e6, "M"_L1}, {1e9, "G"_L1}, {1e12, "T"_L1}};
constexpr Prefix bytePrefixes[] = {
    {1, "B"_L1}, {0x1p10, "KiB"_L1}, {0x1p20, "MiB"_L1}, {0x1p30, "GiB"_L1}, {0x1p40, "TiB"_L1}};
constexpr Prefix secondPrefixes[] = {{1e-9, "ns"_L1}, {1e-6, "µs"_L1}, {1e-3, "ms"_L1}, {1, "s"_L1}};

/// From these on powers of ten take over: no prefix makes them short.
constexpr double scientificFrom = 1e15;
constexpr double scientificBelow = 1e-4;

std::span<const Prefix> prefixes(ValueFormat::Scale scale)
{
    switch (scale) {
    case ValueFormat::Scale::Plain:
        return plainPrefixes;
    case ValueFormat::Scale::Bytes:
        return bytePrefixes;
    case ValueFormat::Scale::Seconds:
        return secondPrefixes;
    }
    Q_UNREACHABLE();
}

Prefix prefixFor(double magnitude, ValueFormat::Scale scale)
{
    const std::span<const Prefix> all = prefixes(scale);
    Prefix fitting = all.front();
    for (const Prefix &prefix : all) {
        if (magnitude >= prefix.factor)
            fitting = prefix;
    }
    // Nothing takes no time.
    return magnitude == 0 && scale == ValueFormat::Scale::Seconds ? all.back() : fitting;
}

/// The text of "µs" is UTF-8 in the source.
QString textOf(const Prefix &prefix)
{
    return QString::fromUtf8(prefix.text.data(), prefix.text.size());
}

QString withUnit(const QString &number, const QString &prefix, const ValueFormat &format)
{
    const bool joined = format.scale != ValueFormat::Scale::Plain; // "MiB/s"
    const QString unit = joined || prefix.isEmpty() || format.unit.isEmpty()
        ? QString(prefix + format.unit)
        : QString(prefix + u' ' + format.unit);
    return unit.isEmpty() ? number : QString(number + u'\u00A0' + unit);
}

} // namespace

QString shortValue(double value, const ValueFormat &format)
{
    constexpr double exactBelow = 100'000; // as counts are told elsewhere
    if (std::isnan(value))
        return u"–"_s;
    const QLocale locale;
    const double magnitude = std::abs(value);
    const bool isPlain = format.scale == ValueFormat::Scale::Plain;
    if (magnitude >= scientificFrom || (isPlain && magnitude > 0 && magnitude < scientificBelow))
        return withUnit(locale.toString(value, 'g', 4), {}, format);
    if (isPlain && magnitude < exactBelow)
        return withUnit(locale.toString(value, 'g', 6), {}, format);
    const Prefix prefix = prefixFor(magnitude, format.scale);
    const double number = value / prefix.factor;
    const bool whole =
        format.scale == ValueFormat::Scale::Bytes && prefix.factor == 1 && number == std::floor(number);
    const int digits = whole || std::abs(number) >= 100 ? 0 : std::abs(number) >= 10 ? 1 : 2;
    return withUnit(locale.toString(number, 'f', digits), textOf(prefix), format);
}

QString readValue(double value, const ValueFormat &format)
{
    constexpr int digits = 9;
    if (std::isnan(value) || format.scale != ValueFormat::Scale::Plain)
        return shortValue(value, format);
    const double magnitude = std::abs(value);
    if (magnitude >= scientificFrom || (magnitude > 0 && magnitude < scientificBelow))
        return withUnit(QLocale().toString(value, 'g', digits), {}, format);
    // Whole numbers have all of theirs.
    const double rounded =
        value == std::floor(value) ? value : QByteArray::number(value, 'g', digits).toDouble();
    return withUnit(QLocale().toString(rounded, 'f', QLocale::FloatingPointShortest), {}, format);
}

TickUnit tickUnit(double most, const ValueFormat &format)
{
    const Prefix prefix = prefixFor(std::abs(most), format.scale);
    return {prefix.factor, textOf(prefix)};
}

double tickStep(double span, int count, const ValueFormat &format)
{
    const double wanted = span / std::max(count, 1);
    if (format.scale == ValueFormat::Scale::Bytes && wanted >= 1)
        return std::exp2(std::round(std::log2(wanted)));
    const double ten = std::pow(10, std::floor(std::log10(wanted)));
    const double mantissa = wanted / ten;
    return ten * (mantissa < 1.5 ? 1 : mantissa < 3.5 ? 2 : mantissa < 7.5 ? 5 : 10);
}

} // namespace zmqscope
