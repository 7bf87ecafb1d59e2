// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree.h"

#include <QMap>
#include <QStringDecoder>
#include <QtEndian>
#include <algorithm>
#include <cmath>
#include <cstring>

namespace zmqscope::test {

/// The tree of a pickle on one line, as Form in peers/pickle_corpus.py writes what Python made of it.
class PickleForm
{
public:
    explicit PickleForm(const ValueTree &tree) : m_tree(tree) {}

    /// True once the tree said more than Python's own objects do: what a str of Python 2 was in bytes, or
    /// what was changed of a value that is made by name.
    bool saysMore() const { return m_saysMore; }

    QByteArray of(NodeId id)
    {
        const ValueNode &node = m_tree.node(id);
        const QByteArray label = m_tree.label(id).toByteArray();
        switch (node.kind) {
        case ValueKind::Null:
            return "N";
        case ValueKind::Bool:
            return node.i ? "T" : "F";
        case ValueKind::Int:
            return QByteArray("i").append(QByteArray::number(node.i));
        case ValueKind::UInt:
            return QByteArray("i").append(QByteArray::number(node.u));
        case ValueKind::BigInt:
            return QByteArray("i").append(node.bytes());
        case ValueKind::Float: {
            quint64 bits = 0;
            std::memcpy(&bits, &node.d, sizeof bits);
            bits = qToBigEndian(bits);
            const QByteArray raw(reinterpret_cast<const char *>(&bits), sizeof bits);
            return std::isnan(node.d) ? QByteArray("fnan") : QByteArray("f").append(raw.toHex());
        }
        case ValueKind::Text:
        case ValueKind::Bytes: {
            const QByteArray bytes = node.bytes().toByteArray();
            m_saysMore = m_saysMore || (node.kind == ValueKind::Bytes && label == "str (Python 2)");
            if (label == "str (Python 2)")
                return QByteArray("s").append(QString::fromLatin1(bytes).toUtf8().toHex());
            return QByteArray(node.kind == ValueKind::Text ? "s" : label == "bytes" ? "b" : "a").append(bytes.toHex());
        }
        case ValueKind::Symbol:
            return QByteArray("y").append(node.bytes().toByteArray().toHex());
        case ValueKind::Opaque: {
            const QByteArray words = node.bytes().toByteArray();
            const QByteArray number = words.mid(words.lastIndexOf(' ') + 1);
            const QByteArray sign = words.startsWith("ext") ? "x" : label == "read-only" ? "rB" : "B";
            return sign + number;
        }
        case ValueKind::Reference:
            return container({node.first});
        default:
            return container(id);
        }
    }

private:
    QByteArray container(NodeId id)
    {
        const ValueNode &node = m_tree.node(id);
        const QByteArray label = m_tree.label(id).toByteArray();
        if (node.count == 0 && (label == "tuple" || label == "frozenset"))
            return label == "tuple" ? "()" : "z{}";
        if (const auto seen = m_seen.constFind(id); seen != m_seen.cend())
            return QByteArray("#").append(QByteArray::number(*seen));
        m_seen.insert(id, int(m_seen.size()));
        switch (node.kind) {
        case ValueKind::List:
            if (label == "set" || label == "frozenset")
                return QByteArray(label == "set" ? "e{" : "z{").append(members(id)).append('}');
            return (label == "tuple" ? '(' : '[') + values(id) + (label == "tuple" ? ')' : ']');
        case ValueKind::Map:
            return QByteArray("d{").append(pairs(id)).append('}');
        case ValueKind::Object:
            return 'o' + label.toHex() + '{' + pairs(id) + '}';
        case ValueKind::Tagged:
            m_saysMore = m_saysMore || label == "changed";
            return QByteArray(label == "persistent id" ? "p(" : label == "read-only" ? "r(" : "?(").append(values(id)).append(')');
        default:
            return 'c' + label.toHex() + '(' + parts(id) + ')';
        }
    }

    QByteArray values(NodeId id)
    {
        QByteArrayList all;
        for (qsizetype i = 0; i < m_tree.childCount(id); ++i)
            all.append(of(m_tree.child(id, i)));
        return all.join(',');
    }
    QByteArray members(NodeId id) const
    {
        QByteArrayList all;
        for (qsizetype i = 0; i < m_tree.childCount(id); ++i) {
            const QByteArray member = PickleForm(m_tree).of(m_tree.child(id, i));
            if (!all.contains(member))
                all.append(member);
        }
        std::sort(all.begin(), all.end());
        return all.join(',');
    }
    /// Of equal keys Python keeps the first, with the last value.
    QByteArray pairs(NodeId id)
    {
        QByteArrayList keys;
        QHash<QByteArray, qsizetype> last;
        for (qsizetype i = 0; i < m_tree.childCount(id); ++i) {
            const QByteArray key = PickleForm(m_tree).of(m_tree.key(id, i));
            if (!last.contains(key))
                keys.append(key);
            last.insert(key, i);
        }
        QByteArrayList all;
        for (const QByteArray &key : keys) {
            const qsizetype i = last.value(key);
            const QByteArray written = of(m_tree.key(id, i));
            all.append(written + '=' + of(m_tree.child(id, i)));
        }
        return all.join(',');
    }
    QByteArray parts(NodeId id)
    {
        QByteArray all;
        for (qsizetype i = 0; i < m_tree.childCount(id); ++i) {
            const NodeId key = m_tree.key(id, i);
            const ValueKind kind = m_tree.node(key).kind;
            if (kind == ValueKind::Symbol)
                all += m_tree.node(key).bytes();
            else if (kind != ValueKind::Null)
                all += of(key);
            all += '=' + of(m_tree.child(id, i)) + ',';
        }
        return all;
    }

    const ValueTree &m_tree;
    QMap<NodeId, int> m_seen;
    bool m_saysMore = false;
};

} // namespace zmqscope::test
