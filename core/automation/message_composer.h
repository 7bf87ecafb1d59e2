// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/automation/frame_file.h"
#include "core/automation/placeholders.h"
#include "core/base/result.h"
#include "core/codec/codec.h"
#include "core/message/message_view.h"
#include "core/panel/panel_config.h"

#include <functional>

namespace zmqscope {

/// The id of a frame that is read from a file; the draft's text is the path.
inline constexpr QLatin1StringView fileCodecId("file");
/// The id of a frame of random bytes; the draft's text is how many, at most maxRandomBytes.
inline constexpr QLatin1StringView randomCodecId("random");
constexpr qint64 maxRandomBytes = 64LL * 1024 * 1024;

/// The bytes of one frame of a send form, its placeholders filled in. Errors say where in the text,
/// or name the file or the placeholder.
Result<QByteArray> encodeFrame(const FrameDraft &frame, const PlaceholderValues &values = {});
/// True when two sends of @p frame may differ: it has placeholders, or is random.
bool changesWithEachSend(const FrameDraft &frame);

/// The frames that go before the body, as the type needs them: the routing id, the empty
/// delimiter. The topic is not among them, for it may be a part of the first frame.
Result<QList<QByteArray>> composeEnvelope(const SendDraft &draft, SocketType type);

/// The whole message a send form stands for. Errors name the frame, counted from 1. Large files take
/// their time: then call it on another thread, and follow it by @p reading.
Result<Message> composeMessage(const SendDraft &draft, SocketType type, const PlaceholderValues &values = {},
                               FileReading *reading = nullptr);

/// The same with @p body in place of the form's frames.
Result<Message> composeMessage(const SendDraft &draft, SocketType type, QList<QByteArray> body,
                               const PlaceholderValues &values = {});

/// How frame @p frame of a message is read; null for what cannot be told.
using FrameReader = std::function<CodecPtr(qsizetype frame)>;

/// A logged message as a form: the envelope goes to its fields, each frame is edited in the format
/// that @p reader names where that makes the very same bytes again, or at least a value that reads
/// the same; else as text where that loses nothing; else as hex. Without a reader the formats are
/// detected.
SendDraft draftOf(const MessageView &message, SocketType type, const FrameReader &reader = {});

/// The frames that lead an answer back to whoever sent @p request: the routing ids and the empty
/// delimiter that came with it (RFC 28); empty for types that libzmq routes by itself.
QList<QByteArray> replyEnvelope(const MessageView &request, SocketType type);

} // namespace zmqscope
