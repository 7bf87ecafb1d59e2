// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <QWidget>

class QLabel;

namespace zmqscope {

class EndpointEditor;
class SubscriptionEditor;

/// Edits what one socket is made from, its type given: endpoints and, where the type has them,
/// subscriptions. A change of type brings the usual endpoint of the new one unless a person has
/// written something else.
class SideEditor final : public QWidget {
    Q_OBJECT
public:
    /// @p port is the TCP port that the usual endpoints have.
    explicit SideEditor(int port, QWidget *parent = nullptr);

    SocketType type() const { return m_type; }
    void setType(SocketType type);
    SideConfig config() const;
    Result<void> check() const;

signals:
    void changed();

private:
    int m_port;
    SocketType m_type = SocketType::Sub;
    EndpointEditor *m_endpoints;
    QLabel *m_subscriptionsLabel;
    SubscriptionEditor *m_subscriptions;
};

/// A heading above a group of controls.
QLabel *makeHeading(const QString &text, QWidget *parent);

} // namespace zmqscope
