// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_tree.h"

#include "core/codec/pickle/pickle_machine.h"
#include "core/value/value_tree_assembler.h"

#include <algorithm>
#include <limits>

namespace zmqscope {

namespace {

/// Argument tuples and dicts of members up to this many values stand below each call and instance that shares
/// them; larger ones below one only, so that sharing cannot make a small pickle a large tree.
constexpr quint32 repeatedOften = 32;

/// Places the values of a graph in a tree, in the order of reading.
class PickleTreeWriter
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::PickleTree)
public:
    PickleTreeWriter(ValueTreeAssembler &tree, PickleGraph &graph, const DecodeLimits &limits)
        : m_tree(tree), m_graph(graph), m_limits(limits)
    {
    }

    void write(const ValueNode &root)
    {
        m_tree.at(m_tree.root()) = root;
        m_levels.push_back({0, 1});
        while (!m_levels.empty()) {
            Level &level = m_levels.back();
            while (level.next < level.end && m_tree.at({level.next}).kind != ValueKind::Reference)
                ++level.next;
            if (level.next == level.end) {
                m_levels.pop_back();
                continue;
            }
            const NodeId id{level.next++};
            PickleObject &object = m_graph.of(m_tree.at(id));
            if (object.place != PickleObject::none)
                m_tree.at(id).first = object.place;
            else
                place(object, id);
        }
    }

private:
    struct Level
    {
        quint32 next; ///< nodes below are done
        quint32 end;
    };

    /// Nodes below a value as they are placed, as far as there is room.
    class Children
    {
    public:
        Children(PickleTreeWriter &writer, NodeId parent, qsizetype wanted, qsizetype step)
            : m_writer(writer)
        {
            const qsizetype room = std::max<qsizetype>(0, writer.m_limits.maxNodes - writer.m_tree.nodeCount());
            const qsizetype count = std::min(wanted, room - room % step);
            if (count < wanted) {
                writer.m_tree.setCut();
                writer.m_tree.at(parent).flags |= quint8(ValueFlag::Cut);
            }
            m_next = writer.m_tree.reserveChildren(parent, quint32(count)).value;
            m_end = m_next + quint32(count);
        }
        void add(const ValueNode *values, quint32 count)
        {
            count = std::min(count, m_end - m_next);
            if (count > 0)
                std::copy_n(values, count, &m_writer.m_tree.at({m_next}));
            m_next += count;
        }
        void add(const ValueNode &value) { add(&value, 1); }
        void addAll(const PickleObject &object)
        {
            for (const PickleChunk *chunk = object.first; chunk; chunk = chunk->next)
                add(chunk->values(), chunk->count);
        }
        quint32 end() const { return m_end; }

    private:
        PickleTreeWriter &m_writer;
        quint32 m_next;
        quint32 m_end;
    };

    ValueNode &begin(const PickleObject &object, NodeId id, ValueKind kind, quint32 label = 0)
    {
        ValueNode &node = m_tree.at(id);
        node = {};
        node.kind = kind;
        node.label = label;
        node.begin = object.begin;
        node.end = object.end;
        if (object.cut)
            node.flags = quint8(ValueFlag::Cut);
        return node;
    }

    void place(PickleObject &object, NodeId id)
    {
        object.place = id.value;
        if (object.kind == PickleKind::Call)
            return placeCall(object, id);
        begin(object, id, kindOf(object.kind), labelOf(object.kind));
        if (m_levels.size() > std::size_t(m_limits.maxDepth))
            return refuseDepth(object, id);
        Children children(*this, id, object.count, object.kind == PickleKind::Dict ? 2 : 1);
        const quint32 first = children.end() - m_tree.at(id).count;
        children.addAll(object);
        m_levels.push_back({first, children.end()});
    }

    void refuseDepth(const PickleObject &object, NodeId id)
    {
        m_tree.at(id).flags |= quint8(ValueFlag::Cut);
        if (!m_tree.hasProblem())
            m_tree.setProblem(object.begin, tr("More than %1 values lie in each other.").arg(m_limits.maxDepth));
    }

    static ValueKind kindOf(PickleKind kind)
    {
        switch (kind) {
        case PickleKind::Dict:
            return ValueKind::Map;
        case PickleKind::PersistentId:
        case PickleKind::Changed:
        case PickleKind::ReadOnly:
            return ValueKind::Tagged;
        default:
            return ValueKind::List;
        }
    }

    quint32 labelOf(PickleKind kind)
    {
        static constexpr const char *names[]
            = {"", "tuple", "set", "frozenset", "", "", "persistent id", "changed", "read-only"};
        quint32 &label = m_labels[std::size_t(kind)];
        if (label == 0)
            label = m_tree.labelOf(names[std::size_t(kind)]);
        return label;
    }

    /// True when the values of @p value, a tuple or dict, may stand below another node than its own.
    bool mayInline(const ValueNode &value)
    {
        const PickleObject &object = m_graph.of(value);
        return object.count <= repeatedOften || (!object.inlined && object.place == PickleObject::none);
    }

    bool hasTextKeys(const PickleObject &dict) const
    {
        quint32 i = 0;
        for (const PickleChunk *chunk = dict.first; chunk; chunk = chunk->next) {
            for (quint32 k = 0; k < chunk->count; ++k, ++i) {
                if (i % 2 == 0 && chunk->values()[k].kind != ValueKind::Text)
                    return false;
            }
        }
        return true;
    }

    /// A dict whose pairs can stand for members or named arguments.
    bool isNames(const ValueNode &value)
    {
        return m_graph.isObject(value, PickleKind::Dict) && hasTextKeys(m_graph.of(value)) && mayInline(value);
    }

