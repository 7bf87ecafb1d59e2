// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/panel_title_bar.h"

#include "core/panel/panel.h"
#include "ui/controls/tone_label.h"
#include "ui/doctor/severity_look.h"
#include "ui/sidebar/panel_state.h"

#include <QContextMenuEvent>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr int stripeWidth = 4;
constexpr QSize iconExtent(theme::iconSize, theme::iconSize);

QToolButton *titleButton(QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIconSize(iconExtent);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void setText(QToolButton *button, QLatin1StringView icon, const QString &text)
{
    button->setIcon(theme::icon(icon));
    button->setToolTip(text);
    button->setAccessibleName(text);
}

} // namespace

PanelTitleBar::PanelTitleBar(Panel &panel, QDockWidget *dock)
    : QWidget(dock)
    , m_panel(panel)
    , m_dock(dock)
    , m_name(new ToneLabel(theme::Role::TextMuted, this))
    , m_editor(new QLineEdit(this))
    , m_state(new QLabel(this))
    , m_findings(titleButton(this))
    , m_float(titleButton(this))
    , m_close(titleButton(this))
{
    m_name->setTextFormat(Qt::PlainText);
    m_name->setMinimumWidth(1); // a long name is cut off, and does not widen the dock
    m_editor->setAccessibleName(tr("Panel name"));
    m_editor->hide();
    m_editor->installEventFilter(this);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(stripeWidth + theme::spacing, 2, 2, 3);
    layout->setSpacing(theme::spacing);
    layout->addWidget(m_state);
    layout->addWidget(m_name, 1);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_findings);
    layout->addWidget(m_float);
    layout->addWidget(m_close);

    connect(m_editor, &QLineEdit::returnPressed, this, [this] { endRename(true); });
    m_findings->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_findings->hide();
    connect(m_findings, &QToolButton::clicked, this, &PanelTitleBar::findingsRequested);
    connect(m_close, &QToolButton::clicked, this, &PanelTitleBar::closeRequested);
    connect(m_float, &QToolButton::clicked, this, &PanelTitleBar::floatRequested);
    connect(m_dock, &QDockWidget::topLevelChanged, this, &PanelTitleBar::refresh);
    connect(&panel, &Panel::nameChanged, this, &PanelTitleBar::refresh);
    connect(&panel, &Panel::stateChanged, this, &PanelTitleBar::refreshState);
    refresh();
}

void PanelTitleBar::startRename()
{
    m_editor->setText(m_panel.name());
    m_editor->selectAll();
    m_name->hide();
    m_editor->show();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void PanelTitleBar::endRename(bool keep)
{
    if (m_editor->isHidden())
        return;
    const QString name = m_editor->text().simplified();
    const bool hadFocus = m_editor->hasFocus();
    m_editor->hide();
    m_name->show();
    if (hadFocus && m_dock->widget())
        m_dock->widget()->setFocus(Qt::OtherFocusReason);
    if (keep && !name.isEmpty() && name != m_panel.name())
        m_panel.setName(name);
}

void PanelTitleBar::setCurrent(bool current)
{
    if (m_current == current)
        return;
    m_current = current;
    m_name->setRole(current ? theme::Role::Text : theme::Role::TextMuted);
    update();
}

void PanelTitleBar::setFindings(qsizetype count, Severity worst)
{
    m_findingCount = count;
    m_worst = worst;
    m_findings->setVisible(count > 0);
    m_findings->setIcon(theme::icon(severityIcon(worst), severityRole(worst)));
    m_findings->setText(count > 1 ? QString::number(count) : QString());
    m_findings->setToolTip(tr("The Doctor has %1 here. Click to read.").arg(findingCountText(count)));
    m_findings->setAccessibleName(findingCountText(count));
}

void PanelTitleBar::paintEvent(QPaintEvent *)
{
    using theme::Role;
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(m_current ? Role::Surface : Role::SurfaceRaised));
    if (m_current)
        painter.fillRect(QRect(0, height() - 2, width(), 2), theme::color(Role::Accent));
    else
        painter.fillRect(QRect(0, height() - 1, width(), 1), theme::color(Role::Border));
    painter.fillRect(QRect(0, 0, stripeWidth, height()), theme::patternColor(m_panel.pattern()));
}

void PanelTitleBar::mousePressEvent(QMouseEvent *event)
{
    emit pressed();
    event->ignore(); // the dock moves by it
}

void PanelTitleBar::mouseDoubleClickEvent(QMouseEvent *event)
{
    startRename();
    event->accept();
}

void PanelTitleBar::contextMenuEvent(QContextMenuEvent *event)
{
    emit menuRequested(event->globalPos());
    event->accept();
}

void PanelTitleBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

bool PanelTitleBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor) {
        if (event->type() == QEvent::FocusOut)
            endRename(true);
        if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
            if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
                event->accept();
                if (event->type() == QEvent::KeyPress)
                    endRename(false);
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PanelTitleBar::refresh()
{
    m_name->setText(m_panel.name());
    m_name->setToolTip(tr("%1\nDouble-click to rename").arg(m_panel.name()));
    const bool floating = m_dock->isFloating();
    setText(m_float, floating ? "dock"_L1 : "float"_L1, floating ? tr("Dock panel") : tr("Float panel"));
    setText(m_close, "close"_L1, tr("Close panel"));
    setFindings(m_findingCount, m_worst);
    refreshState();
}

void PanelTitleBar::refreshState()
{
    const PanelState state = panelState(m_panel);
    m_state->setPixmap(
        theme::icon(iconOf(state.kind), roleOf(state.kind)).pixmap(iconExtent, devicePixelRatioF()));
    m_state->setAccessibleName(state.text);
    m_state->setToolTip(state.detail.isEmpty() ? state.text : state.text + u'\n' + state.detail);
}

} // namespace zmqscope
