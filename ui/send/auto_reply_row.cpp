// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/auto_reply_row.h"

#include "core/automation/auto_reply.h"
#include "core/automation/message_composer.h"
#include "core/automation/panel_automation.h"
#include "ui/controls/tone_label.h"
#include "ui/format/format_picker.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace zmqscope {

AutoReplyRow::AutoReplyRow(SocketPanel &panel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_on(new QCheckBox(tr("&Auto-reply"), this))
    , m_format(new FormatPicker(FormatPicker::For::Sending, this))
    , m_text(new QLineEdit(this))
    , m_note(new ToneLabel(theme::Role::TextMuted, this))
{
    m_on->setToolTip(tr("Answer each request at once with this"));
    m_text->setFont(theme::monospace());
    m_text->setPlaceholderText(tr("the answer"));
    m_text->setAccessibleName(tr("Text of the auto-reply"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    m_format->setFormatName(tr("Format of the auto-reply"));
    row->addWidget(m_on);
    row->addWidget(m_format);
    row->addWidget(m_text, 1);
    row->addWidget(m_note);
    connect(m_on, &QCheckBox::toggled, this, &AutoReplyRow::apply);
    connect(m_format, &FormatPicker::changed, this, &AutoReplyRow::apply);
    connect(m_text, &QLineEdit::textEdited, this, &AutoReplyRow::apply);
    connect(&panel, &Panel::configChanged, this, &AutoReplyRow::follow);
    connect(&panel, &Panel::published, this, &AutoReplyRow::updateCount);
    follow();
}

void AutoReplyRow::apply()
{
    if (m_following)
        return;
    m_text->setToolTip(m_format->hint());
    std::optional<FrameDraft> wanted;
    if (m_on->isChecked())
        wanted = FrameDraft{m_format->codec(), m_text->text()};
    const Result<QByteArray> bytes = wanted ? encodeFrame(*wanted) : Result<QByteArray>(QByteArray());
    if (!bytes) {
        m_note->setTextAndRole(bytes.error().detail, theme::Role::Bad);
        return;
    }
    m_panel.setAutoReply(wanted);
    updateCount();
}

void AutoReplyRow::follow()
{
    const QScopedValueRollback following(m_following, true);
    const std::optional<FrameDraft> answer = m_panel.config().autoReply;
    m_on->setChecked(answer.has_value());
    if (answer && answer->codec != m_format->codec())
        m_format->setCodec(answer->codec);
    if (answer && answer->text != m_text->text() && !m_text->hasFocus())
        m_text->setText(answer->text);
    updateCount();
}

void AutoReplyRow::updateCount()
{
    const PanelAutomation *automation = PanelAutomation::of(m_panel);
    const bool on = automation && automation->autoReply().isOn();
    m_note->setTextAndRole(on ? tr("%1 answered").arg(automation->autoReply().answered()) : QString(),
                           theme::Role::TextMuted);
}

} // namespace zmqscope
