// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/endpoint.h"

#include "core/zmq/endpoint_parts.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkInterface>
#include <QStringList>
#include <algorithm>
#include <zmq.h>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Bytes of a Unix socket's path, unix(7): 108 with the closing NUL.
constexpr qsizetype maxIpcPath = 107;
/// Longest inproc name, zmq_inproc(7).
constexpr qsizetype maxInprocName = 256;
/// Longest host name, RFC 1035.
constexpr qsizetype maxHostName = 253;
/// Where libzmq looks for the authenticator: a socket that does not answer in its way makes
/// libzmq abort the process.
constexpr auto zapAddress = "zeromq.zap.01"_L1;

/// Judges one address; each check returns ok or the Error to show.
class EndpointCheck {
    Q_DECLARE_TR_FUNCTIONS(Endpoint)
public:
    EndpointCheck(const Endpoint &endpoint, SocketType type)
        : m_endpoint(endpoint)
        , m_type(type)
    {
    }

    Result<void> run() const
    {
        const QString &address = m_endpoint.address;
        if (address.isEmpty())
            return problem(tr("The address is empty."), tr("Write one such as %1.").arg(example()));
        if (address.trimmed() != address)
            return problem(tr("There are spaces around the address."), tr("Remove them."));
        if (std::any_of(address.begin(), address.end(),
                [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; }))
            return problem(tr("There is a control character in the address."), tr("Remove it."));
        const std::optional<EndpointParts> parts = splitAddress(address);
        if (!parts) {
            return problem(tr("An address starts with the transport and “://”."),
                tr("Write one such as %1.").arg(example()));
        }
        if (Result<void> known = checkScheme(parts->scheme); !known)
            return known;
        if (schemeHasPort(parts->scheme))
            return checkNetwork(*parts);
        if (parts->host.isEmpty())
            return problem(tr("Nothing stands behind “%1://”.").arg(parts->scheme),
                tr("Write one such as %1.").arg(example()));
        if (parts->scheme == "ipc"_L1)
            return checkIpc(parts->host);
        if (parts->scheme == "inproc"_L1)
            return checkInproc(parts->host);
        return {};
    }

private:
    bool isBind() const { return m_endpoint.role == EndpointRole::Bind; }

    QString example() const { return isBind() ? u"tcp://*:5556"_s : u"tcp://localhost:5556"_s; }

    Error problem(
        const QString &detail, const QString &remedy, ErrorCode code = ErrorCode::InvalidArgument) const
    {
        const QString operation = isBind() ? tr("Bind %1") : tr("Connect to %1");
        return Error{code, operation.arg(m_endpoint.address), detail, remedy};
    }

    Result<void> checkScheme(const QString &scheme) const
    {
        static const QStringList libzmqSchemes{u"tcp"_s, u"ipc"_s, u"inproc"_s, u"ws"_s, u"wss"_s, u"udp"_s,
            u"pgm"_s, u"epgm"_s, u"norm"_s, u"tipc"_s, u"vmci"_s};
        if (!libzmqSchemes.contains(scheme)) {
            if (libzmqSchemes.contains(scheme.toLower())) {
                return problem(tr("The transport is written in small letters."),
                    tr("Write %1:// instead of %2://.").arg(scheme.toLower(), scheme));
            }
            return problem(tr("ZeroMQ has no transport “%1”.").arg(scheme),
                tr("There are tcp, ipc, inproc and ws."), ErrorCode::Unsupported);
        }
        if (scheme == "udp"_L1) {
            return problem(tr("udp is for the RADIO and DISH sockets, which this libzmq does not have."),
                tr("Use tcp."), ErrorCode::Unsupported);
        }
        if (m_type == SocketType::Stream && scheme != "tcp"_L1)
            return problem(
                tr("A STREAM socket speaks tcp only."), tr("Write one such as %1.").arg(example()));
        if (!available(scheme)) {
            return problem(tr("This libzmq was built without %1.").arg(scheme),
                scheme == "wss"_L1 ? tr("Use ws or tcp.") : tr("Use tcp."), ErrorCode::Unsupported);
        }
        const bool multicast = scheme == "pgm"_L1 || scheme == "epgm"_L1 || scheme == "norm"_L1;
        if (multicast && patternOf(m_type) != Pattern::PublishSubscribe) {
            return problem(
                tr("%1 carries only PUB, SUB, XPUB and XSUB, not %2.").arg(scheme, socketTypeName(m_type)),
                tr("Use tcp."));
        }
        return {};
    }

    static bool available(const QString &scheme)
    {
        if (scheme == "tcp"_L1 || scheme == "inproc"_L1)
            return true;
        if (scheme == "ws"_L1 || scheme == "wss"_L1)
            return zmq_has(scheme == "ws"_L1 ? "WS" : "WSS") == 1;
        return zmq_has(scheme == "epgm"_L1 ? "pgm" : scheme.toLatin1().constData()) == 1;
    }

