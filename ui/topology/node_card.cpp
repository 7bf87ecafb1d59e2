// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/node_card.h"

#include "ui/theme/theme.h"
#include "ui/topology/card_metrics.h"
#include "ui/topology/topology_colors.h"
#include "ui/topology/topology_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

using theme::Role;

constexpr double dotSize = 8;
constexpr double gap = 6;
constexpr float fillStrength = 0.14F; ///< of a badge, as TypeBadge has it

QColor faded(QColor color, float alpha)
{
    color.setAlphaF(alpha * color.alphaF());
    return color;
}

class CardPainter {
public:
    CardPainter(QPainter &painter, const CardMetrics &metrics, const TopologyNode &node, const CardLook &look)
        : m_painter(painter)
        , m_metrics(metrics)
        , m_node(node)
        , m_look(look)
        , m_card(metrics.rectOf(node).adjusted(0.5, 0.5, -0.5, -0.5))
        , m_hue(theme::patternColor(node.pattern))
    {
    }

    void paint()
    {
        const bool gone = m_node.state == TopologyState::Gone;
        if (gone)
            m_painter.setOpacity(m_painter.opacity() * 0.55);
        if (m_look.selected || m_look.hovered)
            ring();
        frame();
        if (m_look.zoom < farZoom)
            nameOnly();
        else if (m_node.kind == TopologyNodeKind::Panel)
            panel();
        else
            peer();
        if (m_look.pinned)
            pin();
    }

private:
    bool isPanel() const { return m_node.kind == TopologyNodeKind::Panel; }
    bool isGhost() const { return m_node.kind == TopologyNodeKind::Endpoint; }

    void ring()
    {
        const double out = m_look.selected ? 3 : 2;
        m_painter.setPen(QPen(faded(theme::color(Role::Accent), m_look.selected ? 1.0F : 0.45F), 2));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(
            m_card.adjusted(-out, -out, out, out), CardMetrics::radius + out, CardMetrics::radius + out);
    }

