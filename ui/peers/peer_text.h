// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/channel.h"
#include "ui/peers/peer_row.h"
#include "ui/theme/theme.h"

#include <QList>
#include <QString>
#include <optional>

namespace zmqscope {

/// What a cell of a peer says.
struct PeerCell
{
    QString text;
    QString tooltip;       ///< more of it, or why it is not known; empty when the text is all
    bool inferred = false; ///< not told by libzmq: shown as such
};

/// Turns what is known of connections into words: unknown is "–", with the reason in the tooltip.
namespace peer_text {

QString columnName(PeerColumn column);
QString columnHint(PeerColumn column);
bool isNumber(PeerColumn column);

theme::Role stateTone(ConnectionState state);
PeerCell state(const PeerRow &row);
PeerCell peer(const PeerRow &row);
/// @p ours is the type of the socket that the peer is connected to.
PeerCell type(const PeerRow &row, SocketType ours);
PeerCell routingId(const PeerRow &row, SocketType ours);
PeerCell userId(const PeerRow &row);
/// @p mechanism is the socket's own ZMQ_MECHANISM, empty when it cannot be told.
PeerCell mechanism(const PeerRow &row, const QString &mechanism);
PeerCell endpoint(const PeerRow &row);
PeerCell since(const PeerRow &row, Timestamp now);
PeerCell received(const PeerRow &row, bool bytes);
PeerCell sent(const PeerRow &row, SocketType ours, bool bytes);
PeerCell lastSeen(const PeerRow &row, Timestamp now);
PeerCell rate(const PeerRow &row);
/// @p holder as ConnectionHolders tells it.
PeerCell process(const PeerRow &row, const std::optional<QString> &holder);
PeerCell subscriptions(const PeerRow &row, const QList<QByteArray> &prefixes);

/// "everything" for the empty prefix.
QString prefixText(const QByteArray &prefix);

} // namespace peer_text

} // namespace zmqscope
