// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QFlags>
#include <QList>
#include <compare>

namespace zmqscope {

/// The number of a message in its panel: 1 for the first one, never reused, never changed.
struct MessageIndex
{
    quint64 value = 0; ///< 0 is "none"

    auto operator<=>(const MessageIndex &) const = default;
};

/// Which way a message went. A bridge passes messages through: Forward is from its first side to
/// its second, Backward the other way.
enum class Direction : quint8 { In, Out, Forward, Backward };

/// What is special about a stored message.
enum class MessageFlag : quint8 {
    None = 0,
    Subscription = 1,   ///< a subscribe (first byte 1) or unsubscribe (0) request, not data
    NoSubscriber = 2,   ///< published while no subscription matched: libzmq dropped it
    DroppedForSlow = 4, ///< published, but lost for at least one subscriber at its high-water mark
    NotPassed = 8,      ///< a bridge received it and could not pass it on
    QueuedOffline = 16, ///< handed to libzmq while no peer was connected; it goes out later
};
Q_DECLARE_FLAGS(MessageFlags, MessageFlag)

/// A row number of the panel's PeerTable; 0 is "unknown".
struct PeerId
{
    quint32 value = 0;

    auto operator<=>(const PeerId &) const = default;
};

/// A message that owns its bytes: the frames in order, as ZeroMQ counts them.
struct Message
{
    QList<QByteArray> frames;

    qint64 totalBytes() const
    {
        qint64 sum = 0;
        for (const QByteArray &frame : frames)
            sum += frame.size();
        return sum;
    }
    bool operator==(const Message &) const = default;
};

} // namespace zmqscope

// Out here, where they hide none of Qt's own, as for keys.
Q_DECLARE_OPERATORS_FOR_FLAGS(zmqscope::MessageFlags)