    void frame()
    {
        QColor border = theme::color(Role::Border);
        QColor fill = theme::color(isPanel() ? Role::Surface : Role::SurfaceRaised);
        Qt::PenStyle style = Qt::SolidLine;
        if (isGhost() || m_node.state == TopologyState::Failed || m_node.state == TopologyState::Connecting) {
            if (!isPanel()) {
                border = faded(theme::color(roleOf(m_node.state)), 0.8F);
                style = Qt::DashLine;
            }
        } else if (m_node.state == TopologyState::Gone) {
            style = Qt::DashLine;
        }
        if (isGhost())
            fill = theme::color(m_node.state == TopologyState::Failed ? Role::BadFill : Role::WarningFill);
        if (m_node.kind == TopologyNodeKind::Group) { // cards behind the card
            m_painter.setPen(QPen(border, 1));
            m_painter.setBrush(fill);
            for (const double behind : {6.0, 3.0})
                m_painter.drawRoundedRect(m_card.adjusted(behind, behind, behind, behind),
                    CardMetrics::radius, CardMetrics::radius);
        }
        m_painter.setPen(QPen(border, 1, style));
        m_painter.setBrush(fill);
        m_painter.drawRoundedRect(m_card, CardMetrics::radius, CardMetrics::radius);
        if (!isPanel())
            return;
        // A stripe in the colour of the pattern along the left edge.
        QPainterPath card;
        card.addRoundedRect(m_card, CardMetrics::radius, CardMetrics::radius);
        QPainterPath stripe;
        stripe.addRect(QRectF(m_card.left(), m_card.top(), 5, m_card.height()));
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_node.state == TopologyState::Closed ? theme::color(Role::Border) : m_hue);
        m_painter.drawPath(card.intersected(stripe));
    }

    void dot(const QPointF &centre, TopologyState state)
    {
        const QColor color = theme::color(roleOf(state));
        const bool open = state == TopologyState::Closed || state == TopologyState::Idle
            || state == TopologyState::Gone || state == TopologyState::Unknown;
        m_painter.setPen(QPen(color, 1.5));
        m_painter.setBrush(open ? QBrush(Qt::NoBrush) : QBrush(color));
        m_painter.drawEllipse(centre, dotSize / 2 - 0.75, dotSize / 2 - 0.75);
    }

    /// Returns where it ends.
    double badge(const QString &text, double x, const QRectF &line)
    {
        QFont font = m_metrics.small();
        font.setBold(true);
        const QFontMetricsF metrics(font);
        const QRectF box(x, line.center().y() - (metrics.height() + 2) / 2,
            metrics.horizontalAdvance(text) + 9, metrics.height() + 2);
        m_painter.setPen(QPen(faded(m_hue, 0.9F), 1));
        m_painter.setBrush(faded(m_hue, fillStrength));
        m_painter.drawRoundedRect(box, 3, 3);
        m_painter.setFont(font);
        m_painter.setPen(m_hue);
        m_painter.drawText(box, Qt::AlignCenter, text);
        return box.right();
    }

    static Pattern patternOfType(const QString &name)
    {
        const std::optional<SocketType> type = socketTypeFromName(name);
        return type ? patternOf(*type) : Pattern::Bridge;
    }

    void text(const QString &text, const QFont &font, const QColor &color, const QRectF &box,
        Qt::TextElideMode mode = Qt::ElideRight)
    {
        if (box.width() < 4)
            return;
        m_painter.setFont(font);
        m_painter.setPen(color);
        const QString oneLine = QString(text).replace(u'\n', u' ');
        m_painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetricsF(font).elidedText(oneLine, mode, box.width()));
    }

    void panel()
    {
        QRectF head = m_metrics.headRect(m_node);
        double x = head.left();
        if (m_node.types.size() == 1) // a bridge has them at its endpoints
            x = badge(m_node.types.first(), x, head) + gap;
        dot({head.right() - dotSize / 2, head.center().y()}, m_node.state);
        head.setLeft(x);
        head.setRight(head.right() - dotSize - gap);
        const bool closed = m_node.state == TopologyState::Closed;
        text(m_node.label, m_metrics.bold(), theme::color(closed ? Role::TextMuted : Role::Text), head);
        flow();
        for (int port = 0; port < int(m_node.ports.size()); ++port)
            portLine(port);
    }

    void flow()
    {
        const QRectF line = m_metrics.flowRect(m_node);
        if (m_node.state == TopologyState::Closed || m_node.state == TopologyState::Idle) {
            text(topologyStateText(m_node.state), m_metrics.small(), theme::color(Role::TextMuted), line);
            return;
        }
        double x = line.left();
        if (m_node.types.size() > 1) {
            const QString ways = m_node.types.join(u" → "_s);
            text(ways, m_metrics.small(), theme::color(Role::TextMuted), line);
            x += QFontMetricsF(m_metrics.small()).horizontalAdvance(ways) + 12;
        }
        const double start = x;
        const auto one = [&](const QString &arrow, const TopologyFlow &flow, Role role) {
            if (flow.messages.value_or(0) == 0)
                return;
            const bool moves = flow.rate.value_or(0) > 0;
            const QString words = moves ? u"%1 %2"_s.arg(arrow, rateText(flow.rate))
                                        : arrow + u' ' + QLocale().toString(*flow.messages);
            text(words, m_metrics.small(), theme::color(moves ? role : Role::TextFaint),
                QRectF(x, line.top(), line.right() - x, line.height()));
            x += QFontMetricsF(m_metrics.small()).horizontalAdvance(words) + 12;
        };
        one(u"↓"_s, m_node.in, Role::DirectionIn);
        one(u"↑"_s, m_node.out, Role::DirectionOut);
        if (x == start && m_node.types.size() == 1)
            text(CardText::tr("no messages yet"), m_metrics.small(), theme::color(Role::TextFaint), line);
    }

    struct CardText {
        Q_DECLARE_TR_FUNCTIONS(zmqscope::Topology)
    };

    void portLine(int index)
    {
        const TopologyPort &port = m_node.ports[index];
        QRectF box = m_metrics.portRect(m_node, index).adjusted(3, 0.5, 0, -0.5);
        m_painter.setPen(QPen(faded(theme::color(Role::Border), 0.8F), 1));
        m_painter.setBrush(theme::color(Role::Window));
        m_painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
        dot({box.left() + 11, box.center().y()}, port.state);
        QRectF words = box.adjusted(20, 0, -9, 0);
        const QFontMetricsF metrics(m_metrics.small());
        if (m_node.types.size() > 1) {
            const QString type = m_node.types.value(port.side);
            QFont bold = m_metrics.small();
            bold.setBold(true);
            text(type, bold, theme::patternColor(patternOfType(type)), words);
            words.setLeft(words.left() + QFontMetricsF(bold).horizontalAdvance(type) + 5);
        }
        const QString role = port.role == EndpointRole::Bind ? CardText::tr("bind") : CardText::tr("connect");
        text(role, m_metrics.small(), theme::color(Role::TextFaint), words);
        words.setLeft(words.left() + metrics.horizontalAdvance(role) + 5);
        if (port.peers > 1) {
            const QString peers = u"×%1"_s.arg(port.peers);
            const double width = metrics.horizontalAdvance(peers);
            text(peers, m_metrics.small(), theme::color(Role::TextMuted),
                QRectF(words.right() - width, words.top(), width + 1, words.height()));
            words.setRight(words.right() - width - 5);
        }
        const QString address = port.address.startsWith("tcp://"_L1) ? port.address.mid(6) : port.address;
        const bool quiet = port.state == TopologyState::Closed;
        text(address, m_metrics.small(), theme::color(quiet ? Role::TextFaint : Role::Text), words,
            Qt::ElideMiddle);
    }

    void peer()
    {
        const QRectF inner = m_card.adjusted(
            CardMetrics::padding, CardMetrics::padding - 2, -CardMetrics::padding, -CardMetrics::padding + 2);
        const double small = QFontMetricsF(m_metrics.small()).height();
        QRectF first(inner.left(), inner.top(), inner.width(), m_metrics.lineHeight());
        const QRectF second(inner.left(), inner.bottom() - small, inner.width(), small);
        const bool two = !m_node.secondLine.isEmpty() || !m_node.types.isEmpty()
            || m_node.state != TopologyState::Established;
        if (!two)
            first.moveCenter(inner.center());
        dot({first.right() - dotSize / 2, first.center().y()}, m_node.state);
        first.setRight(first.right() - dotSize - gap);
        const bool strong = m_node.kind == TopologyNodeKind::Group;
        text(m_node.label, strong ? m_metrics.bold() : m_metrics.font(), theme::color(Role::Text), first,
            Qt::ElideMiddle);
        if (!two)
            return;
        double x = second.left();
        for (const QString &type : m_node.types)
            x = badge(type, x, second) + 4;
        const Role role = m_node.kind == TopologyNodeKind::Endpoint ? roleOf(m_node.state) : Role::TextMuted;
        const QString line =
            m_node.secondLine.isEmpty() && m_node.state != TopologyState::Established && !strong
            ? topologyStateText(m_node.state)
            : m_node.secondLine;
        text(line, m_metrics.small(), theme::color(role),
            QRectF(x + (x > second.left() ? 2 : 0), second.top(), second.right() - x - 2, small),
            Qt::ElideMiddle);
    }

    /// From far off: the name as large as the card allows.
    void nameOnly()
    {
        const QRectF box = m_card.adjusted(CardMetrics::padding, 4, -CardMetrics::padding, -4);
        QFont font =
            isPanel() || m_node.kind == TopologyNodeKind::Group ? m_metrics.bold() : m_metrics.font();
        const double most = std::min(box.height() / m_metrics.lineHeight(), 1.9);
        const double wanted =
            0.94 * box.width() / std::max(1.0, QFontMetricsF(font).horizontalAdvance(m_node.label));
        const double factor = std::clamp(wanted, 1.0, std::max(1.0, most));
        if (font.pointSizeF() > 0)
            font.setPointSizeF(font.pointSizeF() * factor);
        else
            font.setPixelSize(int(font.pixelSize() * factor));
        m_painter.setFont(font);
        m_painter.setPen(theme::color(m_node.state == TopologyState::Closed ? Role::TextMuted : Role::Text));
        const QString label = QFontMetricsF(font).elidedText(
            QString(m_node.label).replace(u'\n', u' '), Qt::ElideMiddle, box.width());
        m_painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, label);
    }

    void pin()
    {
        const int size = 13;
        const QRectF at(m_card.right() - size * 0.6, m_card.top() - size * 0.45, size, size);
        theme::icon("pin"_L1, Role::TextFaint).paint(&m_painter, at.toAlignedRect());
    }

    QPainter &m_painter;
    const CardMetrics &m_metrics;
    const TopologyNode &m_node;
    const CardLook &m_look;
    QRectF m_card;
    QColor m_hue;
};

} // namespace

void paintCard(QPainter &painter, const CardMetrics &metrics, const TopologyNode &node, const CardLook &look)
{
    painter.save();
    CardPainter(painter, metrics, node, look).paint();
    painter.restore();
}

} // namespace zmqscope
