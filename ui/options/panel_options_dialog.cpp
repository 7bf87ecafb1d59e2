// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/options/panel_options_dialog.h"

#include "core/panel/panel.h"
#include "ui/options/option_editor.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QTabWidget>
#include <QVBoxLayout>

namespace zmqscope {

PanelOptionsDialog::PanelOptionsDialog(Panel &panel, QWidget *parent)
    : QDialog(parent)
    , m_panel(&panel)
{
    const auto showName = [this] { setWindowTitle(tr("Options of %1").arg(m_panel->name())); };
    showName();
    connect(&panel, &Panel::nameChanged, this, showName);

    auto *layout = new QVBoxLayout(this);
    const QList<Channel *> &channels = panel.channels();
    if (channels.size() == 1) {
        layout->addWidget(new OptionEditor(*channels.first(), this), 1);
    } else {
        auto *sides = new QTabWidget(this);
        for (Channel *channel : channels)
            sides->addTab(new OptionEditor(*channel, sides), socketTypeName(channel->type()));
        layout->addWidget(sides, 1);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(theme::margin, 0, theme::margin, theme::margin);
    bottom->addWidget(buttons);
    layout->addLayout(bottom);
    layout->setContentsMargins({}); // the editor keeps its own distance
    layout->setSpacing(0);
    resize(fontMetrics().averageCharWidth() * 126, fontMetrics().height() * 36);
}

PanelOptionsDialog *PanelOptionsDialog::find(const Panel &panel, const QWidget *parent)
{
    const QList<PanelOptionsDialog *> dialogs = parent->findChildren<PanelOptionsDialog *>();
    for (PanelOptionsDialog *dialog : dialogs) {
        if (dialog->m_panel == &panel)
            return dialog;
    }
    return nullptr;
}

void PanelOptionsDialog::present(Panel &panel, QWidget *parent)
{
    PanelOptionsDialog *dialog = find(panel, parent);
    if (!dialog) {
        dialog = new PanelOptionsDialog(panel, parent);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void PanelOptionsDialog::dismiss(const Panel &panel, const QWidget *parent)
{
    if (PanelOptionsDialog *dialog = find(panel, parent))
        dialog->close();
}

} // namespace zmqscope
