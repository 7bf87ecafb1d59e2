// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/sequence_dialog.h"
#include "ui/format/format_picker.h"

#include "core/automation/message_composer.h"
#include "core/automation/panel_automation.h"
#include "core/automation/sequence_run.h"
#include "ui/controls/tone_label.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QVBoxLayout>

#include <limits>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 most = std::numeric_limits<int>::max(); ///< what a field can hold
constexpr qint64 maxStep = 1'000'000;
constexpr qint64 endless = std::numeric_limits<qint64>::max();
constexpr int maxIntervalMs = 24 * 3600 * 1000;
constexpr int barSteps = 1000;

QSpinBox *numberField(qint64 minimum, qint64 maximum, QWidget *parent)
{
    auto *field = new QSpinBox(parent);
    field->setRange(int(minimum), int(maximum));
    field->setGroupSeparatorShown(true);
    field->setAlignment(Qt::AlignRight);
    return field;
}

QString numbered(const SequenceConfig &config, qint64 number)
{
    QString text = config.text;
    return text.replace("{n}"_L1, QString::number(number));
}

} // namespace

SequenceDialog::SequenceDialog(SocketPanel &panel, QWidget *parent)
    : QDialog(parent)
    , m_panel(panel)
    , m_text(new QLineEdit(this))
    , m_codec(new FormatPicker(FormatPicker::For::Sending, this))
    , m_from(numberField(-most, most, this))
    , m_to(numberField(-most, most, this))
    , m_step(numberField(-maxStep, maxStep, this))
    , m_count(numberField(0, most, this))
    , m_interval(numberField(0, maxIntervalMs, this))
    , m_withPanel(new QCheckBox(tr("Start &with the panel"), this))
    , m_preview(new ToneLabel(theme::Role::TextMuted, this))
    , m_bar(new QProgressBar(this))
    , m_status(new ToneLabel(theme::Role::TextMuted, this))
    , m_start(new QPushButton(this))
{
    setWindowTitle(tr("Send a sequence: %1").arg(panel.name()));
    setAttribute(Qt::WA_DeleteOnClose);
    m_codec->setFormatName(tr("Format of the text"));
    m_text->setFont(theme::monospace());
    m_text->setToolTip(tr("{n} stands for the number; {now}, {uuid}, {random:1..100} are filled in too. Topic, receiver and delimiter are those of the send form."));
    m_interval->setSuffix(tr(" ms"));
    m_interval->setSpecialValueText(tr("as fast as it goes"));
    m_count->setSpecialValueText(tr("endless"));
    m_withPanel->setToolTip(tr("Run by itself each time the panel opens; saved in the profile"));
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    m_status->setWordWrap(true);
    m_preview->setWordWrap(true);

    auto *textRow = new QHBoxLayout;
    textRow->addWidget(m_text, 1);
    textRow->addWidget(m_codec);
    auto *form = new QFormLayout;
    form->addRow(tr("&Text"), textRow);
    static_cast<QLabel *>(form->labelForField(textRow))->setBuddy(m_text);
    form->addRow(tr("&From"), m_from);
    form->addRow(tr("U&p to"), m_to);
    form->addRow(tr("&Step"), m_step);
    form->addRow(tr("&Messages"), m_count);
    form->addRow(tr("&Interval"), m_interval);
    form->addRow(QString(), m_withPanel);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_start, QDialogButtonBox::ActionRole);
    m_start->setDefault(true);
    auto *rows = new QVBoxLayout(this);
    rows->addLayout(form);
    rows->addWidget(m_preview);
    rows->addWidget(m_bar);
    rows->addWidget(m_status);
    rows->addStretch(1);
    rows->addWidget(buttons);
    setMinimumWidth(400);

    setConfig(panel.config().sequence.value_or(SequenceConfig{}));
    connect(m_text, &QLineEdit::textChanged, this, &SequenceDialog::edited);
    connect(m_codec, &FormatPicker::changed, this, &SequenceDialog::edited);
    for (QSpinBox *field : {m_from, m_step, m_interval})
        connect(field, &QSpinBox::valueChanged, this, &SequenceDialog::edited);
    connect(m_to, &QSpinBox::valueChanged, this, [this] {
        if (!m_filling)
            m_endless = false;
        edited();
    });
    connect(m_count, &QSpinBox::valueChanged, this, &SequenceDialog::countEdited);
    connect(m_withPanel, &QCheckBox::toggled, this, &SequenceDialog::edited);
    connect(m_start, &QPushButton::clicked, this, &SequenceDialog::startOrStop);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(run(), &SequenceRun::progressed, this, &SequenceDialog::updateProgress);
    connect(run(), &SequenceRun::finished, this, &SequenceDialog::updateProgress);
    updatePreview();
    updateProgress();
    m_text->setFocus();
}

SequenceRun *SequenceDialog::run() const
{
    attachAutomation(m_panel);
    return &PanelAutomation::of(m_panel)->sequence();
}

