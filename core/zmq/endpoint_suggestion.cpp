// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/endpoint.h"
#include "core/zmq/endpoint_parts.h"

#include <QHostAddress>
#include <QNetworkInterface>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// What a person may have meant who left out or mistyped the transport.
QString withScheme(const QString &text)
{
    if (text.contains("://"_L1))
        return text;
    static const QRegularExpression halfScheme(u"^([a-z]+):/?(?=[^/0-9])(.*)$"_s);
    if (const QRegularExpressionMatch match = halfScheme.match(text); match.hasMatch()) {
        const QString scheme = match.captured(1);
        if (scheme == "tcp"_L1 || scheme == "ws"_L1 || scheme == "ipc"_L1 || scheme == "inproc"_L1)
            return scheme + "://"_L1 + match.captured(2);
    }
    static const QRegularExpression slashes(u"^(tcp|ws):/?([0-9*].*)$"_s);
    if (const QRegularExpressionMatch match = slashes.match(text); match.hasMatch())
        return match.captured(1) + "://"_L1 + match.captured(2);
    if (text.startsWith(u'/') || text.startsWith(u'@') || text.startsWith("./"_L1))
        return "ipc://"_L1 + text;
    if (portNumber(text).has_value())
        return "tcp://*:"_L1 + text;
    return "tcp://"_L1 + text;
}

QString hostFor(const EndpointParts &parts, EndpointRole role)
{
    QString host = parts.host.trimmed();
    if (host.contains(u':') && !host.startsWith(u'['))
        host = u'[' + host + u']';
    if (role == EndpointRole::Connect)
        return host.isEmpty() || host == "*"_L1 || host == "[*]"_L1 ? u"localhost"_s : host;
    if (host == "localhost"_L1)
        return u"127.0.0.1"_s;
    const bool isAddress = isAnyHost(host) || host.startsWith(u'[') || !QHostAddress(host).isNull();
    return isAddress || QNetworkInterface::interfaceFromName(host).isValid() ? host : u"*"_s;
}

QString portFor(const QString &port)
{
    static const QRegularExpression leadingDigits(u"^ *([0-9]{1,5})(?![0-9\n\r])"_s);
    const QRegularExpressionMatch match = leadingDigits.match(port);
    return match.hasMatch() && port.trimmed() != "*"_L1 ? match.captured(1) : port.trimmed();
}

} // namespace

QString suggestedAddress(const Endpoint &endpoint)
{
    const QString written = endpoint.address.trimmed();
    if (written.isEmpty())
        return {};
    std::optional<EndpointParts> parts = splitAddress(withScheme(written));
    if (!parts)
        return {};
    parts->scheme = parts->scheme.toLower();
    if (parts->scheme == "wss"_L1 || parts->scheme == "https"_L1)
        parts->scheme = u"ws"_s;
    else if (parts->scheme == "http"_L1 || parts->scheme == "udp"_L1)
        parts->scheme = u"tcp"_s;
    // A scheme without ports was split as such; now it may have become one that has them.
    parts = splitAddress(joinAddress(*parts));
    if (parts && schemeHasPort(parts->scheme)) {
        if (endpoint.role == EndpointRole::Bind)
            parts->source.clear();
        if (parts->scheme == "tcp"_L1)
            parts->path.clear();
        parts->host = hostFor(*parts, endpoint.role);
        parts->port = portFor(parts->port);
    } else if (parts && parts->scheme == "ipc"_L1 && parts->host.startsWith(u'*')) {
        parts->host = u"*"_s;
    }
    const QString suggestion = parts ? joinAddress(*parts) : QString();
    if (suggestion == endpoint.address || !validateEndpoint({endpoint.role, suggestion}, SocketType::Pub))
        return {};
    return suggestion;
}

} // namespace zmqscope
