// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/session.h"
#include "tests/support/raw_peer.h"

#include <QTest>

namespace zmqscope::test {

inline const QString anyPort = QStringLiteral("tcp://127.0.0.1:*");

inline SideConfig bound(SocketType type, const QString &address = anyPort)
{
    SideConfig side;
    side.type = type;
    side.endpoints = {{EndpointRole::Bind, address}};
    return side;
}

inline SideConfig connected(SocketType type, const QString &address)
{
    SideConfig side;
    side.type = type;
    side.endpoints = {{EndpointRole::Connect, address}};
    return side;
}

inline SideConfig subscribed(SideConfig side, const QList<QByteArray> &prefixes = {QByteArray("")})
{
    side.subscriptions = prefixes;
    return side;
}

/// Where a bound endpoint really listens.
inline QString addressOf(const Channel &channel, qsizetype i = 0)
{
    return channel.endpoints().at(i).actualAddress;
}

/// What a panel's log holds of one direction.
inline QList<Frames> logged(const Panel &panel, Direction direction)
{
    QList<Frames> all;
    const MessageStore &store = panel.store();
    for (MessageIndex i = store.first(); i < store.end(); ++i.value) {
        const MessageView view = *store.at(i);
        if (view.header.direction == direction)
            all.append(view.toMessage().frames);
    }
    return all;
}

inline QList<Frames> receivedBy(const Panel &panel)
{
    return logged(panel, Direction::In);
}

/// "0", "1", … as single-frame messages.
inline QList<Frames> numbered(int count, int from = 0)
{
    QList<Frames> all;
    for (int i = from; i < from + count; ++i)
        all.append(Frames{QByteArray::number(i)});
    return all;
}

/// A session, and a libzmq context for those who talk to its panels from outside.
class SessionFixture {
public:
    SessionFixture() { context.set(zmq::ctxopt::blocky, 0); }

    SocketPanel *open(const SideConfig &side)
    {
        PanelConfig config;
        config.side = side;
        return static_cast<SocketPanel *>(opened(config));
    }
    BridgePanel *openBridge(const SideConfig &first, const SideConfig &second)
    {
        PanelConfig config;
        config.side = first;
        config.second = second;
        return static_cast<BridgePanel *>(opened(config));
    }
    RawPeer peer(zmq::socket_type type) { return RawPeer(context, type); }
    /// A peer that is connected to the panel's first endpoint, and known to the panel.
    RawPeer peerOf(SocketPanel *panel, zmq::socket_type type)
    {
        RawPeer raw = peer(type);
        const int before = panel->channel().connectedPeers();
        raw.connect(addressOf(panel->channel()));
        if (!QTest::qWaitFor([&] { return panel->channel().connectedPeers() > before; }, 30'000))
            QTest::qFail("the peer was not seen", __FILE__, __LINE__);
        return raw;
    }

    zmq::context_t context;
    Session session;
    QList<Error> errors; ///< all that panels reported

private:
    Panel *opened(const PanelConfig &config)
    {
        Panel *panel = session.create(config);
        QObject::connect(panel, &Panel::failed, panel, [this](const Error &error) { errors.append(error); });
        if (const Result<void> result = panel->open(); !result)
            errors.append(result.error());
        return panel;
    }
};

} // namespace zmqscope::test
