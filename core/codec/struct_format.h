// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <vector>

namespace zmqscope {

/// A format of Python's struct module, such as "<Id8s": byte order, codes with counts, blanks. Sizes
/// and alignment of "@", which is meant when no order is given, are those of 64-bit Linux.
class StructFormat
{
public:
    /// Larger records are refused: no frame is as long.
    static constexpr qint64 maxSize = qint64(1) << 30;
    /// Longer formats are refused: nobody writes one.
    static constexpr qsizetype maxChars = 64 * 1024;

    /// So many values of one kind behind each other.
    struct Item
    {
        char16_t code;    ///< as in Python
        qsizetype count;  ///< values; of 's' and 'p' the bytes of the one value
        qsizetype offset; ///< of the first, in the record
        qsizetype size;   ///< bytes of one value

        bool isText() const { return code == u's' || code == u'p'; }
        qsizetype values() const { return isText() ? 1 : count; }
    };

    /// Errors say at which character.
    static Result<StructFormat> parse(const QString &text);

    const QString &text() const { return m_text; }
    bool isBigEndian() const { return m_isBigEndian; }
    /// Without padding: that has no value.
    const std::vector<Item> &items() const { return m_items; }
    /// Bytes of a record, struct.calcsize().
    qsizetype size() const { return m_size; }
    /// Values in a record.
    qsizetype values() const { return m_values; }

    /// What people call the type of that code: "uint32", "float64", "char[8]".
    static QByteArray typeName(const Item &item);

private:
    QString m_text;
    bool m_isBigEndian = false;
    std::vector<Item> m_items;
    qsizetype m_size = 0;
    qsizetype m_values = 0;
};

} // namespace zmqscope
