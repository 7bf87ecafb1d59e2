// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/error_bar.h"

#include "core/panel/panel.h"
#include "ui/controls/tone_label.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

ErrorBar::ErrorBar(const Panel &panel, QWidget *parent)
    : ToneBar(theme::Role::BadFill, theme::Role::Bad, parent)
    , m_panel(panel)
    , m_operation(new ToneLabel(theme::Role::Bad, this))
    , m_text(new ToneLabel(theme::Role::Text, this))
{
    QFont bold = m_operation->font();
    bold.setBold(true);
    m_operation->setFont(bold);
    for (ToneLabel *label : {m_operation, m_text}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *dismiss = new QToolButton(this);
    dismiss->setIcon(theme::icon("close"_L1));
    dismiss->setAutoRaise(true);
    dismiss->setToolTip(tr("Dismiss"));
    dismiss->setAccessibleName(tr("Dismiss"));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(m_operation);
    texts->addWidget(m_text);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::margin + 2, 3, 3, 3);
    row->addLayout(texts, 1);
    row->addWidget(dismiss, 0, Qt::AlignTop);
    connect(dismiss, &QToolButton::clicked, this, &QWidget::hide);
    connect(&panel, &Panel::failed, this, &ErrorBar::showError);
    connect(&panel, &Panel::stateChanged, this, [this] {
        if (m_ofEndpoint && !hasFailedEndpoint())
            hide();
    });
    hide();
}

bool ErrorBar::hasFailedEndpoint() const
{
    return std::ranges::any_of(m_panel.channels(), [](const Channel *channel) {
        return std::ranges::any_of(channel->endpoints(), [](const EndpointStatus &status) {
            return status.state == EndpointState::Failed;
        });
    });
}

void ErrorBar::showError(const Error &error)
{
    m_operation->setText(error.operation);
    m_operation->setVisible(!error.operation.isEmpty());
    QStringList sentences;
    for (const QString &part : {error.detail, error.remedy}) {
        if (!part.isEmpty())
            sentences.append(part);
    }
    m_text->setText(sentences.join(u' '));
    m_text->setVisible(!sentences.isEmpty());
    m_ofEndpoint = hasFailedEndpoint();
    show();
}

} // namespace zmqscope
