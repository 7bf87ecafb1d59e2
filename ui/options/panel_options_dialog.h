// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace zmqscope {

class Panel;

/// The socket options of a panel; of a bridge, those of each side. Must go before the panel goes.
class PanelOptionsDialog final : public QDialog {
    Q_OBJECT
public:
    PanelOptionsDialog(Panel &panel, QWidget *parent);

    /// Shows the panel's dialog, the one that is open already or a new one. Blocks nothing.
    static void present(Panel &panel, QWidget *parent);
    /// Closes the panel's dialog, if there is one.
    static void dismiss(const Panel &panel, const QWidget *parent);

private:
    static PanelOptionsDialog *find(const Panel &panel, const QWidget *parent);

    Panel *m_panel;
};

} // namespace zmqscope
