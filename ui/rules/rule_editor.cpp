// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rule_editor.h"

#include "core/panel/message_reader.h"
#include "ui/controls/tone_label.h"
#include "ui/format/format_picker.h"
#include "ui/new_panel/topic_text.h"
#include "ui/rules/rule_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace zmqscope {

namespace {

enum FrameChoice { AnyFrame, FromFirst, FromLast, ByName };

constexpr int maxFrame = 1'000'000; ///< more than a message that anybody writes a rule for
constexpr int narrowest = 420;

QWidget *row(std::initializer_list<QWidget *> widgets)
{
    auto *holder = new QWidget;
    auto *layout = new QHBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::spacing);
    for (QWidget *widget : widgets)
        layout->addWidget(widget, qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget) ? 1 : 0);
    if (qobject_cast<QSpinBox *>(*std::prev(widgets.end())))
        layout->addStretch(1);
    return holder;
}

} // namespace

RuleEditor::RuleEditor(const MessageReader &reader, const ReadingRule &rule, QWidget *parent)
    : QDialog(parent)
    , m_reader(reader)
    , m_format(new FormatPicker(FormatPicker::For::Reading, this))
    , m_frames(new QComboBox(this))
    , m_number(new QSpinBox(this))
    , m_name(new QComboBox(this))
    , m_counted(new QCheckBox(tr("Messages of so many &frames only"), this))
    , m_count(new QSpinBox(this))
    , m_hasTopic(new QCheckBox(tr("To&pic begins with"), this))
    , m_topic(new QLineEdit(this))
    , m_protocol(new QComboBox(this))
    , m_summary(new ToneLabel(theme::Role::TextMuted, this))
{
    setWindowTitle(tr("Reading rule"));
    m_format->setFormatName(tr("Read as"));
    m_frames->addItems({tr("All frames"), tr("Frame number"), tr("Frame, counted from the last"), tr("Frame that its protocol calls")});
    m_number->setRange(1, maxFrame);
    m_number->setAccessibleName(tr("Frame number"));
    m_name->setEditable(true);
    m_name->setInsertPolicy(QComboBox::NoInsert);
    m_name->setAccessibleName(tr("Name of the frame"));
    m_count->setRange(1, maxFrame);
    m_count->setAccessibleName(tr("Number of frames"));
    m_topic->setAccessibleName(tr("Topic begins with"));
    m_topic->setPlaceholderText(tr("tick or \\x00\\x01"));
    m_topic->setToolTip(tr("The first frame behind routing ids and delimiter; \\n and \\x00 stand for bytes that are no text."));
    m_protocol->addItem(tr("Any, or none"), QString());
    for (const ProtocolPtr &protocol : reader.registry().all()) {
        if (protocol->layer == Protocol::Layer::Message)
            m_protocol->addItem(protocol->name, protocol->id);
    }
    m_summary->setWordWrap(true);

    auto *form = new QFormLayout;
    const auto add = [&](const QString &text, QWidget *field, QWidget *buddy) {
        auto *label = new QLabel(text, this);
        label->setBuddy(buddy);
        form->addRow(label, field);
    };
    add(tr("&Read as"), m_format, m_format);
    add(tr("&Which"), row({m_frames, m_number, m_name}), m_frames);
    add(tr("Pr&otocol"), m_protocol, m_protocol);
    form->addRow(row({m_hasTopic, m_topic}));
    form->addRow(row({m_counted, m_count}));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    auto *rows = new QVBoxLayout(this);
    rows->addLayout(form);
    rows->addWidget(m_summary);
    rows->addStretch(1);
    rows->addWidget(buttons);
    setMinimumWidth(narrowest);

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setRule(rule);
    connect(m_format, &FormatPicker::changed, this, &RuleEditor::update);
    connect(m_protocol, &QComboBox::currentIndexChanged, this, &RuleEditor::fillFrameNames);
    connect(m_topic, &QLineEdit::textEdited, m_hasTopic, [this] { m_hasTopic->setChecked(true); });
    for (QComboBox *box : {m_frames, m_protocol})
        connect(box, &QComboBox::currentIndexChanged, this, &RuleEditor::update);
    for (QSpinBox *box : {m_number, m_count})
        connect(box, &QSpinBox::valueChanged, this, &RuleEditor::update);
    for (QCheckBox *box : {m_counted, m_hasTopic})
        connect(box, &QCheckBox::toggled, this, &RuleEditor::update);
    connect(m_name, &QComboBox::editTextChanged, this, &RuleEditor::update);
    connect(m_topic, &QLineEdit::textChanged, this, &RuleEditor::update);
    update();
    m_format->setFocus();
}

