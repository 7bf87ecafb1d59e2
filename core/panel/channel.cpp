// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/channel.h"

#include "core/zmq/context.h"

#include <QCoreApplication>
#include <QSet>
#include <algorithm>

namespace zmqscope {

namespace {

/// libzmq gives an address free only some time after zmq_close(): a bind that fails right after is
/// tried again this often before it counts as refused.
constexpr int bindRetryMs = 25;
constexpr int bindTries = 40;
/// libzmq tells within a moment of a lost connection that it tries again, unless it does not.
constexpr int doubtMs = 500;

/// Messages that were read in one go, each within a microsecond of the one before, share a time
/// stamp in groups of this size: the clock costs as much as storing the message.
constexpr int stampEvery = 8;
/// ROUTER, and XPUB with NODROP, say "can send" while the one peer that a message is for cannot take
/// it. Its edge may be eaten unseen then: ask again after this, instead of in a tight loop.
constexpr int sendRetryMs = 10;
/// Changes of state are told once a frame: peers may come and go by the thousand.
constexpr int stateIntervalMs = 33;

/// True when the holder of an address may be a socket of this program that is still closing.
bool mayBeOurs(const QString &holder)
{
    return holder.isEmpty() || holder.contains(QString(u"(pid " % QString::number(QCoreApplication::applicationPid()) % u')'));
}

} // namespace

Channel::Channel(const Context &context, ReadinessScheduler &scheduler, const Clock &clock, PeerTable &peers,
                 Sink &sink, SideConfig config, QObject *parent)
    : QObject(parent), m_context(context), m_scheduler(scheduler), m_clock(clock), m_sink(sink),
      m_config(std::move(config)), m_options(m_config), m_book(m_config.type == SocketType::Stream),
      m_endpoints(m_config.type == SocketType::Stream), m_peers(peers),
      m_resolver(peers, m_book, traits(m_config.type), [this] { m_monitor->catchUp(); })
{
    for (const Endpoint &endpoint : m_config.endpoints)
        m_endpoints.add(endpoint);
    m_bindRetry.setInterval(bindRetryMs);
    connect(&m_bindRetry, &QTimer::timeout, this, &Channel::retryBusyBinds);
    m_doubt.setSingleShot(true);
    m_doubt.setInterval(doubtMs);
    connect(&m_doubt, &QTimer::timeout, this, [this] {
        m_endpoints.resolveDoubts();
        noteStateChange();
    });
    m_sendRetry.setInterval(sendRetryMs);
    m_sendRetry.setSingleShot(true);
    connect(&m_sendRetry, &QTimer::timeout, this, &Channel::resume);
    m_stateTimer.setSingleShot(true);
    connect(&m_stateTimer, &QTimer::timeout, this, &Channel::tellState);
}

Channel::~Channel()
{
    close();
}

bool Channel::publishesOverXpub() const
{
    return m_config.type == SocketType::Pub;
}

Result<void> Channel::openSocket()
{
    // A PUB panel runs on XPUB: the same socket for every subscriber, but it tells who subscribes.
    const SocketTraits &type = traits(publishesOverXpub() ? SocketType::Xpub : m_config.type);
    Result<std::unique_ptr<Socket>> socket = Socket::open(m_context, type.nativeType);
    if (!socket)
        return socket.error();
    m_socket = std::move(socket).value();
    if (Result<void> applied = m_options.applyAll(*m_socket); !applied)
        emit failed(applied.error());
    if (publishesOverXpub())
        m_socket->tellEverySubscription();
    watchDrops();
    const QSet<QByteArray> prefixes(m_config.subscriptions.cbegin(), m_config.subscriptions.cend());
    for (const QByteArray &prefix : prefixes) {
        if (Result<void> subscribed = applySubscription(prefix, true); !subscribed)
            emit failed(subscribed.error());
    }
    Result<std::unique_ptr<SocketMonitor>> monitor = SocketMonitor::attach(
        m_context, *m_socket, m_scheduler, [this](const ConnectionEvent &event) { take(event); });
    if (!monitor) {
        m_socket.reset();
        return monitor.error();
    }
    m_monitor = std::move(monitor).value();
    return {};
}

Result<void> Channel::open()
{
    if (m_socket)
        return {};
    if (Result<void> opened = openSocket(); !opened)
        return opened;
    m_openedAt = m_clock.now();
    m_subscribers.clear();
    m_resolver.reset();
    setTurn(!traits(m_config.type).lockstep ? Turn::Free
                : m_config.type == SocketType::Req ? Turn::Send : Turn::Receive);
    watch(m_scheduler, m_socket->fd());
    m_bindTriesLeft = bindTries;
    for (qsizetype i = 0; i < m_config.endpoints.size(); ++i) {
        const Result<void> opened = openEndpoint(i);
        if (!opened && (opened.error().code != ErrorCode::AddressInUse || !m_bindRetry.isActive()))
            emit failed(opened.error());
    }
    noteOpenedOrClosed();
    return {};
}

void Channel::close(int lingerMs)
{
    if (!m_socket)
        return;
    m_bindRetry.stop();
    m_doubt.stop();
    const auto chosen = m_config.options.constFind(QStringLiteral("ZMQ_LINGER"));
    const qint64 *linger = chosen == m_config.options.cend() ? nullptr : std::get_if<qint64>(&*chosen);
    if (linger)
        lingerMs = *linger < 0 ? -1 : std::max(lingerMs, int(*linger));
    m_socket->setLinger(lingerMs);
    m_sendRetry.stop();
    unwatch();
    m_monitor.reset();
    m_untold.clear();
    m_socket.reset();
    m_endpoints.closeAll();
    m_book.closeAll(m_clock.now());
    m_lastHeard = {};
    m_subscribers.clear();
    m_unreadSince = {};
    m_queuedOffline = 0;
    setTurn(Turn::Free);
    noteOpenedOrClosed();
}

Result<void> Channel::reopen()
{
    close();
    return open();
}

void Channel::watchDrops()
{
    m_seesDrops = traits(m_config.type).publishes && !m_options.isChosen(QStringLiteral("ZMQ_XPUB_NODROP"));
    if (m_seesDrops && m_socket)
        m_socket->setRefusesWhenFull(true);
}

Result<void> Channel::openEndpoint(qsizetype i)
{
    const EndpointStatus &status = m_endpoints.at(i);
    const Endpoint endpoint = status.endpoint;
    const auto refuse = [&](const Error &error) {
        m_endpoints.refused(i, error);
        noteStateChange();
        return error;
    };
    if (Result<void> valid = validateEndpoint(endpoint, m_config.type); !valid)
        return refuse(valid.error());

    if (usesIpv6(endpoint.address) && !m_options.isChosen(QStringLiteral("ZMQ_IPV6")))
        m_socket->allowIpv6(); // libzmq refuses such an address without
    if (endpoint.role == EndpointRole::Connect) {
        if (Result<void> connected = m_socket->connect(endpoint.address); !connected)
            return refuse(connected.error());
        m_endpoints.opened(i, endpoint.address);
    } else {
        // A wildcard keeps the port that it got before, so that its peers find it again.
        const bool hadPort = hasWildcardPort(endpoint.address) && !status.actualAddress.isEmpty();
        Result<QString> bound = m_socket->bind(hadPort ? status.actualAddress : endpoint.address);
        if (!bound && hadPort && m_bindTriesLeft <= 0)
            bound = m_socket->bind(endpoint.address);
        if (!bound) {
            Error error = bound.error();
            // The search takes its time, so it is left out of the tries between the first and the last.
            if (error.code == ErrorCode::AddressInUse && (!m_bindRetry.isActive() || m_bindTriesLeft <= 0)) {
                const QString holder = addressHolder(endpoint.address);
                if (!holder.isEmpty())
                    error.detail = tr("The address is already in use by %1.").arg(holder);
                if (m_bindTriesLeft > 0 && (hadPort || mayBeOurs(holder)))
                    m_bindRetry.start();
            }
            return refuse(error);
        }
        m_endpoints.opened(i, *bound);
    }
    kick();
    noteStateChange();
    return {};
}

void Channel::retryBusyBinds()
{
    --m_bindTriesLeft;
    bool busy = false;
    for (qsizetype i = 0; i < m_endpoints.all().size(); ++i) {
        const EndpointStatus &status = m_endpoints.at(i);
        if (status.state != EndpointState::Failed || status.endpoint.role != EndpointRole::Bind)
            continue;
        if (Result<void> opened = openEndpoint(i); !opened) {
            busy = busy || opened.error().code == ErrorCode::AddressInUse;
            if (m_bindTriesLeft <= 0)
                emit failed(opened.error());
        }
    }
    if (!busy || m_bindTriesLeft <= 0)
        m_bindRetry.stop();
}

Result<void> Channel::addEndpoint(const Endpoint &endpoint)
{
    if (Result<void> valid = validateEndpoint(endpoint, m_config.type); !valid)
        return valid;
    m_config.endpoints.append(endpoint);
    m_endpoints.add(endpoint);
    emit configChanged();
    noteStateChange();
    if (!m_socket)
        return {};
    m_bindTriesLeft = 0;
    return openEndpoint(m_config.endpoints.size() - 1);
}

/// libzmq does not tell of connections that end because we asked for it.
Result<void> Channel::disconnectFrom(const QString &address)
{
    const Result<void> outcome = m_socket->disconnect(address);
    QList<int> ended;
    for (const auto &[id, connection] : m_book.all()) {
        if (connection.lives() && connection.fd >= 0 && connection.role == EndpointRole::Connect
            && endpointOf(connection.endpoint, EndpointRole::Connect) == endpointOf(address, EndpointRole::Connect))
            ended.append(connection.fd);
    }
    for (const int fd : std::as_const(ended)) {
        if (const auto joined = m_book.endedHere(fd, m_clock.now()))
            m_endpoints.endedHere(*joined);
    }
    return outcome;
}

Result<void> Channel::removeEndpoint(qsizetype i)
{
    const EndpointStatus status = m_endpoints.at(i);
    Result<void> outcome;
    if (m_socket && (status.state != EndpointState::Failed)) {
        outcome = status.endpoint.role == EndpointRole::Bind ? m_socket->unbind(status.actualAddress)
                                                             : disconnectFrom(status.endpoint.address);
        kick();
    }
    m_config.endpoints.removeAt(i);
    m_endpoints.remove(i);
    emit configChanged();
    noteStateChange();
    return outcome;
}

Result<void> Channel::retryEndpoint(qsizetype i)
{
    if (!m_socket)
        return open();
    const EndpointStatus status = m_endpoints.at(i);
    // A connection that libzmq has given up must be dropped before it can be made anew.
    if (status.endpoint.role == EndpointRole::Connect)
        (void)disconnectFrom(status.endpoint.address);
    else if (status.state != EndpointState::Failed)
        return {};
    m_bindTriesLeft = 0;
    return openEndpoint(i);
}

Result<void> Channel::setOption(const QString &name, const OptionValue &value)
{
    Result<void> done = m_options.set(m_socket.get(), name, value);
    if (done)
        noteOptionChange();
    return done;
}

Result<void> Channel::resetOption(const QString &name)
{
    const Result<bool> done = m_options.reset(m_socket.get(), name);
    if (!done)
        return done.error();
    if (*done)
        noteOptionChange();
    return {};
}

Result<OptionValue> Channel::optionValue(const QString &name) const
{
    return m_options.value(m_socket.get(), name);
}

void Channel::noteOptionChange()
{
    watchDrops();
    kick();
    emit configChanged();
    noteStateChange();
}

Result<void> Channel::applySubscription(const QByteArray &prefix, bool on)
{
    if (!m_socket)
        return {};
    // SUB has an option for it, XSUB sends the request as a message.
    Result<void> done = m_config.type == SocketType::Xsub
        ? m_socket->send(Message{{QByteArray(1, on ? '\1' : '\0') + prefix}})
        : m_socket->setSubscribed(prefix, on);
    kick();
    return done;
}

Result<void> Channel::subscribe(const QByteArray &prefix)
{
    // libzmq counts how often each prefix was subscribed, and wants as many goodbyes.
    if (m_config.subscriptions.contains(prefix))
        return {};
    if (Result<void> done = applySubscription(prefix, true); !done)
        return done;
    m_config.subscriptions.append(prefix);
    emit configChanged();
    noteStateChange();
    return {};
}

Result<void> Channel::unsubscribe(const QByteArray &prefix)
{
    if (!m_config.subscriptions.contains(prefix))
        return {};
    if (Result<void> done = applySubscription(prefix, false); !done)
        return done;
    m_config.subscriptions.removeAll(prefix);
    emit configChanged();
    noteStateChange();
    return {};
}

void Channel::take(const ConnectionEvent &event)
{
    const bool begins = event.kind == ConnectionEventKind::Accepted || event.kind == ConnectionEventKind::Connected;
    const ConnectionEnds ends = begins ? connectionEndsOfFd(int(event.value)) : ConnectionEnds();
    const JoinedEvent joined = m_book.take(event, m_clock.now(), ends);
    m_endpoints.take(joined);
    if (const Connection *gone = m_book.find(joined.connection); gone && !gone->lives())
        m_subscribers.forget(gone->peer);
    m_resolver.take(event, ends);
    if (event.kind == ConnectionEventKind::Disconnected)
        kick(); // once all is read, its descriptor can be another one's without doubt
    if (connectedPeers() > 0)
        m_queuedOffline = 0;
    if (m_endpoints.hasDoubts())
        m_doubt.start();
    m_untold.append(event);
    if (!m_serving)
        tellEvents();
    noteStateChange();
}

/// Not within a slice: whoever is told may close the socket.
void Channel::tellEvents()
{
    while (!m_untold.isEmpty())
        emit connectionEvent(m_untold.takeFirst());
}

void Channel::setTurn(Turn turn)
{
    if (m_turn == turn)
        return;
    m_turn = turn;
    m_turnSince = m_clock.now();
    noteStateChange();
}

void Channel::noteStateChange()
{
    if (std::exchange(m_stateNoted, true))
        return;
    const qint64 sinceTold = m_stateTold.isValid() ? m_stateTold.elapsed() : stateIntervalMs;
    m_stateTimer.start(int(std::max<qint64>(0, stateIntervalMs - sinceTold)));
}

/// At once: whoever follows must not miss that a socket was closed before it was opened again.
void Channel::noteOpenedOrClosed()
{
    m_stateNoted = true;
    m_stateTimer.start(0);
}

void Channel::tellState()
{
    m_stateNoted = false;
    m_stateTold.start();
    emit stateChanged();
}

void Channel::resume()
{
    m_leavesUnread = false;
    kick();
}

bool Channel::serve(const ServeBudget &budget)
{
    m_serving = true;
    const bool more = serveSlice(budget);
    m_serving = false;
    tellEvents();
    return more && m_socket;
}

/// After a call into libzmq that may have eaten the edge of ZMQ_FD. Within a slice there is no need:
/// it ends with a look. Asking for another all the same would never end while a message waits.
void Channel::recheck()
{
    if (!m_serving)
        kick();
}

bool Channel::serveSlice(const ServeBudget &budget)
{
    const bool receives = traits(m_config.type).canReceive || publishesOverXpub();
    qint64 bytes = 0;
    int n = 0;
    for (; receives && n < budget.messages && bytes < budget.bytes && m_sink.accepts(*this); ++n) {
        if (!m_socket->receive(m_message)) {
            m_resolver.drained();
            break;
        }
        if (n % stampEvery == 0)
            m_now = m_clock.now();
        bytes += m_message.totalBytes();
        handOn(m_message);
        if (n % ServeBudget::clockEvery == ServeBudget::clockEvery - 1 && std::chrono::steady_clock::now() >= budget.deadline)
            break;
    }
    noteMoved(n);
    m_sendBlocked = false;
    const bool waiting = m_sink.flush(*this);
    if (!m_socket) // closed by whoever was told of the above
        return false;
    const Readiness ready = m_socket->readiness(); // last: this is what arms ZMQ_FD again
    const bool accepts = receives && m_sink.accepts(*this);
    m_leavesUnread = !accepts;
    noteUnread(receives && ready.canReceive && !accepts);
    // REP throws away what has no empty frame in front, without a word. That something came is all
    // that can be known; whoever looks for it must hear of that.
    if (n == 0 && m_config.type == SocketType::Rep && connectedPeers() > 0)
        noteStateChange();
    if (waiting && ready.canSend && m_sendBlocked)
        m_sendRetry.start();
    return (ready.canReceive && accepts) || (ready.canSend && waiting && !m_sendBlocked);
}

void Channel::noteUnread(bool unread)
{
    if (unread == (m_unreadSince.ns != 0))
        return;
    m_unreadSince = unread ? m_clock.now() : Timestamp();
    noteStateChange();
}

void Channel::handOn(ReceivedMessage &message)
{
    MessageHeader header;
    header.time = m_now;
    header.direction = Direction::In;
    header.peer = m_lastHeard = m_resolver.received(message, m_now);
    if (traits(m_config.type).publishes && message.frameCount() == 1 && m_subscribers.take(message.frame(0), header.peer, m_now)) {
        header.flags |= MessageFlag::Subscription;
        noteStateChange();
    }
    if (m_turn != Turn::Free)
        setTurn(Turn::Send);
    m_sink.received(*this, message, header);
}

} // namespace zmqscope
