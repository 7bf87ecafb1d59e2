// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/message_field.h"

#include "core/panel/envelope.h"
#include "core/panel/message_reader.h"
#include "core/value/scalar_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <charconv>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Text of a value beyond this does not count: it would be no key.
constexpr qsizetype maxValueChars = 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("zmqscope::MessageField", text);
}

Error wrong(const QString &detail)
{
    return {ErrorCode::InvalidArgument, tr("Choose a field"), detail,
        tr("Write a path such as $.id, or a frame such as “frame 2” or “last frame”.")};
}

std::optional<quint64> littleEndian(QByteArrayView bytes)
{
    if (bytes.size() != 1 && bytes.size() != 2 && bytes.size() != 4 && bytes.size() != 8)
        return {};
    quint64 number = 0;
    for (qsizetype i = bytes.size(); i-- > 0;)
        number = number << 8 | quint8(bytes[i]);
    return number;
}

std::optional<quint64> digits(QByteArrayView bytes)
{
    quint64 number = 0;
    const auto [end, error] = std::from_chars(bytes.begin(), bytes.end(), number);
    return error == std::errc() && end == bytes.end() ? std::optional(number) : std::nullopt;
}

} // namespace

Result<MessageField> MessageField::parse(const QString &text)
{
    static const QRegularExpression frame(
        u"^(?:frame\\s+(\\d{1,5})|(last)\\s+frame)(?:\\s+|$)"_s, QRegularExpression::CaseInsensitiveOption);
    MessageField field;
    QString path = text.trimmed();
    if (path.isEmpty())
        return wrong(tr("No field is given."));
    if (const QRegularExpressionMatch match = frame.match(path); match.hasMatch()) {
        field.m_frame = match.captured(2).isEmpty() ? match.captured(1).toInt() - 1 : -1;
        if (field.m_frame == -1 && match.captured(2).isEmpty())
            return wrong(tr("Frames are counted from 1."));
        path = path.mid(match.capturedLength());
        if (path.isEmpty())
            return field;
    }
    // "id" is "$.id".
    if (!path.startsWith(u'$'))
        path.prepend(path.startsWith(u'[') ? u"$"_s : u"$."_s);
    Result<FieldPath> parsed = FieldPath::parse(path);
    if (!parsed)
        return wrong(parsed.error().detail);
    field.m_path = *std::move(parsed);
    return field;
}

qsizetype MessageField::frameOf(const MessageReader &reader, const MessageView &message) const
{
    const qsizetype count = message.frames.count();
    const qsizetype frame = !m_frame ? Envelope::of(reader.panel(), message).bodyStart()
        : *m_frame < 0               ? count + *m_frame
                                     : *m_frame;
    return frame < count ? frame : -1;
}

template <typename Value, typename FromTree>
std::optional<Value> MessageField::valueIn(
    const MessageReader &reader, const MessageView &message, qsizetype frame, const FromTree &fromTree) const
{
    const QByteArrayView bytes = message.frames[frame];
    const auto valueBy = [&]() -> std::optional<Value> {
        if (!m_codec || !m_codec->decodesTree())
            return {};
        const ValueTree tree = m_codec->decodeTree(bytes, DecodeLimits());
        const std::optional<NodeId> node = m_path->find(tree);
        return node && !tree.node(*node).isContainer() ? fromTree(tree, *node) : std::nullopt;
    };
    // Finding out what a frame is costs more than reading it.
    if (m_codec && m_codec->recognise(bytes, Codec::gistEffort).certainty >= Certainty::Likely) {
        if (const std::optional<Value> value = valueBy())
            return value;
    }
    m_codec = reader.readingOf(message, frame, Codec::gistEffort).codec;
    return valueBy();
}

std::optional<QByteArray> MessageField::bytesIn(const MessageReader &reader, const MessageView &message) const
{
    const qsizetype frame = frameOf(reader, message);
    if (frame < 0)
        return {};
    if (!m_path)
        return message.frames[frame].toByteArray();
    return valueIn<QByteArray>(
        reader, message, frame, [](const ValueTree &tree, NodeId id) -> std::optional<QByteArray> {
            const ValueNode &node = tree.node(id);
            if (node.kind == ValueKind::Null)
                return {};
            if (node.hasText())
                return node.bytes().toByteArray();
            return scalarText(tree, id, maxValueChars).toUtf8();
        });
}

std::optional<quint64> MessageField::numberIn(const MessageReader &reader, const MessageView &message) const
{
    const qsizetype frame = frameOf(reader, message);
    if (frame < 0)
        return {};
    if (!m_path) {
        const QByteArrayView bytes = message.frames[frame];
        const std::optional<quint64> decimal = digits(bytes);
        return decimal ? decimal : littleEndian(bytes);
    }
    return valueIn<quint64>(
        reader, message, frame, [](const ValueTree &tree, NodeId id) -> std::optional<quint64> {
            const ValueNode &node = tree.node(id);
            switch (node.kind) {
            case ValueKind::Int:
                return node.i >= 0 ? std::optional(quint64(node.i)) : std::nullopt;
            case ValueKind::UInt:
                return node.u;
            case ValueKind::Text:
                return digits(node.bytes());
            default:
                return {};
            }
        });
}

} // namespace zmqscope
