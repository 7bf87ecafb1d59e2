// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/history_dialog.h"

#include "ui/controls/tone_label.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace zmqscope {

namespace {

constexpr qint64 mebibyte = 1024 * 1024;
constexpr int maxMebibytes = 64 * 1024; // 64 GiB: more than this fits into few machines
constexpr int maxMessages = 1'000'000'000;

} // namespace

HistoryDialog::HistoryDialog(StoreLimits limits, QWidget *parent)
    : QDialog(parent)
    , m_mebibytes(new QSpinBox)
    , m_messages(new QSpinBox)
{
    setWindowTitle(tr("Log limit"));

    m_mebibytes->setRange(1, maxMebibytes);
    m_mebibytes->setSuffix(tr(" MiB"));
    m_mebibytes->setGroupSeparatorShown(true);
    m_mebibytes->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_mebibytes->setValue(int(std::clamp<qint64>(limits.bytes / mebibyte, 1, maxMebibytes)));
    m_messages->setRange(0, maxMessages);
    m_messages->setSpecialValueText(tr("No limit"));
    m_messages->setGroupSeparatorShown(true);
    m_messages->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_messages->setValue(int(std::clamp<qint64>(limits.messages, 0, maxMessages)));

    auto *explanation = new ToneLabel(
        tr("When one of the limits is reached, the oldest messages go first. The log says how many went."),
        theme::Role::TextMuted);
    explanation->setWordWrap(true);

    auto *form = new QFormLayout;
    form->addRow(tr("&Memory"), m_mebibytes);
    form->addRow(tr("M&essages"), m_messages);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(explanation);
    layout->addLayout(form);
    layout->addWidget(buttons);
    m_mebibytes->selectAll();
}

StoreLimits HistoryDialog::limits() const
{
    return {.bytes = m_mebibytes->value() * mebibyte, .messages = m_messages->value()};
}

} // namespace zmqscope
