// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topology/graphviz.h"

#include <QByteArray>
#include <QMutex>
#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>
#include <memory>
#include <vector>

namespace zmqscope {

namespace {

constexpr double pointsPerInch = 72;

struct CloseContext {
    void operator()(GVC_t *context) const { gvFreeContext(context); }
};
struct CloseGraph {
    void operator()(Agraph_t *graph) const { agclose(graph); }
};

/// Attributes are C strings, and Graphviz does not promise to leave them alone.
void set(void *object, const char *name, const QByteArray &value)
{
    QByteArray key(name);
    QByteArray text(value);
    QByteArray none("");
    agsafeset(object, key.data(), text.data(), none.data());
}

void set(void *object, const char *name, double value)
{
    set(object, name, QByteArray::number(value, 'f', 4));
}

} // namespace

std::optional<QList<QPointF>> dotPositions(
    const QList<QSizeF> &sizes, const QList<BoxPair> &links, const QList<int> &lengths)
{
    static QMutex one; // Graphviz keeps its state in globals
    const QMutexLocker locker(&one);
    // What it has to say is of no use to a person: when it fails, the boxes stand in columns.
    agseterr(AGMAX);
    static const std::unique_ptr<GVC_t, CloseContext> context(gvContext());
    if (!context)
        return std::nullopt;

    QByteArray name("g");
    const std::unique_ptr<Agraph_t, CloseGraph> graph(agopen(name.data(), Agdirected, nullptr));
    set(graph.get(), "rankdir", QByteArray("LR"));
    set(graph.get(), "nodesep", layout::rowGap / pointsPerInch);
    set(graph.get(), "ranksep", layout::columnGap / pointsPerInch);
    set(graph.get(), "splines", QByteArray("line")); // the picture draws its own
    std::vector<Agnode_t *> nodes;
    for (qsizetype i = 0; i < sizes.size(); ++i) {
        QByteArray number = QByteArray::number(i);
        Agnode_t *node = agnode(graph.get(), number.data(), 1);
        set(node, "shape", QByteArray("box"));
        set(node, "label", QByteArray(""));
        set(node, "fixedsize", QByteArray("true"));
        set(node, "width", sizes[i].width() / pointsPerInch);
        set(node, "height", sizes[i].height() / pointsPerInch);
        nodes.push_back(node);
    }
    for (qsizetype i = 0; i < links.size(); ++i) {
        Agedge_t *edge =
            agedge(graph.get(), nodes[size_t(links[i].from)], nodes[size_t(links[i].to)], nullptr, 1);
        if (lengths[i] > 1)
            set(edge, "minlen", QByteArray::number(lengths[i]));
    }
    if (gvLayout(context.get(), graph.get(), "dot") != 0)
        return std::nullopt;
    QList<QPointF> centres;
    for (Agnode_t *node : nodes)
        centres.append({ND_coord(node).x, -ND_coord(node).y});
    gvFreeLayout(context.get(), graph.get());
    return centres;
}

} // namespace zmqscope
