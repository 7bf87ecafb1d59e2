// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/cbor_writer.h"

#include "core/codec/cbor_head.h"
#include "core/codec/notation/big_decimal.h"
#include "core/codec/notation/diagnostic_notation.h"
#include "core/codec/notation/tree_walk.h"

#include <QCoreApplication>
#include <QFloat16>
#include <bit>
#include <cmath>
#include <optional>

namespace zmqscope {

namespace {

constexpr quint8 breakByte = 0xff;
constexpr quint16 halfNan = 0x7e00;

class Writer
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::CborCodec)
public:
    Writer(const ValueTree &tree, const QString &operation) : m_tree(tree), m_operation(operation) {}

    Result<QByteArray> write(NodeId root)
    {
        const auto leave = [this](NodeId id) {
            if (m_tree.node(id).kind != ValueKind::Tagged && isIndefinite(id))
                put(breakByte);
        };
        walkValues(m_tree, root, [this](NodeId id) { return writeValue(id); }, leave);
        if (m_error)
            return *m_error;
        return m_out;
    }

private:
    using Major = CborHead::Major;

    bool isIndefinite(NodeId id) const { return m_tree.label(id) == "indefinite"; }

    Walk writeValue(NodeId id)
    {
        const ValueNode &node = m_tree.node(id);
        const QByteArrayView label = m_tree.label(id);
        switch (node.kind) {
        case ValueKind::Null:
            putHead(CborHead::Simple, label == "undefined" ? CborHead::undefinedValue : CborHead::nullValue);
            return Walk::Down;
        case ValueKind::Bool: putHead(CborHead::Simple, node.i ? CborHead::trueValue : CborHead::falseValue); return Walk::Down;
        case ValueKind::Int:
            if (node.i < 0)
                putHead(CborHead::Negative, quint64(-1 - node.i));
            else
                putHead(CborHead::Unsigned, quint64(node.i));
            return Walk::Down;
        case ValueKind::UInt: putHead(CborHead::Unsigned, node.u); return Walk::Down;
        case ValueKind::BigInt: return writeBigInt(id, node.bytes());
        case ValueKind::Float: writeFloat(node.d, label); return Walk::Down;
        case ValueKind::Text: writeString(CborHead::Text, node.bytes(), isIndefinite(id)); return Walk::Down;
        case ValueKind::Bytes: {
            const bool isText = label == "str" || label == "text" || label == "string";
            writeString(isText ? CborHead::Text : CborHead::Bytes, node.bytes(), isIndefinite(id));
            return Walk::Down;
        }
        case ValueKind::List:
        case ValueKind::Map: {
            const Major major = node.kind == ValueKind::Map ? CborHead::Map : CborHead::Array;
            if (isIndefinite(id))
                put(quint8(major << 5 | 31));
            else
                putHead(major, quint64(m_tree.childCount(id)));
            return Walk::Down;
        }
        case ValueKind::Tagged: return writeTagged(id, label);
        default: return refuse(id, tr("CBOR cannot say this."), tr("Leave it out, or write it as bytes."));
        }
    }

    Walk writeTagged(NodeId id, QByteArrayView label)
    {
        if (label == "simple") {
            const ValueNode &child = m_tree.node(m_tree.childCount(id) == 1 ? m_tree.child(id, 0) : id);
            if (child.kind != ValueKind::Int || child.i < 0 || child.i > 255 || (child.i >= 24 && child.i < 32))
                return refuse(id, tr("Simple values are the numbers 0 to 23 and 32 to 255."), tr("Write simple(99)."));
            putHead(CborHead::Simple, quint64(child.i));
            return Walk::Over;
        }
        if (!label.startsWith("tag "))
            return refuse(id, tr("CBOR has no %1.").arg(QString::fromUtf8(label)), tr("Write a plain value, or one with a tag: 32(\"…\")."));
        if (m_tree.childCount(id) != 1)
            return refuse(id, tr("A tag has one value."), tr("Put several into a list: 4([-2, 27315])."));
        putHead(CborHead::Tag, label.sliced(4).toByteArray().toULongLong());
        return Walk::Down;
    }

    Walk writeBigInt(NodeId id, QByteArrayView digits)
    {
        const bool isNegative = digits.startsWith('-');
        if (isNegative)
            digits = digits.sliced(1);
        if (digits.size() > maxDigits)
            return refuse(id, tr("Whole numbers of more than %1 digits are not written.").arg(maxDigits), tr("Write its bytes: 2(h'0102')."));
        const std::optional<QByteArray> magnitude = bigDecimal::toBytes(digits, isNegative ? 1 : 0);
        if (!magnitude)
            return refuse(id, tr("This is no whole number."), {});
        if (magnitude->size() <= 8) {
            quint64 value = 0;
            for (const char byte : *magnitude)
                value = value << 8 | quint8(byte);
            putHead(isNegative ? CborHead::Negative : CborHead::Unsigned, value);
        } else {
            putHead(CborHead::Tag, isNegative ? 3 : 2);
            writeString(CborHead::Bytes, *magnitude, false);
        }
        return Walk::Down;
    }

    void writeFloat(double value, QByteArrayView label)
    {
        if (label == "float16")
            put(0xf9, std::isnan(value) ? halfNan : std::bit_cast<quint16>(qfloat16(float(value))));
        else if (label == "float32")
            put(0xfa, std::bit_cast<quint32>(float(value)));
        else
            put(0xfb, std::bit_cast<quint64>(value));
    }

    void writeString(Major major, QByteArrayView bytes, bool indefinite)
    {
        if (indefinite)
            put(quint8(major << 5 | 31));
        if (!indefinite || !bytes.isEmpty()) {
            putHead(major, quint64(bytes.size()));
            m_out.append(bytes);
        }
        if (indefinite)
            put(breakByte);
    }

    void putHead(Major major, quint64 value)
    {
        const auto high = quint8(major << 5);
        if (value < 24)
            put(quint8(high | value));
        else if (value <= 0xff)
            put(high | 24, quint8(value));
        else if (value <= 0xffff)
            put(high | 25, quint16(value));
        else if (value <= 0xffff'ffff)
            put(high | 26, quint32(value));
        else
            put(high | 27, value);
    }

    Walk refuse(NodeId id, const QString &detail, const QString &remedy)
    {
        m_error = diagnosticNotation::errorAt(m_tree, id, m_operation, detail, remedy);
        return Walk::Stop;
    }

    void put(quint8 byte) { m_out.append(char(byte)); }
    template <typename T>
    void put(int head, T number)
    {
        put(quint8(head));
        const T big = qToBigEndian(number);
        m_out.append(reinterpret_cast<const char *>(&big), sizeof big);
    }

    /// Turning more into bytes would take too long.
    static constexpr qsizetype maxDigits = 10'000;

    const ValueTree &m_tree;
    const QString m_operation;
    QByteArray m_out;
    std::optional<Error> m_error;
};

} // namespace

Result<QByteArray> writeCbor(const ValueTree &tree, NodeId root, const QString &operation)
{
    return Writer(tree, operation).write(root);
}

} // namespace zmqscope
