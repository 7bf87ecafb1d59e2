// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/codec/codec.h"
#include "core/message/message_view.h"
#include "core/metrics/field_path.h"

#include <optional>

namespace zmqscope {

class MessageReader;

/// A value in the messages of a panel, as a person writes it: "$.id" is a value of the body (the first
/// frame behind routing ids, delimiter and topic), "frame 3 $.items[0]" one of another frame, "frame 3"
/// and "last frame" are whole frames. Frames count from 1, as everywhere on the screen.
class MessageField {
public:
    /// Errors say what is wrong with @p text.
    static Result<MessageField> parse(const QString &text);

    /// The bytes of the frame, or the value as text: equal for what is equal. Nothing when the message
    /// has no such value, or it is a list or map. Takes microseconds for a value, nothing for a frame.
    std::optional<QByteArray> bytesIn(const MessageReader &reader, const MessageView &message) const;
    /// The value as a number that is not negative; a frame as decimal digits, or as 1, 2, 4 or 8 bytes,
    /// little endian.
    std::optional<quint64> numberIn(const MessageReader &reader, const MessageView &message) const;

private:
    /// -1 when the message has no such frame.
    qsizetype frameOf(const MessageReader &reader, const MessageView &message) const;
    template <typename Value, typename FromTree>
    std::optional<Value> valueIn(const MessageReader &reader, const MessageView &message, qsizetype frame,
        const FromTree &fromTree) const;

    std::optional<int> m_frame; ///< from 0; negative counts from the last, -1; nothing = the body
    std::optional<FieldPath> m_path; ///< nothing = the whole frame
    mutable CodecPtr m_codec; ///< what the last frame was read by: the next one is most likely alike
};

} // namespace zmqscope
