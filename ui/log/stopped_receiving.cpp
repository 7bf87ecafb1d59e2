// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/stopped_receiving.h"

#include <QCoreApplication>

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("StoppedReceiving", text);
}

} // namespace

QString stoppedReceivingText(const PanelConfig &config)
{
    if (config.isBridge())
        return tr("Receiving is stopped: nothing passes the bridge. Messages wait on both sides up to the "
                  "high-water "
                  "marks; then senders block, and publishers drop.");
    switch (config.side.type) {
    case SocketType::Pull:
        return tr("Receiving is stopped: PUSH peers queue up to their high-water mark and then block, or "
                  "send to other "
                  "workers. Nothing is lost.");
    case SocketType::Sub:
    case SocketType::Xsub:
        return tr(
            "Receiving is stopped: publishers queue up to their high-water mark for this panel and then drop "
            "what comes for it. Those messages are lost.");
    case SocketType::Rep:
        return tr("Receiving is stopped: clients that ask wait for their reply until you resume.");
    case SocketType::Req:
        return tr("Receiving is stopped: the reply waits until you resume, and the next request with it.");
    case SocketType::Router:
        return tr("Receiving is stopped: peers queue up to their high-water mark and then block; REQ clients "
                  "wait for "
                  "their reply. A peer that reconnects under the same routing id is not taken in until you "
                  "resume.");
    case SocketType::Dealer:
        return tr("Receiving is stopped: REP and DEALER peers queue up to their high-water mark and then "
                  "block. ROUTER "
                  "peers drop what is beyond it, or get an error if they are mandatory.");
    case SocketType::Pair:
        return tr("Receiving is stopped: the peer queues up to its high-water mark and then blocks. Nothing "
                  "is lost.");
    case SocketType::Pub:
    case SocketType::Xpub:
        return tr("Receiving is stopped: subscriptions still count, but are not shown until you resume.");
    case SocketType::Stream:
        return tr(
            "Receiving is stopped: TCP slows the peers down until they can send no more. Nothing is lost.");
    case SocketType::Push:
        return tr("Receiving is stopped. PUSH receives nothing anyway.");
    }
    return {};
}

} // namespace zmqscope
