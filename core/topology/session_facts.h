// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/topology/flow_meter.h"
#include "core/topology/topology_facts.h"

#include <QHash>

namespace zmqscope {

class Channel;
class ConnectionHolders;
class Session;
struct Connection;

/// Reads off a session what its picture is made from; keeps the counters of the last second, for
/// the rates.
class SessionFacts {
public:
    /// Both must outlive this. @p holders tells the programs of peers as it finds them.
    SessionFacts(const Session &session, ConnectionHolders &holders)
        : m_session(session)
        , m_holders(holders)
    {
    }

    /// What is known @p now, by the clock of the session.
    TopologyFacts collect(Timestamp now);
    /// The panel goes; one made later may have its address.
    void forget(const Panel *panel) { m_serials.remove(panel); }
    /// True while rates are above zero: they come down only when facts are collected again.
    bool isMoving() const { return m_meter.isMoving(); }

private:
    PanelFacts panelFacts(Panel &panel, Timestamp now);
    SideFacts sideFacts(const Channel &channel, const QString &counter, Timestamp now);
    ConnectionFacts connectionFacts(const Connection &connection, const QString &counter);
    TopologyFlow flow(const QString &counter, qint64 messages, qint64 bytes);

    const Session &m_session;
    ConnectionHolders &m_holders;
    FlowMeter m_meter;
    QHash<const Panel *, quint64> m_serials;
    quint64 m_lastSerial = 0;
};

} // namespace zmqscope
