// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_graph.h"

#include <QFont>
#include <QRectF>

namespace zmqscope {

/// How large the cards of the picture are and where things stand on them; all follows from the font.
/// Rectangles are relative to the centre of the card.
class CardMetrics {
public:
    explicit CardMetrics(const QFont &font);

    QSizeF sizeOf(const TopologyNode &node) const;
    QRectF rectOf(const TopologyNode &node) const;
    /// The line of an endpoint on a panel's card; the whole card where there is no such line.
    QRectF portRect(const TopologyNode &node, int port) const;
    /// The line with a panel's name.
    QRectF headRect(const TopologyNode &node) const;
    /// The line under it.
    QRectF flowRect(const TopologyNode &node) const;

    const QFont &font() const { return m_font; }
    const QFont &bold() const { return m_bold; }
    const QFont &small() const { return m_small; }
    double lineHeight() const { return m_line; }

    static constexpr double padding = 9;
    static constexpr double radius = 7;
    static constexpr double portGap = 4;

private:
    double portHeight() const { return m_smallLine + 7; }

    QFont m_font;
    QFont m_bold;
    QFont m_small;
    double m_line;
    double m_smallLine;
};

} // namespace zmqscope
