// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/array_reader.h"

#include "core/array/literal.h"
#include "core/base/utf8.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QtEndian>
#include <limits>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr char magicBytes[] = "\x93NUMPY";
constexpr QByteArrayView magic(magicBytes, 6);
/// Magic and version; then the length of the header, 2 bytes of it or 4 from version 2 on.
constexpr qsizetype fixedBytes = 8;

QString tr(const char *text)
{
    return QCoreApplication::translate("ArrayReader", text);
}

Error refused(const QString &detail)
{
    return {ErrorCode::Malformed, tr("Read NumPy array"), detail, {}};
}

bool readShape(const Literal &tuple, QList<qsizetype> &shape)
{
    for (const Literal &size : tuple.items) {
        if (size.kind != Literal::Kind::Int || size.negative
            || size.magnitude > quint64(std::numeric_limits<qsizetype>::max()))
            return false;
        shape.append(qsizetype(size.magnitude));
    }
    return tuple.kind == Literal::Kind::Tuple;
}

/// The dict of an .npy header: exactly descr, fortran_order and shape.
Result<NpyHeader> fromDict(const Literal &dict)
{
    NpyHeader header;
    unsigned seen = 0;
    for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
        const QByteArray &key = dict.items[i].bytes;
        const Literal &value = dict.items[i + 1];
        if (dict.items[i].kind != Literal::Kind::Text)
            return refused(tr("A key of the header is no text."));
        if (key == "descr") {
            const Result<DType> type = DType::fromLiteral(value);
            if (!type)
                return type.error();
            header.dtype = *type;
            seen |= 1;
        } else if (key == "fortran_order" && value.kind == Literal::Kind::Bool) {
            header.isFortran = value.magnitude != 0;
            seen |= 2;
        } else if (key == "shape" && readShape(value, header.shape)) {
            seen |= 4;
        } else {
            return refused(tr("\"%1\" in the header is not understood.").arg(QString::fromUtf8(key.left(80))));
        }
    }
    if (seen != 7 || dict.items.size() != 6)
        return refused(tr("The header must say descr, fortran_order and shape, each once."));
    return header;
}

/// A dtype as JSON has it: a text, or the list of fields.
Literal literalOf(const nlohmann::json &json, int depth)
{
    Literal literal;
    if (json.is_string()) {
        literal.kind = Literal::Kind::Text;
        literal.bytes = QByteArray::fromStdString(json.get_ref<const std::string &>());
    } else if (json.is_number_unsigned()) {
        literal.kind = Literal::Kind::Int;
        literal.magnitude = json.get<quint64>();
    } else if (json.is_array() && depth < maxLiteralDepth) {
        literal.kind = Literal::Kind::List;
        for (const nlohmann::json &item : json)
            literal.items.push_back(literalOf(item, depth + 1));
    }
    return literal;
}

bool readOrder(const nlohmann::json &header)
{
    const auto order = header.find("order");
    const auto fortran = header.find("fortran_order");
    return (order != header.end() && order->is_string() && order->get_ref<const std::string &>() == "F")
        || (fortran != header.end() && fortran->is_boolean() && fortran->get<bool>());
}

} // namespace

bool hasNpyMagic(QByteArrayView bytes)
{
    return bytes.startsWith(magic);
}

Result<NpyHeader> parseNpyHeader(QByteArrayView bytes)
{
    if (!hasNpyMagic(bytes) || bytes.size() < fixedBytes)
        return refused(tr("It does not start as an .npy file does."));
    const int major = quint8(bytes[6]);
    const int minor = quint8(bytes[7]);
    if (major < 1 || major > 3 || minor != 0)
        return refused(tr("Version %1.%2 of the .npy format is not known.").arg(major).arg(minor));
    const qsizetype lengthBytes = major == 1 ? 2 : 4;
    if (bytes.size() < fixedBytes + lengthBytes)
        return refused(tr("The bytes end within the header."));
    const char *at = bytes.data() + fixedBytes;
    const qsizetype length = major == 1 ? qFromLittleEndian<quint16>(at) : qFromLittleEndian<quint32>(at);
    if (length > NpyHeader::maxBytes)
        return refused(tr("The header of %1 bytes is too long; %2 are the most.").arg(length).arg(NpyHeader::maxBytes));
    const qsizetype start = fixedBytes + lengthBytes;
    if (length > bytes.size() - start)
        return refused(tr("The header promises %1 bytes, and the bytes end after %2.").arg(length).arg(bytes.size() - start));
    const QByteArrayView text = bytes.sliced(start, length);
    if (major == 3 && utf8::firstInvalid(text) >= 0)
        return refused(tr("The header is not UTF-8."));
    const Result<Literal> dict = parseLiteral(major == 3 ? QString::fromUtf8(text) : QString::fromLatin1(text),
                                              LiteralNotation::Python);
    if (!dict)
        return refused(tr("The header is damaged. %1").arg(dict.error().detail));
    if (dict->kind != Literal::Kind::Dict)
        return refused(tr("The header is not a dict."));
    Result<NpyHeader> header = fromDict(*dict);
    if (!header)
        return header;
    if (const Result<qsizetype> count = ArrayView::countOf(header->dtype, header->shape); !count)
        return count.error();
    header.value().major = major;
    header.value().dataOffset = start + length;
    return header;
}

Result<ArrayView> parseNpy(QByteArrayView bytes)
{
    const Result<NpyHeader> header = parseNpyHeader(bytes);
    if (!header)
        return header.error();
    return ArrayView::over(header->dtype, header->shape, header->isFortran, bytes.sliced(header->dataOffset));
}

Result<ArrayView> arrayFromHeader(QByteArrayView json, QByteArrayView data)
{
    if (json.size() > NpyHeader::maxBytes || !json.startsWith('{'))
        return refused(tr("The first frame is no JSON object with \"dtype\" and \"shape\"."));
    const nlohmann::json header = nlohmann::json::parse(json.begin(), json.end(), nullptr, false);
    if (!header.is_object() || !header.contains("dtype") || !header.contains("shape"))
        return refused(tr("The first frame is no JSON object with \"dtype\" and \"shape\"."));
    const nlohmann::json &descr = header["dtype"];
    const Result<DType> dtype = descr.is_string()
        ? DType::parse(QString::fromStdString(descr.get_ref<const std::string &>()))
        : DType::fromLiteral(literalOf(descr, 0));
    if (!dtype)
        return dtype.error();
    Literal sizes = literalOf(header["shape"], 0);
    if (sizes.kind == Literal::Kind::Int)
        sizes.items.push_back(sizes); // numpy.reshape() takes a plain number too
    sizes.kind = sizes.isSequence() || !sizes.items.empty() ? Literal::Kind::Tuple : sizes.kind;
    QList<qsizetype> shape;
    if (!readShape(sizes, shape))
        return refused(tr("\"shape\" must be a list of numbers from 0."));
    const Result<ArrayView> view = ArrayView::over(*dtype, shape, readOrder(header), data);
    if (view && view->bytes().size() != data.size()) {
        return refused(tr("An array of %1, %2, takes %3 bytes; there are %4.")
                           .arg(view->shapeText(), dtype->name()).arg(view->bytes().size()).arg(data.size()));
    }
    return view;
}

} // namespace zmqscope
