// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace zmqscope {

/// What the program at the other end of a connection says before anything else: tells whether it
/// speaks ZMTP, which version, and what it is. See RFC 23 (ZMTP 3.0), RFC 15 (2.0).
struct PeerGreeting
{
    enum class Kind {
        Nothing, ///< it said nothing, or nothing yet
        Zmtp,
        Http,
        Ssh,
        Tls,
        Text,   ///< a line in plain text, as mail and file servers send it
        Other,
    };
    /// More bytes of what is no ZMTP are not kept.
    static constexpr qsizetype maxFirst = 48;

    Kind kind = Kind::Nothing;
    QByteArray first;     ///< what it said, no ZMTP: the beginning
    int major = 0;        ///< ZMTP: 1, 2 or 3; 0 = not known yet
    int minor = 0;
    QString mechanism;    ///< ZMTP 3: "NULL", "PLAIN", "CURVE"
    QString socketType;   ///< "PULL"; ZMTP 3 tells it only without security

    bool operator==(const PeerGreeting &) const = default;
};

/// Reads as much as there is; called again with more bytes it finds more.
PeerGreeting readGreeting(const QByteArray &bytes);

/// For people: "ZMTP 3.1, security mechanism CURVE", "HTTP: “HTTP/1.1 400 Bad Request”".
QString greetingText(const PeerGreeting &greeting);

/// The bytes that begin a greeting of ours; a peer answers with all of its own.
QByteArray greetingBegin();
/// The rest of it, without security: a peer that has none, too, tells its socket type then.
QByteArray greetingRest();

/// A socket type of libzmq's draft API: "SERVER", "CLIENT", "RADIO", …
bool isDraftType(const QString &socketType);

} // namespace zmqscope
