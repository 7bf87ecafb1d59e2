// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_notice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace zmqscope {

LogNotice::LogNotice(Tone tone, const QString &buttonText, QWidget *parent)
    : ToneBar(tone == Tone::Info ? theme::Role::InfoFill : theme::Role::WarningFill,
        tone == Tone::Info ? theme::Role::Info : theme::Role::Warning, parent)
    , m_label(new QLabel)
    , m_button(new QPushButton(buttonText))
{
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    connect(m_button, &QPushButton::clicked, this, &LogNotice::buttonClicked);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::margin, 3, theme::margin, 3);
    layout->setSpacing(theme::spacing);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_button);
    hide();
}

void LogNotice::setText(const QString &text)
{
    if (!text.isEmpty() && text != m_label->text())
        m_label->setText(text);
    setVisible(!text.isEmpty());
}

} // namespace zmqscope
