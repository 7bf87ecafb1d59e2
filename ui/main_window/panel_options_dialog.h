// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace zmqscope {

class Panel;

/// The socket options of a panel; of a bridge, those of each side. Goes when the panel goes.
class PanelOptionsDialog final : public QDialog
{
    Q_OBJECT
public:
    PanelOptionsDialog(Panel &panel, QWidget *parent);

    /// Shows the panel's dialog, the one that is open already or a new one. Blocks nothing.
    static void present(Panel &panel, QWidget *parent);

private:
    Panel *m_panel;
};

} // namespace zmqscope
