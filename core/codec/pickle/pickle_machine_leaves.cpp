// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_big_int.h"
#include "core/codec/pickle/pickle_machine.h"
#include "core/codec/pickle/pickle_text_reader.h"

#include <QtEndian>
#include <cstring>

namespace zmqscope {

namespace {

/// What all large integers together may take until the rest of them are shown in hex, in squares of their
/// bytes: some 100 ms.
constexpr qint64 mostDecimalWork = 64 * qint64(mostDecimalBytes) * mostDecimalBytes;

/// What the texts of names may take, besides as much as the pickle has bytes.
constexpr qsizetype someNames = 64 * 1024;

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return quint8(c) < 0x80; });
}

} // namespace

bool PickleMachine::leafStep(PickleOp op)
{
    QByteArrayView text;
    switch (op) {
    case PickleOp::None:
        pushLeaf(ValueKind::Null).label = labelOf(m_noneLabel, "None");
        return true;
    case PickleOp::NewTrue:
    case PickleOp::NewFalse:
        pushLeaf(ValueKind::Bool).i = op == PickleOp::NewTrue;
        return true;
    case PickleOp::BinInt1:
        if (const uchar *bytes = argument(1)) {
            pushLeaf(ValueKind::Int).i = *bytes;
            return true;
        }
        return false;
    case PickleOp::BinInt2:
        if (const uchar *bytes = argument(2)) {
            pushLeaf(ValueKind::Int).i = qFromLittleEndian<quint16>(bytes);
            return true;
        }
        return false;
    case PickleOp::BinInt:
        if (const uchar *bytes = argument(4)) {
            pushLeaf(ValueKind::Int).i = qFromLittleEndian<qint32>(bytes);
            return true;
        }
        return false;
    case PickleOp::BinFloat:
        if (const uchar *bytes = argument(8)) {
            const auto bits = qFromBigEndian<quint64>(bytes);
            std::memcpy(&pushLeaf(ValueKind::Float).d, &bits, sizeof bits);
            return true;
        }
        return false;
    case PickleOp::Long1:
        return counted(1, text) && addLong(text);
    case PickleOp::Long4:
        return counted(-4, text) && addLong(text);
    case PickleOp::ShortBinUnicode:
        return counted(1, text) && addUtf8(text);
    case PickleOp::BinUnicode:
        return counted(4, text) && addUtf8(text);
    case PickleOp::BinUnicode8:
        return counted(8, text) && addUtf8(text);
    case PickleOp::ShortBinBytes:
        return counted(1, text) && addText(ValueKind::Bytes, text, labelOf(m_bytesLabel, "bytes"));
    case PickleOp::BinBytes:
        return counted(4, text) && addText(ValueKind::Bytes, text, labelOf(m_bytesLabel, "bytes"));
    case PickleOp::BinBytes8:
        return counted(8, text) && addText(ValueKind::Bytes, text, labelOf(m_bytesLabel, "bytes"));
    case PickleOp::ByteArray8:
        return counted(8, text) && addText(ValueKind::Bytes, text, labelOf(m_byteArrayLabel, "bytearray"));
    case PickleOp::ShortBinString:
        return counted(1, text) && addPython2Text(text);
    case PickleOp::BinString:
        return counted(-4, text) && addPython2Text(text);
    case PickleOp::StackGlobal: {
        ValueNode name;
        ValueNode module;
        if (!take(name) || !take(module))
            return false;
        if (name.kind != ValueKind::Text || module.kind != ValueKind::Text)
            return fail(tr("A name consists of a module and a name in it, which must be text."));
        return addSymbol(module.bytes(), name.bytes(), module.begin);
    }
    case PickleOp::BinPersId: {
        ValueNode id;
        if (!take(id))
            return false;
        const quint32 number = m_graph.make(PickleKind::PersistentId, id.begin, offset());
        m_graph.append(m_graph[number], id);
        return pushObject(number, id.begin);
    }
    case PickleOp::Ext1:
        if (const uchar *bytes = argument(1))
            return addExtension(*bytes);
        return false;
    case PickleOp::Ext2:
        if (const uchar *bytes = argument(2))
            return addExtension(qFromLittleEndian<quint16>(bytes));
        return false;
    case PickleOp::Ext4:
        if (const uchar *bytes = argument(4))
            return addExtension(qFromLittleEndian<qint32>(bytes));
        return false;
    case PickleOp::NextBuffer:
        return addText(ValueKind::Opaque, m_memory.store(QByteArray("out-of-band buffer ").append(QByteArray::number(++m_buffers))));
    case PickleOp::ReadOnlyBuffer:
        return readOnly();
    default:
        return lineStep(op);
    }
}

