// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/protocol_match.h"

#include "core/protocol/frame_text.h"
#include "core/protocol/text_piece.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

bool goesThisWay(MessagePattern::Way way, Direction direction)
{
    switch (way) {
    case MessagePattern::Way::Any: return true;
    case MessagePattern::Way::Sent: return direction == Direction::Out;
    case MessagePattern::Way::Received: return direction != Direction::Out;
    }
    return false;
}

} // namespace

/// Finds out how many frames each pattern takes: as few as possible, more where the rest would not
/// fit. Recurses once a pattern, never once a frame.
struct ProtocolMatch::Search
{
    const QList<FramePattern> &patterns;
    const FrameSpan &frames;
    std::vector<Run> &runs;
    int steps = 0;

    bool fits(qsizetype pattern, qsizetype frame)
    {
        if (pattern == patterns.size())
            return frame == frames.count();
        const FramePattern &now = patterns[pattern];
        const std::size_t runsBefore = runs.size();
        const qsizetype left = frames.count() - frame;
        if (left < now.least)
            return false;
        if (pattern == patterns.size() - 1 && now.most == FramePattern::unlimited && now.test.passesAll()) {
            if (left > 0)
                runs.push_back({frame, pattern});
            return true;
        }
        const qsizetype most = std::min<qsizetype>({now.most, left, now.least + maxRepeats});
        for (qsizetype taken = 0;; ++taken) {
            if (taken >= now.least) {
                if (taken > 0)
                    runs.push_back({frame, pattern});
                if (fits(pattern + 1, frame + taken))
                    return true;
                runs.resize(runsBefore);
            }
            if (taken == most || ++steps > maxSteps || !now.test.accepts(frames[frame + taken]))
                return false;
        }
    }
};

std::optional<ProtocolMatch> ProtocolMatch::find(const ProtocolPtr &protocol, SocketType type,
                                                 const MessageHeader &header, const FrameSpan &frames, qsizetype from)
{
    if (!protocol->isFor(type))
        return {};
    const bool isSubscription = header.flags.testFlag(MessageFlag::Subscription);
    for (const MessagePattern &message : protocol->messages) {
        if (message.subscription != isSubscription || !goesThisWay(message.way, header.direction)
            || (!message.sockets.isEmpty() && !message.sockets.contains(type)))
            continue;
        ProtocolMatch match(protocol, message, from);
        match.m_count = frames.count();
        if (Search{message.frames, frames, match.m_runs}.fits(0, from))
            return match;
    }
    return {};
}

const FramePattern &ProtocolMatch::patternOf(qsizetype frame) const
{
    Q_ASSERT(frame >= m_first && frame < m_count);
    const auto behind = std::ranges::upper_bound(m_runs, frame, {}, &Run::begin);
    return m_message->frames[std::prev(behind)->pattern];
}

FrameLabel ProtocolMatch::label(const FrameSpan &frames, qsizetype frame) const
{
    const FramePattern &pattern = patternOf(frame);
    FrameLabel label;
    label.role = pattern.role;
    label.name = pattern.name.isEmpty() ? frameRoleText(pattern.role) : pattern.name;
    label.codec = filled(pattern.read, frames, Use::Format);
    label.note = filled(pattern.note, frames, Use::Show);
    if (const ByteTest::Choice *choice = pattern.test.choiceOf(frames[frame])) {
        if (!choice->note.isEmpty())
            label.note = choice->note;
        label.bad = choice->bad;
    }
    return label;
}

QString ProtocolMatch::messageName(const FrameSpan &frames) const
{
    return filled(m_message->name, frames, Use::Show);
}

qsizetype ProtocolMatch::frameNamed(QStringView name) const
{
    const auto run = std::ranges::find_if(m_runs, [&](const Run &one) {
        return m_message->frames[one.pattern].name == name;
    });
    return run == m_runs.end() ? -1 : run->begin;
}

qsizetype ProtocolMatch::mainFrame() const
{
    const auto run = std::ranges::find_if(m_runs, [&](const Run &one) { return m_message->frames[one.pattern].main; });
    return run == m_runs.end() ? -1 : run->begin;
}

template <typename Belongs>
qsizetype ProtocolMatch::leadingFrames(Belongs belongs) const
{
    const auto body = std::ranges::find_if(m_runs, [&](const Run &run) {
        return !belongs(m_message->frames[run.pattern].role);
    });
    return body == m_runs.end() ? m_count : body->begin;
}

qsizetype ProtocolMatch::envelopeFrames() const
{
    return leadingFrames([](FrameRole role) {
        return role == FrameRole::RoutingId || role == FrameRole::Delimiter || role == FrameRole::Topic;
    });
}

qsizetype ProtocolMatch::routingFrames() const
{
    return leadingFrames([](FrameRole role) { return role == FrameRole::RoutingId || role == FrameRole::Delimiter; });
}

QString ProtocolMatch::filled(const QString &text, const FrameSpan &frames, Use use) const
{
    // What people of another program wrote is shown, so it must not mislead.
    const auto textOf = [use](const auto &value) {
        return use == Use::Show ? std::optional(shownText(value, maxPlaceholderChars)) : formatText(value, maxFormatChars);
    };
    QString result;
    nlohmann::json json;
    qsizetype jsonFrame = -1; // that json was read from
    for (const TextPiece &piece : piecesOf(text)) {
        if (!piece.isPlaceholder) {
            result += piece.text;
            continue;
        }
        const qsizetype frame = frameNamed(piece.text);
        if (frame < 0)
            continue;
        const QByteArrayView bytes = frames[frame];
        std::optional<QString> part;
        if (bytes.size() <= maxPlaceholderBytes && piece.member.isEmpty()) {
            part = textOf(bytes);
        } else if (bytes.size() <= maxPlaceholderBytes) {
            if (std::exchange(jsonFrame, frame) != frame)
                json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
            const std::string key = piece.member.toUtf8().toStdString();
            part = json.is_object() && json.contains(key) ? textOf(json.at(key)) : QString();
        }
        // Half a name would be that of another format.
        if (!part && use == Use::Format)
            return {};
        result += part.value_or(QString());
    }
    return result;
}

} // namespace zmqscope
