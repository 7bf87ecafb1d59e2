// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_machine.h"

namespace zmqscope {

namespace {

bool isSymbol(const ValueNode &value, QByteArrayView name)
{
    return value.kind == ValueKind::Symbol && value.bytes() == name;
}

} // namespace

/// True for what only the sender's program knows: it may be callable, a list, anything.
bool PickleMachine::isUnknown(const ValueNode &value) const
{
    if (value.kind != ValueKind::Reference)
        return value.kind == ValueKind::Symbol || value.kind == ValueKind::Opaque;
    const PickleKind kind = m_graph[value.first].kind;
    return kind == PickleKind::Call || kind == PickleKind::PersistentId || kind == PickleKind::Changed;
}

bool PickleMachine::isByteArray(const ValueNode &value) const
{
    return value.kind == ValueKind::Bytes && value.label != 0 && value.label == m_byteArrayLabel;
}

bool PickleMachine::isHashable(const ValueNode &value) const
{
    if (value.kind != ValueKind::Reference)
        return !isByteArray(value);
    const PickleObject &object = m_graph[value.first];
    return object.hashable || isUnknown(value) || object.kind == PickleKind::ReadOnly;
}

bool PickleMachine::callStep(PickleOp op)
{
    switch (op) {
    case PickleOp::Reduce:
        return reduce();
    case PickleOp::NewObj:
        return newObject(false);
    case PickleOp::NewObjEx:
        return newObject(true);
    case PickleOp::Build:
        return build();
    default:
        return instance(op);
    }
}

/// Puts a Call on the stack. Where @p callable is a name and there are no arguments, it may turn out to be a
/// plain instance.
bool PickleMachine::call(const ValueNode &callable, const ValueNode &args, const ValueNode &kwargs)
{
    const quint32 number = m_graph.make(PickleKind::Call, callable.begin, offset());
    PickleObject &made = m_graph[number];
    const bool noArguments = isTuple(args) && m_graph[args.first].count == 0;
    const bool noKeywords = kwargs.kind == ValueKind::Null
        || (m_graph.isObject(kwargs, PickleKind::Dict) && m_graph[kwargs.first].count == 0);
    made.bare = callable.kind == ValueKind::Symbol && noArguments && noKeywords;
    const ValueNode parts[] = {callable, args, kwargs};
    m_graph.append(made, parts, std::size(parts));
    return pushObject(number, callable.begin);
}

bool PickleMachine::reduce()
{
    ValueNode args;
    ValueNode callable;
    if (!take(args) || !take(callable))
        return false;
    if (!isUnknown(callable))
        return fail(tr("What is called is a plain value."));
    if (!isTuple(args) && !isUnknown(args))
        return fail(tr("The arguments of a call are no tuple."));
    if (callable.kind != ValueKind::Symbol || !isTuple(args))
        return call(callable, args, {});
    if (addPlain(callable, m_graph.of(args)))
        return true;
    const PickleObject &tuple = m_graph.of(args);
    // How protocols 0 and 1 make an instance of a class that says nothing about it.
    if (tuple.count == 3 && (isSymbol(callable, "copy_reg._reconstructor") || isSymbol(callable, "copyreg._reconstructor"))) {
        const ValueNode *const parts = tuple.first->values();
        const bool ofObject = isSymbol(parts[1], "__builtin__.object") || isSymbol(parts[1], "builtins.object");
        if (tuple.first->count == 3 && parts[0].kind == ValueKind::Symbol && ofObject && parts[2].kind == ValueKind::Null) {
            ValueNode type = parts[0];
            type.begin = callable.begin;
            const quint32 none = m_graph.make(PickleKind::Tuple, args.begin, args.end);
            return call(type, PickleGraph::value(none, args.begin, args.end), {});
        }
    }
    ValueNode kwargs;
    if (constexpr QByteArrayView module = "datetime."; callable.bytes().startsWith(module))
        unpackTime(callable.bytes().sliced(module.size()), args, kwargs);
    return call(callable, args, kwargs);
}

bool PickleMachine::newObject(bool withKeywords)
{
    ValueNode kwargs;
    ValueNode args;
    ValueNode type;
    if ((withKeywords && !take(kwargs)) || !take(args) || !take(type))
        return false;
    if (!isUnknown(type))
        return fail(tr("What an instance is made of is no class."));
    if (!isTuple(args) && !isUnknown(args))
        return fail(tr("The arguments of a class are no tuple."));
    if (withKeywords && !m_graph.isObject(kwargs, PickleKind::Dict) && !isUnknown(kwargs))
        return fail(tr("The named arguments of a class are no dict."));
    return call(type, args, kwargs);
}

/// OBJ and INST: class and arguments lie above a mark, or only these, and the class follows in the bytes.
bool PickleMachine::instance(PickleOp op)
{
    Mark mark;
    if (!popMark(mark))
        return false;
    ValueNode type;
    std::size_t from = mark.height;
    if (op == PickleOp::Inst) {
        QByteArrayView module;
        QByteArrayView name;
        if (!line(module))
            return false;
        if (module.isEmpty())
            return fail(tr("The name of a module is missing."));
        if (!line(name))
            return false;
        if (name.isEmpty())
            return fail(tr("The name in a module is missing."));
        const auto isAscii = [](char c) { return quint8(c) < 0x80; };
        if (!std::all_of(module.begin(), name.end(), isAscii))
            return fail(tr("A name is not ASCII."));
        if (!addSymbol(module, name, mark.begin))
            return false;
        take(type);
    } else {
        if (from == m_stack.size())
            return failTaking();
        type = m_stack[from++];
        type.begin = mark.begin;
        if (!isUnknown(type))
            return fail(tr("What is called is a plain value."));
    }
    const quint32 number = m_graph.make(PickleKind::Tuple, m_op, offset());
    m_graph.append(m_graph[number], m_stack.data() + from, m_stack.size() - from);
    m_stack.resize(mark.height);
    return call(type, PickleGraph::value(number, m_op, offset()), {});
}

bool PickleMachine::build()
{
    if (m_stack.size() < m_floor + 2)
        return failTaking();
    const ValueNode state = m_stack.back();
    m_stack.pop_back();
    ValueNode &target = m_stack.back();
    if (!mayBeBuilt(target, state))
        return fail(tr("Members are set in a plain value, which has none."));
    addState(target, state);
    return true;
}

/// Plain values take a state only if it says nothing.
bool PickleMachine::mayBeBuilt(const ValueNode &target, const ValueNode &state)
{
    if (isUnknown(target) || state.kind == ValueKind::Null)
        return true;
    const PickleObject *const both = isTuple(state) ? &m_graph.of(state) : nullptr;
    if (!both || both->count != 2 || both->first->count != 2)
        return false;
    const ValueNode *const parts = both->first->values();
    return parts[0].kind == ValueKind::Null && m_graph.isObject(parts[1], PickleKind::Dict) && m_graph.of(parts[1]).count == 0;
}

void PickleMachine::addState(ValueNode &target, const ValueNode &state)
{
    if (!isUnknown(target))
        return;
    if (target.kind != ValueKind::Reference)
        target = PickleGraph::value(partOf(target, PickleKind::Changed), target.begin, offset());
    PickleObject &object = m_graph.of(target);
    object.end = offset();
    addPart(object, "state", state);
}

/// Calls tell what their parts are; others just have them.
void PickleMachine::addPart(PickleObject &object, QByteArrayView name, const ValueNode &value)
{
    if (object.kind == PickleKind::Call) {
        ValueNode key;
        key.kind = ValueKind::Symbol;
        key.text = name.data();
        key.count = quint32(name.size());
        m_graph.append(object, key);
    }
    m_graph.append(object, value);
}

quint32 PickleMachine::partOf(ValueNode &target, PickleKind kind)
{
    if (target.kind != ValueKind::Reference) {
        const quint32 changed = m_graph.make(PickleKind::Changed, target.begin, offset());
        m_graph.append(m_graph[changed], target);
        target = PickleGraph::value(changed, target.begin, offset());
    }
    const quint32 number = target.first;
    if (kind == PickleKind::Changed)
        return number;
    const bool list = kind == PickleKind::List;
    const quint32 known = list ? m_graph[number].items : m_graph[number].pairs;
    if (known != PickleObject::none)
        return known;
    const quint32 part = m_graph.make(kind, m_op, offset());
    ++m_made;
    PickleObject &object = m_graph[number];
    (list ? object.items : object.pairs) = part;
    addPart(object, list ? QByteArrayView("items") : QByteArrayView("pairs"), PickleGraph::value(part, m_op, offset()));
    return part;
}

} // namespace zmqscope
