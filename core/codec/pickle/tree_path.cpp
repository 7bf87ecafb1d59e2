// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/tree_path.h"

#include "core/codec/pickle/python_quote.h"
#include "core/codec/pickle/python_scanner.h"

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Longer keys are cut: the path is a hint.
constexpr qsizetype keyChars = 40;

} // namespace

void TreePath::findParents()
{
    m_places.resize(std::size_t(m_tree.nodeCount()));
    std::vector<NodeId> open{m_tree.root()};
    while (!open.empty()) {
        const NodeId parent = open.back();
        open.pop_back();
        for (qsizetype i = 0; i < m_tree.childCount(parent); ++i) {
            const NodeId child = m_tree.child(parent, i);
            m_places[child.value] = {parent, quint32(i)};
            open.push_back(child);
            if (m_tree.node(parent).hasPairs()) {
                m_places[m_tree.key(parent, i).value] = {parent, quint32(i)};
                open.push_back(m_tree.key(parent, i));
            }
        }
    }
}

QString TreePath::step(const Place &place) const
{
    const ValueNode &parent = m_tree.node(place.parent);
    if (!parent.hasPairs())
        return u"[%1]"_s.arg(place.child);
    const ValueNode &key = m_tree.node(m_tree.key(place.parent, place.child));
    const bool isMember = parent.kind != ValueKind::Map;
    switch (key.kind) {
    case ValueKind::Null: return isMember ? u".args[%1]"_s.arg(place.child) : u"[None]"_s;
    case ValueKind::Symbol: return u'.' + QString::fromUtf8(key.bytes());
    case ValueKind::Int: return u"[%1]"_s.arg(key.i);
    case ValueKind::Text:
        if (isMember && isPythonName(key.bytes()))
            return u'.' + QString::fromUtf8(key.bytes());
        return u'[' + quotedPythonText(key.bytes(), keyChars) + u']';
    default: return u"[<key %1>]"_s.arg(place.child);
    }
}

QString TreePath::of(NodeId id)
{
    if (m_places.empty())
        findParents();
    QString path;
    int steps = 0;
    for (; id != m_tree.root(); id = m_places[id.value].parent) {
        if (++steps > maxSteps)
            return u'…' + path;
        path.prepend(step(m_places[id.value]));
    }
    return u"value"_s + path;
}

} // namespace zmqscope
