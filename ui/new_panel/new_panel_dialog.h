// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace zmqscope {

class BridgeEditor;
class SideEditor;
class SocketTypeList;
class ToneLabel;

/// Asks what a new panel is to be: a socket type with its endpoints and subscriptions, or a bridge
/// of two. Can be accepted only when what stands in it can be opened.
class NewPanelDialog final : public QDialog {
    Q_OBJECT
public:
    explicit NewPanelDialog(QWidget *parent = nullptr);

    /// The panel as described; its name is the suggested one when none was written.
    PanelConfig config() const;

    void accept() override;

private:
    Result<void> check() const;
    PanelConfig unnamedConfig() const;
    void typeChanged();
    void update();

    SocketTypeList *m_types;
    QStackedWidget *m_pages;
    SideEditor *m_side;
    BridgeEditor *m_bridge;
    QLineEdit *m_name;
    ToneLabel *m_reason;
    QPushButton *m_create;
};

} // namespace zmqscope