    Result<void> checkNetwork(const EndpointParts &parts) const
    {
        if (!parts.path.isEmpty() && parts.scheme != "ws"_L1)
            return problem(tr("A tcp address ends with the port."), tr("Remove “%1”.").arg(parts.path));
        if (!parts.source.isEmpty() || m_endpoint.address.contains(u';')) {
            if (Result<void> source = checkSource(parts); !source)
                return source;
        }
        if (parts.host.isEmpty()) {
            return problem(
                isBind() ? tr("The interface to listen on is missing.") : tr("The host is missing."),
                tr("Write one such as %1.").arg(example()));
        }
        if (!parts.hasColon || parts.port.isEmpty()) {
            EndpointParts fixed = parts;
            fixed.hasColon = true;
            fixed.port = u"5556"_s;
            return problem(tr("The port is missing."), tr("Add it, as in %1.").arg(joinAddress(fixed)));
        }
        if (Result<void> host = isBind() ? checkBindHost(parts) : checkConnectHost(parts.host, parts); !host)
            return host;
        return checkPort(parts.port);
    }

    Result<void> checkPort(const QString &port) const
    {
        if (port == "*"_L1) {
            if (isBind())
                return {};
            return problem(
                tr("Connecting needs the peer's port; “*” is for binding."), tr("Write the port's number."));
        }
        const std::optional<int> number = portNumber(port);
        if (!number) {
            const bool digits = std::all_of(port.begin(), port.end(), [](QChar c) { return c.isDigit(); });
            if (digits)
                return problem(tr("The port %1 is too large.").arg(port), tr("Ports go from 1 to 65535."));
            return problem(tr("“%1” is no port.").arg(port),
                isBind() ? tr("Write a number from 1 to 65535, or * for any free one.")
                         : tr("Write a number from 1 to 65535."));
        }
        if (*number == 0 && !isBind())
            return problem(tr("Nobody can listen on port 0."), tr("Write the peer's port, 1 to 65535."));
        return {};
    }

    /// The local end of an outgoing connection, zmq_tcp(7).
    Result<void> checkSource(const EndpointParts &parts) const
    {
        if (isBind() || parts.scheme != "tcp"_L1)
            return problem(
                tr("A source address in front of “;” is for connecting by tcp only."), tr("Remove it."));
        const std::optional<EndpointParts> source = splitAddress("tcp://"_L1 + parts.source);
        const bool usable = source && !source->host.isEmpty() && source->path.isEmpty()
            && !isAnyHost(source->host) && portNumber(source->port).has_value();
        if (!usable) {
            return problem(tr("“%1” is no source address.").arg(parts.source),
                tr("Write an interface or address of this machine and a port (0 = any), as in "
                   "tcp://eth0:0;host:5556."));
        }
        return {};
    }

    Result<void> checkBindHost(const EndpointParts &parts) const
    {
        const QString &host = parts.host;
        if (isAnyHost(host) || looksNumeric(host))
            return looksNumeric(host) ? checkNumericHost(host, parts) : Result<void>();
        if (QNetworkInterface::interfaceFromName(host).isValid())
            return {};
        const QString port = parts.port;
        if (host == "localhost"_L1) {
            return problem(tr("“localhost” is a name; binding needs an address of this machine."),
                tr("Use %1://127.0.0.1:%2 for programs on this machine only, or %1://*:%2 for the network "
                   "too.")
                    .arg(parts.scheme, port),
                ErrorCode::AddressUnavailable);
        }
        QStringList interfaces;
        const QList<QNetworkInterface> all = QNetworkInterface::allInterfaces();
        for (const QNetworkInterface &item : all) {
            if (!item.addressEntries().isEmpty())
                interfaces.append(item.name());
        }
        return problem(tr("“%1” is neither an address nor a network interface of this machine (%2).")
                           .arg(host, interfaces.join(u", "_s)),
            tr("Use %1://*:%2 to listen on all of them.").arg(parts.scheme, port),
            ErrorCode::AddressUnavailable);
    }

