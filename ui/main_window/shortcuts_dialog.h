// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QMenuBar;

namespace zmqscope {

/// Every shortcut of the menus, and those that work inside a panel.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const QMenuBar *menus, QWidget *parent);
};

} // namespace zmqscope
