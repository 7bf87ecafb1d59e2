// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/peer_greeting.h"

#include "core/base/text_escapes.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qsizetype signatureBytes = 10;
constexpr qsizetype greetingBytes = 64;
constexpr qsizetype mechanismAt = 12;
constexpr qsizetype mechanismBytes = 20;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::PeerGreeting)
};

/// By the number that ZMTP 2.0 gives them.
constexpr std::array oldTypes{"PAIR", "PUB", "SUB", "REQ", "REP", "DEALER", "ROUTER", "PULL", "PUSH", "XPUB", "XSUB"};

/// The value of a property of a READY command; empty when it has none of that name.
QByteArray propertyOf(QByteArrayView command, QByteArrayView wanted)
{
    qsizetype at = 0;
    while (at < command.size()) {
        const qsizetype nameSize = uchar(command[at++]);
        if (at + nameSize + 4 > command.size())
            return {};
        const QByteArrayView name = command.sliced(at, nameSize);
        at += nameSize;
        qint64 size = 0;
        for (int i = 0; i < 4; ++i)
            size = size << 8 | uchar(command[at++]);
        if (size > command.size() - at)
            return {};
        if (name.compare(wanted, Qt::CaseInsensitive) == 0)
            return command.sliced(at, qsizetype(size)).toByteArray();
        at += qsizetype(size);
    }
    return {};
}

/// The socket type that a READY command of mechanism NULL tells.
QString typeInReady(QByteArrayView frame)
{
    constexpr QByteArrayView name("\5READY");
    constexpr char shortCommand = 4;
    if (frame.size() < 2 || frame[0] != shortCommand || frame.size() < 2 + uchar(frame[1]))
        return {};
    const QByteArrayView command = frame.sliced(2, uchar(frame[1]));
    return command.startsWith(name) ? QString::fromLatin1(propertyOf(command.sliced(name.size()), "Socket-Type")) : QString();
}

PeerGreeting readZmtp(const QByteArray &bytes)
{
    PeerGreeting greeting;
    greeting.kind = PeerGreeting::Kind::Zmtp;
    if (bytes.size() <= signatureBytes)
        return greeting;
    const int revision = uchar(bytes[signatureBytes]);
    greeting.major = revision == 0 ? 1 : revision < 3 ? 2 : revision;
    if (greeting.major == 2 && bytes.size() > signatureBytes + 1) {
        const size_t type = uchar(bytes[signatureBytes + 1]);
        greeting.socketType = type < oldTypes.size() ? QString::fromLatin1(oldTypes[type]) : QString();
    }
    if (greeting.major < 3 || bytes.size() < greetingBytes)
        return greeting;
    greeting.minor = uchar(bytes[signatureBytes + 1]);
    const QByteArray mechanism = bytes.mid(mechanismAt, mechanismBytes);
    greeting.mechanism = QString::fromLatin1(mechanism.left(mechanism.indexOf('\0')));
    greeting.socketType = typeInReady(QByteArrayView(bytes).sliced(greetingBytes));
    return greeting;
}

PeerGreeting::Kind kindOf(QByteArrayView first)
{
    using Kind = PeerGreeting::Kind;
    constexpr char tlsHandshake = 0x16;
    constexpr char tlsAlert = 0x15;
    if (first.startsWith("SSH-"))
        return Kind::Ssh;
    // Who asks in no version of HTTP may get the page alone.
    const QByteArray begin = first.first(std::min<qsizetype>(first.size(), 9)).toByteArray().toLower();
    if (begin.startsWith("http/") || begin.startsWith("<!doctype") || begin.startsWith("<html"))
        return Kind::Http;
    if (first.size() >= 2 && (first[0] == tlsHandshake || first[0] == tlsAlert) && first[1] == 3)
        return Kind::Tls;
    const auto isText = [](char c) { return uchar(c) >= 0x20 || c == '\r' || c == '\n' || c == '\t'; };
    return std::all_of(first.begin(), first.end(), isText) ? Kind::Text : Kind::Other;
}

QString firstLine(const PeerGreeting &greeting)
{
    const QByteArray line = greeting.first.left(greeting.first.indexOf('\n')).trimmed();
    return previewText(line, PeerGreeting::maxFirst);
}

} // namespace

PeerGreeting readGreeting(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return {};
    constexpr char signatureBegin = '\xff';
    if (bytes[0] == signatureBegin && (bytes.size() < signatureBytes || (uchar(bytes[signatureBytes - 1]) & 1)))
        return readZmtp(bytes);
    PeerGreeting greeting;
    greeting.first = bytes.left(PeerGreeting::maxFirst);
    greeting.kind = kindOf(greeting.first);
    return greeting;
}

QString greetingText(const PeerGreeting &greeting)
{
    using Kind = PeerGreeting::Kind;
    switch (greeting.kind) {
    case Kind::Nothing:
        return Words::tr("it says nothing");
    case Kind::Http:
        return Words::tr("it is an HTTP server: “%1”").arg(firstLine(greeting));
    case Kind::Ssh:
        return Words::tr("it is an SSH server: “%1”").arg(firstLine(greeting));
    case Kind::Tls:
        return Words::tr("it speaks TLS");
    case Kind::Text:
        return Words::tr("it says “%1”").arg(firstLine(greeting));
    case Kind::Other:
        return Words::tr("it sends other bytes than ZMTP: %1").arg(QString::fromLatin1(greeting.first.left(8).toHex(' ')));
    case Kind::Zmtp:
        break;
    }
    QStringList parts;
    if (greeting.major == 0)
        parts.append(Words::tr("it speaks ZMTP"));
    else
        parts.append(Words::tr("it speaks ZMTP %1.%2").arg(greeting.major).arg(greeting.minor));
    if (!greeting.socketType.isEmpty())
        parts.append(Words::tr("its socket is a %1").arg(greeting.socketType));
    if (!greeting.mechanism.isEmpty())
        parts.append(Words::tr("its security mechanism is %1").arg(greeting.mechanism));
    return parts.join(Words::tr(", "));
}

QByteArray greetingBegin()
{
    QByteArray begin(signatureBytes, '\0');
    begin[0] = '\xff';
    begin[signatureBytes - 1] = '\x7f';
    return begin + QByteArray("\3\0", 2);
}

QByteArray greetingRest()
{
    QByteArray rest(greetingBytes - mechanismAt, '\0');
    return rest.replace(0, 4, "NULL");
}

bool isDraftType(const QString &socketType)
{
    static const QStringList types{u"SERVER"_s, u"CLIENT"_s, u"RADIO"_s, u"DISH"_s, u"GATHER"_s, u"SCATTER"_s,
                                   u"DGRAM"_s,  u"PEER"_s,   u"CHANNEL"_s};
    return types.contains(socketType);
}

} // namespace zmqscope
