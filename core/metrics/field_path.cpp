// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/field_path.h"

#include "core/value/gist.h"
#include "core/value/scalar_text.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Longer texts are no numbers that somebody wrote.
constexpr qsizetype maxNumberChars = 64;
/// Keys that are no text are written out, at most so long.
constexpr qsizetype maxKeyChars = 200;
/// References to references: nobody makes more of them on purpose.
constexpr int maxHops = 8;

QString tr(const char *text)
{
    return QCoreApplication::translate("FieldPath", text);
}

Error pathError(const QString &text, qsizetype at, const QString &detail)
{
    return {ErrorCode::InvalidArgument, tr("Read the path %1").arg(text),
        tr("Character %1: %2").arg(at + 1).arg(detail), tr("Write it as the tree does: $.items[2].temp")};
}

QString quoted(QString key)
{
    key.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return QString(u'"' + key + u'"');
}

NodeId meant(const ValueTree &tree, NodeId id)
{
    for (int hop = 0; hop < maxHops && tree.node(id).kind == ValueKind::Reference; ++hop)
        id = {tree.node(id).first};
    return id;
}

bool isTextKey(ValueKind kind)
{
    return kind == ValueKind::Text || kind == ValueKind::Symbol;
}

/// Arguments without a name come one after the other.
bool isArgument(const ValueTree &tree, NodeId parent, qsizetype child)
{
    return tree.node(parent).kind != ValueKind::Map
        && tree.node(tree.key(parent, child)).kind == ValueKind::Null;
}

} // namespace

Result<FieldPath> FieldPath::parse(const QString &text, int frame)
{
    FieldPath path;
    path.m_frame = frame;
    if (!text.startsWith(u'$'))
        return pathError(text, 0, tr("A path begins with $."));
    const qsizetype end = text.size();
    for (qsizetype at = 1; at < end;) {
        const qsizetype begin = at;
        const QChar c = text[at++];
        if (c == u'.') {
            while (at < end && text[at] != u'.' && text[at] != u'[' && text[at] != u'(')
                ++at;
            const QByteArray key = text.mid(begin + 1, at - begin - 1).toUtf8();
            if (!isIdentifier(key))
                return pathError(text, begin + 1, tr("A name is wanted here; others stand in [\"…\"]."));
            path.m_steps.append({Step::Kind::Key, key, -1});
        } else if (c == u'[' && at < end && text[at] == u'"') {
            QString key;
            for (++at; at < end && text[at] != u'"'; ++at) {
                if (text[at] == u'\\' && at + 1 < end)
                    ++at;
                key += text[at];
            }
            if (at + 1 >= end || text[at + 1] != u']')
                return pathError(text, at, tr("The key ends with \"]."));
            at += 2;
            path.m_steps.append({Step::Kind::Key, key.toUtf8(), -1});
        } else if (c == u'[' || c == u'(') {
            const qsizetype close = text.indexOf(c == u'[' ? u']' : u')', at);
            if (close < 0)
                return pathError(text, begin, tr("The bracket is not closed."));
            const QStringView inside = QStringView(text).mid(at, close - at);
            bool isNumber = false;
            const qlonglong number = inside.toLongLong(&isNumber);
            const bool isPlace = isNumber && number >= 0;
            if (c == u'(' && !isPlace)
                return pathError(text, at, tr("The number of an argument is wanted here."));
            if (inside.isEmpty())
                return pathError(text, at, tr("A number or a key is wanted here."));
            const Step::Kind kind = c == u'[' ? Step::Kind::Bracket : Step::Kind::Argument;
            path.m_steps.append(
                {kind, c == u'[' ? inside.toUtf8() : QByteArray(), isPlace ? qsizetype(number) : -1});
            at = close + 1;
        } else {
            return pathError(text, begin, tr("One of . [ ( is wanted here."));
        }
    }
    return path;
}

std::optional<FieldPath::Step> FieldPath::stepTo(const ValueTree &tree, NodeId parent, qsizetype child)
{
    const ValueNode &node = tree.node(parent);
    if (!node.hasPairs())
        return Step{Step::Kind::Bracket, QByteArray::number(child), child};
    if (isArgument(tree, parent, child)) {
        qsizetype number = 0;
        while (number < child && isArgument(tree, parent, child - number - 1))
            ++number;
        return Step{Step::Kind::Argument, {}, number};
    }
    const NodeId key = tree.key(parent, child);
    if (isTextKey(tree.node(key).kind))
        return Step{Step::Kind::Key, tree.node(key).bytes().toByteArray(), -1};
    const QString text = valueText(tree, key, maxKeyChars);
    if (text.isEmpty() || text.startsWith(u'"') || text.contains(u']'))
        return {};
    bool isNumber = false;
    const qlonglong number = text.toLongLong(&isNumber);
    return Step{Step::Kind::Bracket, text.toUtf8(), isNumber && number >= 0 ? qsizetype(number) : -1};
}

