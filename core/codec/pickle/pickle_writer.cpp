// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_writer.h"

#include "core/codec/pickle/pickle_leaves.h"
#include "core/codec/pickle/pickle_opcodes.h"
#include "core/codec/pickle/python_parser.h"

#include <QCoreApplication>
#include <QtEndian>

namespace zmqscope {

namespace {

/// Smaller pickles than this go without a frame, as Python's do.
constexpr qsizetype smallestFrame = 4;

/// Writes a tree as parsePython() makes it, without recursion: what is still to be written lies on
/// a stack of steps.
class PickleWriter
{
    Q_DECLARE_TR_FUNCTIONS(PickleWriter)
public:
    PickleWriter(const ValueTree &tree, int protocol) : m_tree(tree), m_protocol(protocol), m_leaves(protocol) {}

    QByteArray write()
    {
        m_steps.push_back({Step::Value, m_tree.root(), 0, 0, {}});
        while (!m_steps.empty()) {
            const Step step = m_steps.back();
            m_steps.pop_back();
            take(step);
        }
        m_leaves.out() += '.';
        QByteArray whole;
        if (m_protocol >= 2) {
            whole += '\x80';
            whole += char(m_protocol);
        }
        if (m_protocol >= 4 && m_leaves.out().size() >= smallestFrame) {
            const quint64 size = qToLittleEndian(quint64(m_leaves.out().size()));
            whole += '\x95';
            whole.append(reinterpret_cast<const char *>(&size), sizeof size);
        }
        return whole + m_leaves.out();
    }
    /// Set where the protocol has no way to say it.
    const std::optional<Error> &error() const { return m_error; }

private:
    struct Step
    {
        enum What {
            Raw,      ///< the opcodes
            Value,    ///< of node
            Children, ///< from up to end of node, each followed by the opcodes; of pairs the values
            Pairs,    ///< keys and values, likewise
        };
        What what;
        NodeId node;
        qsizetype from;
        qsizetype end;
        QByteArrayView opcodes;
    };
    /// Steps in the order of writing.
    using Plan = std::vector<Step>;

    void take(const Step &step)
    {
        switch (step.what) {
        case Step::Raw: m_leaves.out().append(step.opcodes); return;
        case Step::Value: return value(step.node);
        case Step::Children: case Step::Pairs: break;
        }
        if (step.from == step.end)
            return;
        Step rest = step;
        ++rest.from;
        m_steps.push_back(rest);
        if (!step.opcodes.isEmpty())
            m_steps.push_back({Step::Raw, {}, 0, 0, step.opcodes});
        m_steps.push_back({Step::Value, m_tree.child(step.node, step.from), 0, 0, {}});
        if (step.what == Step::Pairs)
            m_steps.push_back({Step::Value, m_tree.key(step.node, step.from), 0, 0, {}});
    }

    void start(const Plan &plan) { m_steps.insert(m_steps.end(), plan.rbegin(), plan.rend()); }
    static Step raw(QByteArrayView opcodes) { return {Step::Raw, {}, 0, 0, opcodes}; }

    void value(NodeId id)
    {
        const ValueNode &node = m_tree.node(id);
        switch (node.kind) {
        case ValueKind::Null: m_leaves.out() += 'N'; return;
        case ValueKind::Bool: return m_leaves.boolean(node.i != 0);
        case ValueKind::Int: return m_leaves.integer(node.i);
        case ValueKind::UInt: return m_leaves.big(BigInteger::of(node.u));
        case ValueKind::BigInt: return m_leaves.big(BigInteger::fromText(node.bytes()));
        case ValueKind::Float: return m_leaves.real(node.d);
        case ValueKind::Text: return m_leaves.text(node.bytes());
        case ValueKind::Bytes:
            return m_tree.label(id) == "bytearray" ? m_leaves.byteArray(node.bytes()) : m_leaves.bytes(node.bytes());
        case ValueKind::Symbol: return m_leaves.global(PickleName::fromText(node.bytes()));
        case ValueKind::List: return list(id);
        case ValueKind::Map: return dict(id);
        case ValueKind::Object: return object(id);
        case ValueKind::Call: return call(id);
        case ValueKind::Tagged: case ValueKind::Reference: case ValueKind::Opaque: break;
        }
        Q_UNREACHABLE(); // the notation has none of these
    }

    /// Puts children into the list below on the stack.
    void fill(Plan &plan, NodeId id, bool pairs)
    {
        const qsizetype count = m_tree.childCount(id);
        const Step::What what = pairs ? Step::Pairs : Step::Children;
        if (m_protocol == 0 || count == 1) {
            plan.push_back({what, id, 0, count, pairs ? "s" : "a"});
        } else if (count > 1) {
            plan.push_back(raw("("));
            plan.push_back({what, id, 0, count, {}});
            plan.push_back(raw(pairs ? "u" : "e"));
        }
    }

    void tuple(Plan &plan, NodeId id, qsizetype from, qsizetype end)
    {
        const qsizetype count = end - from;
        if (count == 0 && m_protocol >= 1) {
            plan.push_back(raw(")"));
        } else if (count <= 3 && m_protocol >= 2) {
            plan.push_back({Step::Children, id, from, end, {}});
            plan.push_back(raw(count == 1 ? "\x85" : count == 2 ? "\x86" : "\x87"));
        } else {
            plan.push_back(raw("("));
            plan.push_back({Step::Children, id, from, end, {}});
            plan.push_back(raw("t"));
        }
    }

