// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/array_codec.h"

#include "core/codec/ndarray.h"
#include "core/base/text_escapes.h"
#include "core/value/value_tree_builder.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Of the dtype in names and messages: one of many fields is long.
constexpr qsizetype shownTypeChars = 60;
/// Of a part of the parameter that is not right.
constexpr qsizetype shownPartChars = 40;

QString tr(const char *text)
{
    return QCoreApplication::translate("zmqscope::ArrayCodec", text);
}

Error refused(const QString &detail)
{
    return {ErrorCode::InvalidArgument, tr("Raw array"), detail,
            tr("Write dtype and shape as uint8:480x640x3, and :F behind them for Fortran order.")};
}

Error notConfigured()
{
    return {ErrorCode::InvalidArgument, tr("Raw array"), tr("It has no dtype and shape yet."),
            tr("Choose them, such as uint8:480x640x3.")};
}

QString shown(QStringView part)
{
    return previewText(part.toUtf8(), shownPartChars);
}

bool isSeparator(QChar c)
{
    return c == u'x' || c == u'X' || c == u'×' || c == u',';
}

bool looksLikeShape(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || isSeparator(c) || c == u'(' || c == u')' || c == u' ';
    });
}

std::optional<Error> readLength(QStringView text, QList<qsizetype> &shape)
{
    const bool isDigits = !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!isDigits)
        return refused(tr("“%1” in the shape is no number from 0.").arg(shown(text)));
    bool fits = false;
    shape.append(text.toLongLong(&fits));
    if (!fits)
        return refused(tr("“%1” in the shape is too large.").arg(shown(text)));
    return {};
}

/// "480x640x3", "480,640,3", "(480, 640, 3)", "(3,)", "()", ""
std::optional<Error> readShape(QStringView text, QList<qsizetype> &shape)
{
    text = text.trimmed();
    if (text.startsWith(u'(') && text.endsWith(u')') && text.size() > 1)
        text = text.sliced(1, text.size() - 2).trimmed();
    if (text.isEmpty())
        return {};
    if (text.endsWith(u',') && text.size() > 1) // (3,) is how Python writes one length
        text.chop(1);
    while (true) {
        const auto end = std::find_if(text.begin(), text.end(), isSeparator);
        if (const std::optional<Error> error = readLength(text.first(end - text.begin()).trimmed(), shape))
            return error;
        if (end == text.end())
            return {};
        text = text.sliced(end - text.begin() + 1);
        // Many more than can be would only be counted to be refused.
        if (shape.size() > ArrayView::maxDimensions)
            return {};
    }
}

std::optional<Error> readOrder(QStringView text, bool &isFortran)
{
    text = text.trimmed();
    const auto is = [text](QLatin1StringView word) { return text.compare(word, Qt::CaseInsensitive) == 0; };
    isFortran = is("F"_L1) || is("true"_L1);
    if (isFortran || text.isEmpty() || is("C"_L1) || is("false"_L1))
        return {};
    return refused(tr("“%1” is no order; there are C and F.").arg(shown(text)));
}

QString shapeText(const QList<qsizetype> &shape)
{
    if (shape.isEmpty())
        return u"()"_s;
    QString text;
    for (const qsizetype size : shape)
        text += (text.isEmpty() ? QString() : u"x"_s) + QString::number(size);
    return text;
}

/// Where dtype, shape and order of a parameter are. A dtype may hold colons itself, so that they are
/// looked for from the end.
struct Parts
{
    QStringView dtype;
    QStringView shape;
    QStringView order;
};

std::optional<Parts> partsOf(QStringView parameter)
{
    const qsizetype last = parameter.lastIndexOf(u':');
    if (last < 0)
        return {};
    const QStringView head = parameter.first(last);
    const QStringView tail = parameter.sliced(last + 1).trimmed();
    const qsizetype before = head.lastIndexOf(u':');
    const bool isShape = !tail.isEmpty() && looksLikeShape(tail);
    // Behind an order that is left empty there is a shape; an empty shape is one, too.
    const bool isOrder = !isShape && before >= 0 && (!tail.isEmpty() || looksLikeShape(head.sliced(before + 1)));
    if (!isOrder)
        return Parts{head.trimmed(), tail, {}};
    return Parts{head.first(before).trimmed(), head.sliced(before + 1), tail};
}

} // namespace

QString ArrayCodec::id() const
{
    return m_layout ? QString(u"array:"_s + m_layout->parameter) : u"array"_s;
}

