// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/pairing_row.h"

#include "core/metrics/panel_figures.h"
#include "core/panel/panel.h"
#include "ui/controls/flow_layout.h"
#include "ui/controls/tone_label.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>

namespace zmqscope {

using By = PairingRule::By;
using Asker = PairingRule::Asker;

namespace {

constexpr double second = 1e9;
constexpr double shortestTimeout = 0.1;
constexpr double longestTimeout = 24 * 3600;
constexpr int leastField = 110;

template <typename Enum>
void addItem(QComboBox &box, const QString &text, Enum value, const QString &toolTip)
{
    box.addItem(text, int(value));
    box.setItemData(box.count() - 1, toolTip, Qt::ToolTipRole);
}

} // namespace

PairingRow::PairingRow(PanelFigures &figures, QWidget *parent)
    : QWidget(parent)
    , m_figures(figures)
    , m_by(new QComboBox)
    , m_asker(new QComboBox)
    , m_lockstep(new QCheckBox(tr("One at a time")))
    , m_timeout(new QDoubleSpinBox)
    , m_requestField(new QLineEdit)
    , m_replyField(new QLineEdit)
    , m_fields(new QWidget)
    , m_problem(new ToneLabel(theme::Role::Bad))
{
    addItem(*m_by, tr("Paired by turn"), By::Turn, tr("The first reply answers the oldest request"));
    addItem(*m_by, tr("Paired by routing id"), By::RoutingId, tr("The first frame tells whose turn it is"));
    addItem(*m_by, tr("Paired by a field"), By::Field, tr("Request and reply hold the same value"));
    m_by->setAccessibleName(tr("How requests and replies are paired"));
    const bool bridge = figures.panel().channels().size() > 1;
    addItem(*m_asker, bridge ? tr("Requests go forward") : tr("Peers ask"), Asker::InOrForward, {});
    addItem(*m_asker, bridge ? tr("Requests go backward") : tr("We ask"), Asker::OutOrBackward, {});
    addItem(*m_asker, tr("Whoever begins asks"), Asker::WhoeverBegins,
        tr("What comes while nothing is open is a request: no reply counts as one to nothing"));
    m_asker->setAccessibleName(tr("Who asks"));
    m_lockstep->setToolTip(
        tr("Who asks again has given the request before up: as REQ does, and DEALER need not"));
    m_timeout->setRange(shortestTimeout, longestTimeout);
    m_timeout->setDecimals(1);
    m_timeout->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_timeout->setPrefix(tr("late after "));
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setKeyboardTracking(false);
    m_timeout->setToolTip(tr("A request that is older and has no reply is listed below"));
    m_timeout->setAccessibleName(tr("Seconds after which a reply is late"));
    m_requestField->setPlaceholderText(tr("in requests: $.id"));
    m_requestField->setAccessibleName(tr("Field in requests"));
    m_replyField->setPlaceholderText(tr("in replies: the same"));
    m_replyField->setAccessibleName(tr("Field in replies"));
    for (QLineEdit *field : {m_requestField, m_replyField}) {
        field->setMinimumWidth(leastField);
        field->setToolTip(tr("A path such as $.id, or a frame such as “frame 2” or “last frame”"));
        connect(field, &QLineEdit::editingFinished, this, &PairingRow::apply);
    }
    m_problem->setWordWrap(true);

    auto *choices = new QWidget;
    auto *flow = new FlowLayout(choices);
    flow->setSpacing(theme::spacing);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_by, m_asker, m_lockstep, m_timeout})
        flow->addWidget(widget);
    auto *fields = new QHBoxLayout(m_fields);
    fields->setContentsMargins({});
    fields->setSpacing(theme::spacing);
    fields->addWidget(m_requestField, 1);
    fields->addWidget(m_replyField, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(theme::spacing / 2);
    rows->addWidget(choices);
    rows->addWidget(m_fields);
    rows->addWidget(m_problem);

    showRule();
    for (QComboBox *box : {m_by, m_asker}) {
        connect(box, &QComboBox::activated, this, [this] {
            updateFields();
            apply();
        });
    }
    connect(m_lockstep, &QCheckBox::toggled, this, &PairingRow::apply);
    connect(m_timeout, &QDoubleSpinBox::valueChanged, this, &PairingRow::apply);
}

void PairingRow::showRule()
{
    const PairingRule &rule = m_figures.pairing();
    m_by->setCurrentIndex(m_by->findData(int(rule.by)));
    m_asker->setCurrentIndex(m_asker->findData(int(rule.asker)));
    m_lockstep->setChecked(rule.lockstep);
    m_timeout->setValue(double(rule.timeoutNs) / second);
    m_requestField->setText(rule.requestField);
    m_replyField->setText(rule.replyField);
    updateFields();
}

void PairingRow::updateFields()
{
    const bool byField = By(m_by->currentData().toInt()) == By::Field;
    m_fields->setVisible(byField);
    m_lockstep->setVisible(!byField);
    m_problem->hide();
    if (byField && m_requestField->text().isEmpty())
        m_requestField->setFocus(Qt::OtherFocusReason);
}

void PairingRow::apply()
{
    PairingRule rule = m_figures.pairing();
    rule.by = By(m_by->currentData().toInt());
    rule.asker = Asker(m_asker->currentData().toInt());
    rule.timeoutNs = qint64(m_timeout->value() * second);
    rule.requestField = m_requestField->text().trimmed();
    rule.replyField = m_replyField->text().trimmed();
    rule.lockstep = m_lockstep->isChecked() && rule.by != By::Field;
    if (rule == m_figures.pairing() || (rule.by == By::Field && rule.requestField.isEmpty()))
        return;
    const Result<void> set = m_figures.setPairing(rule);
    m_problem->setVisible(!set);
    if (!set)
        m_problem->setText(set.error().detail);
}

} // namespace zmqscope
