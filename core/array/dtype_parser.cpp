// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/dtype.h"

#include "core/array/literal.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

using Kind = DType::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("DType", text);
}

Error refused(const QString &detail, ErrorCode code = ErrorCode::Malformed)
{
    return {code, tr("Read NumPy dtype"), detail, {}};
}

Error unknown(const QString &word)
{
    return refused(tr("\"%1\" is no dtype that is known here.").arg(word.left(80)));
}

struct Name
{
    QLatin1StringView text;
    QLatin1StringView code;
};
/// str(dtype) of what needs no byte order.
constexpr std::array names{
    Name{"bool"_L1, "?"_L1}, Name{"int8"_L1, "i1"_L1}, Name{"int16"_L1, "i2"_L1}, Name{"int32"_L1, "i4"_L1},
    Name{"int64"_L1, "i8"_L1}, Name{"uint8"_L1, "u1"_L1}, Name{"uint16"_L1, "u2"_L1}, Name{"uint32"_L1, "u4"_L1},
    Name{"uint64"_L1, "u8"_L1}, Name{"float16"_L1, "f2"_L1}, Name{"float32"_L1, "f4"_L1}, Name{"float64"_L1, "f8"_L1},
    Name{"complex64"_L1, "c8"_L1}, Name{"complex128"_L1, "c16"_L1}, Name{"object"_L1, "O"_L1},
};

struct Code
{
    char16_t letter;
    Kind kind;
    std::array<int, 4> sizes; ///< that there are, in bytes; all 0: any
};
constexpr std::array codes{
    Code{u'b', Kind::Bool, {1}}, Code{u'i', Kind::Int, {1, 2, 4, 8}}, Code{u'u', Kind::UInt, {1, 2, 4, 8}},
    Code{u'f', Kind::Float, {2, 4, 8}}, Code{u'c', Kind::Complex, {8, 16}}, Code{u'S', Kind::Bytes, {}},
    Code{u'a', Kind::Bytes, {}}, Code{u'U', Kind::Text, {}}, Code{u'V', Kind::Raw, {}},
    Code{u'M', Kind::DateTime, {8}}, Code{u'm', Kind::TimeDelta, {8}},
};

std::optional<DType::Unit> unitOf(QStringView name)
{
    if (name == u"generic")
        return DType::Unit::Generic;
    for (int unit = 0; unit < int(DType::Unit::Generic); ++unit) {
        if (DType::unitName(DType::Unit(unit)) == name)
            return DType::Unit(unit);
    }
    return {};
}

/// The digits at the front of @p text, which they are taken from; -1 when there are none or too many.
qint64 takeNumber(QStringView &text)
{
    qsizetype digits = 0;
    while (digits < text.size() && text[digits] >= u'0' && text[digits] <= u'9')
        ++digits;
    bool fits = false;
    const qint64 number = text.first(digits).toLongLong(&fits);
    text = text.sliced(digits);
    return fits ? number : -1;
}

const Literal *valueOf(const Literal &dict, QByteArrayView key)
{
    for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
        if (dict.items[i].kind == Literal::Kind::Text && dict.items[i].bytes == key)
            return &dict.items[i + 1];
    }
    return nullptr;
}

bool isCount(const Literal &literal)
{
    return literal.kind == Literal::Kind::Int && !literal.negative && literal.magnitude <= quint64(DType::maxItemBytes);
}

} // namespace

Result<DType> DType::parse(const QString &text)
{
    const QStringView trimmed = QStringView(text).trimmed();
    if (!trimmed.startsWith(u'[') && !trimmed.startsWith(u'{') && !trimmed.startsWith(u'('))
        return fromWord(trimmed.toString());
    const Result<Literal> literal = parseLiteral(trimmed, LiteralNotation::Python);
    return literal ? fromLiteral(*literal) : literal.error();
}

