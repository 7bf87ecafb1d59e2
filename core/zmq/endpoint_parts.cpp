// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/endpoint_parts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

std::optional<EndpointParts> splitAddress(const QString &address)
{
    const qsizetype colon = address.indexOf("://"_L1);
    if (colon < 0)
        return std::nullopt;
    EndpointParts parts;
    parts.scheme = address.left(colon);
    QString rest = address.mid(colon + 3);
    if (!schemeHasPort(parts.scheme.toLower())) {
        parts.host = rest;
        return parts;
    }
    if (const qsizetype semicolon = rest.indexOf(u';'); semicolon >= 0) {
        parts.source = rest.left(semicolon);
        rest = rest.mid(semicolon + 1);
    }
    if (const qsizetype slash = rest.indexOf(u'/'); slash >= 0) {
        parts.path = rest.mid(slash);
        rest.truncate(slash);
    }
    const qsizetype lastColon = rest.lastIndexOf(u':');
    parts.hasColon = lastColon > rest.lastIndexOf(u']');
    parts.host = parts.hasColon ? rest.left(lastColon) : rest;
    if (parts.hasColon)
        parts.port = rest.mid(lastColon + 1);
    return parts;
}

QString joinAddress(const EndpointParts &parts)
{
    QString address = parts.scheme + "://"_L1;
    if (!parts.source.isEmpty())
        address += parts.source + u';';
    address += parts.host;
    if (parts.hasColon)
        address += u':' + parts.port;
    address += parts.path;
    return address;
}

bool schemeHasPort(QStringView scheme)
{
    return scheme == "tcp"_L1 || scheme == "ws"_L1 || scheme == "wss"_L1 || scheme == "udp"_L1;
}

std::optional<int> portNumber(QStringView text)
{
    const bool digits = !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!digits)
        return std::nullopt;
    bool ok = false;
    const int number = text.toInt(&ok);
    if (!ok || number > 65535)
        return std::nullopt;
    return number;
}

bool isAnyHost(QStringView host)
{
    return host == "*"_L1 || host == "[*]"_L1 || host == "0.0.0.0"_L1 || host == "0"_L1 || host == "[::]"_L1
        || host == "::"_L1;
}

} // namespace zmqscope
