// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/python_text.h"

#include "core/codec/pickle/python_call.h"
#include "core/codec/pickle/python_layout.h"
#include "core/codec/pickle/python_literal.h"
#include "core/codec/pickle/python_quote.h"
#include "core/codec/pickle/python_scanner.h"
#include "core/codec/pickle/tree_path.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// The built-in names are shown without their module.
QByteArrayView withoutBuiltins(QByteArrayView name)
{
    for (const QByteArrayView module : {QByteArrayView("builtins."), QByteArrayView("__builtin__.")}) {
        if (name.startsWith(module) && isPythonBuiltin(name.sliced(module.size())))
            return name.sliced(module.size());
    }
    return name;
}

/// Hands a tree to the layout, without recursion: what is still to be shown lies on a stack of steps.
class Printer
{
public:
    Printer(const ValueTree &tree, qsizetype maxChars) : m_tree(tree), m_path(tree), m_layout(maxChars) {}

    DecodedText text(qsizetype maxChars)
    {
        m_steps.push_back({Step::Value, m_tree.root()});
        while (!m_steps.empty() && !m_layout.isFull()) {
            const Step step = m_steps.back();
            m_steps.pop_back();
            take(step);
        }
        QString text = m_layout.text();
        const bool cut = m_layout.isFull() || text.size() > maxChars;
        if (cut)
            text.truncate(maxChars);
        return {text, cut || m_tree.isCut()};
    }

private:
    struct Step
    {
        enum What {
            Value,    ///< of node
            Word,
            Open,
            Separator,
            Close,
            Children, ///< from up to end of node
            Pairs,    ///< likewise, as key: value
            Members,  ///< likewise, as name=value; those whose key is no name in **{…}
        };
        What what;
        NodeId node = {};
        QString text = {};
        qsizetype from = 0;
        qsizetype end = 0;
        bool comma = false;
    };
    /// Steps in the order of the text.
    using Plan = std::vector<Step>;

    static Step word(const QString &text) { return {Step::Word, {}, text}; }
    static Step opening(const QString &text) { return {Step::Open, {}, text}; }
    static Step closing(const QString &text) { return {Step::Close, {}, text}; }
    void start(const Plan &plan) { m_steps.insert(m_steps.end(), plan.rbegin(), plan.rend()); }

    void take(const Step &step)
    {
        switch (step.what) {
        case Step::Value: return value(step.node);
        case Step::Word: return m_layout.word(step.text);
        case Step::Open: return m_layout.open(step.text);
        case Step::Separator: return m_layout.separator();
        case Step::Close: return m_layout.close(step.text, step.comma);
        case Step::Children: case Step::Pairs: case Step::Members: return next(step);
        }
    }

    /// The first of several, and the rest.
    void next(const Step &step)
    {
        const NodeId child = m_tree.child(step.node, step.from);
        Plan plan;
        if (step.what == Step::Pairs) {
            plan = {{Step::Value, m_tree.key(step.node, step.from)}, word(u": "_s), {Step::Value, child}};
        } else if (step.what == Step::Members) {
            const ValueNode &key = m_tree.node(m_tree.key(step.node, step.from));
            if (!isPythonName(key.bytes())) {
                start({opening(u"**{"_s), {Step::Pairs, step.node, {}, step.from, step.end}, closing(u"}"_s)});
                return;
            }
            plan = {word(QString(QString::fromUtf8(key.bytes()) + u'=')), {Step::Value, child}};
        } else {
            plan = {{Step::Value, child}};
        }
        if (step.from + 1 < step.end) {
            plan.push_back({Step::Separator});
            Step rest = step;
            ++rest.from;
            plan.push_back(rest);
        }
        start(plan);
    }

