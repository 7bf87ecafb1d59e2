// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/endpoint_probe.h"

#include "core/zmq/endpoint_parts.h"

#include <QCoreApplication>
#include <QDir>
#include <QHostInfo>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A greeting and a READY are much shorter; who sends more is no ZMTP peer.
constexpr qint64 maxHeard = 4096;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ProbeAnswer)
};

std::optional<EndpointParts> askableParts(const QString &address)
{
    std::optional<EndpointParts> parts = splitAddress(address);
    if (!parts)
        return std::nullopt;
    const QString scheme = parts->scheme;
    if (scheme == "ipc"_L1 && !parts->host.isEmpty() && parts->host != "*"_L1)
        return parts;
    const std::optional<int> port = portNumber(parts->port);
    const bool hasPort = scheme == "tcp"_L1 || scheme == "ws"_L1;
    return hasPort && port && *port != 0 && !isAnyHost(parts->host) ? parts : std::nullopt;
}

} // namespace

QString answerText(const ProbeAnswer &answer)
{
    using Outcome = ProbeAnswer::Outcome;
    switch (answer.outcome) {
    case Outcome::NameUnknown:
        return Words::tr("the name service does not know the host");
    case Outcome::OnlyIpv6:
        return Words::tr("the host has IPv6 addresses only, such as %1").arg(answer.tried);
    case Outcome::Refused:
        return Words::tr("nobody listens at %1").arg(answer.tried);
    case Outcome::NoAnswer:
        return Words::tr("no answer from %1 within %2 s").arg(answer.tried).arg(EndpointProbe::connectMs / 1000);
    case Outcome::Unreachable:
        return Words::tr("there is no way to %1").arg(answer.tried);
    case Outcome::Forbidden:
        return Words::tr("access to %1 is forbidden").arg(answer.tried);
    case Outcome::NoFile:
        return Words::tr("the file %1 is not there").arg(answer.tried);
    case Outcome::Reached:
        break;
    }
    if (answer.greeting.kind == PeerGreeting::Kind::Nothing) {
        return answer.hungUp ? Words::tr("somebody accepts at %1, and ends the connection at once").arg(answer.tried)
                             : Words::tr("somebody accepts at %1, and says nothing").arg(answer.tried);
    }
    return Words::tr("somebody listens at %1: %2").arg(answer.tried, greetingText(answer.greeting));
}

bool EndpointProbe::canAsk(const QString &address)
{
    return askableParts(address).has_value();
}

EndpointProbe::EndpointProbe(const QString &address, bool ipv6, QObject *parent)
    : QObject(parent), m_address(address), m_ipv6(ipv6)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &EndpointProbe::runOut);
}

void EndpointProbe::start()
{
    QMetaObject::invokeMethod(this, &EndpointProbe::resolve, Qt::QueuedConnection);
}

void EndpointProbe::resolve()
{
    const std::optional<EndpointParts> parts = askableParts(m_address);
    if (!parts)
        return fail(ProbeAnswer::Outcome::NameUnknown);
    m_limit.start(connectMs);
    m_host = parts->host;
    if (parts->scheme == "ipc"_L1)
        return connectToFile();
    m_port = quint16(*portNumber(parts->port));
    if (m_host.startsWith(u'[') && m_host.endsWith(u']'))
        m_host = m_host.mid(1, m_host.size() - 2);
    m_answer.tried = m_host;
    if (const QHostAddress numeric(m_host); !numeric.isNull())
        return connectTo(numeric);
    QHostInfo::lookupHost(m_host, this, [this](const QHostInfo &found) {
        if (m_stage != Stage::Connecting)
            return; // time had run out
        const QList<QHostAddress> addresses = found.addresses();
        if (addresses.isEmpty())
            return fail(ProbeAnswer::Outcome::NameUnknown);
        const auto usable = std::find_if(addresses.cbegin(), addresses.cend(), [this](const QHostAddress &address) {
            return m_ipv6 || address.protocol() == QAbstractSocket::IPv4Protocol;
        });
        if (usable == addresses.cend()) {
            m_answer.tried = addresses.first().toString();
            return fail(ProbeAnswer::Outcome::OnlyIpv6);
        }
        m_limit.start(connectMs);
        connectTo(*usable);
    });
}

