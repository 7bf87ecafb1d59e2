// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/struct_values.h"

#include "core/array/half_float.h"
#include "core/codec/copy_formats.h"
#include "core/value/scalar_text.h"

#include <QCoreApplication>
#include <QtEndian>
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("StructValue", text);
}

} // namespace

QByteArrayView StructValue::textBytes(const char *at) const
{
    if (m_item.code == u's')
        return {at, m_item.count};
    if (m_item.count == 0)
        return {at, 0};
    return {at + 1, std::min<qsizetype>(quint8(*at), m_item.count - 1)};
}

/// Sign-extended where isSigned().
quint64 StructValue::integer(const char *at) const
{
    quint64 bits = 0;
    for (qsizetype i = 0; i < m_item.size; ++i)
        bits = bits << 8 | quint8(at[m_isBigEndian ? i : m_item.size - 1 - i]);
    const int unused = 64 - int(m_item.size) * 8;
    return isSigned() ? quint64(qint64(bits << unused) >> unused) : bits;
}

double StructValue::real(const char *at) const
{
    const quint64 bits = integer(at);
    if (m_item.size == 2)
        return halfToFloat(quint16(bits));
    return m_item.size == 4 ? std::bit_cast<float>(quint32(bits)) : std::bit_cast<double>(bits);
}

void StructValue::add(ValueTreeBuilder &tree, const char *at, qint64 offset, quint32 label) const
{
    const qint64 end = offset + size();
    if (m_item.isText())
        tree.addText(ValueKind::Bytes, textBytes(at), offset, end, label);
    else if (m_item.code == u'c')
        tree.addText(ValueKind::Bytes, {at, 1}, offset, end, label);
    else if (m_item.code == u'?')
        tree.addBool(*at != 0, offset, end);
    else if (isFloat())
        tree.addFloat(real(at), offset, end, label);
    else if (isSigned())
        tree.addInt(qint64(integer(at)), offset, end, label);
    else
        tree.addUInt(integer(at), offset, end, label);
}

QString StructValue::text(const char *at) const
{
    if (m_item.isText())
        return pythonLiteral(textBytes(at));
    if (m_item.code == u'c')
        return pythonLiteral(QByteArrayView(at, 1));
    if (m_item.code == u'?')
        return *at ? u"True"_s : u"False"_s;
    if (m_item.code == u'e')
        return halfText(quint16(integer(at)));
    if (isFloat())
        return std::isnan(real(at)) ? u"nan"_s : floatText(real(at), m_item.size == 4);
    return isSigned() ? QString::number(qint64(integer(at))) : QString::number(integer(at));
}

void StructValue::writeBits(quint64 bits, char *at) const
{
    for (qsizetype i = 0; i < m_item.size; ++i)
        at[m_isBigEndian ? m_item.size - 1 - i : i] = char(bits >> (8 * i));
}

std::optional<QString> StructValue::write(const Literal &value, char *at) const
{
    if (m_item.isText() || m_item.code == u'c')
        return writeText(value, at);
    if (m_item.code == u'?') {
        if (value.kind != Literal::Kind::Bool && value.kind != Literal::Kind::Int)
            return tr("is not True or False");
        *at = value.magnitude != 0 ? 1 : 0;
        return {};
    }
    return isFloat() ? writeFloat(value, at) : writeInteger(value, at);
}

std::optional<QString> StructValue::writeText(const Literal &value, char *at) const
{
    if (value.kind != Literal::Kind::Bytes && value.kind != Literal::Kind::Text)
        return tr("is not bytes such as b'abc'");
    const qsizetype length = value.bytes.size();
    if (m_item.code == u'c') {
        if (length != 1)
            return tr("is not exactly one byte");
        *at = value.bytes[0];
        return {};
    }
    const bool isPascal = m_item.code == u'p';
    const qsizetype most = isPascal ? std::clamp<qsizetype>(m_item.count - 1, 0, 255) : m_item.count;
    if (length > most)
        return tr("has %1 bytes; %2 are the most").arg(length).arg(most);
    if (m_item.count > 0 && isPascal)
        *at++ = char(length);
    std::copy(value.bytes.begin(), value.bytes.end(), at);
    return {};
}

std::optional<QString> StructValue::writeFloat(const Literal &value, char *at) const
{
    double number = value.real;
    if (value.kind == Literal::Kind::Int || value.kind == Literal::Kind::Bool)
        number = value.negative ? -double(value.magnitude) : double(value.magnitude);
    else if (value.kind != Literal::Kind::Float)
        return tr("is not a number");
    if (m_item.size == 8) {
        writeBits(std::bit_cast<quint64>(number), at);
        return {};
    }
    const bool isHalf = m_item.size == 2;
    const quint32 bits = isHalf ? halfFromDouble(number) : std::bit_cast<quint32>(float(number));
    const double kept = isHalf ? double(halfToFloat(quint16(bits))) : double(float(number));
    if (std::isfinite(number) && !std::isfinite(kept))
        return tr("is too large for %1").arg(QLatin1StringView(StructFormat::typeName(m_item)));
    writeBits(bits, at);
    return {};
}

std::optional<QString> StructValue::writeInteger(const Literal &value, char *at) const
{
    if (value.kind != Literal::Kind::Int && value.kind != Literal::Kind::Bool)
        return tr("is not a whole number");
    const int bits = int(m_item.size) * 8;
    const quint64 all = std::numeric_limits<quint64>::max() >> (64 - bits);
    const quint64 most = isSigned() ? all / 2 : all;
    const quint64 mostNegative = isSigned() ? most + 1 : 0;
    if (value.magnitude > (value.negative ? mostNegative : most)) {
        const QString least = isSigned() ? QString(u'-' + QString::number(mostNegative)) : u"0"_s;
        return tr("does not fit %1 (%2 to %3)").arg(QLatin1StringView(StructFormat::typeName(m_item)), least,
                                                   QString::number(most));
    }
    writeBits(value.negative ? quint64(0) - value.magnitude : value.magnitude, at);
    return {};
}

} // namespace zmqscope
