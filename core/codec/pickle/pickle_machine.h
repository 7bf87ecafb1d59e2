// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/pickle/pickle_graph.h"
#include "core/codec/pickle/pickle_opcodes.h"
#include "core/value/decode_limits.h"
#include "core/value/value_tree_maker.h"

#include <QCoreApplication>
#include <QHash>
#include <utility>

namespace zmqscope {

/// Runs the opcodes of a pickle as Python's own reader does, and refuses what that refuses; but builds a
/// PickleGraph, and calls nothing. Takes memory in proportion to the bytes it has read.
class PickleMachine
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::PickleMachine)
public:
    /// Values that are made for each one that the tree may have: names, argument tuples and dicts of members
    /// are taken up by what is made of them.
    static constexpr qsizetype valuesPerNode = 2;
    /// Values that are made in any case, so that most pickles end before the limit does: what is open at the
    /// limit can only be guessed.
    static constexpr qsizetype fewestMade = 1024;

    /// @p memory takes texts, type names and the problem.
    PickleMachine(QByteArrayView bytes, const DecodeLimits &limits, PickleGraph &graph, ValueTreeMaker &memory);

    /// The value of the whole pickle. Where it is wrong, or a limit is reached, what is there so far is put
    /// together as well as can be.
    ValueNode run();
    /// How many values were made.
    qsizetype valueCount() const { return m_made; }

private:
    struct Mark
    {
        std::size_t height; ///< of the stack
        quint32 begin;
    };
    enum class Step { Next, Stop, Failed };

    // pickle_machine.cpp: the opcodes that move values
    Step step(PickleOp op);
    bool memoStep(PickleOp op);
    void put(quint64 key);
    bool get(quint64 key);
    bool popMark(Mark &mark);
    bool take(ValueNode &value);

    // pickle_machine_containers.cpp: the opcodes that make containers, and add to them
    bool containerStep(PickleOp op);
    bool makeFromMark(PickleKind kind);
    bool makeOfLast(std::size_t count);
    bool addTo(std::size_t from, PickleOp op);
    bool addToList(ValueNode &target, std::size_t from);
    bool addToDict(ValueNode &target, std::size_t from);
    bool addToSet(ValueNode &target, std::size_t from);
    bool setListItem(PickleObject &list, std::size_t from);
    bool allHashable(std::size_t from, std::size_t stride);

    // pickle_machine_leaves.cpp: the opcodes that have their value with them
    bool leafStep(PickleOp op);
    bool lineStep(PickleOp op);
    bool addText(ValueKind kind, QByteArrayView text, quint32 label = 0);
    bool addUtf8(QByteArrayView text);
    bool addPython2Text(QByteArrayView text);
    bool addLong(QByteArrayView bytes);
    bool addSymbol(QByteArrayView module, QByteArrayView name, quint32 begin);
    bool addExtension(qint64 code);
    bool readOnly();

    // pickle_machine_calls.cpp: the opcodes at which Python would call something
    bool callStep(PickleOp op);
    bool call(const ValueNode &callable, const ValueNode &args, const ValueNode &kwargs);
    bool reduce();
    bool newObject(bool withKeywords);
    bool instance(PickleOp op);
    bool build();
    bool mayBeBuilt(const ValueNode &target, const ValueNode &state);
    void addState(ValueNode &target, const ValueNode &state);
    void addPart(PickleObject &object, QByteArrayView name, const ValueNode &value);
    /// Where what is appended to or set in an unknown thing is kept; makes a Changed of a leaf.
    quint32 partOf(ValueNode &target, PickleKind kind);
    bool isUnknown(const ValueNode &value) const;
    bool isTuple(const ValueNode &value) const { return m_graph.isObject(value, PickleKind::Tuple); }
    bool isHashable(const ValueNode &value) const;
    bool isByteArray(const ValueNode &value) const;

    // pickle_plain_calls.cpp
    bool addPlain(const ValueNode &callable, const PickleObject &args);
    bool addPlainBytes(bool mutableBytes, const ValueNode *args, std::size_t count);
    bool addPlainSet(bool frozen, const ValueNode &list);
    void unpackTime(QByteArrayView name, ValueNode &args, ValueNode &kwargs);

    // pickle_fold.cpp
    ValueNode foldUp();
    void foldMark();
    void foldTop(std::size_t from, bool aboveMark);
    bool foldOnce(std::size_t from, bool aboveMark);
    void foldToTuple(std::size_t from, quint32 begin);

    bool fail(const QString &problem) { return failAt(m_op, problem); }
    bool failAt(qint64 offset, const QString &problem);
    bool failAtEnd();
    bool failTaking();
    ValueNode &push(const ValueNode &value) { ++m_made; return m_stack.emplace_back(value); }
    ValueNode &pushLeaf(ValueKind kind)
    {
        ++m_made;
        ValueNode &node = m_stack.emplace_back();
        node.kind = kind;
        node.begin = m_op;
        node.end = offset();
        return node;
    }
    bool pushObject(quint32 number, quint32 begin);
    /// The argument of @p width bytes at hand; null when the bytes end before.
    const uchar *argument(qsizetype width)
    {
        if (m_end - m_at < width) {
            failAtEnd();
            return nullptr;
        }
        m_at += width;
        return m_at - width;
    }
    bool counted(int width, QByteArrayView &bytes);
    bool line(QByteArrayView &line);
    quint32 offset() const { return quint32(m_at - m_begin); }
    quint32 labelOf(quint32 &number, const char *name);
    bool isFull() const { return m_made >= m_mostMade; }

    const uchar *const m_begin;
    const uchar *const m_end;
    const uchar *m_at;
    quint32 m_op = 0; ///< where the instruction at hand starts
    const DecodeLimits &m_limits;
    PickleGraph &m_graph;
    ValueTreeMaker &m_memory;
    std::vector<ValueNode> m_stack;
    std::vector<Mark> m_marks;
    std::size_t m_floor = 0; ///< values below lie behind the last mark
    std::vector<ValueNode> m_memo;         ///< of keys that follow each other
    QHash<quint64, ValueNode> m_otherMemo; ///< of others
    quint64 m_memoCount = 0;
    qsizetype m_made = 0;
    qsizetype m_mostMade = 0;
    qsizetype m_converted = 0;  ///< bytes of text that were made bytes
    qint64 m_decimalWork = 0;   ///< that large integers took
    int m_buffers = 0;
    quint32 m_noneLabel = 0;
    quint32 m_bytesLabel = 0;
    quint32 m_byteArrayLabel = 0;
    quint32 m_python2Label = 0;
};

} // namespace zmqscope
