// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/received_message.h"

#include "core/zmq/message_part.h"

#include <cstring>

namespace zmqscope {

namespace {

/// Below this a copy is cheaper than keeping a libzmq message of its own.
constexpr qsizetype adoptFrameBytes = 4096;
/// libzmq's messages begin with a pointer to the properties of their connection: so it is from 4.1
/// to 4.3. Reading it costs nothing, asking for a property costs as much as storing the message.
/// Checked with every new connection; where it does not hold, the address of a property serves.
bool propertiesComeFirst = true;

const void *firstWord(zmq::message_t &message)
{
    const void *word = nullptr;
    std::memcpy(&word, message.handle(), sizeof word);
    return word;
}

/// A hold keeps a frame with its connection's data: a large one is not worth it.
constexpr size_t maxHeldBytes = 16 * 1024;

} // namespace

struct ConnectionHold::Frame
{
    zmq::message_t message;
};

ConnectionHold::ConnectionHold() = default;
ConnectionHold::~ConnectionHold() = default;
ConnectionHold::ConnectionHold(ConnectionHold &&) noexcept = default;
ConnectionHold &ConnectionHold::operator=(ConnectionHold &&) noexcept = default;

ReceivedMessage::ReceivedMessage() : m_parts(new Part[4]), m_capacity(4) {}

ReceivedMessage::~ReceivedMessage() = default;

QByteArrayView ReceivedMessage::frame(qsizetype i) const
{
    return m_parts[size_t(i)].bytes();
}

ReceivedMessage::Part &ReceivedMessage::nextPart()
{
    if (m_count == m_capacity) {
        std::unique_ptr<Part[]> larger(new Part[size_t(m_capacity) * 2]);
        for (qsizetype i = 0; i < m_count; ++i)
            larger[size_t(i)].message.swap(m_parts[size_t(i)].message);
        m_parts = std::move(larger);
        m_capacity *= 2;
    }
    return m_parts[size_t(m_count)];
}

const void *ReceivedMessage::connection() const
{
    return propertiesComeFirst ? firstWord(m_parts[size_t(m_count - 1)].message) : property("Peer-Address");
}

int ReceivedMessage::sourceFd() const
{
    // The last frame: reading ZMQ_EVENTS on a ROUTER strips the first one of its metadata.
    return zmq_msg_get(m_parts[size_t(m_count - 1)].message.handle(), ZMQ_SRCFD);
}

const char *ReceivedMessage::property(const char *name) const
{
    return zmq_msg_gets(m_parts[size_t(m_count - 1)].message.handle(), name);
}

std::optional<ConnectionHold> ReceivedMessage::hold() const
{
    zmq::message_t &last = m_parts[size_t(m_count - 1)].message;
    if (last.size() > maxHeldBytes)
        return std::nullopt;
    ConnectionHold hold;
    hold.m_frame = std::make_unique<ConnectionHold::Frame>();
    hold.m_frame->message.copy(last);
    zmq::message_t without;
    propertiesComeFirst = propertiesComeFirst && firstWord(without) == nullptr
        && (firstWord(last) != nullptr) == (property("Peer-Address") != nullptr)
        && firstWord(hold.m_frame->message) == firstWord(last);
    return hold;
}

QString ReceivedMessage::peerAddress() const
{
    return QString::fromUtf8(property("Peer-Address"));
}

QString ReceivedMessage::peerSocketType() const
{
    return QString::fromUtf8(property("Socket-Type"));
}

QByteArray ReceivedMessage::peerRoutingId() const
{
    return property("Identity");
}

QString ReceivedMessage::peerUserId() const
{
    return QString::fromUtf8(property("User-Id"));
}

MessageIndex ReceivedMessage::moveInto(MessageStore &store, const MessageHeader &header)
{
    if (m_count == 1) {
        const QByteArrayView only = m_parts[0].bytes();
        if (only.size() <= MessageStore::largeMessageBytes)
            return store.append(header, only);
    }
    m_views.clear();
    qint64 total = 0;
    for (qsizetype i = 0; i < m_count; ++i) {
        m_views.push_back(m_parts[size_t(i)].bytes());
        total += m_views.back().size();
    }
    if (total <= MessageStore::largeMessageBytes)
        return store.append(header, m_views);

    std::vector<OwnedFrame> frames;
    frames.reserve(m_views.size());
    for (qsizetype i = 0; i < m_count; ++i) {
        if (m_views[size_t(i)].size() < adoptFrameBytes) {
            frames.push_back(OwnedFrame::copyOf(m_views[size_t(i)]));
            continue;
        }
        auto *part = new Part;
        part->message.swap(m_parts[size_t(i)].message);
        frames.emplace_back(part->bytes(), part, [](void *owner) { delete static_cast<Part *>(owner); });
    }
    return store.adopt(header, std::move(frames));
}

Message ReceivedMessage::toMessage() const
{
    Message message;
    message.frames.reserve(m_count);
    for (qsizetype i = 0; i < m_count; ++i)
        message.frames.append(frame(i).toByteArray());
    return message;
}

} // namespace zmqscope
