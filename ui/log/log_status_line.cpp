// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_status_line.h"

#include "core/panel/panel.h"
#include "ui/controls/tone_label.h"
#include "ui/log/elided_label.h"
#include "ui/log/history_dialog.h"
#include "ui/log/log_model.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

namespace zmqscope {

using namespace Qt::StringLiterals;

LogStatusLine::LogStatusLine(Panel &panel, const LogModel &model, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_model(model)
    , m_counts(new ElidedLabel(theme::Role::TextMuted))
    , m_evicted(new ToneLabel(theme::Role::Warning))
    , m_limit(new QToolButton)
{
    m_limit->setAutoRaise(true);
    m_limit->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_limit->setIcon(theme::icon("history"_L1));
    m_limit->setFocusPolicy(Qt::TabFocus);
    m_limit->setToolTip(tr("Change how much this log keeps"));
    connect(m_limit, &QToolButton::clicked, this, &LogStatusLine::changeLimit);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::margin, 1, theme::spacing, 1);
    layout->setSpacing(theme::spacing);
    layout->addWidget(m_counts, 1);
    layout->addWidget(m_evicted);
    layout->addWidget(m_limit);
}

void LogStatusLine::updateTexts()
{
    const MessageStore &store = m_panel.store();
    const PanelCounters &counters = m_panel.counters();
    const QLocale locale;
    const QString stored = locale.toString(store.count());
    QStringList parts{m_model.rowCount() == store.count()
            ? (store.count() == 1 ? tr("1 message") : tr("%1 messages").arg(stored))
            : tr("%1 of %2 messages shown").arg(locale.toString(m_model.rowCount()), stored)};
    if (counters.received > 0)
        parts += tr("%1 received").arg(locale.toString(counters.received));
    if (counters.sent > 0)
        parts += tr("%1 sent").arg(locale.toString(counters.sent));
    if (counters.passed > 0)
        parts += tr("%1 passed on").arg(locale.toString(counters.passed));
    parts +=
        tr("%1 in memory").arg(locale.formattedDataSize(store.memoryBytes(), 1, QLocale::DataSizeIecFormat));
    m_counts->setParts(parts);

    const StoreLimits limits = store.limits();
    const QString bytes = locale.formattedDataSize(limits.bytes, 0, QLocale::DataSizeIecFormat);
    m_limit->setText(limits.messages > 0
            ? tr("Limit %1 or %2 messages").arg(bytes, locale.toString(limits.messages))
            : tr("Limit %1").arg(bytes));

    const QString gone = locale.toString(store.evicted());
    m_evicted->setVisible(store.evicted() > 0);
    m_evicted->setText(tr("%1 oldest went").arg(gone));
    m_evicted->setToolTip(
        tr("The log is full: the %1 oldest messages have made room for newer ones.").arg(gone));
}

void LogStatusLine::changeLimit()
{
    auto *dialog = new HistoryDialog(m_panel.store().limits(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_panel.setHistory(dialog->limits());
        emit limitChanged();
    });
    dialog->open();
}

} // namespace zmqscope
