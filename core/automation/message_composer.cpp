// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/message_composer.h"

#include "core/codec/codec_registry.h"
#include "core/codec/text_escapes.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MessageComposer", text);
}

Result<QByteArray> readFrameFile(const QString &path)
{
    const QString operation = tr("Read %1").arg(path.isEmpty() ? tr("the frame's file") : path);
    if (path.isEmpty())
        return Error{ErrorCode::InvalidArgument, operation, tr("No file is chosen."), tr("Choose one.")};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, operation, file.errorString() + u'.', tr("Choose another file.")};
    if (file.isSequential())
        return Error{ErrorCode::Unsupported, operation, tr("It is a pipe or a device."),
                     tr("Choose an ordinary file.")};
    if (file.size() > maxFileFrameBytes)
        return Error{ErrorCode::TooMany, operation, tr("It is larger than 1 GiB."), tr("Send it in parts.")};
    QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return Error{ErrorCode::System, operation, file.errorString() + u'.', tr("Choose another file.")};
    return bytes;
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
            return Error{ErrorCode::NoSuchRoute, tr("Send"), tr("No receiver is chosen."),
                         tr("Pick a peer under \"Send to\": a %1 sends to one peer, by its routing id.")
                             .arg(socketTypeName(type))};
        frames.append(draft.routingId);
    }
    if (draft.emptyDelimiter && (type == SocketType::Dealer || type == SocketType::Router))
        frames.append(QByteArray());
    return frames;
}

Result<Message> composeMessage(const SendDraft &draft, SocketType type)
{
    QList<QByteArray> body;
    body.reserve(draft.frames.size());
    for (qsizetype i = 0; i < draft.frames.size(); ++i) {
        Result<QByteArray> bytes = encodeFrame(draft.frames.at(i));
        if (!bytes) {
            Error error = bytes.error();
            error.operation = tr("Frame %1").arg(i + 1);
            return error;
        }
        body.append(*std::move(bytes));
    }
    return composeMessage(draft, type, std::move(body));
}

Result<Message> composeMessage(const SendDraft &draft, SocketType type, QList<QByteArray> body)
{
    if (body.isEmpty())
        return Error{ErrorCode::InvalidArgument, tr("Send"), tr("A message has at least one frame."),
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
            draft.frames.append(FrameDraft{u"hex"_s, QString::fromLatin1(bytes.toByteArray().toHex(' '))});
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
