// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topology_colors.h"

#include <algorithm>
#include <cmath>

namespace zmqscope {

namespace {
constexpr double thinnest = 1.5;
constexpr double perDecade = 1.0; ///< wider for ten times the rate
constexpr double widest = 7;
} // namespace

theme::Role roleOf(TopologyState state)
{
    switch (state) {
    case TopologyState::Unknown:
    case TopologyState::Closed:
    case TopologyState::Idle:
    case TopologyState::Gone:
        return theme::Role::TextFaint;
    case TopologyState::Listening:
        return theme::Role::Info;
    case TopologyState::Connecting:
        return theme::Role::Warning;
    case TopologyState::Established:
        return theme::Role::Good;
    case TopologyState::Failed:
        return theme::Role::Bad;
    }
    Q_UNREACHABLE();
}

QPen penOf(const TopologyEdge &edge)
{
    const double rate = edge.forward.rate.value_or(0) + edge.backward.rate.value_or(0);
    const double width = std::min(widest, thinnest + perDecade * std::log10(1 + rate));
    QColor color = theme::patternColor(edge.pattern);
    QPen pen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    switch (edge.state) {
    case TopologyState::Connecting:
    case TopologyState::Unknown:
    case TopologyState::Listening:
        color = theme::color(
            edge.state == TopologyState::Connecting ? theme::Role::Warning : theme::Role::TextFaint);
        pen.setDashPattern({4, 3});
        break;
    case TopologyState::Failed:
        color = theme::color(theme::Role::Bad);
        pen.setDashPattern({4, 3});
        break;
    case TopologyState::Gone:
    case TopologyState::Closed:
    case TopologyState::Idle:
        color = theme::color(theme::Role::TextFaint);
        color.setAlphaF(0.45F);
        pen.setDashPattern({2, 3});
        break;
    case TopologyState::Established:
        color.setAlphaF(rate > 0 ? 0.9F : 0.55F); // quiet ones step back
        break;
    }
    pen.setColor(color);
    return pen;
}

} // namespace zmqscope
