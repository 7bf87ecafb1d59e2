// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/topology_builder.h"

#include <QCoreApplication>
#include <QHash>
#include <QMap>
#include <vector>

namespace zmqscope {

/// One run of a TopologyBuilder.
class TopologyBuild {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Topology)
public:
    TopologyBuild(TopologyBuilder &builder, const TopologyFacts &facts)
        : m_builder(builder)
        , m_facts(facts)
    {
    }

    TopologyGraph run();

private:
    /// An endpoint of a panel, and where its line stands on the panel's card.
    struct Place {
        const PanelFacts *panel = nullptr;
        const SideFacts *side = nullptr;
        const EndpointFacts *endpoint = nullptr;
        int port = 0;
        int sideNumber = 0;
        QString id; ///< of the endpoint
        QString lastingKey;
    };
    struct Incoming {
        qsizetype place = -1;
        const ConnectionFacts *connection = nullptr;
    };
    /// A peer with its edge, before it is known whether it is shown on its own.
    struct Found {
        TopologyNode node;
        TopologyEdge edge;
    };

    void listPlaces();
    void addPanels();
    void indexIncoming();
    void joinOrFollow(const Place &place);
    bool joinByPorts(const Place &place);
    bool joinByAddress(const Place &place);
    void takeAsJoined(const Place &place, const ConnectionFacts &connection);
    void addFarEnd(const Place &place);
    void addVisitors(const Place &place);
    void gather();
    void addGroup(const QString &id, const std::vector<Found> &members);
    bool isStillShown(const ConnectionFacts &connection);
    Found visitor(const Place &place, const ConnectionFacts &connection) const;
    TopologyEdge edgeBetween(const Place &place, const QString &node, TopologyState state) const;
    TopologyEdge edgeBetween(const Place &connecting, const Place &bound, TopologyState state) const;

    TopologyBuilder &m_builder;
    const TopologyFacts &m_facts;
    TopologyGraph m_graph;
    std::vector<Place> m_places;
    QHash<QString, Incoming> m_incoming; ///< by both ends, ours first
    QSet<QString> m_joined;
    QMap<QString, std::vector<Found>> m_found; ///< by group
    QHash<QString, qsizetype> m_edgeAt; ///< joins, by edge id
};

} // namespace zmqscope