    void value(NodeId id)
    {
        const ValueNode &node = m_tree.node(id);
        switch (node.kind) {
        case ValueKind::Null: return m_layout.word(u"None");
        case ValueKind::Bool: return m_layout.word(node.i ? u"True"_s : u"False"_s);
        case ValueKind::Int: return m_layout.word(QString::number(node.i));
        case ValueKind::UInt: return m_layout.word(QString::number(node.u));
        case ValueKind::BigInt: return m_layout.word(QString::fromLatin1(node.bytes()));
        case ValueKind::Float: return real(node.d);
        case ValueKind::Text: return m_layout.word(quotedPythonText(node.bytes(), m_layout.room()));
        case ValueKind::Bytes: return bytes(id);
        case ValueKind::Symbol: return m_layout.word(name(node.bytes()));
        case ValueKind::Opaque: return m_layout.word(QString(u'<' + QString::fromUtf8(node.bytes()) + u'>'));
        case ValueKind::Reference: return m_layout.word(QString(u"<same as "_s + m_path.of({node.first}) + u'>'));
        case ValueKind::List: return list(id);
        case ValueKind::Map: return elements(id, u"{"_s, u"}"_s);
        case ValueKind::Object: return object(id);
        case ValueKind::Call: return call(id);
        case ValueKind::Tagged:
            return elements(id, QString(u'<' + QString::fromUtf8(m_tree.label(id)) + u' '), u">"_s);
        }
    }

    void real(double number)
    {
        const QString text = QString::fromLatin1(pythonFloat(number));
        m_layout.word(std::isfinite(number) ? text : QString(u"float('"_s + text + u"')"_s));
    }

    void bytes(NodeId id)
    {
        const QString quoted = quotedPythonBytes(m_tree.node(id).bytes(), m_layout.room());
        m_layout.word(m_tree.label(id) == "bytearray" ? QString(u"bytearray("_s + quoted + u')') : quoted);
    }

    QString name(QByteArrayView dotted) const
    {
        const QByteArrayView shown = withoutBuiltins(dotted);
        if (shown != dotted || isDottedPythonName(shown))
            return QString::fromUtf8(shown);
        return u"<name "_s + quotedPythonText(shown, m_layout.room()) + u'>';
    }

    bool isCut(NodeId id) const { return m_tree.node(id).has(ValueFlag::Cut) || m_tree.hasMore(id); }

    /// What is in the container, between brackets; "…" where some is not there.
    void elements(NodeId id, const QString &open, const QString &close, bool isTuple = false)
    {
        const qsizetype count = m_tree.childCount(id);
        const bool cut = isCut(id);
        if (count == 0 && !cut)
            return m_layout.word(QString(open + close));
        Plan plan{opening(open)};
        if (count > 0)
            plan.push_back({m_tree.node(id).hasPairs() ? Step::Pairs : Step::Children, id, {}, 0, count});
        ellipsis(plan, count > 0, cut);
        plan.push_back({Step::Close, {}, close, 0, 0, isTuple && count == 1 && !cut});
        start(plan);
    }

    static void ellipsis(Plan &plan, bool behindOthers, bool cut)
    {
        if (cut && behindOthers)
            plan.push_back({Step::Separator});
        if (cut)
            plan.push_back(word(u"…"_s));
    }

    void list(NodeId id)
    {
        const QByteArrayView label = m_tree.label(id);
        const bool empty = m_tree.childCount(id) == 0 && !isCut(id);
        if (label == "tuple")
            elements(id, u"("_s, u")"_s, true);
        else if (label == "set")
            empty ? m_layout.word(u"set()") : elements(id, u"{"_s, u"}"_s);
        else if (label == "frozenset")
            empty ? m_layout.word(u"frozenset()") : elements(id, u"frozenset({"_s, u"})"_s);
        else
            elements(id, u"["_s, u"]"_s);
    }

