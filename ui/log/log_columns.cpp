// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_columns.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace zmqscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LogColumns", text);
}

struct ColumnTraits {
    LogColumn column;
    QLatin1StringView key;
    int width;
};

/// In the order of the enum, which is the usual order on the screen too. Widths hold the usual
/// contents in the log's font at its normal size.
constexpr std::array<ColumnTraits, logColumnCount> columnTraits{{
    {LogColumn::Number, "number"_L1, 68},
    {LogColumn::Time, "time"_L1, 100},
    {LogColumn::Direction, "direction"_L1, 34},
    {LogColumn::Peer, "peer"_L1, 124},
    {LogColumn::Topic, "topic"_L1, 108},
    {LogColumn::Frames, "frames"_L1, 52},
    {LogColumn::Size, "size"_L1, 72},
    {LogColumn::Preview, "preview"_L1, 220},
}};

constexpr std::array<std::pair<TimeBase, QLatin1StringView>, 3> baseKeys{{
    {TimeBase::Absolute, "absolute"_L1},
    {TimeBase::SinceFirst, "relative"_L1},
    {TimeBase::SincePrevious, "delta"_L1},
}};

constexpr std::array<std::pair<TimePrecision, QLatin1StringView>, 3> precisionKeys{{
    {TimePrecision::Milliseconds, "ms"_L1},
    {TimePrecision::Microseconds, "us"_L1},
    {TimePrecision::Nanoseconds, "ns"_L1},
}};

template <typename Table>
auto valueOf(const Table &table, QStringView key) -> decltype(table.front().first)
{
    const auto it =
        std::find_if(table.begin(), table.end(), [&](const auto &row) { return row.second == key; });
    return it == table.end() ? table.front().first : it->first;
}

template <typename Table, typename Value>
QLatin1StringView keyOf(const Table &table, Value value)
{
    return std::find_if(table.begin(), table.end(), [&](const auto &row) {
        return row.first == value;
    })->second;
}

} // namespace

FirstFrame firstFrameOf(const PanelConfig &config)
{
    const auto any = [&](auto &&test) {
        return test(traits(config.side.type)) || (config.second && test(traits(config.second->type)));
    };
    if (any([](const SocketTraits &type) { return type.addressesPeers; }))
        return FirstFrame::RoutingId;
    if (any([](const SocketTraits &type) { return type.subscribes || type.publishes; }))
        return FirstFrame::Topic;
    return FirstFrame::Body;
}

QString logColumnTitle(LogColumn column, FirstFrame firstFrame, TimeStyle time)
{
    switch (column) {
    case LogColumn::Number:
        return tr("No.");
    case LogColumn::Direction:
        return tr("Dir");
    case LogColumn::Time:
        switch (time.base) {
        case TimeBase::Absolute:
            return tr("Time");
        case TimeBase::SinceFirst:
            return tr("Since first");
        case TimeBase::SincePrevious:
            return tr("Delta");
        }
        break;
    default:
        break;
    }
    return logColumnName(column, firstFrame);
}

QString logColumnName(LogColumn column, FirstFrame firstFrame)
{
    switch (column) {
    case LogColumn::Number:
        return tr("Number");
    case LogColumn::Time:
        return tr("Time");
    case LogColumn::Direction:
        return tr("Direction");
    case LogColumn::Peer:
        return tr("Peer");
    case LogColumn::Topic:
        return firstFrame == FirstFrame::RoutingId ? tr("Routing id") : tr("Topic");
    case LogColumn::Frames:
        return tr("Frames");
    case LogColumn::Size:
        return tr("Size");
    case LogColumn::Preview:
        return tr("Preview");
    }
    return {};
}

LogColumnLayout LogColumnLayout::usual(FirstFrame firstFrame)
{
    constexpr int generatedIdWidth = 104; // "0x006b8b4567": they differ at their end
    LogColumnLayout layout;
    for (const ColumnTraits &row : columnTraits)
        layout.items.append({row.column, row.width, true});
    Item &topic = layout.items[int(LogColumn::Topic)];
    topic.visible = firstFrame != FirstFrame::Body;
    if (firstFrame == FirstFrame::RoutingId)
        topic.width = generatedIdWidth;
    return layout;
}

LogColumnLayout LogColumnLayout::fromConfig(const QList<LogColumnConfig> &config, FirstFrame firstFrame)
{
    constexpr int minWidth = 16;
    constexpr int maxWidth = 10'000; // a hand-written profile must not make the table unusable
    LogColumnLayout layout;
    QList<Item> missing = usual(firstFrame).items;
    for (const LogColumnConfig &entry : config) {
        const QStringList parts = entry.key.split(u'/');
        const auto known = std::find_if(missing.begin(), missing.end(),
            [&](const Item &item) { return columnTraits[std::size_t(item.column)].key == parts.first(); });
        if (known == missing.end())
            continue;
        Item item = *known;
        missing.erase(known);
        item.visible = entry.visible;
        if (entry.width > 0)
            item.width = std::clamp(entry.width, minWidth, maxWidth);
        layout.items.append(item);
        if (item.column == LogColumn::Time && parts.size() == 3)
            layout.time = {valueOf(baseKeys, parts[1]), valueOf(precisionKeys, parts[2])};
    }
    for (const Item &item : std::as_const(missing))
        layout.items.insert(std::min(qsizetype(item.column), layout.items.size()), item);
    if (std::none_of(
            layout.items.cbegin(), layout.items.cend(), [](const Item &item) { return item.visible; }))
        layout.items.last().visible = true; // a table without columns has no header to bring them back
    return layout;
}

QList<LogColumnConfig> LogColumnLayout::toConfig() const
{
    QList<LogColumnConfig> config;
    for (const Item &item : items) {
        QString key = columnTraits[std::size_t(item.column)].key;
        if (item.column == LogColumn::Time && time != TimeStyle{})
            key = key % u'/' % keyOf(baseKeys, time.base) % u'/' % keyOf(precisionKeys, time.precision);
        config.append({key, item.width, item.visible});
    }
    return config;
}

} // namespace zmqscope
