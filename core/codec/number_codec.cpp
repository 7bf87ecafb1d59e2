// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/number_codec.h"

#include "core/codec/struct_list.h"
#include "core/codec/struct_values.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace zmqscope {

struct NumberType
{
    QLatin1StringView parameter;
    StructFormat::Item item;
    bool isBigEndian;
    QLatin1StringView label;

    StructValue value() const { return {item, isBigEndian}; }
};

namespace {

/// What is meant most often comes first: it is named as the reason.
constexpr std::array numberTypes{
    NumberType{"u8"_L1, {u'B', 1, 0, 1}, false, "uint8"_L1},
    NumberType{"i8"_L1, {u'b', 1, 0, 1}, false, "int8"_L1},
    NumberType{"u16le"_L1, {u'H', 1, 0, 2}, false, "uint16"_L1},
    NumberType{"i16le"_L1, {u'h', 1, 0, 2}, false, "int16"_L1},
    NumberType{"u16be"_L1, {u'H', 1, 0, 2}, true, "uint16"_L1},
    NumberType{"i16be"_L1, {u'h', 1, 0, 2}, true, "int16"_L1},
    NumberType{"f16le"_L1, {u'e', 1, 0, 2}, false, "float16"_L1},
    NumberType{"f16be"_L1, {u'e', 1, 0, 2}, true, "float16"_L1},
    NumberType{"u32le"_L1, {u'I', 1, 0, 4}, false, "uint32"_L1},
    NumberType{"i32le"_L1, {u'i', 1, 0, 4}, false, "int32"_L1},
    NumberType{"u32be"_L1, {u'I', 1, 0, 4}, true, "uint32"_L1},
    NumberType{"i32be"_L1, {u'i', 1, 0, 4}, true, "int32"_L1},
    NumberType{"f32le"_L1, {u'f', 1, 0, 4}, false, "float32"_L1},
    NumberType{"f32be"_L1, {u'f', 1, 0, 4}, true, "float32"_L1},
    NumberType{"u64le"_L1, {u'Q', 1, 0, 8}, false, "uint64"_L1},
    NumberType{"i64le"_L1, {u'q', 1, 0, 8}, false, "int64"_L1},
    NumberType{"u64be"_L1, {u'Q', 1, 0, 8}, true, "uint64"_L1},
    NumberType{"i64be"_L1, {u'q', 1, 0, 8}, true, "int64"_L1},
    NumberType{"f64le"_L1, {u'd', 1, 0, 8}, false, "float64"_L1},
    NumberType{"f64be"_L1, {u'd', 1, 0, 8}, true, "float64"_L1},
};

QString tr(const char *text)
{
    return QCoreApplication::translate("NumberCodec", text);
}

/// "little-endian uint32"
QString longName(const NumberType &type)
{
    if (type.item.size == 1)
        return type.label;
    return type.isBigEndian ? tr("big-endian %1").arg(type.label) : tr("little-endian %1").arg(type.label);
}

/// Those of that size, in order.
std::vector<const NumberType *> typesOfSize(qsizetype size)
{
    std::vector<const NumberType *> found;
    for (const NumberType &type : numberTypes) {
        if (type.item.size == size)
            found.push_back(&type);
    }
    return found;
}

Error noType(qsizetype bytes)
{
    return {ErrorCode::InvalidArgument, tr("Read number"), tr("A frame of %1 bytes is no single number.").arg(bytes),
            tr("Choose a type, such as u32le, to read it as several.")};
}

QString sizeProblem(const NumberType &type, qsizetype bytes)
{
    const qsizetype left = bytes % type.item.size;
    return left == 0 ? QString() : tr("A number takes %1 bytes; %2 are left behind the last.").arg(type.item.size).arg(left);
}

/// Places numbers in a tree.
class NumberPlacer
{
public:
    NumberPlacer(const NumberType &type, QByteArrayView bytes) : m_type(type), m_bytes(bytes) {}

    void operator()(ValueTreeBuilder &tree, qsizetype i)
    {
        if (m_label == 0)
            m_label = tree.labelOf(QByteArrayView(m_type.label.data(), m_type.label.size()));
        const qint64 offset = qint64(i) * m_type.item.size;
        m_type.value().add(tree, m_bytes.data() + offset, offset, m_label);
    }

private:
    const NumberType &m_type;
    QByteArrayView m_bytes;
    quint32 m_label = 0;
};

StructList listOf(const NumberType &type, qsizetype bytes)
{
    return {bytes / type.item.size, type.item.size, 1};
}

ValueTree treeOfAllTypes(QByteArrayView bytes, const DecodeLimits &limits)
{
    ValueTreeBuilder tree(bytes, limits);
    const std::vector<const NumberType *> fitting = typesOfSize(bytes.size());
    if (fitting.empty()) {
        tree.setProblem(0, noType(bytes.size()).text());
        return tree.finish();
    }
    if (!tree.open(ValueKind::Map, 0, tree.labelOf("number")))
        return tree.finish();
    for (const NumberType *type : fitting) {
        tree.addText(ValueKind::Text, tree.store(longName(*type).toUtf8()), 0, bytes.size());
        NumberPlacer place(*type, bytes);
        place(tree, 0);
    }
    if (!tree.isFull())
        tree.close(bytes.size());
    return tree.finish();
}

bool separates(QChar c)
{
    return c.isSpace() || u",;[]()"_s.contains(c);
}

} // namespace

