// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <optional>

namespace zmqscope {

/// What rules look at of a frame.
struct RuleSubject
{
    qsizetype frame = 0;  ///< from 0, envelope and topic counted
    qsizetype frames = 1; ///< of the whole message
    QByteArrayView topic; ///< the first frame behind routing
    QString protocol;     ///< id of the protocol the message follows; empty = none
    QString frameName;    ///< what that protocol calls the frame
};

/// "Read these frames as that": what a person pinned for a panel, in place of what is detected.
/// Every condition that is set must hold.
struct ReadingRule
{
    QString codec; ///< for CodecRegistry::resolve(): "msgpack", "gzip|json", "struct:<Id8s"

    std::optional<int> frame;     ///< from 0, envelope and topic counted; negative counts from the last, -1
    std::optional<int> frames;    ///< only messages of so many frames
    std::optional<QByteArray> topic; ///< only messages whose first frame behind routing begins so
    QString protocol;             ///< only messages of this protocol (core/protocol), by its id
    QString frameName;            ///< only frames that the protocol calls so: "content"

    bool appliesTo(const RuleSubject &subject) const;
    /// Where it applies, for people: "frame 2, topic tick…", "all frames".
    QString text() const;

    bool operator==(const ReadingRule &) const = default;
};

} // namespace zmqscope