QString ArrayCodec::layoutText() const
{
    QString text = tr("%1, %2").arg(previewText(m_layout->header.dtype.name().toUtf8(), shownTypeChars),
                                    ArrayView::shapeText(m_layout->header.shape));
    if (m_layout->header.isFortran)
        text = tr("%1, Fortran order").arg(text);
    return text;
}

QString ArrayCodec::name() const
{
    return m_layout ? tr("Raw array %1").arg(layoutText()) : tr("Raw array");
}

QString ArrayCodec::hint() const
{
    return tr("For reading only: the bare elements of an array, as NumPy's tobytes() gives them.");
}

QString ArrayCodec::parameterHint() const
{
    return tr("dtype and shape, such as uint8:480x640x3");
}

QStringList ArrayCodec::parameters() const
{
    return {u"uint8:480x640x3"_s, u"uint16:480x640"_s, u"int32:100"_s, u"float32:100x3"_s, u"float64:100"_s};
}

Result<CodecPtr> ArrayCodec::configured(const QString &parameter) const
{
    const std::optional<Parts> parts = partsOf(parameter);
    if (!parts || DType::parse(parameter))
        return refused(tr("The shape is missing behind the dtype."));
    if (parts->dtype.isEmpty())
        return refused(tr("The dtype is missing in front of the shape."));
    Layout layout;
    const Result<DType> dtype = DType::parse(parts->dtype.toString());
    if (!dtype)
        return refused(dtype.error().detail);
    layout.header.dtype = *dtype;
    if (const std::optional<Error> error = readShape(parts->shape, layout.header.shape))
        return *error;
    if (const std::optional<Error> error = readOrder(parts->order, layout.header.isFortran))
        return *error;
    const Result<qsizetype> count = ArrayView::countOf(*dtype, layout.header.shape);
    if (!count)
        return refused(count.error().detail);
    layout.size = *count * dtype->itemSize(); // countOf() saw that it fits
    // A record's name leaves out how it is padded.
    const bool isRecord = dtype->kind() == DType::Kind::Record;
    layout.parameter = (isRecord ? parts->dtype.toString() : dtype->name()) + u':' + shapeText(layout.header.shape)
        + (layout.header.isFortran ? u":F"_s : QString());
    return CodecPtr(new ArrayCodec(std::move(layout)));
}

Recognition ArrayCodec::recognise(QByteArrayView bytes, qsizetype) const
{
    if (!m_layout || bytes.size() != m_layout->size)
        return {};
    return {Certainty::Likely, tr("%1, %2 of %2 bytes used").arg(layoutText()).arg(m_layout->size)};
}

Recognition ArrayCodec::recogniseStart(QByteArrayView bytes, qsizetype) const
{
    if (!m_layout || bytes.size() > m_layout->size)
        return {};
    return {Certainty::Possible, tr("%1, %2 bytes of %3 so far").arg(layoutText()).arg(bytes.size()).arg(m_layout->size)};
}

Result<DecodedText> ArrayCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    if (!m_layout)
        return notConfigured();
    if (bytes.size() > m_layout->size)
        return arrayOf(bytes).error();
    return ndarrayText(m_layout->header, bytes, maxChars);
}

ValueTree ArrayCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    if (m_layout)
        return ndarrayTree(m_layout->header, bytes, limits);
    ValueTreeBuilder tree(bytes, limits);
    tree.setProblem(0, notConfigured().detail);
    return tree.finish();
}

ValueTree ArrayCodec::expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const
{
    if (!m_layout)
        return tree;
    return expandNdarray(m_layout->header, std::move(tree), folded, limits);
}

Result<QByteArray> ArrayCodec::encode(const QString &) const
{
    return Error{ErrorCode::Unsupported, tr("Write raw array"), tr("Arrays can only be read."), {}};
}

Result<ArrayView> ArrayCodec::arrayOf(QByteArrayView bytes) const
{
    if (!m_layout)
        return notConfigured();
    if (bytes.size() != m_layout->size) {
        return Error{ErrorCode::Malformed, tr("Read raw array"),
                     tr("An array of %1 takes %2 bytes; there are %3.").arg(layoutText()).arg(m_layout->size).arg(bytes.size()),
                     tr("Choose another dtype or shape.")};
    }
    return ArrayView::over(m_layout->header.dtype, m_layout->header.shape, m_layout->header.isFortran, bytes);
}

} // namespace zmqscope