void EndpointProbe::connectTo(const QHostAddress &address)
{
    const bool ipv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    m_answer.tried = (ipv6 ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address.toString()).arg(m_port);
    auto *socket = new QTcpSocket(this);
    socket->setProxy(QNetworkProxy::NoProxy);
    follow(socket);
    connect(socket, &QTcpSocket::connected, this, &EndpointProbe::reached);
    connect(socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (m_stage != Stage::Connecting)
            return hangUp();
        switch (error) {
        case QAbstractSocket::ConnectionRefusedError:
            return fail(ProbeAnswer::Outcome::Refused);
        case QAbstractSocket::SocketAccessError:
            return fail(ProbeAnswer::Outcome::Forbidden);
        case QAbstractSocket::SocketTimeoutError:
            return fail(ProbeAnswer::Outcome::NoAnswer);
        default:
            return fail(ProbeAnswer::Outcome::Unreachable);
        }
    });
    socket->connectToHost(address, m_port);
}

void EndpointProbe::connectToFile()
{
    const bool isAbstract = m_host.startsWith(u'@');
    m_answer.tried = isAbstract ? m_host : QDir::current().absoluteFilePath(m_host);
    auto *socket = new QLocalSocket(this);
    if (isAbstract)
        socket->setSocketOptions(QLocalSocket::AbstractNamespaceOption);
    follow(socket);
    connect(socket, &QLocalSocket::connected, this, &EndpointProbe::reached);
    connect(socket, &QLocalSocket::errorOccurred, this, [this](QLocalSocket::LocalSocketError error) {
        if (m_stage != Stage::Connecting)
            return hangUp();
        switch (error) {
        case QLocalSocket::ServerNotFoundError:
            return fail(ProbeAnswer::Outcome::NoFile);
        case QLocalSocket::SocketAccessError:
            return fail(ProbeAnswer::Outcome::Forbidden);
        default:
            return fail(ProbeAnswer::Outcome::Refused);
        }
    });
    socket->connectToServer(isAbstract ? m_host.mid(1) : m_answer.tried);
}

void EndpointProbe::follow(QIODevice *device)
{
    m_device = device;
    connect(device, &QIODevice::readyRead, this, &EndpointProbe::read);
}

void EndpointProbe::reached()
{
    m_answer.outcome = ProbeAnswer::Outcome::Reached;
    m_stage = Stage::Listening;
    m_device->write(greetingBegin());
    m_limit.start(listenMs);
}

void EndpointProbe::read()
{
    if (m_stage == Stage::Done)
        return;
    m_heard += m_device->read(maxHeard - m_heard.size());
    m_answer.greeting = readGreeting(m_heard);
    const PeerGreeting &greeting = m_answer.greeting;
    if (m_heard.size() >= maxHeard || greeting.kind != PeerGreeting::Kind::Zmtp)
        return finish();
    if (!greeting.socketType.isEmpty() || (!greeting.mechanism.isEmpty() && greeting.mechanism != "NULL"_L1))
        return finish();
    if (greeting.mechanism == "NULL"_L1 && m_stage != Stage::AskingType) {
        m_stage = Stage::AskingType;
        m_device->write(greetingRest());
        m_limit.start(listenMs);
    }
}

void EndpointProbe::runOut()
{
    if (m_stage == Stage::Connecting)
        return fail(ProbeAnswer::Outcome::NoAnswer);
    if (m_stage != Stage::Listening || !m_heard.isEmpty())
        return finish();
    m_stage = Stage::Provoking;
    m_device->write("\r\n\r\n");
    m_limit.start(listenMs);
}

/// The other side has gone.
void EndpointProbe::hangUp()
{
    if (m_stage == Stage::Done)
        return;
    m_answer.hungUp = true;
    finish();
}

void EndpointProbe::fail(ProbeAnswer::Outcome outcome)
{
    m_answer.outcome = outcome;
    finish();
}

void EndpointProbe::finish()
{
    if (std::exchange(m_stage, Stage::Done) == Stage::Done)
        return;
    m_limit.stop();
    if (m_device) {
        m_device->disconnect(this);
        m_device->close();
    }
    emit finished(m_answer);
}

} // namespace zmqscope
