// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/value_tree/value_path.h"

#include "core/value/gist.h"

#include <QStringList>
#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr quint32 noParent = std::numeric_limits<quint32>::max();
/// A key that is longer is cut in a path.
constexpr qsizetype maxKeyChars = 200;
/// Arguments are counted so far back; nobody calls anything with more.
constexpr qsizetype maxArguments = 1000;

bool isName(const QString &text)
{
    const auto fits = [](QChar c) { return c.isLetterOrNumber() || c == u'_'; };
    return !text.isEmpty() && !text.front().isDigit() && std::all_of(text.begin(), text.end(), fits);
}

QString quoted(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return QString(u'"' + text + u'"');
}

/// Nothing when @p id is not a child of @p parent but the key of one.
std::optional<qsizetype> childOf(const ValueTree &tree, NodeId parent, NodeId id)
{
    const qsizetype width = tree.node(parent).hasPairs() ? 2 : 1;
    const qsizetype count = tree.childCount(parent);
    if (count == 0)
        return {};
    // Children lie behind each other; those of a folded value in several runs.
    const qint64 first = tree.child(parent, 0).value;
    if (tree.child(parent, count - 1).value == first + (count - 1) * width) {
        const qint64 distance = id.value - first;
        const bool isChild = distance >= 0 && distance < count * width && distance % width == 0;
        return isChild ? std::optional<qsizetype>(distance / width) : std::nullopt;
    }
    for (qsizetype i = 0; i < count; ++i) {
        if (tree.child(parent, i) == id)
            return i;
    }
    return {};
}

} // namespace

ValueParents::ValueParents(const ValueTree &tree)
    : m_parents(std::size_t(tree.nodeCount()), noParent)
{
    for (quint32 i = 0; i < m_parents.size(); ++i) {
        const ValueNode &node = tree.node({i});
        if (!node.isContainer())
            continue;
        for (qsizetype child = 0; child < tree.childCount({i}); ++child) {
            m_parents[tree.child({i}, child).value] = i;
            if (node.hasPairs())
                m_parents[tree.key({i}, child).value] = i;
        }
    }
}

bool ValueParents::areNeeded(const ValueTree &tree)
{
    for (quint32 i = 0; i < quint32(tree.nodeCount()); ++i) {
        if (tree.node({i}).kind == ValueKind::Reference)
            return true;
    }
    return false;
}

std::optional<NodeId> ValueParents::parentOf(NodeId id) const
{
    if (id.value >= m_parents.size() || m_parents[id.value] == noParent)
        return {};
    return NodeId{m_parents[id.value]};
}

qsizetype argumentNumber(const ValueTree &tree, NodeId parent, qsizetype child)
{
    qsizetype number = 0;
    while (number < child && number < maxArguments && tree.node(tree.key(parent, child - number - 1)).kind == ValueKind::Null)
        ++number;
    return number;
}

QString valueStep(const ValueTree &tree, NodeId parent, qsizetype child)
{
    const ValueNode &node = tree.node(parent);
    if (!node.hasPairs())
        return u'[' + QString::number(child) + u']';
    const NodeId key = tree.key(parent, child);
    const ValueKind kind = tree.node(key).kind;
    if (node.kind != ValueKind::Map && kind == ValueKind::Null)
        return u'(' + QString::number(argumentNumber(tree, parent, child)) + u')';
    const QString text = valueText(tree, key, maxKeyChars);
    if ((kind == ValueKind::Text || kind == ValueKind::Symbol) && isName(text))
        return u'.' + text;
    return u'[' + (kind == ValueKind::Text ? quoted(text) : text) + u']';
}

std::optional<QList<qsizetype>> valuePosition(const ValueTree &tree, const ValueParents &parents, NodeId id)
{
    QList<qsizetype> position;
    while (id != tree.root()) {
        const std::optional<NodeId> parent = parents.parentOf(id);
        const std::optional<qsizetype> child = parent ? childOf(tree, *parent, id) : std::nullopt;
        if (!child)
            return {};
        position.prepend(*child);
        id = *parent;
    }
    return position;
}

QString valuePath(const ValueTree &tree, const ValueParents &parents, NodeId id)
{
    const std::optional<QList<qsizetype>> position = valuePosition(tree, parents, id);
    if (!position)
        return {};
    QString path = u"$"_s;
    NodeId at = tree.root();
    for (const qsizetype child : *position) {
        path += valueStep(tree, at, child);
        at = tree.child(at, child);
    }
    return path;
}

} // namespace zmqscope
