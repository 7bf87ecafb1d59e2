// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace zmqscope {

/// "Read these frames as that": what a person pinned for a panel, in place of what is detected.
/// Every condition that is set must hold.
struct ReadingRule
{
    QString codec; ///< for CodecRegistry::resolve(): "msgpack", "gzip|json", "struct:<Id8s"

    std::optional<int> frame;     ///< from 0, envelope and topic counted; negative counts from the last, -1
    std::optional<int> frames;    ///< only messages of so many frames
    std::optional<QByteArray> topic; ///< only messages whose first frame behind routing begins so
    QString protocol;             ///< only messages of this protocol (core/protocol), by its id

    bool operator==(const ReadingRule &) const = default;
};

} // namespace zmqscope
