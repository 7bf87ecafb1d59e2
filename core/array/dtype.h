// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>
#include <memory>
#include <vector>

namespace zmqscope {

struct Literal;

/// What one element of a NumPy array is: numpy.dtype. Cheap to copy.
class DType
{
public:
    enum class Kind {
        Bool,
        Int,
        UInt,
        Float,
        Complex,
        Bytes,     ///< 'S': so many bytes, padded with NUL
        Text,      ///< 'U': so many characters of 4 bytes
        DateTime,  ///< 'M': see unit()
        TimeDelta, ///< 'm'
        Raw,       ///< 'V': bytes without a meaning
        Record,    ///< fields()
        SubArray,  ///< as a field only: shape() of base()
    };
    /// Of dates and times, from long to short as NumPy names them; Generic has none.
    enum class Unit { Year, Month, Week, Day, Hour, Minute, Second, Milli, Micro, Nano, Pico, Femto, Atto, Generic };
    struct Field;

    /// Larger elements are refused; NumPy cannot make them either.
    static constexpr qint64 maxItemBytes = 0x7fffffff;
    /// Records in records in records: deeper ones are refused.
    static constexpr int maxDepth = 16;

    /// uint8.
    DType() = default;
    /// What NumPy writes for it: "<f8", "float64", ">i4", "<U10", "<M8[ns]", "[('x', '<f4')]". Objects
    /// are refused: only Python could read them. Errors say what is wrong with the text.
    static Result<DType> parse(const QString &text);
    /// The same where the text was read already.
    static Result<DType> fromLiteral(const Literal &descr);

    Kind kind() const { return m_kind; }
    /// More than 0.
    qsizetype itemSize() const { return m_itemSize; }
    bool isBigEndian() const { return m_bigEndian; }
    /// Bool, Int, UInt and Float: what can be counted with.
    bool isNumber() const { return m_kind <= Kind::Float; }
    Unit unit() const { return m_unit; }
    /// "ns"; empty for Generic.
    static QLatin1StringView unitName(Unit unit);
    /// How many units one step is, as the 25 of "M8[25s]".
    qint64 unitCount() const { return m_unitCount; }
    /// Of a Record, in the order they are named; padding is left out.
    const std::vector<Field> &fields() const;
    /// Of a SubArray.
    const DType &base() const;
    const QList<qsizetype> &shape() const { return m_shape; }
    /// Elements of a SubArray.
    qsizetype subCount() const;

    /// As NumPy prints it: "float64", ">i4", "<U10", "[('x', '<f4'), ('y', '<i2', (3,))]".
    QString name() const;
    /// Values in one element, all below counted: 1 for a number, the members of a record.
    qint64 valuesPerElement() const;

private:
    static Result<DType> fromLiteral(const Literal &descr, int depth);
    static Result<DType> fromWord(const QString &word);
    static Result<DType> fromFieldList(const Literal &list, int depth);
    static Result<DType> fromFieldDict(const Literal &dict, int depth);
    static Result<DType> repeated(const DType &base, const Literal &shape);
    static Result<DType> record(std::vector<Field> fields, qint64 itemSize);
    QString descr() const;

    Kind m_kind = Kind::UInt;
    bool m_bigEndian = false;
    Unit m_unit = Unit::Generic;
    qint64 m_unitCount = 1;
    qsizetype m_itemSize = 1;
    QList<qsizetype> m_shape;
    std::shared_ptr<const std::vector<Field>> m_fields; ///< of a SubArray one, its base
};

/// A named part of a record.
struct DType::Field
{
    QString name;
    qsizetype offset = 0; ///< in the element
    DType type;
};

} // namespace zmqscope
