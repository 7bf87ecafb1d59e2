// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"
#include "core/panel/session.h"

#include <optional>

namespace zmqscope {

class EndpointProbes;

/// One look of a rule at one channel: what is known, and what the rule makes of it.
class Examination
{
public:
    /// @p probes may be null: then nothing is asked of the network.
    Examination(Session &session, Panel &panel, int side, Timestamp now, EndpointProbes *probes)
        : m_session(session), m_panel(panel), m_side(side), m_now(now), m_probes(probes)
    {
    }

    Session &session() const { return m_session; }
    Panel &panel() const { return m_panel; }
    /// Null for a bridge, which has no form and no outbox.
    SocketPanel *socketPanel() const { return qobject_cast<SocketPanel *>(&m_panel); }
    Channel &channel() const { return *m_panel.channels().at(m_side); }
    int side() const { return m_side; }
    SocketType type() const { return channel().type(); }
    const ConnectionBook &connections() const { return channel().connections(); }
    Timestamp now() const { return m_now; }
    /// Nanoseconds since @p time.
    qint64 age(Timestamp time) const { return m_now.ns - time.ns; }
    EndpointProbes *probes() const { return m_probes; }

    void find(Finding finding) { m_findings.append(std::move(finding)); }
    /// Asks for another look when @p time has come, though nothing should change until then.
    void lookAgainAt(Timestamp time)
    {
        if (!m_lookAgainAt || time < *m_lookAgainAt)
            m_lookAgainAt = time;
    }

    const QList<Finding> &findings() const { return m_findings; }
    std::optional<Timestamp> whenToLookAgain() const { return m_lookAgainAt; }

private:
    Session &m_session;
    Panel &m_panel;
    int m_side;
    Timestamp m_now;
    EndpointProbes *m_probes;
    QList<Finding> m_findings;
    std::optional<Timestamp> m_lookAgainAt;
};

/// One thing that can be wrong. Looks at what is known of a channel and reports what it finds, each
/// time anew: a finding that is not reported any more has gone. Cheap: it is asked up to four times a
/// second for each panel on which something happens.
class Rule
{
public:
    virtual ~Rule() = default;

    /// Stable name: "incompatible-types". Never translated, never changed.
    virtual QString id() const = 0;
    /// Only called while the channel is open.
    virtual void examine(Examination &examination) = 0;
    /// The panel goes: what the rule remembers of it must go too.
    virtual void forget(const Panel &panel) { Q_UNUSED(panel) }
};

} // namespace zmqscope