SequenceConfig SequenceDialog::config() const
{
    SequenceConfig config;
    config.text = m_text->text();
    config.codec = m_codec->codec();
    config.from = m_from->value();
    config.step = m_step->value();
    config.to = m_endless ? (config.step < 0 ? -endless : endless) : m_to->value();
    config.intervalMs = m_interval->value();
    config.startWithPanel = m_withPanel->isChecked();
    return config;
}

void SequenceDialog::setConfig(const SequenceConfig &config)
{
    const QScopedValueRollback filling(m_filling, true);
    m_text->setText(config.text);
    m_codec->setCodec(config.codec);
    m_from->setValue(int(qBound(-most, config.from, most)));
    m_to->setValue(int(qBound(-most, config.to, most)));
    m_step->setValue(int(qBound(-maxStep, config.step, maxStep)));
    m_interval->setValue(config.intervalMs);
    m_withPanel->setChecked(config.startWithPanel);
    m_endless = config.to > most || config.to < -most;
}

void SequenceDialog::edited()
{
    if (m_filling)
        return;
    updatePreview();
    m_panel.setSequence(config());
}

void SequenceDialog::countEdited(int count)
{
    if (m_filling)
        return;
    {
        const QScopedValueRollback filling(m_filling, true);
        m_endless = count == 0;
        const qint64 to = m_from->value() + qint64(qMax(count, 1) - 1) * m_step->value();
        m_to->setValue(int(qBound(-most, to, most)));
    }
    edited();
}

void SequenceDialog::updatePreview()
{
    const QScopedValueRollback filling(m_filling, true);
    const SequenceConfig now = config();
    const qint64 length = sequenceLength(now);
    m_count->setValue(m_endless ? 0 : int(qMin(length, most)));
    m_to->setEnabled(!m_endless);
    PlaceholderValues values;
    values.number = now.from;
    const Result<QByteArray> first = encodeFrame({now.codec, now.text}, values);
    if (length == 0)
        m_preview->setTextAndRole(now.step == 0 ? tr("A step of 0 leads nowhere.")
                                                : tr("The step leads away from the end. Turn its sign round."),
                                  theme::Role::Bad);
    else if (!first)
        m_preview->setTextAndRole(first.error().detail, theme::Role::Bad);
    else if (m_endless)
        m_preview->setTextAndRole(tr("%1, %2, … until stopped").arg(numbered(now, now.from), numbered(now, now.from + now.step)),
                                  theme::Role::TextMuted);
    else if (length == 1)
        m_preview->setTextAndRole(tr("One message: %1").arg(numbered(now, now.from)), theme::Role::TextMuted);
    else
        m_preview->setTextAndRole(tr("%1 messages: %2, %3, … %4")
                                      .arg(QLocale().toString(length), numbered(now, now.from),
                                           numbered(now, now.from + now.step),
                                           numbered(now, now.from + (length - 1) * now.step)),
                                  theme::Role::TextMuted);
    m_start->setEnabled(run()->isRunning() || (length > 0 && first));
}

void SequenceDialog::updateProgress()
{
    const SequenceRun &sequence = *run();
    const SequenceRun::Progress &progress = sequence.progress();
    const bool running = sequence.isRunning();
    m_start->setText(running ? tr("St&op") : tr("Sta&rt"));
    m_bar->setValue(progress.total == 0 ? 0 : int(double(progress.done()) / double(progress.total) * barSteps));
    if (progress.total == 0) {
        m_status->setText(tr("Not started."));
        return;
    }
    const QLocale locale;
    QStringList parts{tr("%1 sent").arg(locale.toString(progress.sent))};
    if (progress.waiting > 0)
        parts.append(tr("%1 waiting").arg(locale.toString(progress.waiting)));
    if (progress.refused > 0)
        parts.append(tr("%1 refused").arg(locale.toString(progress.refused)));
    if (progress.unheard > 0)
        parts.append(tr("%1 without a subscriber").arg(locale.toString(progress.unheard)));
    if (!sequence.pauseReason().isEmpty())
        parts.append(sequence.pauseReason());
    else if (!running)
        parts.append(progress.done() >= progress.total ? tr("finished") : tr("stopped"));
    QString text = parts.join(u", "_s);
    if (!sequence.error().detail.isEmpty())
        text += u"\n"_s + sequence.error().text();
    const bool bad = progress.refused > 0;
    const bool warn = progress.unheard > 0 || progress.waiting > 0;
    m_status->setTextAndRole(text, bad ? theme::Role::Bad : warn ? theme::Role::Warning : theme::Role::Good);
}

void SequenceDialog::startOrStop()
{
    SequenceRun &sequence = *run();
    if (sequence.isRunning()) {
        sequence.stop();
        return;
    }
    m_panel.setSequence(config());
    if (Result<void> started = sequence.start(config()); !started)
        m_status->setTextAndRole(started.error().text(), theme::Role::Bad);
    else
        updateProgress();
}

} // namespace zmqscope
