// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/bridge_panel.h"

namespace zmqscope {

/// A message that was received but found no room on the other side after all.
struct BridgePanel::Held
{
    Message message;
};

BridgePanel::BridgePanel(PanelEnvironment environment, const PanelConfig &config, QObject *parent)
    : Panel(environment, config, parent)
{
    addChannel(config.side, *this);
    addChannel(*config.second, *this);
    const Ways possible = ways(first().type(), second().type());
    m_links[0].passes = possible.forward;
    m_links[1].passes = possible.backward;
}

BridgePanel::~BridgePanel()
{
    close(); // the channels call back into this sink until they are closed
}

BridgePanel::Ways BridgePanel::ways(SocketType first, SocketType second)
{
    const SocketTraits &a = traits(first);
    const SocketTraits &b = traits(second);
    const Ways both{a.canReceive && b.canSend, b.canReceive && a.canSend};
    if (first == SocketType::Stream || second == SocketType::Stream)
        return first == second ? Ways{} : both;
    if (!a.lockstep && !b.lockstep)
        return both;
    // A lockstep side must get its answer, so the other side has to be able to give one: REP asks
    // and REQ is asked, or the other way round; DEALER and PAIR can play either part.
    const auto answers = [](const SocketTraits &lockstep, const SocketTraits &other) {
        return other.type == SocketType::Dealer || other.type == SocketType::Pair
            || (other.lockstep && other.type != lockstep.type);
    };
    return answers(a.lockstep ? a : b, a.lockstep ? b : a) ? both : Ways{};
}

int BridgePanel::sideOf(const Channel &channel) const
{
    return &channel == &first() ? 0 : 1;
}

bool BridgePanel::accepts(Channel &source)
{
    if (!m_receiving)
        return false;
    Link &link = m_links[sideOf(source)];
    if (!link.passes) // what cannot be passed on is not taken, but for subscription requests
        return traits(source.type()).publishes;
    Channel &target = *channels().at(1 - sideOf(source));
    link.blocked = link.held || !target.canSend();
    return !link.blocked;
}

void BridgePanel::received(Channel &source, ReceivedMessage &message, const MessageHeader &header)
{
    const int side = sideOf(source);
    Link &link = m_links[side];
    MessageHeader logged = header;
    if (link.passes) {
        ++m_counters.received;
        m_counters.receivedBytes += message.totalBytes();
        logged.direction = side == 0 ? Direction::Forward : Direction::Backward;
        Result<MessageFlags> sent = channels().at(1 - side)->send(message);
        if (sent) {
            logged.flags |= *sent;
            notePassed(message.totalBytes());
        } else if (sent.error().code == ErrorCode::WouldBlock || sent.error().code == ErrorCode::NotYourTurn) {
            link.held = std::make_unique<Held>(Held{message.toMessage()});
        } else {
            logged.flags |= MessageFlag::NotPassed;
            emit failed(sent.error());
        }
    }
    message.moveInto(m_store, logged);
    markDirty();
}

void BridgePanel::notePassed(qint64 bytes)
{
    ++m_counters.passed;
    ++m_counters.sent;
    m_counters.sentBytes += bytes;
}

bool BridgePanel::flush(Channel &target)
{
    const int source = 1 - sideOf(target);
    Link &link = m_links[source];
    if (link.held) {
        const Result<MessageFlags> sent = target.send(link.held->message);
        if (!sent && (sent.error().code == ErrorCode::WouldBlock || sent.error().code == ErrorCode::NotYourTurn))
            return true;
        if (sent)
            notePassed(link.held->message.totalBytes());
        else
            emit failed(sent.error());
        link.held.reset();
        markDirty();
    }
    if (link.blocked && target.canSend()) {
        link.blocked = false;
        channels().at(source)->resume();
    }
    return link.blocked;
}

qint64 BridgePanel::unsentMessages() const
{
    return qint64(m_links[0].held != nullptr) + qint64(m_links[1].held != nullptr);
}

} // namespace zmqscope
