// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_header.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace zmqscope {

namespace {

struct Dispensable {
    LogColumn column;
    int previewWidth;
};

/// Hidden one after the other where the preview has less room than this. A topic tells more than
/// the end of a preview.
constexpr std::array<Dispensable, 4> leastImportant{{
    {LogColumn::Frames, 220},
    {LogColumn::Peer, 220},
    {LogColumn::Size, 220},
    {LogColumn::Topic, 120},
}};
constexpr int leastPreviewWidth = 56;

} // namespace

LogHeader::LogHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsMovable(true);
    setSectionsClickable(false);
    setHighlightSections(false);
    setMinimumSectionSize(24);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QHeaderView::sectionResized, this, [this](int column, int, int size) {
        if (m_fitting || size == 0)
            return;
        m_widths[std::size_t(column)] = size;
        onChanged();
    });
    connect(this, &QHeaderView::sectionMoved, this, [this] {
        if (!m_fitting)
            onChanged();
    });
}

void LogHeader::onChanged()
{
    m_automatic = false;
    fit(m_room);
    emit itemsChanged();
}

void LogHeader::setItems(const QList<LogColumnLayout::Item> &items)
{
    {
        const QScopedValueRollback fitting(m_fitting, true);
        for (int visual = 0; visual < int(items.size()); ++visual) {
            const LogColumnLayout::Item &item = items[visual];
            moveSection(visualIndex(int(item.column)), visual);
            m_widths[std::size_t(item.column)] = item.width;
            m_shown[std::size_t(item.column)] = item.visible;
        }
    }
    m_automatic = false;
    fit(m_room);
}

QList<LogColumnLayout::Item> LogHeader::items() const
{
    QList<LogColumnLayout::Item> items;
    for (int visual = 0; visual < logColumnCount; ++visual) {
        const int column = logicalIndex(visual);
        const bool shown = m_automatic ? !isSectionHidden(column) : m_shown[std::size_t(column)];
        items.append({LogColumn(column), m_widths[std::size_t(column)], shown});
    }
    return items;
}

void LogHeader::setAutomatic(bool on)
{
    m_automatic = on;
    fit(m_room);
}

int LogHeader::othersWidth(const std::array<bool, logColumnCount> &shown, LogColumn except) const
{
    int sum = 0;
    for (std::size_t column = 0; column < shown.size(); ++column)
        sum += shown[column] && column != std::size_t(except) ? m_widths[column] : 0;
    return sum;
}

void LogHeader::fit(int width)
{
    m_room = width;
    const QScopedValueRollback fitting(m_fitting, true);
    std::array<bool, logColumnCount> shown = m_shown;
    for (const Dispensable &row : leastImportant) {
        if (m_automatic && othersWidth(shown, LogColumn::Preview) + row.previewWidth > width)
            shown[std::size_t(row.column)] = false;
    }
    int last = -1;
    for (int visual = 0; visual < logColumnCount; ++visual) {
        const int column = logicalIndex(visual);
        setSectionHidden(column, !shown[std::size_t(column)]);
        if (!shown[std::size_t(column)])
            continue;
        resizeSection(column, m_widths[std::size_t(column)]);
        last = column;
    }
    if (last < 0)
        return;
    const int least = m_automatic ? leastPreviewWidth : m_widths[std::size_t(last)];
    resizeSection(last, std::max(least, width - othersWidth(shown, LogColumn(last))));
}

} // namespace zmqscope
