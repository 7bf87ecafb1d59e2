// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/doctor/finding_details.h"

#include "core/base/timestamp_format.h"
#include "core/panel/panel.h"
#include "ui/controls/tone_label.h"
#include "ui/doctor/severity_look.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A longer line of text is tiring to read.
constexpr int widestText = 760;

QString evidenceText(const Evidence &evidence)
{
    if (evidence.time.ns == 0)
        return evidence.text;
    return localTime(evidence.time, 3) + u"  "_s + evidence.text;
}

QLatin1StringView evidenceIcon(const Evidence &evidence)
{
    return evidence.message.value != 0 ? "text"_L1
        : evidence.event != 0          ? "history"_L1
        : evidence.connection.value    ? "peer"_L1
        : evidence.endpoint >= 0       ? "connect"_L1
        : !evidence.option.isEmpty()   ? "settings"_L1
                                       : "dot"_L1;
}

} // namespace

bool leadsSomewhere(const Evidence &evidence)
{
    return evidence.message.value != 0 || evidence.event != 0 || evidence.connection.value != 0
        || evidence.endpoint >= 0 || !evidence.option.isEmpty();
}

FindingDetails::FindingDetails(QWidget *parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Details of the finding"));
}

void FindingDetails::clear()
{
    m_finding.reset();
    dropContent();
}

/// Later: it may be one of its buttons that was clicked.
void FindingDetails::dropContent()
{
    if (QWidget *content = takeWidget())
        content->deleteLater();
}

void FindingDetails::show(const Finding &finding, bool resolved)
{
    if (m_finding && finding == *m_finding && resolved == m_resolved)
        return;
    m_finding = finding;
    m_resolved = resolved;
    build();
}

ToneLabel *FindingDetails::makeText(const QString &text, QWidget *parent) const
{
    auto *label = new ToneLabel(text, theme::Role::Text, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setMaximumWidth(widestText);
    return label;
}

QWidget *FindingDetails::makeHeading(QWidget *parent)
{
    auto *heading = new QWidget(parent);
    auto *row = new QHBoxLayout(heading);
    row->setContentsMargins({});
    row->setSpacing(theme::spacing);
    auto *icon = new QLabel(heading);
    const auto role = m_resolved ? theme::Role::Good : severityRole(m_finding->severity);
    icon->setPixmap(theme::icon(m_resolved ? "ok"_L1 : severityIcon(m_finding->severity), role)
                        .pixmap(QSize(theme::iconSize, theme::iconSize), devicePixelRatioF()));
    icon->setAccessibleName(severityText(m_finding->severity));
    auto *title = new ToneLabel(m_finding->title, theme::Role::Text, heading);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    title->setWordWrap(true);
    auto *panel = new QToolButton(heading);
    panel->setText(m_finding->panel->name());
    panel->setAutoRaise(true);
    panel->setToolTip(tr("Go to this panel"));
    connect(panel, &QToolButton::clicked, this, [this] { emit panelActivated(m_finding->panel); });
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addWidget(title, 1);
    row->addWidget(panel, 0, Qt::AlignTop);
    if (m_resolved)
        return heading;
    auto *dismiss = new QToolButton(heading);
    dismiss->setText(tr("Dismiss"));
    dismiss->setToolTip(tr("Do not show this again until it has gone and come back (Del)"));
    dismiss->setAutoRaise(true);
    connect(dismiss, &QToolButton::clicked, this, [this, number = m_finding->number] { emit dismissRequested(number); });
    row->addWidget(dismiss, 0, Qt::AlignTop);
    return heading;
}

QWidget *FindingDetails::makeEvidence(const Evidence &evidence, QWidget *parent)
{
    const QString text = evidenceText(evidence);
    auto *row = new QToolButton(parent);
    row->setAutoRaise(true);
    row->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row->setIcon(theme::icon(evidenceIcon(evidence), theme::Role::TextMuted));
    row->setText(fontMetrics().elidedText(QString(text).replace(u'&', "&&"_L1), Qt::ElideRight, widestText));
    row->setEnabled(leadsSomewhere(evidence));
    row->setToolTip(row->isEnabled() ? tr("%1\nClick to see it").arg(text) : text);
    row->setAccessibleName(text);
    connect(row, &QToolButton::clicked, this, [this, evidence] {
        const Finding finding = *m_finding; // it may go while it is looked at
        emit evidenceActivated(finding, evidence);
    });
    return row;
}

QWidget *FindingDetails::makeFixes(QWidget *parent)
{
    auto *fixes = new QWidget(parent);
    auto *row = new QHBoxLayout(fixes);
    row->setContentsMargins({});
    row->setSpacing(theme::spacing);
    const quint64 number = m_finding->number;
    for (qsizetype i = 0; i < m_finding->fixes.size(); ++i) {
        auto *button = new QPushButton(m_finding->fixes.at(i).label, fixes);
        button->setToolTip(m_finding->fixes.at(i).explanation);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, number, i] { emit fixRequested(number, i); });
        row->addWidget(button);
    }
    row->addStretch(1);
    fixes->setMaximumWidth(widestText);
    return fixes;
}

void FindingDetails::build()
{
    dropContent();
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(theme::margin, theme::margin, theme::margin, theme::margin);
    rows->setSpacing(theme::spacing);
    rows->addWidget(makeHeading(content));
    rows->addWidget(makeText(m_finding->cause, content));
    if (!m_finding->remedy.isEmpty())
        rows->addWidget(makeText(m_finding->remedy, content));
    if (m_resolved)
        rows->addWidget(new ToneLabel(tr("This is not so any more."), theme::Role::Good, content));
    else if (!m_finding->fixes.isEmpty())
        rows->addWidget(makeFixes(content));
    if (!m_finding->evidence.isEmpty()) {
        rows->addWidget(new ToneLabel(tr("What shows it"), theme::Role::TextMuted, content));
        auto *list = new QVBoxLayout;
        list->setSpacing(0);
        for (const Evidence &evidence : std::as_const(m_finding->evidence))
            list->addWidget(makeEvidence(evidence, content), 0, Qt::AlignLeft);
        rows->addLayout(list);
    }
    rows->addStretch(1);
    content->setAutoFillBackground(false);
    setWidget(content);
}

QString FindingDetails::text() const
{
    if (!m_finding)
        return {};
    QStringList lines{severityText(m_finding->severity) + u": "_s + m_finding->title,
        tr("Panel: %1").arg(m_finding->panel->name()), m_finding->cause};
    if (!m_finding->remedy.isEmpty())
        lines.append(m_finding->remedy);
    for (const Evidence &evidence : m_finding->evidence)
        lines.append(u"- "_s + evidenceText(evidence));
    return lines.join(u'\n');
}

} // namespace zmqscope