    Result<void> checkConnectHost(const QString &host, const EndpointParts &parts) const
    {
        if (host == "*"_L1 || host == "[*]"_L1) {
            return problem(tr("“*” says where to listen; connecting needs a host to go to."),
                tr("Use %1://localhost:%2 for a program on this machine.").arg(parts.scheme, parts.port));
        }
        if (looksNumeric(host))
            return checkNumericHost(host, parts);
        const auto legal = [](QChar c) {
            return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
                || c == u'-' || c == u'.' || c == u'_';
        };
        const auto wrong = std::find_if_not(host.begin(), host.end(), legal);
        if (wrong != host.end()) {
            if (*wrong == u' ')
                return problem(tr("There is a space in the host “%1”.").arg(host), tr("Remove it."));
            return problem(tr("“%1” cannot stand in a host's name.").arg(*wrong),
                wrong->unicode() > 0x7f ? tr("Write the name's “xn--” form, or its IP address.")
                                        : tr("Letters, digits, “-”, “.” and “_” can."));
        }
        if (host.startsWith(u'-') || host.startsWith(u'.') || host.contains(".."_L1)
            || host.size() > maxHostName)
            return problem(tr("“%1” is no host name.").arg(host),
                tr("Write a name such as localhost, or an IP address."));
        return {};
    }

    /// Digits and dots, or something with a colon or brackets: meant as an IP address.
    static bool looksNumeric(const QString &host)
    {
        return host.contains(u':') || host.startsWith(u'[')
            || std::all_of(
                host.begin(), host.end(), [](QChar c) { return c == u'.' || (c >= u'0' && c <= u'9'); });
    }

    Result<void> checkNumericHost(const QString &host, const EndpointParts &parts) const
    {
        if (host == "[*]"_L1)
            return {};
        if (host.contains(u':') || host.startsWith(u'[')) {
            QString bare = host;
            if (bare.startsWith(u'[') && bare.endsWith(u']'))
                bare = bare.mid(1, bare.size() - 2);
            if (QHostAddress(bare).protocol() == QAbstractSocket::IPv6Protocol)
                return {};
            return problem(tr("“%1” is no IPv6 address.").arg(bare),
                tr("Write it in brackets, as in %1://[::1]:5556.").arg(parts.scheme));
        }
        // The system understands short forms too: 127.1 is 127.0.0.1.
        const QStringList numbers = host.split(u'.');
        const bool valid = numbers.size() <= 4
            && std::all_of(numbers.begin(), numbers.end(), [&numbers](const QString &number) {
                   bool ok = false;
                   const quint32 value = number.toUInt(&ok);
                   return ok && (numbers.size() < 4 || value <= 255);
               });
        if (!valid)
            return problem(tr("“%1” is no IP address.").arg(host),
                tr("It has four numbers from 0 to 255, as in 192.168.1.20."));
        return {};
    }

    Result<void> checkIpc(const QString &path) const
    {
        if (path.startsWith(u'*')) {
            if (!isBind())
                return problem(tr("“*” lets the system choose a path; that is for binding."),
                    tr("Write the path that the peer bound."));
            if (path.size() > 1)
                return problem(tr("libzmq reads a path that begins with “*” as “any path”."),
                    tr("Write ipc://* or a real path."));
            return {};
        }
        if (path == "@"_L1)
            return problem(tr("The name behind “@” is missing."), tr("Write one such as ipc://@feed."));
        const qsizetype bytes = path.toUtf8().size();
        if (bytes > maxIpcPath) {
            return problem(tr("The path has %1 bytes; the system allows %2.").arg(bytes).arg(maxIpcPath),
                tr("Use a shorter one, for example in /tmp."), ErrorCode::TooMany);
        }
        return {};
    }

    Result<void> checkInproc(const QString &name) const
    {
        if (name.toUtf8().size() > maxInprocName)
            return problem(tr("The name is longer than %1 bytes.").arg(maxInprocName),
                tr("Use a shorter one."), ErrorCode::TooMany);
        if (name == zapAddress && isBind() && m_type != SocketType::Rep && m_type != SocketType::Router) {
            return problem(
                tr("At this address libzmq asks who may connect, and expects a REP or ROUTER socket."),
                tr("Use another name."));
        }
        return {};
    }

    const Endpoint &m_endpoint;
    SocketType m_type;
};

} // namespace

Result<void> validateEndpoint(const Endpoint &endpoint, SocketType type)
{
    return EndpointCheck(endpoint, type).run();
}

bool hasWildcardPort(const QString &address)
{
    const std::optional<EndpointParts> parts = splitAddress(address);
    if (!parts)
        return false;
    if (schemeHasPort(parts->scheme))
        return parts->port == "*"_L1 || portNumber(parts->port) == 0;
    return parts->scheme == "ipc"_L1 && parts->host == "*"_L1;
}

bool usesIpv6(const QString &address)
{
    const std::optional<EndpointParts> parts = splitAddress(address);
    return parts && schemeHasPort(parts->scheme) && parts->host.contains(u':');
}

QString connectableAddress(const QString &boundAddress)
{
    std::optional<EndpointParts> parts = splitAddress(boundAddress);
    if (!parts || !schemeHasPort(parts->scheme) || !isAnyHost(parts->host))
        return boundAddress;
    parts->host = u"localhost"_s;
    return joinAddress(*parts);
}

} // namespace zmqscope
