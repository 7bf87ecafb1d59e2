// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/struct_codec.h"

#include "core/codec/struct_list.h"
#include "core/codec/struct_values.h"

#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("StructCodec", text);
}

Error noFormat()
{
    return {ErrorCode::InvalidArgument, tr("Struct"), tr("It has no format yet."), tr("Choose one, such as <Id8s.")};
}

/// Why so many bytes are not whole records; empty when they are.
QString sizeProblem(const StructFormat &format, qsizetype bytes)
{
    const qsizetype size = format.size();
    if (size == 0)
        return bytes == 0 ? QString() : tr("The format takes no bytes, and the frame has %1.").arg(bytes);
    if (bytes == 0 || (bytes < size))
        return tr("The format takes %1 bytes, and the frame has %2.").arg(size).arg(bytes);
    if (bytes % size != 0)
        return tr("A record takes %1 bytes; %2 are left behind the last.").arg(size).arg(bytes % size);
    return {};
}

/// Whole records; one of no bytes where nothing is there.
qsizetype recordsIn(const StructFormat &format, qsizetype bytes)
{
    return format.size() > 0 ? bytes / format.size() : 1;
}

/// Places records in a tree.
class RecordPlacer
{
public:
    RecordPlacer(const StructFormat &format, QByteArrayView bytes) : m_format(format), m_bytes(bytes) {}

    void operator()(ValueTreeBuilder &tree, qsizetype record)
    {
        const qint64 start = qint64(record) * m_format.size();
        if (m_labels.empty()) {
            m_tuple = tree.labelOf("tuple");
            for (const StructFormat::Item &item : m_format.items())
                m_labels.push_back(tree.labelOf(StructFormat::typeName(item)));
        }
        if (!tree.open(ValueKind::List, start, m_tuple))
            return;
        for (std::size_t i = 0; i < m_labels.size(); ++i) {
            const StructFormat::Item &item = m_format.items()[i];
            const StructValue value(item, m_format.isBigEndian());
            for (qsizetype k = 0; k < item.values(); ++k) {
                const qint64 offset = start + item.offset + k * item.size;
                value.add(tree, m_bytes.data() + offset, offset, m_labels[i]);
                if (tree.isFull())
                    return;
            }
        }
        tree.close(start + m_format.size());
    }

private:
    const StructFormat &m_format;
    QByteArrayView m_bytes;
    quint32 m_tuple = 0;
    std::vector<quint32> m_labels; ///< of the items
};

StructList listOf(const StructFormat &format, qsizetype bytes)
{
    return {recordsIn(format, bytes), format.size(), format.values() + 1};
}

void appendTuple(QString &text, const StructFormat &format, const char *at, qsizetype maxChars)
{
    text += u'(';
    const qsizetype opened = text.size();
    for (const StructFormat::Item &item : format.items()) {
        const StructValue value(item, format.isBigEndian());
        for (qsizetype k = 0; k < item.values(); ++k) {
            if (text.size() > maxChars)
                return;
            if (text.size() > opened)
                text += u", "_s;
            text += value.text(at + item.offset + k * item.size);
        }
    }
    text += format.values() == 1 ? u",)"_s : u")"_s;
}

Error notWritten(const QString &detail)
{
    return {ErrorCode::Malformed, tr("Write struct"), detail, {}};
}

/// Appends one record of the values.
std::optional<Error> appendRecord(QByteArray &out, const StructFormat &format, std::span<const Literal> values)
{
    if (qsizetype(values.size()) != format.values()) {
        return notWritten(tr("The format %1 takes %2 values; there are %3.")
                              .arg(format.text()).arg(format.values()).arg(values.size()));
    }
    const qsizetype start = out.size();
    out.resize(start + format.size());
    std::fill(out.begin() + start, out.end(), '\0');
    std::size_t next = 0;
    for (const StructFormat::Item &item : format.items()) {
        const StructValue value(item, format.isBigEndian());
        for (qsizetype k = 0; k < item.values(); ++k, ++next) {
            const qsizetype offset = start + item.offset + k * item.size;
            if (const std::optional<QString> problem = value.write(values[next], out.data() + offset)) {
                return notWritten(tr("Character %1: value %2 %3.").arg(values[next].at + 1).arg(next + 1).arg(*problem));
            }
        }
    }
    return {};
}

} // namespace