std::optional<FieldPath> FieldPath::to(const ValueTree &tree, const QList<qsizetype> &position, int frame)
{
    FieldPath path;
    path.m_frame = frame;
    NodeId at = tree.root();
    for (const qsizetype child : position) {
        at = meant(tree, at);
        if (child < 0 || child >= tree.childCount(at))
            return {};
        const std::optional<Step> step = stepTo(tree, at, child);
        if (!step)
            return {};
        path.m_steps.append(*step);
        at = tree.child(at, child);
    }
    return path;
}

QString FieldPath::text() const
{
    QString text = u"$"_s;
    for (const Step &step : m_steps) {
        const QString key = QString::fromUtf8(step.key);
        if (step.kind == Step::Kind::Argument)
            text += u'(' + QString::number(step.number) + u')';
        else if (step.kind == Step::Kind::Bracket)
            text += u'[' + key + u']';
        else if (isIdentifier(step.key))
            text += u'.' + key;
        else
            text += u'[' + quoted(key) + u']';
    }
    return text;
}

std::optional<NodeId> FieldPath::follow(const ValueTree &tree, NodeId parent, const Step &step)
{
    const ValueNode &node = tree.node(parent);
    const qsizetype count = tree.childCount(parent);
    if (!node.hasPairs()) {
        const bool isThere = step.kind == Step::Kind::Bracket && step.number >= 0 && step.number < count;
        return isThere ? std::optional(tree.child(parent, step.number)) : std::nullopt;
    }
    qsizetype argument = -1;
    for (qsizetype i = 0; i < count; ++i) {
        if (step.kind == Step::Kind::Argument) {
            argument = isArgument(tree, parent, i) ? argument + 1 : -1;
            if (argument == step.number)
                return tree.child(parent, i);
            continue;
        }
        const NodeId key = tree.key(parent, i);
        const ValueNode &keyNode = tree.node(key);
        if (isTextKey(keyNode.kind)) {
            if (step.kind == Step::Kind::Key && keyNode.bytes() == QByteArrayView(step.key))
                return tree.child(parent, i);
        } else if (step.kind == Step::Kind::Bracket) {
            const bool isSame = keyNode.kind == ValueKind::Int && step.number >= 0
                ? keyNode.i == step.number
                : valueText(tree, key, maxKeyChars).toUtf8() == step.key;
            if (isSame)
                return tree.child(parent, i);
        }
    }
    return {};
}

std::optional<NodeId> FieldPath::find(const ValueTree &tree) const
{
    NodeId at = meant(tree, tree.root());
    for (const Step &step : m_steps) {
        const std::optional<NodeId> next =
            tree.node(at).isContainer() ? follow(tree, at, step) : std::nullopt;
        if (!next)
            return {};
        at = meant(tree, *next);
    }
    return at;
}

std::optional<double> FieldPath::number(const ValueTree &tree) const
{
    const std::optional<NodeId> id = find(tree);
    return id ? numberOf(tree, *id) : std::nullopt;
}

std::optional<double> numberInText(QByteArrayView text)
{
    text = text.trimmed();
    if (text.isEmpty() || text.size() > maxNumberChars)
        return {};
    // "nan" and "infinity" are words before they are numbers.
    const char last = text.back();
    const bool isDigits = (last >= '0' && last <= '9') || last == '.';
    bool ok = false;
    const double value = isDigits ? QByteArray::fromRawData(text.data(), text.size()).toDouble(&ok) : 0;
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<double> numberOf(const ValueTree &tree, NodeId id)
{
    const ValueNode &node = tree.node(meant(tree, id));
    switch (node.kind) {
    case ValueKind::Bool:
    case ValueKind::Int:
        return double(node.i);
    case ValueKind::UInt:
        return double(node.u);
    case ValueKind::Float:
        return node.d;
    case ValueKind::BigInt: {
        bool ok = false;
        const double value = node.bytes().toByteArray().toDouble(&ok);
        return ok ? std::optional(value) : std::nullopt; // hexadecimal ones have a thousand digits
    }
    case ValueKind::Text:
    case ValueKind::Bytes:
        return numberInText(node.bytes());
    default:
        return {};
    }
}

} // namespace zmqscope
