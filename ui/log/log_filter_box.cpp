// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_filter_box.h"

#include "ui/controls/filter_line.h"
#include "ui/controls/tone_label.h"
#include "ui/log/log_model.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

namespace zmqscope {

using namespace Qt::StringLiterals;

LogFilterBox::LogFilterBox(LogModel &model, const MessageStore &store, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_store(store)
    , m_text(new FilterLine(tr("Filter messages")))
    , m_peer(new QToolButton)
    , m_caseSensitive(new QAction(this))
    , m_count(new ToneLabel(theme::Role::TextMuted))
{
    m_text->setToolTip(tr("Show only messages with this text in one of their frames (Ctrl+F)"));
    m_text->funnel()->setText(tr("Filter messages"));
    connect(m_text->funnel(), &QAction::triggered, this, &LogFilterBox::activate);
    connect(m_text, &FilterLine::textChanged, this, &LogFilterBox::apply);
    connect(m_text, &FilterLine::left, this, &LogFilterBox::left);

    m_caseSensitive->setCheckable(true);
    m_caseSensitive->setIcon(theme::icon("case-sensitive"_L1));
    m_caseSensitive->setText(tr("Match case"));
    connect(m_caseSensitive, &QAction::toggled, this, &LogFilterBox::apply);
    auto *caseButton = new QToolButton;
    caseButton->setDefaultAction(m_caseSensitive);
    caseButton->setAutoRaise(true);
    caseButton->setAccessibleName(m_caseSensitive->text());
    caseButton->setFocusPolicy(Qt::TabFocus);

    m_peer->setIcon(theme::icon("close"_L1));
    m_peer->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_peer->setToolTip(tr("Only messages of this peer are shown. Click to show those of all."));
    m_peer->setFocusPolicy(Qt::TabFocus);
    m_peer->hide();
    connect(m_peer, &QToolButton::clicked, this, [this] {
        setPeer({}, {});
        emit left();
    });

    connect(&model.filter(), &QuickFilter::progressChanged, this, &LogFilterBox::updateCount);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme::spacing / 2);
    layout->addWidget(m_peer);
    layout->addWidget(m_text, 1);
    layout->addWidget(caseButton);
    layout->addWidget(m_count);
    m_count->hide();
}

void LogFilterBox::activate()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void LogFilterBox::setText(const QString &text)
{
    m_text->setText(text);
}

void LogFilterBox::setPeer(PeerId peer, const QString &name)
{
    constexpr int longestName = 180;
    m_peer->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, longestName));
    m_peer->setAccessibleName(tr("Only messages of %1; show all").arg(name));
    m_peer->setVisible(peer.value != 0);
    m_model.filter().setPeer(peer);
    updateCount();
}

void LogFilterBox::clear()
{
    setText({});
    setPeer({}, {});
}

void LogFilterBox::apply()
{
    m_model.filter().setNeedle(
        m_text->text(), m_caseSensitive->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive);
    updateCount();
}

void LogFilterBox::updateCount()
{
    const QuickFilter &filter = m_model.filter();
    m_count->setVisible(filter.isActive());
    if (!filter.isActive())
        return;
    const QLocale locale;
    QString text = tr("%1 of %2", "matches of messages")
                       .arg(locale.toString(m_model.rowCount()), locale.toString(m_store.count()));
    if (filter.scanning())
        text = tr("%1 · %2 %", "matches, then progress in per cent")
                   .arg(text, locale.toString(int(filter.progress() * 100)));
    m_count->setText(text);
    m_count->setToolTip(filter.missed() > 0
            ? tr("%1 messages went before they could be searched").arg(locale.toString(filter.missed()))
            : QString());
}

} // namespace zmqscope
