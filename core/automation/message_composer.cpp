// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/message_composer.h"

#include "core/codec/codec_registry.h"
#include "core/codec/text_escapes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MessageComposer", text);
}

/// Hex digits to edit: one endless line would be slow, and nobody could find a byte in it.
QString hexLines(QByteArrayView bytes)
{
    constexpr qsizetype bytesPerLine = 32;
    QStringList lines;
    for (qsizetype at = 0; at < bytes.size(); at += bytesPerLine)
        lines.append(QString::fromLatin1(bytes.sliced(at, qMin(bytesPerLine, bytes.size() - at)).toByteArray().toHex(' ')));
    return lines.join(u'\n');
}

} // namespace

Result<QByteArray> encodeFrame(const FrameDraft &frame)
{
    if (frame.codec == fileCodecId)
        return readFrameFile(frame.text);
    const Codec *codec = CodecRegistry::builtin().find(frame.codec);
    if (!codec)
        return Error{ErrorCode::Unsupported, tr("Encode the frame"),
                     tr("The format \"%1\" is not known here.").arg(frame.codec), tr("Choose another format.")};
    return codec->encode(frame.text);
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

Result<Message> composeMessage(const SendDraft &draft, SocketType type, FileReading *reading)
{
    QList<QByteArray> body;
    body.reserve(draft.frames.size());
    qint64 roomForFiles = maxFileFrameBytes;
    for (qsizetype i = 0; i < draft.frames.size(); ++i) {
        const FrameDraft &frame = draft.frames.at(i);
        const bool isFile = frame.codec == fileCodecId;
        Result<QByteArray> bytes = isFile ? readFrameFile(frame.text, roomForFiles, reading) : encodeFrame(frame);
        if (!bytes) {
            Error error = bytes.error();
            error.operation = tr("Frame %1").arg(i + 1);
            return error;
        }
        if (isFile)
            roomForFiles -= bytes->size();
        body.append(*std::move(bytes));
    }
    return composeMessage(draft, type, std::move(body));
}

Result<Message> composeMessage(const SendDraft &draft, SocketType type, QList<QByteArray> body)
{
    if (body.isEmpty())
        return Error{ErrorCode::InvalidArgument, {}, tr("A message has at least one frame."),
                     tr("Add a frame.")};
    Result<QList<QByteArray>> envelope = composeEnvelope(draft, type);
    if (!envelope)
        return envelope.error();
    Message message{*std::move(envelope)};
    if (traits(type).publishes && !draft.topic.isEmpty()) {
        Result<QByteArray> topic = unescape(draft.topic);
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

SendDraft draftOf(const MessageView &message, SocketType type)
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
        if (isUtf8(bytes))
            draft.frames.append(FrameDraft{u"text"_s, escape(bytes, true)});
        else
            draft.frames.append(FrameDraft{u"hex"_s, hexLines(bytes)});
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