    /// Collects in @p members the dicts that the one state of an instance consists of; false when there is
    /// more to say of it.
    bool findMembers(PickleObject &object, std::vector<ValueNode> &members)
    {
        if (!object.bare || object.count != 5 || object.items != PickleObject::none || object.pairs != PickleObject::none)
            return false;
        const ValueNode state = m_graph.at(object, 4);
        if (isNames(state)) {
            members.push_back(state);
            return true;
        }
        if (!m_graph.isObject(state, PickleKind::Tuple) || m_graph.of(state).count != 2)
            return false;
        for (std::size_t i = 0; i < 2; ++i) { // __dict__ and __slots__
            const ValueNode part = m_graph.at(m_graph.of(state), i);
            if (isNames(part) && (members.empty() || members.front().first != part.first))
                members.push_back(part);
            else if (i != 0 || part.kind != ValueKind::Null)
                return false;
        }
        return true;
    }

    void placeCall(PickleObject &object, NodeId id)
    {
        const ValueNode callable = m_graph.at(object, 0);
        const quint32 label = callable.kind == ValueKind::Symbol ? labelOf(callable) : 0;
        const bool tooDeep = m_levels.size() > std::size_t(m_limits.maxDepth);
        std::vector<ValueNode> members;
        if (findMembers(object, members)) {
            ValueNode &node = begin(object, id, ValueKind::Object, label);
            qsizetype count = 0;
            for (const ValueNode &dict : members) {
                count += m_graph.of(dict).count;
                if (m_graph.of(dict).cut)
                    node.flags = quint8(ValueFlag::Cut);
            }
            if (tooDeep)
                return refuseDepth(object, id);
            Children children(*this, id, count, 2);
            const quint32 first = children.end() - m_tree.at(id).count;
            for (const ValueNode &dict : members) {
                m_graph.of(dict).inlined = true;
                children.addAll(m_graph.of(dict));
            }
            m_levels.push_back({first, children.end()});
            return;
        }
        begin(object, id, ValueKind::Call, label);
        if (tooDeep)
            return refuseDepth(object, id);
        placeParts(object, id);
    }

    void placeParts(PickleObject &object, NodeId id)
    {
        const ValueNode callable = m_graph.at(object, 0);
        const ValueNode args = m_graph.at(object, 1);
        const ValueNode kwargs = m_graph.at(object, 2);
        const bool named = callable.kind == ValueKind::Symbol;
        const bool plainArgs = m_graph.isObject(args, PickleKind::Tuple) && mayInline(args);
        const bool plainKwargs = kwargs.kind == ValueKind::Null || isNames(kwargs);
        const quint32 positional = plainArgs ? m_graph.of(args).count : 0;
        const quint32 keywords = plainKwargs && kwargs.kind != ValueKind::Null ? m_graph.of(kwargs).count : 0;
        Children children(*this, id,
                          qsizetype(positional) * 2 + keywords + (object.count - 3) + (named ? 0 : 2)
                              + (plainArgs ? 0 : 2) + (plainKwargs ? 0 : 2),
                          2);
        const quint32 first = children.end() - m_tree.at(id).count;
        const auto addSection = [&](QByteArrayView name, const ValueNode &value) {
            ValueNode key;
            key.kind = ValueKind::Symbol;
            key.text = name.data();
            key.count = quint32(name.size());
            children.add(key);
            children.add(value);
        };
        if (!named)
            addSection("callable", callable);
        if (plainArgs) {
            PickleObject &tuple = m_graph.of(args);
            tuple.inlined = true;
            for (const PickleChunk *chunk = tuple.first; chunk; chunk = chunk->next) {
                for (quint32 i = 0; i < chunk->count; ++i) {
                    children.add(ValueNode());
                    children.add(chunk->values()[i]);
                }
            }
        } else {
            addSection("args", args);
        }
        if (keywords > 0) {
            m_graph.of(kwargs).inlined = true;
            children.addAll(m_graph.of(kwargs));
        } else if (!plainKwargs) {
            addSection("kwargs", kwargs);
        }
        quint32 skipped = 3;
        for (const PickleChunk *chunk = object.first; chunk; chunk = chunk->next) {
            const quint32 skip = std::min(skipped, chunk->count);
            children.add(chunk->values() + skip, chunk->count - skip);
            skipped -= skip;
        }
        m_levels.push_back({first, children.end()});
    }

    quint32 labelOf(const ValueNode &symbol)
    {
        if (symbol.text != m_symbol) {
            m_symbol = symbol.text;
            m_symbolLabel = m_tree.labelOf(symbol.bytes());
        }
        return m_symbolLabel;
    }

    ValueTreeAssembler &m_tree;
    PickleGraph &m_graph;
    const DecodeLimits &m_limits;
    std::vector<Level> m_levels;
    quint32 m_labels[std::size_t(PickleKind::ReadOnly) + 1] = {};
    const char *m_symbol = nullptr; ///< the last one, for instances of a class come in rows
    quint32 m_symbolLabel = 0;
};

} // namespace

ValueTree decodePickle(QByteArrayView bytes, const DecodeLimits &limits)
{
    ValueTreeAssembler tree(bytes);
    if (bytes.size() > std::numeric_limits<quint32>::max()) {
        tree.setProblem(0, QCoreApplication::translate("ValueTree", "More than 4 GiB are not decoded."));
        return tree.finish();
    }
    thread_local PickleGraph graph;
    PickleMachine machine(bytes, limits, graph, tree);
    const ValueNode root = machine.run();
    tree.expect(std::min(machine.valueCount() + 1, limits.maxNodes));
    PickleTreeWriter(tree, graph, limits).write(root);
    graph.clear();
    return tree.finish();
}

} // namespace zmqscope