    void object(NodeId id)
    {
        const qsizetype count = m_tree.childCount(id);
        const QString type = name(m_tree.label(id));
        if (count == 0 && !isCut(id))
            return m_layout.word(QString(type + u"(**{})"_s));
        Plan plan{opening(QString(type + u'('))};
        if (count > 0)
            plan.push_back({Step::Members, id, {}, 0, count});
        ellipsis(plan, count > 0, isCut(id));
        plan.push_back(closing(u")"_s));
        start(plan);
    }

    qsizetype endOf(NodeId id, qsizetype i, ValueKind keys) const
    {
        while (i < m_tree.childCount(id) && m_tree.node(m_tree.key(id, i)).kind == keys)
            ++i;
        return i;
    }
    QByteArrayView section(NodeId id, qsizetype i) const
    {
        if (i >= m_tree.childCount(id))
            return {};
        const ValueNode &key = m_tree.node(m_tree.key(id, i));
        return key.kind == ValueKind::Symbol ? key.bytes() : QByteArrayView();
    }
    /// True for a dict whose keys are all texts, and which is not empty.
    bool isMembers(NodeId id) const
    {
        const qsizetype count = m_tree.childCount(id);
        return m_tree.node(id).kind == ValueKind::Map && count > 0 && endOf(id, 0, ValueKind::Text) == count && !isCut(id);
    }

    void call(NodeId id)
    {
        const qsizetype count = m_tree.childCount(id);
        qsizetype at = count > 0 && section(id, 0) == "callable" ? 1 : 0;
        const bool named = at == 0;
        const qsizetype positional = endOf(id, at, ValueKind::Null);
        const qsizetype members = endOf(id, positional, ValueKind::Text);
        const QString callee = named ? name(m_tree.label(id)) : QString();
        Plan plan;
        if (!named)
            plan.push_back({Step::Value, m_tree.child(id, 0)});
        Plan arguments;
        const auto add = [&arguments](const Step &argument) {
            if (!arguments.empty())
                arguments.push_back({Step::Separator});
            arguments.push_back(argument);
        };
        const bool byNew = named && members > positional;
        if (byNew)
            add(word(callee));
        if (positional > at)
            add({Step::Children, id, {}, at, positional});
        if (members > positional)
            add({Step::Members, id, {}, positional, members});
        qsizetype rest = members;
        if (positional > at && members == positional && rest < count && section(id, rest) == "state"
            && isMembers(m_tree.child(id, rest))) {
            const NodeId state = m_tree.child(id, rest++);
            add({Step::Members, state, {}, 0, m_tree.childCount(state)});
        }
        for (; rest < count && (section(id, rest) == "args" || section(id, rest) == "kwargs"); ++rest) {
            add(word(section(id, rest) == "args" ? u"*"_s : u"**"_s));
            arguments.push_back({Step::Value, m_tree.child(id, rest)});
        }
        ellipsis(arguments, !arguments.empty(), isCut(id));
        const QString open = QString(callee + (byNew ? u".__new__("_s : u"("_s));
        plan.push_back(arguments.empty() ? word(QString(open + u')')) : opening(open));
        plan.insert(plan.end(), arguments.begin(), arguments.end());
        if (!arguments.empty())
            plan.push_back(closing(u")"_s));
        for (; rest < count; ++rest) {
            plan.push_back(word(method(section(id, rest))));
            plan.push_back({Step::Value, m_tree.child(id, rest)});
            plan.push_back(word(u")"_s));
        }
        start(plan);
    }

    static QString method(QByteArrayView section)
    {
        return section == "items" ? u".extend("_s
            : section == "pairs"  ? u".update("_s
            : section == "state"  ? u".__setstate__("_s
                                  : QString(u".<"_s + QString::fromUtf8(section) + u">("_s);
    }

    const ValueTree &m_tree;
    TreePath m_path;
    PythonLayout m_layout;
    std::vector<Step> m_steps;
};

} // namespace

DecodedText pythonText(const ValueTree &tree, qsizetype maxChars)
{
    return Printer(tree, maxChars).text(maxChars);
}

} // namespace zmqscope
