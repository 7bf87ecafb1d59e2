// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/diagnosis/peer_greeting.h"

#include <QHostAddress>
#include <QObject>
#include <QString>
#include <QTimer>

class QIODevice;

namespace zmqscope {

/// What came of a try to connect.
struct ProbeAnswer
{
    enum class Outcome {
        NameUnknown, ///< the name service does not know the host
        OnlyIpv6,    ///< it does, but has no IPv4 address, and ZMQ_IPV6 is off
        Refused,     ///< the machine is there, and nobody listens at the port (or the file)
        NoAnswer,    ///< silence: the machine is off, or a firewall drops what is sent
        Unreachable, ///< the network says that it cannot get there
        Forbidden,   ///< this user may not
        NoFile,      ///< ipc: there is no such file
        Reached,     ///< somebody accepted: greeting tells what it is
    };
    Outcome outcome = Outcome::NoAnswer;
    QString tried;         ///< the address behind a host name: "192.0.2.7"
    PeerGreeting greeting; ///< Reached
    bool hungUp = false;   ///< Reached: it ended the connection by itself
    Timestamp time;

    /// The same answer, whenever it came.
    bool saysTheSame(const ProbeAnswer &other) const
    {
        return outcome == other.outcome && tried == other.tried && greeting == other.greeting && hungUp == other.hungUp;
    }
};

/// For people: "nobody listens at 127.0.0.1:5556".
QString answerText(const ProbeAnswer &answer);

/// One try to connect to an address of tcp, ws or ipc, which listens to what the other side says
/// first and ends the connection at once. Emits finished() once.
class EndpointProbe final : public QObject
{
    Q_OBJECT
public:
    /// Whoever is there answers in a fraction of that, across the world too.
    static constexpr int connectMs = 2000;
    /// So long is listened, then once more after a line was sent that makes text servers speak.
    static constexpr int listenMs = 500;

    /// True for an address that can be asked.
    static bool canAsk(const QString &address);

    /// @p ipv6: names may stand for IPv6 addresses, as with ZMQ_IPV6.
    EndpointProbe(const QString &address, bool ipv6, QObject *parent = nullptr);
    /// Begins; finished() comes later, never from within.
    void start();

signals:
    void finished(const zmqscope::ProbeAnswer &answer);

private:
    enum class Stage { Connecting, Listening, Provoking, AskingType, Done };

    void resolve();
    void connectTo(const QHostAddress &address);
    void connectToFile();
    void follow(QIODevice *device);
    void reached();
    void read();
    void runOut();
    void hangUp();
    void finish();
    void fail(ProbeAnswer::Outcome outcome);

    QString m_address;
    bool m_ipv6;
    QString m_host;
    quint16 m_port = 0;
    ProbeAnswer m_answer;
    QIODevice *m_device = nullptr;
    QByteArray m_heard;
    Stage m_stage = Stage::Connecting;
    QTimer m_limit;
};

} // namespace zmqscope
