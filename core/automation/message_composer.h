// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/automation/frame_file.h"
#include "core/base/result.h"
#include "core/message/message_view.h"
#include "core/panel/panel_config.h"

namespace zmqscope {

/// The id of a frame that is read from a file; the draft's text is the path.
inline constexpr QLatin1StringView fileCodecId("file");

/// The bytes of one frame of a send form. Errors say where in the text, or name the file.
Result<QByteArray> encodeFrame(const FrameDraft &frame);

/// The frames that go before the body, as the type needs them: the routing id, the empty
/// delimiter. The topic is not among them, for it may be a part of the first frame.
Result<QList<QByteArray>> composeEnvelope(const SendDraft &draft, SocketType type);

/// The whole message a send form stands for. Errors name the frame, counted from 1. Large files take
/// their time: then call it on another thread, and follow it by @p reading.
Result<Message> composeMessage(const SendDraft &draft, SocketType type, FileReading *reading = nullptr);

/// The same with @p body in place of the form's frames.
Result<Message> composeMessage(const SendDraft &draft, SocketType type, QList<QByteArray> body);

/// A logged message as a form: the envelope goes to its fields, each frame becomes text where that
/// loses nothing, else hex.
SendDraft draftOf(const MessageView &message, SocketType type);

/// The frames that lead an answer back to whoever sent @p request: the routing ids and the empty
/// delimiter that came with it (RFC 28); empty for types that libzmq routes by itself.
QList<QByteArray> replyEnvelope(const MessageView &request, SocketType type);

} // namespace zmqscope
