// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/bson_writer.h"

#include "core/codec/bson_format.h"
#include "core/codec/notation/decimal128.h"
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

std::optional<qint64> milliseconds(const ValueNode &node)
{
    if (node.kind == ValueKind::Int)
        return node.i;
    if (node.kind != ValueKind::Text)
        return {};
    const std::optional<IsoTime> time = parseIsoText(node.bytes());
    if (!time || time->nanoseconds % 1'000'000 != 0)
        return {};
    return time->seconds * 1000 + time->nanoseconds / 1'000'000;
}

class Writer
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::BsonCodec)
public:
    Writer(const ValueTree &tree, const QString &operation) : m_tree(tree), m_operation(operation) {}

    Result<QByteArray> write(NodeId root)
    {
        if (m_tree.node(root).kind != ValueKind::Map)
            refuse(root, tr("A BSON frame is a map."), tr("Write {\"value\": …}."));
        else
            walkValues(m_tree, root, [this](NodeId id) { return writeNext(id); }, [this](NodeId id) { close(id); });
        if (!m_error && m_out.size() > std::numeric_limits<qint32>::max())
            refuse(root, tr("A BSON frame holds 2 GiB at most, and this is more."), tr("Send less."));
        if (m_error)
            return *m_error;
        return m_out;
    }

