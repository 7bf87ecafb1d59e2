// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/msgpack_writer.h"

#include "core/codec/notation/diagnostic_notation.h"
#include "core/codec/notation/iso_time.h"
#include "core/codec/notation/tree_walk.h"

#include <QCoreApplication>
#include <QtEndian>
#include <bit>
#include <limits>
#include <optional>

namespace zmqscope {

namespace {

constexpr quint64 max32 = std::numeric_limits<quint32>::max();

class Writer
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::MsgpackCodec)
public:
    Writer(const ValueTree &tree, const QString &operation) : m_tree(tree), m_operation(operation) {}

    Result<QByteArray> write(NodeId root)
    {
        walkValues(m_tree, root, [this](NodeId id) { return writeValue(id); }, [](NodeId) {});
        if (m_error)
            return *m_error;
        return m_out;
    }

private:
    Walk writeValue(NodeId id)
    {
        const ValueNode &node = m_tree.node(id);
        const QByteArrayView label = m_tree.label(id);
        switch (node.kind) {
        case ValueKind::Null:
            if (label == "undefined")
                return refuse(id, tr("MessagePack has no undefined."), tr("Write null."));
            put(0xc0);
            return Walk::Down;
        case ValueKind::Bool: put(node.i ? 0xc3 : 0xc2); return Walk::Down;
        case ValueKind::Int: writeInt(node.i); return Walk::Down;
        case ValueKind::UInt: writeUInt(node.u); return Walk::Down;
        case ValueKind::BigInt:
            return refuse(id, tr("MessagePack has whole numbers from -9223372036854775808 to 18446744073709551615 only."),
                          tr("Write it as a text or as bytes."));
        case ValueKind::Float:
            if (label == "float16")
                return refuse(id, tr("MessagePack has no float16."), tr("Write float32(…)."));
            if (label == "float32")
                put(0xca, std::bit_cast<quint32>(float(node.d)));
            else
                put(0xcb, std::bit_cast<quint64>(node.d));
            return Walk::Down;
        case ValueKind::Text: writeText(node.bytes()); return Walk::Down;
        case ValueKind::Bytes:
            if (label == "str" || label == "text" || label == "string")
                writeText(node.bytes());
            else
                writeBytes(node.bytes());
            return Walk::Down;
        case ValueKind::List: writeCount(quint64(m_tree.childCount(id)), 0x90, 0xdc); return Walk::Down;
        case ValueKind::Map: writeCount(quint64(m_tree.childCount(id)), 0x80, 0xde); return Walk::Down;
        case ValueKind::Tagged: return writeTagged(id, label);
        default: return refuse(id, tr("MessagePack cannot say this."), tr("Leave it out, or write it as bytes."));
        }
    }

    Walk writeTagged(NodeId id, QByteArrayView label)
    {
        const NodeId child = m_tree.childCount(id) == 1 ? m_tree.child(id, 0) : id;
        const ValueNode &node = m_tree.node(child);
        if (label.startsWith("ext ")) {
            if (node.kind != ValueKind::Bytes)
                return refuse(id, tr("An ext holds bytes."), tr("Write ext(5, h'0102')."));
            writeExt(qint8(label.sliced(4).toByteArray().toInt()), node.bytes());
            return Walk::Over;
        }
        if (label == "timestamp") {
            const auto time = node.kind == ValueKind::Text ? parseIsoText(node.bytes()) : std::nullopt;
            if (!time)
                return refuse(id, tr("A timestamp of MessagePack is a text with a date and time."), tr("Write timestamp(\"2026-11-22T10:00:00.123456789Z\")."));
            writeTime(*time);
            return Walk::Over;
        }
        if (label.startsWith("tag "))
            return refuse(id, tr("MessagePack has no tags."), tr("Write the value without %1(…), or ext(type, h'…').").arg(QLatin1StringView(label.sliced(4))));
        return refuse(id, tr("MessagePack has no %1.").arg(QString::fromUtf8(label)), tr("Write a plain value, or ext(type, h'…')."));
    }

    void writeUInt(quint64 value)
    {
        if (value < 0x80)
            put(quint8(value));
        else if (value <= 0xff)
            put(0xcc, quint8(value));
        else if (value <= 0xffff)
            put(0xcd, quint16(value));
        else if (value <= max32)
            put(0xce, quint32(value));
        else
            put(0xcf, value);
    }

    void writeInt(qint64 value)
    {
        if (value >= 0)
            writeUInt(quint64(value));
        else if (value >= -32)
            put(quint8(value));
        else if (value >= std::numeric_limits<qint8>::min())
            put(0xd0, quint8(value));
        else if (value >= std::numeric_limits<qint16>::min())
            put(0xd1, quint16(value));
        else if (value >= std::numeric_limits<qint32>::min())
            put(0xd2, quint32(value));
        else
            put(0xd3, quint64(value));
    }

    void writeCount(quint64 count, quint8 fixed, quint8 with16)
    {
        if (count < 16)
            put(quint8(fixed | count));
        else if (count <= 0xffff)
            put(with16, quint16(count));
        else
            put(quint8(with16 + 1), quint32(count));
    }

    void writeText(QByteArrayView text)
    {
        if (text.size() < 32)
            put(quint8(0xa0 | text.size()));
        else
            putLength(0xd9, quint32(text.size()));
        m_out.append(text);
    }

    void writeBytes(QByteArrayView bytes)
    {
        putLength(0xc4, quint32(bytes.size()));
        m_out.append(bytes);
    }

    void writeExt(qint8 type, QByteArrayView body)
    {
        switch (body.size()) {
        case 1: put(0xd4); break;
        case 2: put(0xd5); break;
        case 4: put(0xd6); break;
        case 8: put(0xd7); break;
        case 16: put(0xd8); break;
        default: putLength(0xc7, quint32(body.size()));
        }
        put(quint8(type));
        m_out.append(body);
    }

    void writeTime(const IsoTime &time)
    {
        const auto seconds = quint64(time.seconds);
        if (seconds <= max32 && time.nanoseconds == 0) {
            put(0xd6);
            put(0xff, quint32(seconds));
        } else if (seconds >> 34 == 0) {
            put(0xd7);
            put(0xff, quint64(time.nanoseconds) << 34 | seconds);
        } else {
            put(0xc7, quint8(12));
            put(0xff, time.nanoseconds);
            putNumber(seconds);
        }
    }

    Walk refuse(NodeId id, const QString &detail, const QString &remedy)
    {
        m_error = diagnosticNotation::errorAt(m_tree, id, m_operation, detail, remedy);
        return Walk::Stop;
    }

    void put(quint8 byte) { m_out.append(char(byte)); }
    template <typename T>
    void put(quint8 head, T number)
    {
        put(head);
        putNumber(number);
    }
    template <typename T>
    void putNumber(T number)
    {
        const T big = qToBigEndian(number);
        m_out.append(reinterpret_cast<const char *>(&big), sizeof big);
    }
    /// One of three heads in a row, for lengths of 8, 16 and 32 bits.
    void putLength(quint8 with8, quint32 length)
    {
        if (length <= 0xff)
            put(with8, quint8(length));
        else if (length <= 0xffff)
            put(quint8(with8 + 1), quint16(length));
        else
            put(quint8(with8 + 2), length);
    }

    const ValueTree &m_tree;
    const QString m_operation;
    QByteArray m_out;
    std::optional<Error> m_error;
};

} // namespace

Result<QByteArray> writeMsgpack(const ValueTree &tree, NodeId root, const QString &operation)
{
    return Writer(tree, operation).write(root);
}

} // namespace zmqscope
