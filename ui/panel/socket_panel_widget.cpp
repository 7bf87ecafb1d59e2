// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/socket_panel_widget.h"

#include "core/panel/socket_panel.h"
#include "ui/inspector/inspector.h"
#include "ui/log/log_view.h"
#include "ui/panel/error_bar.h"
#include "ui/panel/panel_views.h"
#include "ui/panel/reading_splitter.h"
#include "ui/panel/state_strip.h"
#include "ui/send/send_form.h"

#include <QFocusEvent>
#include <QVBoxLayout>

namespace zmqscope {

namespace {
constexpr int narrowest = 280;
}

SocketPanelWidget::SocketPanelWidget(SocketPanel &panel, QWidget *parent)
    : QWidget(parent)
{
    auto *errors = new ErrorBar(panel, this);
    auto *strip = new StateStrip(panel, panel.channel(), this);
    m_reading = new ReadingSplitter(panel, this);
    m_rows = new QSplitter(Qt::Vertical, this);
    m_rows->setChildrenCollapsible(false);
    m_rows->addWidget(m_reading);
    m_rows->setStretchFactor(0, 1);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(errors);
    rows->addWidget(strip);
    rows->addWidget(m_rows, 1);
    setMinimumWidth(narrowest);
    connect(strip, &StateStrip::failed, errors, &ErrorBar::showError);

    if (!traits(panel.type()).canSend)
        return;
    m_form = new SendForm(panel, m_rows);
    m_rows->addWidget(m_form);
    m_rows->setStretchFactor(1, 0);
    connect(m_rows, &QSplitter::splitterMoved, this, [this] { m_moved = true; });
    connect(m_form, &SendForm::preferredHeightChanged, this, &SocketPanelWidget::arrange);
    connect(&m_reading->log(), &LogView::resendRequested, m_form, &SendForm::resend);
    connect(&m_reading->log(), &LogView::editRequested, m_form, &SendForm::edit);
    connect(&m_reading->log(), &LogView::replyRequested, m_form, &SendForm::replyTo);
    connect(&m_reading->views(), &PanelViews::addressRequested, m_form, &SendForm::address);
    connect(m_form, &SendForm::connectRequested, strip, &StateStrip::openAddPopup);
}

void SocketPanelWidget::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SocketPanelWidget::arrange()
{
    if (!m_form || m_moved)
        return;
    const int whole = m_rows->height() - m_rows->handleWidth();
    const int form = qMax(m_form->minimumHeight(), qMin(m_form->preferredHeight(), whole / 2));
    m_rows->setSizes({whole - form, form});
}

void SocketPanelWidget::focusInEvent(QFocusEvent *event)
{
    log().setFocus(event->reason());
}

LogView &SocketPanelWidget::log() const
{
    return m_reading->log();
}

} // namespace zmqscope
