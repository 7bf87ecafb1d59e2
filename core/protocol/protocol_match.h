// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/protocol.h"

#include <optional>
#include <vector>

namespace zmqscope {

/// What a protocol says of one frame.
struct FrameLabel
{
    FrameRole role = FrameRole::Body;
    QString name;     ///< "content", "delimiter"; never empty
    QString codec;    ///< for CodecRegistry::resolve(); empty = what is detected
    QString note;     ///< "HEARTBEAT", "1 message is missing"; may be empty
    bool bad = false; ///< the note tells of something that is wrong

    bool operator==(const FrameLabel &) const = default;
};

/// How the frames of one message fit a protocol. Small, and cheap to make: it is made for every
/// visible row of a log. It borrows nothing of the message: the frames are passed in again where
/// their bytes are needed.
class ProtocolMatch
{
public:
    /// Tries of frames against patterns before a message counts as not fitting: bounds the time that
    /// several repeated patterns behind each other can take.
    static constexpr int maxSteps = 10'000;
    /// Frames that are tried for one repeated pattern, unless it takes all that are left.
    static constexpr qsizetype maxRepeats = 256;
    /// A frame that a placeholder names is looked into up to this.
    static constexpr qsizetype maxPlaceholderBytes = 64 * 1024;
    /// Longer texts of placeholders are cut: they become names.
    static constexpr qsizetype maxPlaceholderChars = 80;
    /// With a longer text in it a format is not known: the fields of a record take hundreds.
    static constexpr qsizetype maxFormatChars = 4 * 1024;

    /// The first of the protocol's messages that fits the frames from @p from on.
    static std::optional<ProtocolMatch> find(const ProtocolPtr &protocol, SocketType type,
                                             const MessageHeader &header, const FrameSpan &frames, qsizetype from = 0);

    const Protocol &protocol() const { return *m_protocol; }
    /// The first frame that the protocol names.
    qsizetype first() const { return m_first; }
    /// The pattern that @p frame fits, first() ≤ frame < number of frames.
    const FramePattern &patternOf(qsizetype frame) const;
    /// What the protocol says of @p frame, without its checks.
    FrameLabel label(const FrameSpan &frames, qsizetype frame) const;
    /// "execute_request"; empty when the protocol has but one kind of message.
    QString messageName(const FrameSpan &frames) const;
    /// The first frame with this name; -1 when there is none.
    qsizetype frameNamed(QStringView name) const;
    /// The first frame that the protocol says is to be seen first; -1 when it says none.
    qsizetype mainFrame() const;
    /// How many frames in front belong to the envelope: routing ids, delimiter, topic.
    qsizetype envelopeFrames() const;
    /// The same without the topic.
    qsizetype routingFrames() const;

private:
    /// A run of frames that fit one pattern; it ends where the next one begins.
    struct Run
    {
        qsizetype begin;
        qsizetype pattern;
    };
    struct Search;
    /// What a text with placeholders becomes: something to read, or the name of a format.
    enum class Use { Show, Format };

    ProtocolMatch(ProtocolPtr protocol, const MessagePattern &message, qsizetype first)
        : m_protocol(std::move(protocol)), m_message(&message), m_first(first)
    {
    }
    template <typename Belongs>
    qsizetype leadingFrames(Belongs belongs) const;
    /// A format that cannot be told is empty.
    QString filled(const QString &text, const FrameSpan &frames, Use use) const;

    ProtocolPtr m_protocol;
    const MessagePattern *m_message;
    qsizetype m_first;
    qsizetype m_count = 0;
    std::vector<Run> m_runs; ///< only patterns that have a frame
};

} // namespace zmqscope
