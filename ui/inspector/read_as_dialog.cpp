// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/read_as_dialog.h"

#include "core/codec/codec_registry.h"
#include "ui/controls/tone_label.h"
#include "ui/format/format_picker.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace zmqscope {

ReadAsDialog::ReadAsDialog(const QString &codecId, QWidget *parent)
    : QDialog(parent)
    , m_picker(new FormatPicker(FormatPicker::For::Reading, this))
    , m_problem(new ToneLabel(theme::Role::Bad))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Read as"));
    m_picker->setFormatName(tr("Format"));
    m_picker->setCodec(codecId);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Read"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_picker, &FormatPicker::changed, m_problem, &QWidget::hide);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_picker);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 60, sizeHint().height());
}

void ReadAsDialog::accept()
{
    const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(m_picker->codec());
    if (!codec) {
        m_problem->setText(codec.error().text());
        m_problem->show();
        return;
    }
    emit chosen(*codec);
    QDialog::accept();
}

} // namespace zmqscope
