// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/frame_tick.h"
#include "core/panel/panel.h"
#include "core/zmq/context.h"
#include "core/zmq/readiness_scheduler.h"

#include <memory>
#include <vector>

namespace zmqscope {

/// The world a panel needs, without a session.
struct PanelWorld
{
    Context context;
    ReadinessScheduler scheduler;
    FrameTick tick{scheduler};

    PanelEnvironment environment() { return {context, scheduler, tick, Clock::system()}; }
};

/// A panel whose messages are put into its log by the test; its socket stays closed.
class StoredPanel final : public Panel, private Channel::Sink
{
public:
    StoredPanel(PanelWorld &world, SocketType type, StoreLimits history = {})
        : Panel(world.environment(), configOf(type, history), nullptr)
    {
        addChannel(configOf(type, history).side, *this);
    }

    qint64 unsentMessages() const override { return 0; }

    MessageIndex add(const QList<QByteArray> &frames, MessageHeader header = {}, const Peer &peer = {})
    {
        if (!(peer == Peer()))
            header.peer = m_peers.idOf(peer);
        const std::vector<QByteArrayView> views(frames.begin(), frames.end());
        const MessageIndex index = m_store.append(header, views);
        emit published();
        return index;
    }
    void clear()
    {
        m_store.clear();
        emit published();
    }

private:
    static PanelConfig configOf(SocketType type, StoreLimits history)
    {
        PanelConfig config;
        config.name = QStringLiteral("panel");
        config.side.type = type;
        config.history = history;
        return config;
    }
    bool accepts(Channel &) override { return false; }
    void received(Channel &, ReceivedMessage &, const MessageHeader &) override {}
    bool flush(Channel &) override { return false; }
};

} // namespace zmqscope
