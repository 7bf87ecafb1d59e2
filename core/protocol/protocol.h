// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"
#include "core/protocol/byte_test.h"
#include "core/protocol/frame_role.h"
#include "core/zmq/socket_type.h"

#include <QCryptographicHash>
#include <QStringList>
#include <limits>
#include <memory>

namespace zmqscope {

/// One frame of a protocol's message, or a run of like frames.
struct FramePattern
{
    static constexpr int unlimited = std::numeric_limits<int>::max();

    QString name; ///< empty: the name of the role
    FrameRole role = FrameRole::Body;
    ByteTest test;
    int least = 1;
    int most = 1; ///< unlimited, or a number of frames
    QString read; ///< for CodecRegistry::resolve(), with placeholders; empty = what is detected
    QString note; ///< what the frame says, with placeholders
    bool main = false; ///< what a person wants to see first
};

/// One kind of message of a protocol.
struct MessagePattern
{
    enum class Way { Any, Received, Sent };

    QString name; ///< with placeholders: "REQUEST", "{header.msg_type}"; may be empty
    QList<SocketType> sockets; ///< empty = all of the protocol
    Way way = Way::Any;
    bool subscription = false; ///< subscribe and unsubscribe requests, in place of data
    QList<FramePattern> frames;
};

/// A signature over frames, with a key that both ends know.
struct HmacCheck
{
    QString signature; ///< the frame that holds it
    QStringList over;  ///< the frames it is made of, in order
    QCryptographicHash::Algorithm algorithm = QCryptographicHash::Sha256;
    bool hex = true;   ///< as hex digits, not as bytes
};

/// A number that goes up by one with each message, so that a gap tells of lost ones.
struct SequenceCheck
{
    QString frame;
    QString per;       ///< the frame whose value has a count of its own; empty = one count
    int bytes = 4;     ///< of the number: 1, 2, 4, 8; 0 = decimal digits
    bool littleEndian = true;
};

/// How the frames of a multi-frame message are named and read; see protocol_reader.h for the files
/// that say so.
struct Protocol
{
    /// An envelope says what the socket type puts around a body; messages are what is inside.
    enum class Layer { Message, Envelope };

    QString id;   ///< never translated, never changed: profiles name it
    QString name;
    QString about; ///< a link or a sentence for people
    Layer layer = Layer::Message;
    QList<SocketType> sockets;  ///< empty = all
    bool detect = true;         ///< found by itself; else only where a person chose it
    bool behindRouting = true;  ///< the first pattern is behind routing ids and delimiter
    QList<MessagePattern> messages;
    QList<HmacCheck> hmacs;
    QList<SequenceCheck> sequences;
    QString file; ///< where it was read from

    bool isFor(SocketType type) const { return sockets.isEmpty() || sockets.contains(type); }
};

/// Protocols are shared and never change.
using ProtocolPtr = std::shared_ptr<const Protocol>;

} // namespace zmqscope