Result<DType> DType::fromLiteral(const Literal &descr)
{
    Result<DType> type = fromLiteral(descr, 0);
    if (type && type->m_kind == Kind::SubArray)
        return refused(tr("Only a field can have a shape of its own."));
    return type;
}

Result<DType> DType::fromLiteral(const Literal &descr, int depth)
{
    if (depth > maxDepth)
        return refused(tr("The records are nested too deep."));
    if (descr.kind == Literal::Kind::Text)
        return fromWord(QString::fromUtf8(descr.bytes));
    if (descr.kind == Literal::Kind::List)
        return fromFieldList(descr, depth);
    if (descr.kind == Literal::Kind::Dict)
        return fromFieldDict(descr, depth);
    if (descr.kind == Literal::Kind::Tuple && descr.items.size() == 2) { // ('<i2', (3,))
        const Result<DType> base = fromLiteral(descr.items[0], depth + 1);
        return base ? repeated(*base, descr.items[1]) : base;
    }
    return refused(tr("A dtype is a text or a list of fields."));
}

Result<DType> DType::fromWord(const QString &word)
{
    QString code = word;
    if (word.startsWith("datetime64"_L1))
        code = u"M8"_s + word.sliced(10);
    else if (word.startsWith("timedelta64"_L1))
        code = u"m8"_s + word.sliced(11);
    else if (const auto name = std::find_if(names.begin(), names.end(), [&](const Name &known) { return known.text == word; });
             name != names.end())
        code = name->code;

    QStringView rest(code);
    DType type;
    if (!rest.isEmpty() && u"<>|="_s.contains(rest.front())) {
        type.m_bigEndian = rest.front() == u'>';
        rest = rest.sliced(1);
    }
    if (rest.startsWith(u'O'))
        return refused(tr("Its elements are Python objects, which only Python can read."), ErrorCode::Unsupported);
    if (rest == u"?")
        rest = u"b1";
    const auto found = std::find_if(codes.begin(), codes.end(),
                                    [&](const Code &known) { return rest.startsWith(QChar(known.letter)); });
    if (found == codes.end())
        return unknown(word);
    rest = rest.sliced(1);
    const qint64 size = takeNumber(rest);
    if (found->sizes[0] != 0 && std::find(found->sizes.begin(), found->sizes.end(), size) == found->sizes.end()) {
        if ((found->kind == Kind::Float && (size == 12 || size == 16)) || (found->kind == Kind::Complex && size >= 24)) {
            return refused(tr("\"%1\" is a long double, which each machine writes in its own way.").arg(word),
                           ErrorCode::Unsupported);
        }
        return unknown(word);
    }
    if (size == 0)
        return refused(tr("\"%1\" has no bytes.").arg(word), ErrorCode::Unsupported);
    if (size < 0 || size > maxItemBytes / (found->kind == Kind::Text ? 4 : 1))
        return unknown(word);
    type.m_kind = found->kind;
    type.m_itemSize = found->kind == Kind::Text ? size * 4 : size;
    if (type.m_itemSize == 1 || type.m_kind == Kind::Bytes || type.m_kind == Kind::Raw)
        type.m_bigEndian = false;

    const bool isTime = type.m_kind == Kind::DateTime || type.m_kind == Kind::TimeDelta;
    if (isTime && rest.startsWith(u'[') && rest.endsWith(u']')) {
        rest = rest.sliced(1, rest.size() - 2);
        if (!rest.isEmpty() && rest.front().isDigit())
            type.m_unitCount = takeNumber(rest);
        const std::optional<Unit> unit = unitOf(rest);
        if (type.m_unitCount < 1 || !unit)
            return unknown(word);
        type.m_unit = *unit;
        rest = {};
    }
    if (!rest.isEmpty())
        return unknown(word);
    return type;
}