void RuleEditor::setRule(const ReadingRule &rule)
{
    m_format->setCodec(rule.codec);
    if (!rule.protocol.isEmpty() && m_protocol->findData(rule.protocol) < 0)
        m_protocol->addItem(tr("%1 (not known here)").arg(rule.protocol), rule.protocol);
    m_protocol->setCurrentIndex(std::max(0, m_protocol->findData(rule.protocol)));
    fillFrameNames();
    if (!rule.frameName.isEmpty()) {
        m_frames->setCurrentIndex(ByName);
        m_name->setEditText(rule.frameName);
    } else if (rule.frame) {
        m_frames->setCurrentIndex(*rule.frame < 0 ? FromLast : FromFirst);
        m_number->setValue(*rule.frame < 0 ? -*rule.frame : *rule.frame + 1);
    }
    m_counted->setChecked(rule.frames.has_value());
    m_count->setValue(rule.frames.value_or(1));
    m_hasTopic->setChecked(rule.topic.has_value());
    m_topic->setText(topicText(rule.topic.value_or(QByteArray())));
}

ReadingRule RuleEditor::rule() const
{
    ReadingRule rule;
    rule.codec = m_format->codec();
    switch (m_frames->currentIndex()) {
    case FromFirst: rule.frame = m_number->value() - 1; break;
    case FromLast: rule.frame = -m_number->value(); break;
    case ByName: rule.frameName = m_name->currentText().trimmed(); break;
    default: break;
    }
    if (m_counted->isChecked())
        rule.frames = m_count->value();
    if (m_hasTopic->isChecked()) {
        if (const Result<QByteArray> topic = parseTopic(m_topic->text()))
            rule.topic = *topic;
    }
    rule.protocol = m_protocol->currentData().toString();
    return rule;
}

void RuleEditor::fillFrameNames()
{
    const QString text = m_name->currentText();
    QStringList names;
    if (const ProtocolPtr protocol = m_reader.registry().find(m_protocol->currentData().toString())) {
        for (const MessagePattern &message : protocol->messages) {
            for (const FramePattern &frame : message.frames) {
                if (!frame.name.isEmpty() && !names.contains(frame.name))
                    names += frame.name;
            }
        }
    }
    m_name->clear();
    m_name->addItems(names);
    m_name->setEditText(text);
}

void RuleEditor::update()
{
    const int frames = m_frames->currentIndex();
    m_number->setVisible(frames == FromFirst || frames == FromLast);
    m_name->setVisible(frames == ByName);
    m_count->setEnabled(m_counted->isChecked());
    const ReadingRule now = rule();
    const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(now.codec);
    const Result<QByteArray> topic = parseTopic(m_topic->text());
    QString wrong;
    if (!codec)
        wrong = codec.error().detail;
    else if (m_hasTopic->isChecked() && !topic)
        wrong = topic.error().detail;
    else if (frames == ByName && now.frameName.isEmpty())
        wrong = tr("Say what the protocol calls the frame.");
    m_ok->setEnabled(wrong.isEmpty());
    if (wrong.isEmpty())
        m_summary->setTextAndRole(tr("%1: %2").arg(formatText(now.codec), ruleText(now, m_reader)), theme::Role::TextMuted);
    else
        m_summary->setTextAndRole(wrong, theme::Role::Bad);
}

} // namespace zmqscope