bool PickleMachine::lineStep(PickleOp op)
{
    if (pickleOpcode(quint8(op)).argument == PickleArgument::Invalid) {
        return fail(tr("Byte %1 is no instruction of a pickle.")
                        .arg(uint(op), 2, 16, QLatin1Char('0')));
    }
    QByteArrayView text;
    if (!line(text))
        return false;
    switch (op) {
    case PickleOp::Int:
    case PickleOp::Long: {
        const auto number = readPickleInt(text, op == PickleOp::Int ? PickleIntText::Int : PickleIntText::Long, m_memory);
        if (!number)
            return fail(tr("The text of an integer is none."));
        ValueNode &node = pushLeaf(number->kind);
        node.u = number->u;
        node.count = number->count;
        // Python before 2.3 had no bool of its own, and writes them so until protocol 2.
        const bool blankEnd = text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r');
        if (op == PickleOp::Int && text.size() == 2 && !blankEnd && (node.i == 0 || node.i == 1))
            node.kind = ValueKind::Bool;
        return true;
    }
    case PickleOp::Float:
        if (const auto number = readPickleFloat(text)) {
            pushLeaf(ValueKind::Float).d = *number;
            return true;
        }
        return fail(tr("The text of a float is none, or it is too large."));
    case PickleOp::Unicode:
        if (const auto unescaped = readPickleUnicode(text, m_memory))
            return addText(ValueKind::Text, *unescaped);
        return fail(tr("The text has a \\u or \\U that stands for no character."));
    case PickleOp::String: {
        const bool quoted = text.size() >= 2 && text.front() == text.back() && (text.front() == '\'' || text.front() == '"');
        if (!quoted)
            return fail(tr("The string is not in quotes."));
        if (const auto unescaped = readPickleString(text.sliced(1, text.size() - 2), m_memory))
            return addPython2Text(*unescaped);
        return fail(tr("The string has an escape that is not complete."));
    }
    case PickleOp::PersId: {
        if (!isAscii(text))
            return fail(tr("A persistent id must be ASCII."));
        const quint32 number = m_graph.make(PickleKind::PersistentId, m_op, offset());
        ValueNode id;
        id.kind = ValueKind::Text;
        id.begin = m_op;
        id.end = offset();
        id.text = text.data();
        id.count = quint32(text.size());
        m_graph.append(m_graph[number], id);
        return pushObject(number, m_op);
    }
    case PickleOp::Global: {
        QByteArrayView name;
        if (text.isEmpty())
            return fail(tr("The name of a module is missing."));
        if (!line(name))
            return false;
        if (name.isEmpty())
            return fail(tr("The name in a module is missing."));
        if (firstNotPickleUtf8(text) >= 0 || firstNotPickleUtf8(name) >= 0)
            return fail(tr("A name is not valid UTF-8."));
        return addSymbol(text, name, m_op);
    }
    default:
        Q_UNREACHABLE();
    }
}

bool PickleMachine::addText(ValueKind kind, QByteArrayView text, quint32 label)
{
    ValueNode &node = pushLeaf(kind);
    node.label = label;
    node.text = text.data();
    node.count = quint32(text.size());
    return true;
}

