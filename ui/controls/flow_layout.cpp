// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/flow_layout.h"

#include "ui/theme/theme.h"

#include <QStyle>
#include <QWidget>

namespace zmqscope {

FlowLayout::FlowLayout(QWidget *parent)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(theme::spacing);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

void FlowLayout::insertWidget(int index, QWidget *widget)
{
    addWidget(widget);
    m_items.move(m_items.size() - 1, qBound(qsizetype(0), qsizetype(index), m_items.size() - 1));
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::sizeHint() const
{
    int width = 0;
    int height = 0;
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        width += item->sizeHint().width() + (width > 0 ? spacing() : 0);
        height = qMax(height, item->sizeHint().height());
    }
    return {width, height};
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect &rect, bool apply) const
{
    struct Placed
    {
        QLayoutItem *item;
        QRect rect;
    };
    QList<Placed> line;
    int x = rect.x();
    int y = rect.y();
    int lineHeight = 0;
    const auto finishLine = [&] {
        for (const Placed &placed : line) {
            if (!apply)
                break;
            const QRect centred = placed.rect.translated(0, (lineHeight - placed.rect.height()) / 2);
            placed.item->setGeometry(
                QStyle::visualRect(parentWidget()->layoutDirection(), rect, centred));
        }
        line.clear();
    };
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        QSize size = item->sizeHint().expandedTo(item->minimumSize());
        if (!line.isEmpty() && x + size.width() > rect.x() + rect.width()) {
            finishLine();
            x = rect.x();
            y += lineHeight + spacing();
            lineHeight = 0;
        }
        size.setWidth(qMax(item->minimumSize().width(), qMin(size.width(), rect.width())));
        if (item->hasHeightForWidth())
            size.setHeight(item->heightForWidth(size.width()));
        line.append({item, QRect(QPoint(x, y), size)});
        x += size.width() + spacing();
        lineHeight = qMax(lineHeight, size.height());
    }
    const int height = line.isEmpty() ? 0 : y + lineHeight - rect.y();
    finishLine();
    return height;
}

} // namespace zmqscope