QString StructCodec::id() const
{
    return m_format ? QString(u"struct:"_s + m_format->text()) : u"struct"_s;
}

QString StructCodec::name() const
{
    return m_format ? tr("Struct %1").arg(m_format->text()) : tr("Struct");
}

QString StructCodec::hint() const
{
    return tr("The values of the format in brackets: (1, 2.5, b'abc'). Several records: [(1, 2), (3, 4)].");
}

QString StructCodec::parameterHint() const
{
    return tr("a format of Python's struct, such as <Id8s");
}

Result<CodecPtr> StructCodec::configured(const QString &parameter) const
{
    const Result<StructFormat> format = StructFormat::parse(parameter);
    if (!format)
        return format.error();
    return CodecPtr(std::make_shared<StructCodec>(*format));
}

Recognition StructCodec::recognise(QByteArrayView bytes, qsizetype) const
{
    if (!m_format || !sizeProblem(*m_format, bytes.size()).isEmpty())
        return {};
    return {Certainty::Possible, tr("the size of records of %2 bytes: %1").arg(recordsIn(*m_format, bytes.size())).arg(m_format->size())};
}

Result<DecodedText> StructCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    if (!m_format)
        return noFormat();
    if (const QString problem = sizeProblem(*m_format, bytes.size()); !problem.isEmpty())
        return Error{ErrorCode::Malformed, tr("Read struct %1").arg(m_format->text()), problem, {}};
    const qsizetype records = recordsIn(*m_format, bytes.size());
    QString text;
    if (records > 1)
        text += u'[';
    for (qsizetype i = 0; i < records && text.size() <= maxChars; ++i) {
        if (i > 0)
            text += u",\n "_s;
        appendTuple(text, *m_format, bytes.data() + i * m_format->size(), maxChars);
    }
    if (records > 1 && text.size() <= maxChars)
        text += u']';
    return DecodedText{text.left(maxChars), text.size() > maxChars};
}

ValueTree StructCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    ValueTreeBuilder tree(bytes, limits);
    if (!m_format) {
        tree.setProblem(0, noFormat().detail);
        return tree.finish();
    }
    const StructList list = listOf(*m_format, bytes.size());
    RecordPlacer place(*m_format, bytes);
    const int depth = list.records > 1 ? 2 : 1;
    if (const QString problem = sizeProblem(*m_format, bytes.size()); !problem.isEmpty())
        tree.setProblem(qint64(list.records) * m_format->size(), problem);
    if (depth > limits.maxDepth)
        tree.setProblem(0, tr("It is nested too deep."));
    else if (list.records == 1)
        place(tree, 0);
    else if (list.records > 1)
        list.addTo(tree, limits, place);
    return tree.finish();
}

ValueTree StructCodec::expand(ValueTree tree, NodeId, const DecodeLimits &limits) const
{
    if (!m_format)
        return tree;
    const QByteArrayView bytes = tree.source();
    return listOf(*m_format, bytes.size()).addPage(std::move(tree), limits, RecordPlacer(*m_format, bytes));
}

Result<QByteArray> StructCodec::encode(const QString &text) const
{
    if (!m_format)
        return noFormat();
    const Result<Literal> read = parseLiteral(text.trimmed().isEmpty() ? u"()"_s : text, LiteralNotation::Lax);
    if (!read)
        return read.error();
    QByteArray bytes;
    const std::vector<Literal> &items = read->items;
    const bool isList = !items.empty() && std::all_of(items.begin(), items.end(), [](const Literal &item) { return item.isSequence(); });
    if (!read->isSequence()) {
        if (const std::optional<Error> error = appendRecord(bytes, *m_format, {&*read, 1}))
            return *error;
    } else if (!isList) {
        if (const std::optional<Error> error = appendRecord(bytes, *m_format, items))
            return *error;
    } else {
        for (const Literal &record : items) {
            if (const std::optional<Error> error = appendRecord(bytes, *m_format, record.items))
                return *error;
        }
    }
    return bytes;
}

} // namespace zmqscope
