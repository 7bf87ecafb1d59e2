// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/zmq/socket_type.h"

#include <QWidget>

namespace zmqscope {

/// The name of a socket type in the colour of its pattern.
class TypeBadge final : public QWidget
{
    Q_OBJECT
public:
    TypeBadge(SocketType type, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    SocketType m_type;
};

} // namespace zmqscope
