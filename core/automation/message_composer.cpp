// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/message_composer.h"

#include "core/codec/any_bytes.h"
#include "core/codec/detector.h"
#include "core/base/text_escapes.h"

#include <QCoreApplication>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MessageComposer", text);
}

/// Longer texts are not worth editing; a message of that length goes into no form.
constexpr qsizetype maxDraftCharacters = 256 * 1024;

/// Hex digits to edit: one endless line would be slow, and nobody could find a byte in it.
QString hexLines(QByteArrayView bytes)
{
    constexpr qsizetype bytesPerLine = 32;
    QStringList lines;
    for (qsizetype at = 0; at < bytes.size(); at += bytesPerLine)
        lines.append(QString::fromLatin1(bytes.sliced(at, qMin(bytesPerLine, bytes.size() - at)).toByteArray().toHex(' ')));
    return lines.join(u'\n');
}

Result<QByteArray> randomBytes(const QString &length)
{
    bool ok = false;
    const qint64 count = length.trimmed().toLongLong(&ok);
    if (!ok || count < 0 || count > maxRandomBytes) {
        return Error{ErrorCode::InvalidArgument, tr("Make random bytes"),
                     tr("\"%1\" is no length from 0 to %2.").arg(length).arg(maxRandomBytes),
                     tr("Write how many bytes the frame shall have.")};
    }
    const qsizetype words = (count + 3) / 4;
    QByteArray bytes(words * 4, Qt::Uninitialized);
    QRandomGenerator random = QRandomGenerator::securelySeeded();
    random.fillRange(reinterpret_cast<quint32 *>(bytes.data()), words);
    bytes.truncate(count);
    return bytes;
}

/// Text that stands for no bytes but these may still say {n} where the sender meant those letters.
QString withoutPlaceholders(const QString &text)
{
    QString escaped = text;
    if (hasPlaceholders(text))
        escaped.replace(u'{', u"\\x7b"_s);
    return escaped;
}

/// The frame as its own format writes it; nothing when the format cannot, or would change it.
std::optional<FrameDraft> decodedDraft(const Codec &reader, QByteArrayView bytes)
{
    const Result<CodecPtr> writer = CodecRegistry::builtin().resolve(reader.idFor(bytes));
    if (!writer || !(*writer)->encodes())
        return {};
    const Codec &codec = **writer;
    // A format that is sent as it is typed, as JSON, keeps its blanks.
    if (bytes.size() <= maxDraftCharacters && isUtf8(bytes)) {
        const QString asIs = QString::fromUtf8(bytes);
        if (const Result<QByteArray> same = codec.encode(asIs); same && *same == bytes && !hasPlaceholders(asIs))
            return FrameDraft{codec.id(), asIs};
    }
    const Result<DecodedText> text = codec.decode(bytes, maxDraftCharacters);
    if (!text || text->cut || hasPlaceholders(text->text))
        return {};
    const Result<QByteArray> again = codec.encode(text->text);
    if (!again)
        return {};
    if (*again != bytes) {
        const Result<DecodedText> reread = codec.decode(*again, maxDraftCharacters);
        if (!reread || reread->text != text->text)
            return {};
    }
    return FrameDraft{codec.id(), text->text};
}

FrameDraft frameDraftOf(QByteArrayView bytes, const CodecPtr &codec)
{
    if (codec && !showsAnyBytes(codec->id())) {
        if (std::optional<FrameDraft> draft = decodedDraft(*codec, bytes))
            return *std::move(draft);
    }
    if (isUtf8(bytes))
        return {u"text"_s, withoutPlaceholders(escape(bytes, true))};
    return {u"hex"_s, hexLines(bytes)};
}

} // namespace

Result<QByteArray> encodeFrame(const FrameDraft &frame, const PlaceholderValues &values)
{
    if (frame.codec == fileCodecId)
        return readFrameFile(frame.text);
    const Result<QString> text = fillPlaceholders(frame.text, values);
    if (!text)
        return text.error();
    if (frame.codec == randomCodecId)
        return randomBytes(*text);
    const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(frame.codec);
    if (!codec)
        return codec.error();
    Result<QByteArray> bytes = (*codec)->encode(*text);
    if (!bytes && *text != frame.text) {
        Error error = bytes.error(); // its line and column are not those of what was typed
        error.detail = tr("With the placeholders filled in: %1").arg(error.detail);
        return error;
    }
    return bytes;
}

