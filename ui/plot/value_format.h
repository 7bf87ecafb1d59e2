// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace zmqscope {

/// How values are told: what they count, and by which prefixes long ones become short.
struct ValueFormat {
    enum class Scale {
        Plain, ///< 12.5 k, 3.2 M
        Bytes, ///< 12.5 KiB, 3.2 MiB
        Seconds, ///< 12.5 ms, 3.2 µs; values are seconds
    };
    Scale scale = Scale::Plain;
    QString unit; ///< behind the number: "msg/s"; for Bytes behind the prefix: "/s"

    bool operator==(const ValueFormat &) const = default;
};

/// For reading at a glance: "487 k msg/s", "3.20 MiB/s", "1.25 ms"; plain values below 100,000 with
/// six digits. "–" for NaN.
QString shortValue(double value, const ValueFormat &format);
/// For looking closely: plain values with nine digits, "487,123.25 msg/s".
QString readValue(double value, const ValueFormat &format);

/// The prefix that ticks up to @p most are labelled with.
struct TickUnit {
    double factor = 1; ///< value / factor is the number of the label
    QString text; ///< behind it: "k", "MiB", "ms"
};
TickUnit tickUnit(double most, const ValueFormat &format);
/// A step of about a @p count th of @p span that is pleasant to count in: 1, 2 or 5 times a power of
/// ten; for bytes a power of two from one on. @p span > 0.
double tickStep(double span, int count, const ValueFormat &format);

} // namespace zmqscope
