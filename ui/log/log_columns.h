// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <QList>
#include <QString>
#include <array>

namespace zmqscope {

/// The columns of the message log, in the order of the model.
enum class LogColumn { Number, Time, Direction, Peer, Topic, Frames, Size, Preview };
inline constexpr int logColumnCount = 8;

/// What frame 0 of a panel's messages is: decides what the topic column shows and where the body
/// begins.
enum class FirstFrame { Body, Topic, RoutingId };
FirstFrame firstFrameOf(const PanelConfig &config);

/// What the time column counts from.
enum class TimeBase { Absolute, SinceFirst, SincePrevious };
/// How exactly it tells it; the value is the number of decimals of a second.
enum class TimePrecision { Milliseconds = 3, Microseconds = 6, Nanoseconds = 9 };

struct TimeStyle {
    TimeBase base = TimeBase::Absolute;
    TimePrecision precision = TimePrecision::Milliseconds;

    bool operator==(const TimeStyle &) const = default;
};

/// Short translated title for the header.
QString logColumnTitle(LogColumn column, FirstFrame firstFrame, TimeStyle time);
/// The whole name, for menus, tooltips and assistive tools.
QString logColumnName(LogColumn column, FirstFrame firstFrame);

/// How the columns of a log stand: their order on the screen, widths and visibility, and how the
/// time is shown.
struct LogColumnLayout {
    struct Item {
        LogColumn column;
        int width;
        bool visible;
    };
    QList<Item> items; ///< every column once, from left to right
    TimeStyle time;

    static LogColumnLayout usual(FirstFrame firstFrame);
    /// Unknown keys and doubles are passed over, missing columns take their usual place and width.
    static LogColumnLayout fromConfig(const QList<LogColumnConfig> &config, FirstFrame firstFrame);
    /// The time column's key tells its style where that is not the usual one: "time/delta/us".
    QList<LogColumnConfig> toConfig() const;
};

} // namespace zmqscope