    void list(NodeId id)
    {
        const QByteArrayView label = m_tree.label(id);
        const qsizetype count = m_tree.childCount(id);
        Plan plan;
        if (label == "tuple") {
            tuple(plan, id, 0, count);
        } else if (label.isEmpty()) {
            plan.push_back(raw(m_protocol == 0 ? "(l" : "]"));
            fill(plan, id, false);
        } else if (m_protocol >= 4) {
            const bool frozen = label == "frozenset";
            if (frozen || count > 0) {
                plan.push_back(raw(frozen ? "(" : "\x8f("));
                plan.push_back({Step::Children, id, 0, count, {}});
                plan.push_back(raw(frozen ? "\x91" : "\x90"));
            } else {
                plan.push_back(raw("\x8f"));
            }
        } else {
            m_leaves.global({"builtins", label.toByteArray()});
            plan.push_back(raw(m_protocol == 0 ? "((l" : m_protocol == 1 ? "(]" : "]"));
            fill(plan, id, false);
            plan.push_back(raw(m_protocol < 2 ? "tR" : "\x85R"));
        }
        start(plan);
    }

    void dict(NodeId id)
    {
        Plan plan{raw(m_protocol == 0 ? "(d" : "}")};
        fill(plan, id, true);
        start(plan);
    }

    /// An instance on the stack without its __init__ being run.
    void instanceOf(QByteArrayView type)
    {
        const PickleName name = PickleName::fromText(type);
        if (m_protocol >= 2) {
            m_leaves.global(name);
            m_leaves.out() += ")\x81";
            return;
        }
        m_leaves.global({"copyreg", "_reconstructor"});
        m_leaves.out() += '(';
        m_leaves.global(name);
        m_leaves.global({"builtins", "object"});
        m_leaves.out() += "NtR";
    }

    void object(NodeId id)
    {
        instanceOf(m_tree.label(id));
        if (m_tree.childCount(id) == 0)
            return;
        Plan plan{raw(m_protocol == 0 ? "(d" : "}")};
        fill(plan, id, true);
        plan.push_back(raw("b"));
        start(plan);
    }

    bool isSection(NodeId id, qsizetype i, QByteArrayView name) const
    {
        const ValueNode &key = m_tree.node(m_tree.key(id, i));
        return key.kind == ValueKind::Symbol && key.bytes() == name;
    }
    /// The end of the pairs from @p i on that have keys of the kind.
    qsizetype endOf(NodeId id, qsizetype i, ValueKind keys) const
    {
        while (i < m_tree.childCount(id) && m_tree.node(m_tree.key(id, i)).kind == keys)
            ++i;
        return i;
    }

    void call(NodeId id)
    {
        const qsizetype count = m_tree.childCount(id);
        const bool named = count == 0 || !isSection(id, 0, "callable");
        const qsizetype first = named ? 0 : 1;
        const qsizetype positional = endOf(id, first, ValueKind::Null);
        const qsizetype members = endOf(id, positional, ValueKind::Text);
        Plan plan;
        if (named && members > positional) {
            m_leaves.global(PickleName::fromText(m_tree.label(id)));
            newWithKeywords(plan, id, positional, members);
        } else if (named && positional == 0 && count > 0 && (m_protocol >= 2 || isSection(id, 0, "state"))) {
            instanceOf(m_tree.label(id)); // who is filled afterwards may have an __init__ that wants more
        } else {
            if (named)
                m_leaves.global(PickleName::fromText(m_tree.label(id)));
            else
                plan.push_back({Step::Value, m_tree.child(id, 0), 0, 0, {}});
            tuple(plan, id, first, positional);
            plan.push_back(raw("R"));
        }
        for (qsizetype i = members; i < count; ++i) {
            const NodeId part = m_tree.child(id, i);
            if (isSection(id, i, "state")) {
                plan.push_back({Step::Value, part, 0, 0, {}});
                plan.push_back(raw("b"));
            } else {
                fill(plan, part, isSection(id, i, "pairs"));
            }
        }
        start(plan);
    }

    /// The class is written; its arguments 0 ≤ i < positional, its keywords up to @p members.
    void newWithKeywords(Plan &plan, NodeId id, qsizetype positional, qsizetype members)
    {
        if (m_protocol < 4) {
            m_error = Error{ErrorCode::Unsupported, tr("Write pickle"),
                            tr("Protocol %1 has no calls of __new__ with keywords.").arg(m_protocol),
                            tr("Use protocol 4 or 5.")};
        }
        tuple(plan, id, 0, positional);
        plan.push_back(raw("}("));
        plan.push_back({Step::Pairs, id, positional, members, {}});
        plan.push_back(raw("u\x92"));
    }

    const ValueTree &m_tree;
    const int m_protocol;
    std::vector<Step> m_steps;
    PickleLeaves m_leaves;
    std::optional<Error> m_error;
};

} // namespace

Result<QByteArray> pickleFromPython(const QString &text, int protocol)
{
    Q_ASSERT(protocol >= 0 && protocol <= pickleNewestProtocol);
    const Result<ValueTree> tree = parsePython(text);
    if (!tree)
        return tree.error();
    PickleWriter writer(*tree, protocol);
    QByteArray bytes = writer.write();
    if (writer.error())
        return *writer.error();
    return bytes;
}

} // namespace zmqscope
