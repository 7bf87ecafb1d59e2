// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"
#include "core/zmq/socket.h"

#include <QCoreApplication>
#include <QStringList>

namespace zmqscope {

/// The options of one channel: what a person chose (kept in its SideConfig), ZmqScope's defaults for
/// the rest, and which changes still wait for the socket to be opened anew. Sockets are passed as
/// they are open, null while there is none.
class ChannelOptions
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ChannelOptions)
public:
    /// @p config must outlive this.
    explicit ChannelOptions(SideConfig &config) : m_config(config) {}

    /// For a socket just made, before its first bind or connect: all of them. An option that is
    /// refused does not keep the others back; the error is the last one's.
    Result<void> applyAll(Socket &socket);
    Result<void> set(Socket *socket, const QString &name, const OptionValue &value);
    /// False when the option was not changed at all.
    Result<bool> reset(Socket *socket, const QString &name);
    Result<OptionValue> value(const Socket *socket, const QString &name) const;

    bool isChosen(const QString &name) const { return m_config.options.contains(name); }
    /// Names of changed options that count only for a new socket.
    const QStringList &needsReopen() const { return m_needsReopen; }

private:
    void noteReopenNeeded(const QString &name);

    SideConfig &m_config;
    QStringList m_needsReopen;
};

} // namespace zmqscope
