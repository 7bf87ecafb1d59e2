// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace zmqscope {

/// An address taken apart, not judged: "tcp://eth0:0;host:5556" has the source "eth0:0", the host
/// "host" and the port "5556". For schemes without ports all behind "://" is the host.
struct EndpointParts
{
    QString scheme; ///< as written: "tcp"
    QString source; ///< tcp connect: the local address in front of ';', empty when there is none
    QString host;   ///< without the colon; IPv6 keeps its brackets
    QString port;   ///< without the colon
    QString path;   ///< from '/' on, ws:// only by right
    bool hasColon = false; ///< false: no port was written at all
};

/// Nothing when there is no "://" in it.
std::optional<EndpointParts> splitAddress(const QString &address);

/// The other way.
QString joinAddress(const EndpointParts &parts);

/// True for the schemes whose address is host:port.
bool schemeHasPort(QStringView scheme);

/// A numeric port 0…65535; nothing for anything else, "*" included.
std::optional<int> portNumber(QStringView text);

/// "*", "0.0.0.0", "[::]" and the like: every interface of the machine.
bool isAnyHost(QStringView host);

} // namespace zmqscope
