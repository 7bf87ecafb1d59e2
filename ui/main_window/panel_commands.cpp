// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/panel_commands.h"

#include "core/panel/session.h"
#include "core/profile/session_profile.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/panel_docks.h"
#include "ui/main_window/unsent_guard.h"
#include "ui/new_panel/new_panel_dialog.h"
#include "ui/options/panel_options_dialog.h"
#include "ui/rules/rules_dialog.h"

#include <QPointer>
#include <QSet>
#include <algorithm>

namespace zmqscope {

namespace {

constexpr int undoSeconds = 20; ///< the notice goes by then; the menu still undoes

/// True when a second socket cannot bind what the config binds.
bool bindsFixedAddress(const SideConfig &side)
{
    return std::any_of(side.endpoints.begin(), side.endpoints.end(), [](const Endpoint &endpoint) {
        return endpoint.role == EndpointRole::Bind && !hasWildcardPort(endpoint.address);
    });
}

/// "feed (2)": the first number that is free.
QString nameOfCopy(const QString &name, const QList<Panel *> &panels)
{
    QSet<QString> taken;
    for (const Panel *panel : panels)
        taken << panel->name();
    for (int n = 2;; ++n) {
        const QString copy = PanelCommands::tr("%1 (%2)").arg(name).arg(n);
        if (!taken.contains(copy))
            return copy;
    }
}

} // namespace

PanelCommands::PanelCommands(
    Session &session, PanelDocks &docks, NoticeBar &notices, UnsentGuard &guard, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_docks(docks)
    , m_notices(notices)
    , m_guard(guard)
    , m_window(window)
{
    connect(&docks, &PanelDocks::closeRequested, this, &PanelCommands::close);
    connect(&session, &Session::panelRemoved, this, [this](Panel *panel) {
        PanelOptionsDialog::dismiss(*panel, m_window);
        RulesDialog::dismiss(*panel, m_window);
    });
}

void PanelCommands::createNew()
{
    NewPanelDialog dialog(m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QList<Panel *> made = createPanels(m_session, {dialog.config()});
    m_docks.activate(made.value(0));
}

void PanelCommands::duplicate(Panel *panel)
{
    if (!panel)
        return;
    PanelConfig config = panel->config();
    config.name = nameOfCopy(panel->name(), m_session.panels());
    const bool clashes = panel->isOpen()
        && (bindsFixedAddress(config.side) || (config.second && bindsFixedAddress(*config.second)));
    config.openAtStart = panel->isOpen() && !clashes;
    const QList<Panel *> made = createPanels(m_session, {config});
    m_docks.activate(made.value(0));
    if (clashes)
        m_notices.tell(NoticeBar::Level::Info,
            tr("“%1” is closed, because “%2” already binds the same address. Change its endpoint, then open "
               "it.")
                .arg(config.name, panel->name()),
            {}, undoSeconds);
}

void PanelCommands::close(Panel *panel)
{
    if (!panel)
        return;
    const QPointer<Panel> guarded(panel);
    if (m_guard.mayClose({panel}, [this, guarded] { closeNow(guarded); }))
        closeNow(panel);
}

void PanelCommands::closeNow(Panel *panel)
{
    if (!m_session.panels().contains(panel))
        return;
    const QString name = panel->name();
    m_session.close(panel);
    m_notices.tell(NoticeBar::Level::Info, tr("Closed “%1”.").arg(name),
        {{tr("Undo"), [this] { undoClose(); }}}, undoSeconds);
}

void PanelCommands::undoClose()
{
    Panel *panel = m_session.undoClose();
    if (!panel)
        return;
    m_notices.dismiss();
    m_docks.activate(panel);
}

void PanelCommands::openOrClose(Panel *panel)
{
    if (!panel)
        return;
    if (!panel->isOpen()) {
        reopen(panel);
        return;
    }
    const QPointer<Panel> guarded(panel);
    const auto closeSocket = [guarded] {
        if (guarded)
            guarded->close();
    };
    if (m_guard.mayClose({panel}, closeSocket))
        closeSocket();
}

void PanelCommands::reopen(Panel *panel)
{
    if (!panel)
        return;
    if (panel->isOpen())
        panel->close();
    // What fails is shown in the panel itself.
    (void)panel->open();
}

void PanelCommands::showOptions(Panel *panel)
{
    if (panel)
        PanelOptionsDialog::present(*panel, m_window);
}

void PanelCommands::showRules(Panel *panel)
{
    if (panel)
        RulesDialog::present(*panel, m_window);
}

} // namespace zmqscope
