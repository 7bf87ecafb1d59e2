// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_machine.h"

#include "core/codec/pickle/pickle_text_reader.h"

#include <QtEndian>
#include <algorithm>

namespace zmqscope {

namespace {

/// Marks a place of the memo where nothing is.
constexpr quint8 unset = 0xff;
/// How many places of the memo may be skipped; others that come later are kept apart.
constexpr quint64 mostSkipped = 64;
/// How often a look at whether the result is still wanted costs nothing.
constexpr qsizetype opcodesPerLook = 4096;

} // namespace

PickleMachine::PickleMachine(QByteArrayView bytes, const DecodeLimits &limits, PickleGraph &graph, ValueTreeMaker &memory)
    : m_begin(reinterpret_cast<const uchar *>(bytes.data())), m_end(m_begin + bytes.size()), m_at(m_begin),
      m_limits(limits), m_graph(graph), m_memory(memory), m_mostMade(std::max(limits.maxNodes * valuesPerNode, fewestMade))
{
}

ValueNode PickleMachine::run()
{
    for (qsizetype count = 1;; ++count) {
        if (m_at == m_end) {
            failAt(m_end - m_begin, tr("The pickle ends before its STOP."));
            return foldUp();
        }
        if (isFull() || (count % opcodesPerLook == 0 && m_limits.stopped())) {
            m_memory.setCut();
            return foldUp();
        }
        m_op = offset();
        switch (step(PickleOp(*m_at++))) {
        case Step::Next:
            break;
        case Step::Stop:
            return m_stack.back();
        case Step::Failed:
            return foldUp();
        }
    }
}

PickleMachine::Step PickleMachine::step(PickleOp op)
{
    const auto done = [](bool ok) { return ok ? Step::Next : Step::Failed; };
    switch (op) {
    case PickleOp::Mark:
        m_marks.push_back({m_stack.size(), m_op});
        m_floor = m_stack.size();
        return Step::Next;
    case PickleOp::Stop:
        if (m_stack.size() > m_floor)
            return Step::Stop;
        failTaking();
        return Step::Failed;
    case PickleOp::Proto: {
        const uchar *protocol = argument(1);
        if (protocol && *protocol > pickleNewestProtocol)
            fail(tr("Pickle protocol %1 is not known; the newest is %2.").arg(*protocol).arg(pickleNewestProtocol));
        return done(protocol && *protocol <= pickleNewestProtocol);
    }
    case PickleOp::Frame: {
        const uchar *length = argument(8);
        const bool fits = length && qFromLittleEndian<quint64>(length) <= quint64(m_end - m_at);
        if (length && !fits)
            fail(tr("The frame promises more bytes than there are."));
        return done(fits);
    }
    case PickleOp::Pop:
        if (!m_marks.empty() && m_marks.back().height == m_stack.size()) {
            Mark mark;
            return done(popMark(mark));
        }
        if (m_stack.size() <= m_floor)
            return done(failTaking());
        m_stack.pop_back();
        return Step::Next;
    case PickleOp::PopMark: {
        Mark mark;
        if (!popMark(mark))
            return Step::Failed;
        m_stack.resize(mark.height);
        return Step::Next;
    }
    case PickleOp::Dup:
        if (m_stack.size() <= m_floor)
            return done(failTaking());
        push(ValueNode(m_stack.back()));
        return Step::Next;
    case PickleOp::Memoize:
    case PickleOp::Put:
    case PickleOp::BinPut:
    case PickleOp::LongBinPut:
    case PickleOp::Get:
    case PickleOp::BinGet:
    case PickleOp::LongBinGet:
        return done(memoStep(op));
    case PickleOp::EmptyTuple:
    case PickleOp::Tuple:
    case PickleOp::Tuple1:
    case PickleOp::Tuple2:
    case PickleOp::Tuple3:
    case PickleOp::EmptyList:
    case PickleOp::List:
    case PickleOp::EmptyDict:
    case PickleOp::Dict:
    case PickleOp::EmptySet:
    case PickleOp::FrozenSet:
    case PickleOp::Append:
    case PickleOp::Appends:
    case PickleOp::SetItem:
    case PickleOp::SetItems:
    case PickleOp::AddItems:
        return done(containerStep(op));
    case PickleOp::Reduce:
    case PickleOp::NewObj:
    case PickleOp::NewObjEx:
    case PickleOp::Obj:
    case PickleOp::Inst:
    case PickleOp::Build:
        return done(callStep(op));
    default:
        return done(leafStep(op));
    }
}

bool PickleMachine::memoStep(PickleOp op)
{
    const bool stores = op != PickleOp::Get && op != PickleOp::BinGet && op != PickleOp::LongBinGet;
    quint64 key = m_memoCount;
    if (op == PickleOp::Put || op == PickleOp::Get) {
        QByteArrayView text;
        if (!line(text))
            return false;
        const auto number = readPickleInt(text, PickleIntText::Key, m_memory);
        if (!number || number->kind != ValueKind::Int || number->i < 0)
            return fail(tr("The number of a place in the memo is none."));
        key = number->u;
    } else if (op == PickleOp::BinPut || op == PickleOp::BinGet) {
        const uchar *number = argument(1);
        if (!number)
            return false;
        key = *number;
    } else if (op == PickleOp::LongBinPut || op == PickleOp::LongBinGet) {
        const uchar *number = argument(4);
        if (!number)
            return false;
        key = qFromLittleEndian<quint32>(number);
    }
    if (!stores)
        return get(key);
    if (m_stack.size() <= m_floor)
        return failTaking();
    put(key);
    return true;
}

void PickleMachine::put(quint64 key)
{
    const ValueNode &value = m_stack.back();
    if (key < m_memo.size() + mostSkipped) {
        if (key >= m_memo.size()) {
            ValueNode none;
            none.flags = unset;
            while (key > m_memo.size())
                m_memo.push_back(none);
            m_memo.push_back(value);
        } else {
            if (m_memo[key].flags != unset)
                --m_memoCount;
            m_memo[key] = value;
        }
        if (!m_otherMemo.isEmpty() && m_otherMemo.remove(key))
            --m_memoCount;
    } else {
        if (m_otherMemo.contains(key))
            --m_memoCount;
        m_otherMemo.insert(key, value);
    }
    ++m_memoCount;
}

bool PickleMachine::get(quint64 key)
{
    const ValueNode *value = nullptr;
    if (key < m_memo.size() && m_memo[key].flags != unset) {
        value = &m_memo[key];
    } else {
        const auto other = m_otherMemo.constFind(key);
        if (other == m_otherMemo.cend())
            return fail(tr("Place %1 of the memo is read, but nothing was stored there.").arg(key));
        value = &*other;
    }
    ValueNode &copy = push(*value);
    copy.begin = m_op;
    copy.end = offset();
    return true;
}

bool PickleMachine::popMark(Mark &mark)
{
    if (m_marks.empty())
        return fail(tr("This instruction takes the values down to a mark, but there is no mark."));
    mark = m_marks.back();
    m_marks.pop_back();
    m_floor = m_marks.empty() ? 0 : m_marks.back().height;
    return true;
}

bool PickleMachine::take(ValueNode &value)
{
    if (m_stack.size() <= m_floor)
        return failTaking();
    value = m_stack.back();
    m_stack.pop_back();
    return true;
}

bool PickleMachine::failAt(qint64 offset, const QString &problem)
{
    m_memory.setProblem(offset, problem);
    return false;
}

bool PickleMachine::failAtEnd()
{
    return fail(tr("The bytes end within this instruction."));
}

bool PickleMachine::failTaking()
{
    return fail(m_marks.empty() ? tr("This instruction takes a value, but there is none.")
                                : tr("This instruction takes a value, but there is only a mark."));
}

bool PickleMachine::pushObject(quint32 number, quint32 begin)
{
    push(PickleGraph::value(number, begin, offset()));
    return true;
}

quint32 PickleMachine::labelOf(quint32 &number, const char *name)
{
    if (number == 0)
        number = m_memory.labelOf(name);
    return number;
}

} // namespace zmqscope
