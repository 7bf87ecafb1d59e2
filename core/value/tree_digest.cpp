// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/value/tree_digest.h"

#include <QHashFunctions>
#include <bit>

namespace zmqscope {

namespace {

constexpr quint64 mixed(quint64 value)
{
    // The finaliser of SplitMix64: every bit of the input moves every bit of the output.
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

quint64 combined(quint64 a, quint64 b)
{
    return mixed(a ^ mixed(b));
}

} // namespace

TreeDigest::TreeDigest(const ValueTree &tree, qsizetype maxNodes)
    : m_tree(tree), m_of(std::size_t(tree.nodeCount()))
{
    struct Step
    {
        NodeId id;
        bool below; ///< its children are done
    };
    std::vector<Step> open{{tree.root(), false}};
    qsizetype seen = 0;
    while (!open.empty()) {
        const Step step = open.back();
        open.pop_back();
        if (!tree.node(step.id).isContainer()) {
            m_of[step.id.value] = ofScalar(step.id);
            continue;
        }
        if (step.below) {
            m_of[step.id.value] = ofContainer(step.id);
            continue;
        }
        const qsizetype children = tree.childCount(step.id);
        if (seen + children > maxNodes) {
            m_cut = true;
            m_of[step.id.value] = mixed(quint64(step.id.value) ^ quint64(quintptr(this))); // equal to nothing
            continue;
        }
        seen += children;
        open.push_back({step.id, true});
        const bool pairs = tree.node(step.id).hasPairs();
        for (qsizetype i = 0; i < children; ++i) {
            open.push_back({tree.child(step.id, i), false});
            if (pairs)
                open.push_back({tree.key(step.id, i), false});
        }
    }
}

quint64 TreeDigest::ofScalar(NodeId id) const
{
    const ValueNode &node = m_tree.node(id);
    const quint64 seed = combined(quint64(node.kind) + 1, qHash(m_tree.label(id), 0));
    switch (node.kind) {
    case ValueKind::Null:
    case ValueKind::Reference: // leads to a value that is compared where it stands
        return seed;
    case ValueKind::Bool:
    case ValueKind::Int:
    case ValueKind::UInt:
        return combined(seed, node.u);
    case ValueKind::Float:
        return combined(seed, std::bit_cast<quint64>(node.d));
    default:
        return combined(combined(seed, qHash(node.bytes(), 0)), qHash(node.bytes(), 0x5bd1e995));
    }
}

quint64 TreeDigest::ofContainer(NodeId id) const
{
    const ValueNode &node = m_tree.node(id);
    quint64 digest = combined(quint64(node.kind) + 1, qHash(m_tree.label(id), 0));
    const qsizetype children = m_tree.childCount(id);
    digest = combined(digest, quint64(children));
    if (node.hasPairs()) {
        quint64 sum = 0; // the order of keys does not count
        for (qsizetype i = 0; i < children; ++i)
            sum += combined(m_of[m_tree.key(id, i).value], m_of[m_tree.child(id, i).value]);
        return combined(digest, sum);
    }
    for (qsizetype i = 0; i < children; ++i)
        digest = combined(digest, m_of[m_tree.child(id, i).value]);
    // What was not decoded may be anything.
    if (m_tree.hasMore(id) || node.has(ValueFlag::Cut))
        digest = combined(digest, quint64(node.end - node.begin));
    return digest;
}

} // namespace zmqscope
