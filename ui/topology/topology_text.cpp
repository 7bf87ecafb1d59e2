// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topology_text.h"

#include "ui/controls/count_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Topology)
};

const QString unknown = u"–"_s;

/// A table of two columns, written so that text of peers stays text.
class FactTable {
public:
    explicit FactTable(const QString &title)
        : m_html(u"<qt><p style='white-space:pre'><b>%1</b></p><table cellspacing='0'>"_s.arg(
            title.toHtmlEscaped()))
    {
    }
    void add(const QString &name, const QString &value)
    {
        m_html += u"<tr><td style='padding-right:10px'>%1</td><td>%2</td></tr>"_s.arg(
            name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    void addKnown(const QString &name, const QString &value)
    {
        if (!value.isEmpty())
            add(name, value);
    }
    QString text() const { return m_html + "</table></qt>"_L1; }

private:
    QString m_html;
};

QString countText(const std::optional<qint64> &count)
{
    return count ? QLocale().toString(*count) : unknown;
}

QString flowText(const TopologyFlow &flow)
{
    if (!flow.messages)
        return Text::tr("– (libzmq does not tell)");
    return Text::tr("%1 messages, %2, %3")
        .arg(countText(flow.messages), flow.bytes ? QLocale().formattedDataSize(*flow.bytes) : unknown,
            rateText(flow.rate));
}

QString roleText(EndpointRole role)
{
    return role == EndpointRole::Bind ? Text::tr("bind") : Text::tr("connect");
}

QString typesText(const TopologyNode &node)
{
    return node.types.join(node.kind == TopologyNodeKind::Panel ? u" → "_s : u", "_s);
}

QString kindText(const TopologyNode &node)
{
    switch (node.kind) {
    case TopologyNodeKind::Panel:
        return Text::tr("panel");
    case TopologyNodeKind::Endpoint:
        return Text::tr("address");
    case TopologyNodeKind::Peer:
        return Text::tr("peer");
    case TopologyNodeKind::Group:
        return Text::tr("group of peers");
    }
    Q_UNREACHABLE();
}

} // namespace

QString rateText(const std::optional<double> &perSecond)
{
    if (!perSecond)
        return unknown;
    const double rate = *perSecond;
    const bool small = rate > 0 && rate < 9.95;
    return Text::tr("%1/s").arg(small ? QLocale().toString(rate, 'f', 1) : shortCount(std::llround(rate)));
}

QString topologyStateText(TopologyState state)
{
    switch (state) {
    case TopologyState::Unknown:
        return Text::tr("not known");
    case TopologyState::Closed:
        return Text::tr("closed");
    case TopologyState::Idle:
        return Text::tr("open, no endpoint");
    case TopologyState::Listening:
        return Text::tr("listening, nobody there");
    case TopologyState::Connecting:
        return Text::tr("connecting");
    case TopologyState::Established:
        return Text::tr("connected");
    case TopologyState::Failed:
        return Text::tr("failed");
    case TopologyState::Gone:
        return Text::tr("gone");
    }
    Q_UNREACHABLE();
}

QString tooltipOf(const TopologyNode &node)
{
    FactTable table(node.label);
    const QString type = typesText(node);
    if (node.kind != TopologyNodeKind::Endpoint)
        table.add(Text::tr("Socket type"), type.isEmpty() ? Text::tr("– (told by its first message)") : type);
    table.add(Text::tr("State"), topologyStateText(node.state));
    table.addKnown(Text::tr("Address"), node.address);
    table.addKnown(Text::tr("Program"), node.process);
    table.addKnown(Text::tr("Routing id"), node.routingId);
    if (node.kind == TopologyNodeKind::Panel) {
        for (const TopologyPort &port : node.ports) {
            table.add(roleText(port.role),
                u"%1 – %2"_s.arg(
                    port.address, port.detail.isEmpty() ? topologyStateText(port.state) : port.detail));
        }
        table.add(Text::tr("Received"), flowText(node.in));
        table.add(Text::tr("Sent"), flowText(node.out));
    }
    table.addKnown(Text::tr("Detail"), node.detail);
    return table.text();
}

QString tooltipOf(const TopologyEdge &edge, const TopologyGraph &graph)
{
    const TopologyNode *from = graph.node(edge.from);
    const TopologyNode *to = graph.node(edge.to);
    if (!from || !to)
        return {};
    FactTable table(u"%1 %2 %3"_s.arg(from->label, edge.flowsBackward ? u"⇄"_s : u"→"_s, to->label));
    table.add(Text::tr("State"), topologyStateText(edge.state));
    table.add(u"→"_s, flowText(edge.forward));
    if (edge.flowsBackward)
        table.add(u"←"_s, flowText(edge.backward));
    return table.text();
}

QString spokenText(const TopologyNode &node, const TopologyGraph &graph)
{
    QStringList parts{kindText(node), node.label};
    if (const QString types = typesText(node); !types.isEmpty())
        parts << types;
    parts << topologyStateText(node.state);
    if (node.secondLine != topologyStateText(node.state) && !node.secondLine.isEmpty())
        parts << node.secondLine;
    QStringList neighbours;
    for (const TopologyEdge &edge : graph.edges) {
        if (edge.from != node.id && edge.to != node.id)
            continue;
        if (const TopologyNode *other = graph.node(edge.from == node.id ? edge.to : edge.from))
            neighbours << other->label;
    }
    if (!neighbours.isEmpty())
        parts << Text::tr("joined with %1").arg(neighbours.join(u", "_s));
    return parts.join(u", "_s);
}

QString summaryOf(const TopologyGraph &graph)
{
    const qsizetype panels = graph.count(TopologyNodeKind::Panel);
    const qsizetype peers = graph.peerCount();
    return Text::tr("%1, %2").arg(panels == 1 ? Text::tr("1 panel") : Text::tr("%1 panels").arg(panels),
        peers == 1 ? Text::tr("1 peer") : Text::tr("%1 peers").arg(peers));
}

} // namespace zmqscope
