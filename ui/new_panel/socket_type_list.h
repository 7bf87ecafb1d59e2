// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/zmq/socket_type.h"

#include <QListWidget>
#include <optional>

namespace zmqscope {

/// The kinds of panels to choose from: the twelve socket types, each with what it is for and whom
/// it talks to in the colour of its pattern, and the bridge. Typing a name goes to it.
class SocketTypeList final : public QListWidget {
    Q_OBJECT
public:
    explicit SocketTypeList(QWidget *parent = nullptr);

    /// Nothing for the bridge.
    std::optional<SocketType> type() const;
    void setType(std::optional<SocketType> type);

    QSize sizeHint() const override;

signals:
    void typeChanged();
};

} // namespace zmqscope