QStringList NumberCodec::types()
{
    QStringList parameters;
    for (const NumberType &type : numberTypes)
        parameters.append(type.parameter);
    return parameters;
}

QString NumberCodec::id() const
{
    return m_type ? QString(u"number:"_s + m_type->parameter) : u"number"_s;
}

QString NumberCodec::name() const
{
    return m_type ? longName(*m_type) : tr("Number");
}

QString NumberCodec::hint() const
{
    return tr("One or more numbers: 1, 2, 3. Also 0x1f.");
}

QString NumberCodec::parameterHint() const
{
    return tr("a type such as u8, i32le or f64be");
}

Result<CodecPtr> NumberCodec::configured(const QString &parameter) const
{
    const auto type = std::find_if(numberTypes.begin(), numberTypes.end(),
                                   [&](const NumberType &known) { return known.parameter == parameter; });
    if (type == numberTypes.end()) {
        return Error{ErrorCode::InvalidArgument, tr("Number type \"%1\"").arg(parameter.left(80)), tr("It is not known."),
                     tr("Choose one of %1.").arg(types().join(u", "_s))};
    }
    return CodecPtr(std::make_shared<NumberCodec>(*type));
}

Recognition NumberCodec::recognise(QByteArrayView bytes, qsizetype) const
{
    if (m_type) {
        if (bytes.isEmpty() || bytes.size() % m_type->item.size != 0)
            return {};
        return {Certainty::Possible, tr("%1 bytes, a multiple of %2").arg(bytes.size()).arg(m_type->item.size)};
    }
    const auto first = std::find_if(numberTypes.begin(), numberTypes.end(),
                                    [&](const NumberType &type) { return type.item.size == bytes.size(); });
    if (first == numberTypes.end())
        return {};
    const QString value = first->value().text(bytes.data());
    return {Certainty::Possible,
            bytes.size() == 1 ? tr("1 byte: %1 as %2").arg(value, longName(*first))
                              : tr("%1 bytes: %2 as %3").arg(QString::number(bytes.size()), value, longName(*first))};
}

Result<DecodedText> NumberCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    QString text;
    if (!m_type) {
        const std::vector<const NumberType *> fitting = typesOfSize(bytes.size());
        if (fitting.empty())
            return noType(bytes.size());
        for (const NumberType *type : fitting)
            text += longName(*type) + u": "_s + type->value().text(bytes.data()) + u'\n';
        text.chop(1);
    } else {
        if (const QString problem = sizeProblem(*m_type, bytes.size()); !problem.isEmpty())
            return Error{ErrorCode::Malformed, tr("Read %1").arg(name()), problem, {}};
        for (qsizetype at = 0; at < bytes.size() && text.size() <= maxChars; at += m_type->item.size)
            text += (at > 0 ? u", "_s : QString()) + m_type->value().text(bytes.data() + at);
    }
    return DecodedText{text.left(maxChars), text.size() > maxChars};
}

ValueTree NumberCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    if (!m_type)
        return treeOfAllTypes(bytes, limits);
    ValueTreeBuilder tree(bytes, limits);
    NumberPlacer place(*m_type, bytes);
    if (bytes.size() == m_type->item.size) {
        place(tree, 0);
        return tree.finish();
    }
    listOf(*m_type, bytes.size()).addTo(tree, limits, place);
    if (const QString problem = sizeProblem(*m_type, bytes.size()); !problem.isEmpty())
        tree.setProblem(bytes.size() - bytes.size() % m_type->item.size, problem);
    return tree.finish();
}

ValueTree NumberCodec::expand(ValueTree tree, NodeId, const DecodeLimits &limits) const
{
    if (!m_type)
        return tree;
    const QByteArrayView bytes = tree.source();
    return listOf(*m_type, bytes.size()).addPage(std::move(tree), limits, NumberPlacer(*m_type, bytes));
}

Result<QByteArray> NumberCodec::encode(const QString &text) const
{
    if (!m_type)
        return Error{ErrorCode::InvalidArgument, tr("Write number"), tr("It has no type yet."), tr("Choose one, such as u32le.")};
    QByteArray bytes;
    for (qsizetype at = 0; at < text.size();) {
        if (separates(text[at])) {
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && !separates(text[end]))
            ++end;
        const QStringView word = QStringView(text).sliced(at, end - at);
        const Result<Literal> value = parseLiteral(word, LiteralNotation::Lax);
        const auto refused = [&](const QString &problem) {
            return Error{ErrorCode::Malformed, tr("Write %1").arg(name()),
                         tr("Character %1: “%2” %3.").arg(at + 1).arg(word.left(80)).arg(problem), {}};
        };
        if (!value)
            return refused(tr("is not a number"));
        const qsizetype start = bytes.size();
        bytes.resize(start + m_type->item.size);
        if (const std::optional<QString> problem = m_type->value().write(*value, bytes.data() + start))
            return refused(*problem);
        at = end;
    }
    return bytes;
}

} // namespace zmqscope
