// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/tone_bar.h"

class QLabel;

namespace zmqscope {

/// Says that only one connection is shown, and ends that by a click.
class ConnectionChip final : public ToneBar
{
    Q_OBJECT
public:
    explicit ConnectionChip(QWidget *parent);

    /// @p name is the peer's address.
    void setConnection(const QString &name);

signals:
    void closed();

private:
    QLabel *m_label;
};

} // namespace zmqscope
