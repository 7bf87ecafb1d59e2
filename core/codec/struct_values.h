// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/literal.h"
#include "core/codec/struct_format.h"
#include "core/value/value_tree_builder.h"

#include <optional>

namespace zmqscope {

/// One value of a record: reads, shows and writes it. Borrows the item.
class StructValue
{
public:
    StructValue(const StructFormat::Item &item, bool isBigEndian) : m_item(item), m_isBigEndian(isBigEndian) {}

    /// Bytes that it takes.
    qsizetype size() const { return m_item.isText() ? m_item.count : m_item.size; }
    /// Reads size() bytes at @p at, which are at @p offset of the tree's source.
    void add(ValueTreeBuilder &tree, const char *at, qint64 offset, quint32 label) const;
    /// The same as Python writes it: 7, 0.5, True, b'abc'.
    QString text(const char *at) const;
    /// Writes size() bytes at @p at; otherwise says why @p value does not fit.
    std::optional<QString> write(const Literal &value, char *at) const;

private:
    bool isFloat() const { return m_item.code == u'e' || m_item.code == u'f' || m_item.code == u'd'; }
    bool isSigned() const { return QStringView(u"bhilqn").contains(m_item.code); }
    QByteArrayView textBytes(const char *at) const;
    quint64 integer(const char *at) const;
    double real(const char *at) const;
    void writeBits(quint64 bits, char *at) const;
    std::optional<QString> writeText(const Literal &value, char *at) const;
    std::optional<QString> writeFloat(const Literal &value, char *at) const;
    std::optional<QString> writeInteger(const Literal &value, char *at) const;

    const StructFormat::Item &m_item;
    bool m_isBigEndian;
};

} // namespace zmqscope
