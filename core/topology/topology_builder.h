// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_facts.h"

#include <QSet>
#include <optional>

namespace zmqscope {

/// Makes the picture of a session from its facts. Panels that talk to each other are joined, with
/// no peers between them; many peers of one endpoint are gathered into a group; a peer that has
/// gone stays for a while. Remembers what was gathered and joined, so that the picture does not
/// flicker at a limit: use one builder for one session.
class TopologyBuilder {
public:
    /// More peers than this at one endpoint are gathered: a taller column is not read any more.
    static constexpr int maxPeersAtEndpoint = 12;
    /// A group that has become smaller than this falls apart again.
    static constexpr int minPeersInGroup = 9;
    /// With more nodes than this, endpoints are gathered that have several peers, the fullest first.
    static constexpr int maxNodes = 60;
    /// So few nodes there must be before such a group falls apart again.
    static constexpr int calmNodes = 50;
    /// So long a peer that has gone is shown.
    static constexpr qint64 goneForNs = 60'000'000'000;

    TopologyGraph build(const TopologyFacts &facts);
    /// When the graph changes though nothing happens, because a peer has been gone for long enough;
    /// as of the last build().
    std::optional<Timestamp> nextChange() const { return m_nextChange; }

    /// @p group is a TopologyNode::group.
    void setGroupOpen(const QString &group, bool open);
    bool isGroupOpen(const QString &group) const { return m_openGroups.contains(group); }
    void setGoneShown(bool shown) { m_goneShown = shown; }
    bool isGoneShown() const { return m_goneShown; }

private:
    friend class TopologyBuild;
    QSet<QString> m_openGroups;
    QSet<QString> m_gathered; ///< groups of the last graph
    QSet<QString> m_joined; ///< connections whose both ends are, or were, ours
    bool m_goneShown = true;
    std::optional<Timestamp> m_nextChange;
};

} // namespace zmqscope