private:
    enum class Part { Map, List, Code };
    struct Open
    {
        Part part;
        qsizetype start;   ///< where its length stands
        qsizetype next = 0;
        bool wantsKey = true;
        QByteArrayView key = {};
    };

    Walk writeNext(NodeId id)
    {
        const ValueNode &node = m_tree.node(id);
        if (m_open.empty())
            return open(Part::Map);
        Open &inner = m_open.back();
        if (inner.part == Part::Code) {
            if (node.kind == ValueKind::Map)
                return open(Part::Map);
            putString(node.bytes());
            return Walk::Over;
        }
        if (inner.part == Part::Map && inner.wantsKey) {
            if (!isText(id))
                return refuse(id, tr("A key of BSON is a text."), tr("Put it in \"quotes\"."));
            if (node.bytes().contains('\0'))
                return refuse(id, tr("A key of BSON cannot hold \\u0000."), tr("Leave it out."));
            inner.key = node.bytes();
            inner.wantsKey = false;
            return Walk::Over;
        }
        inner.wantsKey = true;
        const QByteArray index = inner.part == Part::List ? QByteArray::number(inner.next++) : QByteArray();
        m_typeAt = m_out.size();
        m_out.append('\0');
        putName(inner.part == Part::List ? QByteArrayView(index) : inner.key);
        return writeValue(id, node);
    }

    Walk writeValue(NodeId id, const ValueNode &node)
    {
        const QByteArrayView label = m_tree.label(id);
        switch (node.kind) {
        case ValueKind::Null: setType(label == "undefined" ? bson::Undefined : bson::Null); return Walk::Down;
        case ValueKind::Bool:
            setType(bson::Bool);
            m_out.append(char(node.i));
            return Walk::Down;
        case ValueKind::Int:
            if (label != "int64" && node.i >= std::numeric_limits<qint32>::min() && node.i <= std::numeric_limits<qint32>::max()) {
                setType(bson::Int32);
                put(qint32(node.i));
            } else {
                setType(bson::Int64);
                put(node.i);
            }
            return Walk::Down;
        case ValueKind::UInt:
        case ValueKind::BigInt:
            return refuse(id, tr("BSON has whole numbers from -9223372036854775808 to 9223372036854775807 only."),
                          tr("Write decimal128(\"…\") or a text."));
        case ValueKind::Float:
            if (label == "float32" || label == "float16")
                return refuse(id, tr("BSON has no %1.").arg(QLatin1StringView(label)), tr("Write the number alone: it gets 64 bits."));
            setType(bson::Double);
            put(std::bit_cast<quint64>(node.d));
            return Walk::Down;
        case ValueKind::Text:
            setType(bson::String);
            putString(node.bytes());
            return Walk::Down;
        case ValueKind::Bytes:
            setType(isText(id) ? bson::String : bson::Binary);
            if (isText(id))
                putString(node.bytes());
            else
                putBinary(0, node.bytes());
            return Walk::Down;
        case ValueKind::List: setType(bson::Array); return open(Part::List);
        case ValueKind::Map: setType(bson::Document); return open(Part::Map);
        case ValueKind::Tagged: return writeTagged(id, label);
        default: return refuse(id, tr("BSON cannot say this."), tr("Leave it out, or write it as bytes."));
        }
    }

    /// All of it, but for the document that belongs to code.
    Walk writeTagged(NodeId id, QByteArrayView label)
    {
        const qsizetype count = m_tree.childCount(id);
        const NodeId firstId = count > 0 ? m_tree.child(id, 0) : id;
        const NodeId secondId = count > 1 ? m_tree.child(id, 1) : id;
        const ValueNode &first = m_tree.node(firstId);
        const ValueNode &second = m_tree.node(secondId);
        const auto wants = [&](const QString &form) {
            return refuse(id, tr("This is not how BSON's %1 is written.").arg(QLatin1StringView(label)), tr("Write %1.").arg(form));
        };
        const auto hasZero = [](const ValueNode &node) { return node.bytes().contains('\0'); };
        if (label.startsWith("binary ")) {
            if (count != 1 || first.kind != ValueKind::Bytes)
                return wants(QStringLiteral("binary(4, h'0102')"));
            setType(bson::Binary);
            putBinary(quint8(label.sliced(7).toByteArray().toUInt()), first.bytes());
        } else if (label == "objectid") {
            if (count != 1 || first.kind != ValueKind::Bytes || first.count != bson::objectIdBytes)
                return wants(QStringLiteral("objectid(h'0123456789abcdef01234567')"));
            setType(bson::ObjectId);
            m_out.append(first.bytes());
        } else if (label == "datetime") {
            const std::optional<qint64> time = count == 1 ? milliseconds(first) : std::nullopt;
            if (!time)
                return wants(QStringLiteral("datetime(\"2026-11-22T10:00:00.123Z\")"));
            setType(bson::DateTime);
            put(*time);
        } else if (label == "timestamp") {
            const auto fits = [](const ValueNode &node) { return node.kind == ValueKind::Int && node.i >= 0 && node.i <= 0xffff'ffffLL; };
            if (count != 2 || !fits(first) || !fits(second))
                return wants(QStringLiteral("timestamp(1795341600, 1)"));
            setType(bson::Timestamp);
            put(quint32(second.i));
            put(quint32(first.i));
        } else if (label == "regex") {
            if (count < 1 || count > 2 || !isText(firstId) || hasZero(first) || (count == 2 && (!isText(secondId) || hasZero(second))))
                return wants(QStringLiteral("regex(\"a.*\", \"i\")"));
            setType(bson::Regex);
            putName(first.bytes());
            putName(count == 2 ? second.bytes() : QByteArrayView());
        } else if (label == "dbpointer") {
            if (count != 2 || !isText(firstId) || second.kind != ValueKind::Bytes || second.count != bson::objectIdBytes)
                return wants(QStringLiteral("dbpointer(\"name\", h'0123456789abcdef01234567')"));
            setType(bson::DbPointer);
            putString(first.bytes());
            m_out.append(second.bytes());
        } else if (label == "decimal128") {
            const auto number = first.kind == ValueKind::Text ? decimal128::fromText(first.bytes()) : std::nullopt;
            if (count != 1 || (!number && (first.kind != ValueKind::Bytes || first.count != decimal128::size)))
                return wants(QStringLiteral("decimal128(\"1.5E-3\")"));
            setType(bson::Decimal128);
            m_out.append(number ? QByteArrayView(*number) : first.bytes());
        } else if (label == "symbol" || label == "code") {
            const bool hasScope = label == "code" && count == 2 && second.kind == ValueKind::Map;
            if ((count != 1 && !hasScope) || !isText(firstId))
                return wants(label == "code" ? QStringLiteral("code(\"f()\") / code(\"f()\", {})") : QStringLiteral("symbol(\"a\")"));
            setType(hasScope ? bson::CodeWithScope : label == "code" ? bson::Code : bson::Symbol);
            if (hasScope)
                return open(Part::Code);
            putString(first.bytes());
        } else if (label == "minkey" || label == "maxkey") {
            if (count != 0)
                return wants(QString(QLatin1StringView(label) + QStringLiteral("()")));
            setType(label == "minkey" ? bson::MinKey : bson::MaxKey);
        } else {
            return refuse(id, tr("BSON has no %1.").arg(QString::fromUtf8(label)), tr("Write a plain value, or binary(128, h'…')."));
        }
        return Walk::Over;
    }

    Walk open(Part part)
    {
        m_open.push_back({part, m_out.size()});
        put(qint32(0));
        return Walk::Down;
    }

    void close(NodeId)
    {
        const Open closed = m_open.back();
        m_open.pop_back();
        if (closed.part != Part::Code)
            m_out.append('\0');
        qToLittleEndian(qint32(m_out.size() - closed.start), m_out.data() + closed.start);
    }

    /// Bytes that came as a text without being one are written as they came.
    bool isText(NodeId id) const
    {
        const QByteArrayView label = m_tree.label(id);
        const ValueKind kind = m_tree.node(id).kind;
        return kind == ValueKind::Text || (kind == ValueKind::Bytes && (label == "str" || label == "text" || label == "string"));
    }

    Walk refuse(NodeId id, const QString &detail, const QString &remedy)
    {
        m_error = diagnosticNotation::errorAt(m_tree, id, m_operation, detail, remedy);
        return Walk::Stop;
    }

    void setType(quint8 type) { m_out[m_typeAt] = char(type); }
    void putName(QByteArrayView name)
    {
        m_out.append(name);
        m_out.append('\0');
    }
    void putString(QByteArrayView text)
    {
        put(qint32(text.size() + 1));
        putName(text);
    }
    void putBinary(quint8 subtype, QByteArrayView bytes)
    {
        const bool isOld = subtype == bson::oldBinary;
        put(qint32(bytes.size() + (isOld ? 4 : 0)));
        m_out.append(char(subtype));
        if (isOld)
            put(qint32(bytes.size()));
        m_out.append(bytes);
    }
    template <typename T>
    void put(T number)
    {
        const T little = qToLittleEndian(number);
        m_out.append(reinterpret_cast<const char *>(&little), sizeof little);
    }

    const ValueTree &m_tree;
    const QString m_operation;
    QByteArray m_out;
    qsizetype m_typeAt = 0; ///< of the element under way
    std::vector<Open> m_open;
    std::optional<Error> m_error;
};

} // namespace

Result<QByteArray> writeBson(const ValueTree &tree, NodeId root, const QString &operation)
{
    return Writer(tree, operation).write(root);
}

} // namespace zmqscope
