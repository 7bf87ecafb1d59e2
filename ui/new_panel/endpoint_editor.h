// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/zmq/endpoint.h"

#include <QList>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace zmqscope {

class EndpointRow;
class ToneLabel;

/// Edits the endpoints of one socket: any number of rows, each judged as one types.
class EndpointEditor final : public QWidget {
    Q_OBJECT
public:
    explicit EndpointEditor(QWidget *parent = nullptr);

    /// The socket type that the addresses are judged for.
    void setType(SocketType type);
    QList<Endpoint> endpoints() const;
    void setEndpoints(const QList<Endpoint> &endpoints);
    /// The first row's problem; ok when all rows, or none, are right.
    Result<void> check() const;

signals:
    void changed();

private:
    EndpointRow *addRow(const Endpoint &endpoint);
    void removeRow(EndpointRow *row);
    void renumber();

    SocketType m_type = SocketType::Sub;
    QList<EndpointRow *> m_rows;
    QVBoxLayout *m_rowLayout;
    ToneLabel *m_empty;
    QPushButton *m_add;
    bool m_filling = false;
};

/// The port of ZeroMQ's own examples, from which new endpoints start.
constexpr int usualPort = 5556;

/// The endpoint that a panel of this type usually has: publishers, routers, repliers and pushers
/// bind, the others connect. @p port is the TCP port.
Endpoint usualEndpoint(SocketType type, int port = usualPort);

} // namespace zmqscope
