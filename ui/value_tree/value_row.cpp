// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/value_tree/value_row.h"

#include "core/value/gist.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ValueRow)
};

constexpr qsizetype keyChars = 120;
/// What is in a container is told by its rows; its own is a glance.
constexpr qsizetype gistChars = 160;

theme::Role toneOf(ValueKind kind)
{
    switch (kind) {
    case ValueKind::Null:
    case ValueKind::Bool:
    case ValueKind::Int:
    case ValueKind::UInt:
    case ValueKind::BigInt:
    case ValueKind::Float:
        return theme::Role::Info;
    case ValueKind::Text:
        return theme::Role::Text;
    case ValueKind::Bytes:
        return theme::Role::Escape;
    case ValueKind::List:
    case ValueKind::Map:
    case ValueKind::Tagged:
    case ValueKind::Opaque:
        return theme::Role::TextMuted;
    case ValueKind::Object:
        return theme::Role::DirectionThrough;
    case ValueKind::Call:
    case ValueKind::Symbol:
        return theme::Role::Warning; // names of code, which is never run here
    case ValueKind::Reference:
        return theme::Role::Accent;
    }
    Q_UNREACHABLE();
}

QString typeOf(const ValueTree &tree, NodeId id)
{
    const ValueNode &node = tree.node(id);
    const QString type = typeText(tree, id);
    if (!node.isContainer() || node.kind == ValueKind::Tagged)
        return type;
    const QString count = QLocale().toString(tree.childCount(id));
    if (tree.hasMore(id) && tree.childCount(id) == 0)
        return type;
    return tree.hasMore(id) || node.has(ValueFlag::Cut) ? Words::tr("%1 (%2+)", "type, number of values that are known").arg(type, count)
                                                        : Words::tr("%1 (%2)", "type, number of values").arg(type, count);
}

ValueRow rowOf(const DecodedFrame &decoded, NodeId id)
{
    const ValueKind kind = decoded.tree.node(id).kind;
    ValueRow row;
    row.value = rowValueText(decoded, id, rowChars);
    row.valueIsOurs = kind == ValueKind::Reference || kind == ValueKind::Opaque;
    row.tone = toneOf(kind);
    row.type = typeOf(decoded.tree, id);
    return row;
}

} // namespace

QString rowValueText(const DecodedFrame &decoded, NodeId id, qsizetype maxChars)
{
    const ValueNode &node = decoded.tree.node(id);
    if (node.isContainer())
        return gist(decoded.tree, id, std::min(maxChars, gistChars));
    if (node.kind == ValueKind::Reference) {
        const QString target = valuePath(decoded.tree, decoded.parents, {node.first});
        return target.isEmpty() ? Words::tr("→ same as an earlier value") : Words::tr("→ same as %1").arg(target);
    }
    const QString text = valueText(decoded.tree, id, maxChars);
    return node.kind == ValueKind::Text ? QString(u'"' + text + u'"') : text;
}

ValueRow rootRow(const DecodedFrame &decoded)
{
    ValueRow row = rowOf(decoded, decoded.tree.root());
    row.key = u"$"_s;
    row.keyIsOurs = true;
    return row;
}

ValueRow childRow(const DecodedFrame &decoded, NodeId parent, qsizetype child)
{
    const ValueTree &tree = decoded.tree;
    const ValueNode &node = tree.node(parent);
    ValueRow row = rowOf(decoded, tree.child(parent, child));
    if (!node.hasPairs()) {
        row.keyIsOurs = true;
        const bool isContent = node.kind == ValueKind::Tagged && tree.childCount(parent) == 1;
        row.key = isContent ? Words::tr("content") : QString::number(child);
        row.keyIsSection = isContent;
        return row;
    }
    const NodeId key = tree.key(parent, child);
    const ValueKind kind = tree.node(key).kind;
    if (node.kind != ValueKind::Map && kind == ValueKind::Null) {
        row.key = Words::tr("argument %1").arg(argumentNumber(tree, parent, child) + 1);
        row.keyIsOurs = row.keyIsSection = true;
    } else if (kind == ValueKind::Text) {
        row.key = valueText(tree, key, keyChars);
        if (row.key.isEmpty())
            row.key = u"\"\""_s;
    } else {
        row.key = gist(tree, key, keyChars);
        row.keyIsOurs = row.keyIsSection = node.kind != ValueKind::Map && kind == ValueKind::Symbol;
    }
    return row;
}

} // namespace zmqscope