Result<DType> DType::fromFieldList(const Literal &list, int depth)
{
    std::vector<Field> fields;
    qint64 size = 0;
    for (const Literal &item : list.items) {
        // A title may stand before the name: (('title', 'name'), '<f4').
        const bool isTuple = item.isSequence() && (item.items.size() == 2 || item.items.size() == 3);
        const Literal *name = isTuple ? &item.items[0] : nullptr;
        if (name && name->kind == Literal::Kind::Tuple && name->items.size() == 2)
            name = &name->items[1];
        if (!name || name->kind != Literal::Kind::Text)
            return refused(tr("A field is written as ('name', 'dtype') or ('name', 'dtype', shape)."));
        Result<DType> type = fromLiteral(item.items[1], depth + 1);
        if (type && item.items.size() == 3)
            type = repeated(*type, item.items[2]);
        if (!type)
            return type;
        // Padding is written as a field without a name.
        if (!name->bytes.isEmpty() || type->m_kind != Kind::Raw)
            fields.push_back({QString::fromUtf8(name->bytes), qsizetype(size), *type});
        size += type->m_itemSize;
        if (size > maxItemBytes)
            return refused(tr("The fields are too long together."));
    }
    return record(std::move(fields), size);
}

Result<DType> DType::fromFieldDict(const Literal &dict, int depth)
{
    const Literal *fieldNames = valueOf(dict, "names");
    const Literal *formats = valueOf(dict, "formats");
    const Literal *offsets = valueOf(dict, "offsets");
    const Literal *itemSize = valueOf(dict, "itemsize");
    if (!fieldNames || !formats || !fieldNames->isSequence() || !formats->isSequence()
        || fieldNames->items.size() != formats->items.size()
        || (offsets && (!offsets->isSequence() || offsets->items.size() != formats->items.size()))
        || (itemSize && !isCount(*itemSize)))
        return refused(tr("A dtype written as a dict has as many names, formats and offsets."));
    std::vector<Field> fields;
    qint64 end = 0;
    for (std::size_t i = 0; i < formats->items.size(); ++i) {
        Result<DType> type = fromLiteral(formats->items[i], depth + 1);
        if (!type)
            return type;
        if (fieldNames->items[i].kind != Literal::Kind::Text || (offsets && !isCount(offsets->items[i])))
            return refused(tr("A field has a name and an offset."));
        const qint64 offset = offsets ? qint64(offsets->items[i].magnitude) : end;
        end = std::max(end, offset + type->m_itemSize);
        fields.push_back({QString::fromUtf8(fieldNames->items[i].bytes), qsizetype(offset), *type});
    }
    const qint64 size = itemSize ? qint64(itemSize->magnitude) : end;
    if (size < end || size > maxItemBytes)
        return refused(tr("The fields are longer than the record."));
    return record(std::move(fields), size);
}

Result<DType> DType::repeated(const DType &base, const Literal &shape)
{
    DType type;
    type.m_kind = Kind::SubArray;
    qint64 size = base.m_itemSize;
    const std::vector<Literal> one{shape};
    for (const Literal &dimension : shape.isSequence() ? shape.items : one) {
        if (!isCount(dimension) || dimension.magnitude == 0)
            return refused(tr("The shape of a field is a tuple of numbers above 0."));
        type.m_shape.append(qsizetype(dimension.magnitude));
        if (__builtin_mul_overflow(size, qint64(dimension.magnitude), &size) || size > maxItemBytes)
            return refused(tr("The shape of a field is too large."));
    }
    if (type.m_shape.isEmpty())
        return base;
    type.m_itemSize = size;
    type.m_fields = std::make_shared<const std::vector<Field>>(1, Field{{}, 0, base});
    return type;
}

Result<DType> DType::record(std::vector<Field> fields, qint64 itemSize)
{
    if (itemSize == 0)
        return refused(tr("A record without fields has no bytes."), ErrorCode::Unsupported);
    DType type;
    type.m_kind = Kind::Record;
    type.m_itemSize = itemSize;
    type.m_fields = std::make_shared<const std::vector<Field>>(std::move(fields));
    return type;
}

} // namespace zmqscope