bool changesWithEachSend(const FrameDraft &frame)
{
    return frame.codec != fileCodecId && (frame.codec == randomCodecId || hasPlaceholders(frame.text));
}

Result<QList<QByteArray>> composeEnvelope(const SendDraft &draft, SocketType type)
{
    QList<QByteArray> frames;
    if (traits(type).addressesPeers) {
        if (draft.routingId.isEmpty())
            return Error{ErrorCode::NoSuchRoute, {}, tr("No receiver is chosen."),
                         tr("Pick a peer under \"Send to\": a %1 sends to one peer, by its routing id.")
                             .arg(socketTypeName(type))};
        frames.append(draft.routingId);
    }
    if (draft.emptyDelimiter && (type == SocketType::Dealer || type == SocketType::Router))
        frames.append(QByteArray());
    return frames;
}

Result<Message> composeMessage(const SendDraft &draft, SocketType type, const PlaceholderValues &values,
                               FileReading *reading)
{
    QList<QByteArray> body;
    body.reserve(draft.frames.size());
    qint64 roomForFiles = maxFileFrameBytes;
    for (qsizetype i = 0; i < draft.frames.size(); ++i) {
        const FrameDraft &frame = draft.frames.at(i);
        const bool isFile = frame.codec == fileCodecId;
        Result<QByteArray> bytes = isFile ? readFrameFile(frame.text, roomForFiles, reading) : encodeFrame(frame, values);
        if (!bytes) {
            Error error = bytes.error();
            error.operation = tr("Frame %1").arg(i + 1);
            return error;
        }
        if (isFile)
            roomForFiles -= bytes->size();
        body.append(*std::move(bytes));
    }
    return composeMessage(draft, type, std::move(body), values);
}

Result<Message> composeMessage(const SendDraft &draft, SocketType type, QList<QByteArray> body,
                               const PlaceholderValues &values)
{
    if (body.isEmpty())
        return Error{ErrorCode::InvalidArgument, {}, tr("A message has at least one frame."),
                     tr("Add a frame.")};
    Result<QList<QByteArray>> envelope = composeEnvelope(draft, type);
    if (!envelope)
        return envelope.error();
    Message message{*std::move(envelope)};
    if (traits(type).publishes && !draft.topic.isEmpty()) {
        const Result<QString> filled = fillPlaceholders(draft.topic, values);
        Result<QByteArray> topic = filled ? unescape(*filled) : Result<QByteArray>(filled.error());
        if (!topic) {
            Error error = topic.error();
            error.operation = tr("Topic");
            return error;
        }
        if (draft.topicAsFrame)
            message.frames.append(*topic);
        else
            body.first().prepend(*topic);
    }
    message.frames.append(std::move(body));
    return message;
}

SendDraft draftOf(const MessageView &message, SocketType type, const FrameReader &reader)
{
    SendDraft draft;
    draft.frames.clear();
    qsizetype next = 0;
    const qsizetype count = message.frames.count();
    if (traits(type).addressesPeers && count > 1)
        draft.routingId = message.frames[next++].toByteArray();
    const bool mayDelimit = type == SocketType::Dealer || type == SocketType::Router;
    if (mayDelimit && next + 1 < count && message.frames[next].isEmpty()) {
        draft.emptyDelimiter = true;
        ++next;
    }
    for (; next < count; ++next) {
        const QByteArrayView bytes = message.frames[next];
        const CodecPtr codec = reader ? reader(next) : Detector().best(bytes).codec;
        draft.frames.append(frameDraftOf(bytes, codec));
    }
    return draft;
}

QList<QByteArray> replyEnvelope(const MessageView &request, SocketType type)
{
    QList<QByteArray> envelope;
    if (!traits(type).addressesPeers && type != SocketType::Dealer)
        return envelope;
    const qsizetype count = request.frames.count();
    const qsizetype ids = traits(type).addressesPeers ? 1 : 0;
    // The delimiter is never the last frame: that one is the body, be it empty.
    for (qsizetype i = ids; type != SocketType::Stream && i + 1 < count; ++i) {
        if (!request.frames[i].isEmpty())
            continue;
        for (qsizetype k = 0; k <= i; ++k)
            envelope.append(request.frames[k].toByteArray());
        return envelope;
    }
    if (ids == 1 && count > 0)
        envelope.append(request.frames[0].toByteArray());
    return envelope;
}

} // namespace zmqscope
