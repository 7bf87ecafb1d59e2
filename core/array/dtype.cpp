// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/dtype.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr std::array unitNames{"Y"_L1, "M"_L1, "W"_L1, "D"_L1, "h"_L1, "m"_L1, "s"_L1,
                               "ms"_L1, "us"_L1, "ns"_L1, "ps"_L1, "fs"_L1, "as"_L1, ""_L1};
static_assert(unitNames.size() == std::size_t(DType::Unit::Generic) + 1);

char16_t codeOf(DType::Kind kind)
{
    switch (kind) {
    case DType::Kind::Bool: return u'b';
    case DType::Kind::Int: return u'i';
    case DType::Kind::UInt: return u'u';
    case DType::Kind::Float: return u'f';
    case DType::Kind::Complex: return u'c';
    case DType::Kind::Bytes: return u'S';
    case DType::Kind::Text: return u'U';
    case DType::Kind::DateTime: return u'M';
    case DType::Kind::TimeDelta: return u'm';
    case DType::Kind::Raw:
    case DType::Kind::Record:
    case DType::Kind::SubArray: break;
    }
    return u'V';
}

QString plainName(DType::Kind kind)
{
    switch (kind) {
    case DType::Kind::Bool: return u"bool"_s;
    case DType::Kind::Int: return u"int"_s;
    case DType::Kind::UInt: return u"uint"_s;
    case DType::Kind::Float: return u"float"_s;
    case DType::Kind::Complex: return u"complex"_s;
    case DType::Kind::DateTime: return u"datetime64"_s;
    case DType::Kind::TimeDelta: return u"timedelta64"_s;
    default: return {};
    }
}

QString shapeText(const QList<qsizetype> &shape)
{
    QString text = u"("_s;
    for (qsizetype i = 0; i < shape.size(); ++i)
        text += (i > 0 ? u", "_s : QString()) + QString::number(shape[i]);
    return text + (shape.size() == 1 ? u",)"_s : u")"_s);
}

QString quoted(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + text + u'\'';
}

} // namespace

QLatin1StringView DType::unitName(Unit unit)
{
    return unitNames[std::size_t(unit)];
}

const std::vector<DType::Field> &DType::fields() const
{
    static const std::vector<Field> none;
    return m_fields ? *m_fields : none;
}

const DType &DType::base() const
{
    return m_fields->front().type;
}

qsizetype DType::subCount() const
{
    return m_itemSize / base().itemSize();
}

QString DType::descr() const
{
    if (m_kind == Kind::Record) {
        QString text = u"["_s;
        for (const Field &field : fields()) {
            text += (text.size() > 1 ? u", ("_s : u"("_s) + quoted(field.name) + u", "_s;
            if (field.type.m_kind == Kind::SubArray)
                text += field.type.base().descr() + u", "_s + shapeText(field.type.m_shape);
            else
                text += field.type.descr();
            text += u')';
        }
        return text + u']';
    }
    if (m_kind == Kind::SubArray)
        return u'(' + base().descr() + u", "_s + shapeText(m_shape) + u')';
    const bool hasOrder = m_kind == Kind::Text || (m_kind != Kind::Bytes && m_kind != Kind::Raw && m_itemSize > 1);
    QString word = u"'"_s + (!hasOrder ? u'|' : m_bigEndian ? u'>' : u'<') + QChar(codeOf(m_kind))
        + QString::number(m_kind == Kind::Text ? m_itemSize / 4 : m_itemSize);
    if (m_unit != Unit::Generic) {
        word += u'[' + (m_unitCount > 1 ? QString::number(m_unitCount) : QString())
            + unitName(m_unit) + u']';
    }
    return word + u'\'';
}

QString DType::name() const
{
    const QString plain = plainName(m_kind);
    if (plain.isEmpty() || m_bigEndian) {
        const QString text = descr();
        return text.startsWith(u'\'') ? text.sliced(1, text.size() - 2) : text;
    }
    if (m_kind == Kind::Bool)
        return plain;
    if (m_kind == Kind::DateTime || m_kind == Kind::TimeDelta) {
        const QString text = descr();
        const qsizetype bracket = text.indexOf(u'[');
        return bracket < 0 ? plain : QString(plain + text.sliced(bracket, text.size() - bracket - 1));
    }
    return plain + QString::number(m_itemSize * 8);
}

qint64 DType::valuesPerElement() const
{
    constexpr qint64 enough = qint64(1) << 32;
    if (m_kind == Kind::SubArray)
        return std::min(enough, subCount() * base().valuesPerElement() + 1);
    qint64 count = 1;
    for (const Field &field : fields())
        count = std::min(enough, count + 1 + field.type.valuesPerElement());
    return count;
}

} // namespace zmqscope
