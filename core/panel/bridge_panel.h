// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel.h"

#include <memory>

namespace zmqscope {

/// A panel with two sockets that passes messages from one to the other, each shown as it passes.
/// A message is taken from one side only while the other can send, and one that could not be sent
/// after all is held and goes first: none is lost when a side goes away, and order is kept.
class BridgePanel final : public Panel, private Channel::Sink
{
    Q_OBJECT
public:
    BridgePanel(PanelEnvironment environment, const PanelConfig &config, QObject *parent = nullptr);
    ~BridgePanel() override;

    Channel &first() const { return *channels().at(0); }
    Channel &second() const { return *channels().at(1); }

    /// Which ways messages can go between two types; {false, false} when they make no bridge.
    struct Ways
    {
        bool forward = false;
        bool backward = false;
    };
    static Ways ways(SocketType first, SocketType second);

    qint64 unsentMessages() const override;

private:
    struct Held;
    /// What goes from one side to the other.
    struct Link
    {
        bool passes = false;        ///< the types allow this way
        bool blocked = false;       ///< the source waits until the target can send
        std::unique_ptr<Held> held; ///< received, not yet sent
    };

    bool accepts(Channel &source) override;
    void received(Channel &source, ReceivedMessage &message, const MessageHeader &header) override;
    bool flush(Channel &target) override;
    int sideOf(const Channel &channel) const;
    void notePassed(qint64 bytes);

    Link m_links[2]; ///< by source side
};

} // namespace zmqscope