bool PickleMachine::addUtf8(QByteArrayView text)
{
    if (!isAscii(text)) {
        const qsizetype bad = firstNotPickleUtf8(text);
        if (bad >= 0)
            return failAt(reinterpret_cast<const uchar *>(text.data()) + bad - m_begin, tr("The text is not valid UTF-8."));
    }
    return addText(ValueKind::Text, text);
}

bool PickleMachine::addPython2Text(QByteArrayView text)
{
    const bool valid = firstNotPickleUtf8(text) < 0;
    return addText(valid ? ValueKind::Text : ValueKind::Bytes, text, labelOf(m_python2Label, "str (Python 2)"));
}

bool PickleMachine::addLong(QByteArrayView bytes)
{
    const qint64 work = qint64(bytes.size()) * bytes.size();
    const bool decimal = bytes.size() <= mostDecimalBytes && m_decimalWork + work <= mostDecimalWork;
    if (decimal)
        m_decimalWork += work;
    const ValueNode number = pickleBigInt(bytes, m_memory, decimal);
    ValueNode &node = pushLeaf(number.kind);
    node.u = number.u;
    node.count = number.count;
    return true;
}

bool PickleMachine::addSymbol(QByteArrayView module, QByteArrayView name, quint32 begin)
{
    const qsizetype size = module.size() + 1 + name.size();
    if (m_converted + size > 2 * (m_end - m_begin) + someNames)
        return fail(tr("Names are put together of the same long texts again and again."));
    m_converted += size;
    char *const text = m_memory.allocate(size);
    std::memcpy(text, module.data(), std::size_t(module.size()));
    text[module.size()] = '.';
    std::memcpy(text + module.size() + 1, name.data(), std::size_t(name.size()));
    addText(ValueKind::Symbol, QByteArrayView(text, size));
    m_stack.back().begin = begin;
    return true;
}

bool PickleMachine::addExtension(qint64 code)
{
    if (code <= 0)
        return fail(tr("Extensions are numbered from 1."));
    return addText(ValueKind::Opaque, m_memory.store(QByteArray("extension ").append(QByteArray::number(code))));
}

/// What Python shows as a read-only view of the value on top.
bool PickleMachine::readOnly()
{
    if (m_stack.size() <= m_floor)
        return failTaking();
    ValueNode &top = m_stack.back();
    if (top.kind == ValueKind::Bytes && !isByteArray(top))
        return true; // is so by itself
    if (!isByteArray(top) && !isUnknown(top))
        return fail(tr("What is marked as a read-only buffer is none."));
    if (top.kind == ValueKind::Opaque) {
        top.label = m_memory.labelOf("read-only");
        return true;
    }
    const quint32 number = m_graph.make(PickleKind::ReadOnly, top.begin, offset());
    m_graph.append(m_graph[number], top);
    top = PickleGraph::value(number, top.begin, offset());
    return true;
}

bool PickleMachine::counted(int width, QByteArrayView &bytes)
{
    const uchar *const length = argument(std::abs(width));
    if (!length)
        return false;
    quint64 size = 0;
    switch (width) {
    case 1:
        size = *length;
        break;
    case -4:
        if (qFromLittleEndian<qint32>(length) < 0)
            return fail(tr("The length is negative."));
        [[fallthrough]];
    case 4:
        size = qFromLittleEndian<quint32>(length);
        break;
    default:
        size = qFromLittleEndian<quint64>(length);
    }
    if (size > quint64(m_end - m_at))
        return failAtEnd();
    bytes = QByteArrayView(m_at, qsizetype(size));
    m_at += size;
    return true;
}

bool PickleMachine::line(QByteArrayView &text)
{
    const std::size_t left = std::size_t(m_end - m_at);
    const void *const end = left > 0 ? std::memchr(m_at, '\n', left) : nullptr;
    if (!end)
        return failAtEnd();
    const auto *const lineEnd = static_cast<const uchar *>(end);
    text = QByteArrayView(m_at, lineEnd - m_at);
    m_at = lineEnd + 1;
    return true;
}

} // namespace zmqscope
