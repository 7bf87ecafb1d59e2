// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/card_metrics.h"

#include <QFontMetricsF>

namespace zmqscope {

namespace {

/// Widths in heights of a line: the same for all cards of a kind, so that columns are straight and
/// nothing grows while it is looked at.
constexpr double panelWidth = 16.5;
constexpr double peerWidth = 12.5;
constexpr double smallFont = 0.88;

} // namespace

CardMetrics::CardMetrics(const QFont &font)
    : m_font(font)
    , m_bold(font)
    , m_small(font)
{
    m_bold.setBold(true);
    if (font.pointSizeF() > 0)
        m_small.setPointSizeF(font.pointSizeF() * smallFont);
    else
        m_small.setPixelSize(qMax(1, int(font.pixelSize() * smallFont)));
    m_line = QFontMetricsF(m_font).height();
    m_smallLine = QFontMetricsF(m_small).height();
}

QSizeF CardMetrics::sizeOf(const TopologyNode &node) const
{
    if (node.kind != TopologyNodeKind::Panel)
        return {m_line * peerWidth, m_line + m_smallLine + 2 * padding + 1};
    const double ports = double(node.ports.size()) * (portHeight() + portGap);
    return {m_line * panelWidth, m_line + m_smallLine + 4 + 2 * padding + ports};
}

QRectF CardMetrics::rectOf(const TopologyNode &node) const
{
    const QSizeF size = sizeOf(node);
    return {-size.width() / 2, -size.height() / 2, size.width(), size.height()};
}

QRectF CardMetrics::headRect(const TopologyNode &node) const
{
    const QRectF card = rectOf(node);
    return {card.left() + padding + 3, card.top() + padding - 1, card.width() - 2 * padding - 3, m_line + 2};
}

QRectF CardMetrics::flowRect(const TopologyNode &node) const
{
    const QRectF head = headRect(node);
    return {head.left(), head.bottom() + 2, head.width(), m_smallLine};
}

QRectF CardMetrics::portRect(const TopologyNode &node, int port) const
{
    const QRectF card = rectOf(node);
    if (port < 0 || port >= node.ports.size())
        return card;
    const double top = flowRect(node).bottom() + padding - 3;
    return {card.left() + padding, top + port * (portHeight() + portGap), card.width() - 2 * padding,
        portHeight()};
}

} // namespace zmqscope
