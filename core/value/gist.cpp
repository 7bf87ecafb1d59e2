// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/value/gist.h"

#include "core/base/text_escapes.h"
#include "core/value/scalar_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A reference to a reference to a reference … may go in a circle.
constexpr int maxHops = 8;

/// The node that @p id means; a Reference only where they go in a circle.
NodeId resolved(const ValueTree &tree, NodeId id)
{
    for (int hops = 0; hops < maxHops && tree.node(id).kind == ValueKind::Reference; ++hops)
        id = {tree.node(id).first};
    return id;
}

/// "data.zmqStruct" is zmqStruct to whoever works with it.
QByteArrayView lastPart(QByteArrayView name)
{
    return name.sliced(name.lastIndexOf('.') + 1);
}

/// Walks a tree without recursion, as deep as there is room for brackets.
class GistWriter
{
public:
    GistWriter(const ValueTree &tree, qsizetype maxChars) : m_tree(tree), m_maxChars(maxChars) {}

    QString write(NodeId id)
    {
        add(id);
        while (!m_levels.empty()) {
            Level &level = m_levels.back();
            const bool pairs = m_tree.node(level.id).hasPairs();
            if (level.step == level.steps) {
                if (level.more)
                    leaveOut(level.step > 0);
                m_text += level.close;
                m_levels.pop_back();
                continue;
            }
            if (!pairs || level.step % 2 == 0) {
                if (isFull()) {
                    leaveOut(level.step > 0);
                    endAll();
                    continue;
                }
                if (level.step > 0)
                    m_text += ", "_L1;
            }
            const qsizetype step = level.step++;
            if (!pairs)
                add(m_tree.child(level.id, step));
            else if (step % 2 == 0)
                addKey(level.id, m_tree.key(level.id, step / 2));
            else
                addValue(level.id, step / 2);
        }
        if (id == m_tree.root() && !m_tree.isWhole() && !m_leftOut)
            m_text += u'…';
        return m_text;
    }

private:
    /// A container whose bracket is open.
    struct Level
    {
        NodeId id;
        qsizetype step = 0; ///< of the values that are written; where there are pairs, keys count too
        qsizetype steps = 0;
        QLatin1StringView close;
        bool more = false; ///< there would be more than the tree has
    };

    qsizetype room() const { return m_maxChars - m_text.size() - qsizetype(m_levels.size()); }
    bool isFull() const { return room() <= 1; }

    void leaveOut(bool comma)
    {
        m_text += comma ? u", …"_s : u"…"_s;
        m_leftOut = true;
    }

    void endAll()
    {
        for (Level &level : m_levels) {
            level.step = level.steps;
            level.more = false;
        }
    }

    void addName(QByteArrayView name) { m_text += previewText(name, std::max<qsizetype>(room(), 1)); }

    void addKey(NodeId parent, NodeId key)
    {
        const ValueNode &node = m_tree.node(key);
        const bool isMap = m_tree.node(parent).kind == ValueKind::Map;
        if (node.kind == ValueKind::Text && isIdentifier(node.bytes()))
            addName(node.bytes());
        else if (isMap || node.kind != ValueKind::Null) // which means a positional argument
            add(key);
    }

    void addValue(NodeId parent, qsizetype i)
    {
        if (m_tree.node(parent).kind == ValueKind::Map)
            m_text += ": "_L1;
        else if (m_tree.node(m_tree.key(parent, i)).kind != ValueKind::Null)
            m_text += u'=';
        add(m_tree.child(parent, i));
    }

    /// A scalar at once; of a container the opening bracket.
    void add(NodeId id)
    {
        const bool isReference = m_tree.node(id).kind == ValueKind::Reference;
        id = resolved(m_tree, id);
        const ValueNode &node = m_tree.node(id);
        if (node.kind == ValueKind::Reference) {
            leaveOut(false);
            return;
        }
        if (!node.isContainer()) {
            m_text += shortText(m_tree, id, std::max<qsizetype>(room(), 1));
            return;
        }
        Level level = opened(id);
        // What stands elsewhere is not said again: it may even be what we are in.
        if (isReference && (level.steps > 0 || level.more)) {
            level.steps = 0;
            level.more = true;
        }
        m_levels.push_back(level);
    }

    Level opened(NodeId id)
    {
        const ValueNode &node = m_tree.node(id);
        const QByteArrayView label = m_tree.label(id);
        const qsizetype count = m_tree.childCount(id);
        Level level;
        level.id = id;
        level.steps = node.hasPairs() ? count * 2 : count;
        level.more = node.has(ValueFlag::Cut) || m_tree.hasMore(id);
        level.close = ")"_L1;
        if (node.kind == ValueKind::Map) {
            m_text += u'{';
            level.close = "}"_L1;
        } else if (node.kind == ValueKind::List && label == "tuple") {
            m_text += u'(';
            if (count == 1 && !level.more)
                level.close = ",)"_L1;
        } else if (node.kind == ValueKind::List && (label == "set" || label == "frozenset")) {
            if (count == 0 && !level.more) {
                addName(label);
                m_text += u'(';
            } else {
                m_text += u'{';
                level.close = "}"_L1;
            }
        } else if (node.kind == ValueKind::List) {
            m_text += u'[';
            level.close = "]"_L1;
        } else {
            addName(node.kind == ValueKind::Tagged ? label : lastPart(label));
            m_text += u'(';
        }
        return level;
    }

    const ValueTree &m_tree;
    const qsizetype m_maxChars;
    QString m_text;
    std::vector<Level> m_levels;
    bool m_leftOut = false;
};

} // namespace

QString gist(const ValueTree &tree, NodeId id, qsizetype maxChars)
{
    return GistWriter(tree, maxChars).write(id);
}

QString valueText(const ValueTree &tree, NodeId id, qsizetype maxChars)
{
    const NodeId meant = resolved(tree, id);
    const ValueNode &node = tree.node(meant);
    if (node.isContainer() || node.kind == ValueKind::Reference)
        return gist(tree, id, maxChars);
    return scalarText(tree, meant, maxChars);
}

QString typeText(const ValueTree &tree, NodeId id)
{
    const QByteArrayView label = tree.label(id);
    if (!label.isEmpty())
        return previewText(label, label.size());
    const auto tr = [](const char *text) { return QCoreApplication::translate("ValueType", text); };
    switch (tree.node(id).kind) {
    case ValueKind::Null: return tr("null");
    case ValueKind::Bool: return tr("bool");
    case ValueKind::Int:
    case ValueKind::UInt:
    case ValueKind::BigInt: return tr("int");
    case ValueKind::Float: return tr("float");
    case ValueKind::Text: return tr("text");
    case ValueKind::Bytes: return tr("bytes");
    case ValueKind::List: return tr("list");
    case ValueKind::Map: return tr("map");
    case ValueKind::Object: return tr("object");
    case ValueKind::Call: return tr("call");
    case ValueKind::Tagged: return tr("tagged");
    case ValueKind::Symbol: return tr("name");
    case ValueKind::Reference: return tr("reference");
    case ValueKind::Opaque: return tr("opaque");
    }
    return {};
}

} // namespace zmqscope
