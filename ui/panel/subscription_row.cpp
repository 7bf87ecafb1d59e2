// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/subscription_row.h"

#include "core/panel/channel.h"
#include "ui/controls/flow_layout.h"
#include "ui/controls/tone_bar.h"
#include "ui/controls/tone_label.h"
#include "ui/new_panel/topic_text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qsizetype chipCharacters = 40;

QString shortTopic(const QByteArray &prefix)
{
    const QString text = topicText(prefix);
    return text.size() <= chipCharacters ? text : text.left(chipCharacters) + u'…';
}

} // namespace

SubscriptionRow::SubscriptionRow(Channel &channel, QWidget *parent)
    : QWidget(parent)
    , m_channel(channel)
    , m_flow(new FlowLayout(this))
    , m_title(new ToneLabel(theme::Role::TextMuted, this))
    , m_field(new QLineEdit(this))
    , m_all(new QToolButton(this))
{
    m_field->setPlaceholderText(tr("topic prefix"));
    m_field->setAccessibleName(tr("Topic prefix"));
    m_field->setToolTip(tr("Subscribes to every message whose first frame begins with this. Text with escapes, or 0x and hex digits; Enter subscribes."));
    m_field->setFixedWidth(fontMetrics().averageCharWidth() * 20);
    auto *add = new QToolButton(this);
    add->setText(tr("Subscribe"));
    auto *entry = new QWidget(this);
    auto *entryRow = new QHBoxLayout(entry);
    entryRow->setContentsMargins(0, 0, 0, 0);
    entryRow->setSpacing(theme::spacing / 2);
    entryRow->addWidget(m_field);
    entryRow->addWidget(add);
    m_all->setText(tr("Subscribe to everything"));
    m_all->setToolTip(tr("The empty prefix: every message matches"));
    m_flow->addWidget(m_title);
    m_flow->addWidget(entry);
    m_flow->addWidget(m_all);
    connect(m_field, &QLineEdit::returnPressed, this, &SubscriptionRow::subscribe);
    connect(add, &QToolButton::clicked, this, &SubscriptionRow::subscribe);
    connect(m_all, &QToolButton::clicked, this, [this] { subscribeTo({}); });
    connect(&channel, &Channel::stateChanged, this, &SubscriptionRow::follow);
    follow();
}

void SubscriptionRow::follow()
{
    const QList<QByteArray> &prefixes = m_channel.config().subscriptions;
    if (!m_first && prefixes == m_shown)
        return;
    m_first = false;
    m_shown = prefixes;
    for (QWidget *chip : std::as_const(m_chips)) {
        // One of them may be in the middle of its click.
        m_flow->removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    m_chips.clear();
    for (qsizetype i = 0; i < qMin(prefixes.size(), maxChips); ++i) {
        QWidget *chip = makeChip(prefixes.at(i));
        m_chips.append(chip);
        m_flow->insertWidget(int(i + 1), chip); // behind the title
        chip->show();
    }
    if (prefixes.isEmpty())
        m_title->setTextAndRole(tr("No subscription: nothing will arrive."), theme::Role::Warning);
    else if (prefixes.size() > maxChips)
        m_title->setTextAndRole(tr("%1 subscriptions, the first %2:").arg(prefixes.size()).arg(maxChips), theme::Role::TextMuted);
    else
        m_title->setTextAndRole(tr("Subscribed to"), theme::Role::TextMuted);
    m_all->setVisible(prefixes.isEmpty());
}

QWidget *SubscriptionRow::makeChip(const QByteArray &prefix)
{
    const QString name = prefix.isEmpty() ? tr("everything") : shortTopic(prefix);
    auto *chip = new ToneBar(theme::Role::InfoFill, theme::Role::Info, this);
    auto *row = new QHBoxLayout(chip);
    row->setContentsMargins(theme::spacing + 2, 0, 0, 0);
    row->setSpacing(2);
    auto *label = new ToneLabel(name, theme::Role::Text, chip);
    if (!prefix.isEmpty())
        label->setFont(theme::monospace());
    auto *end = new QToolButton(chip);
    end->setIcon(theme::icon("close"_L1));
    end->setIconSize(QSize(10, 10));
    end->setAutoRaise(true);
    end->setToolTip(tr("Unsubscribe from %1").arg(name));
    end->setAccessibleName(end->toolTip());
    row->addWidget(label);
    row->addWidget(end);
    connect(end, &QToolButton::clicked, this, [this, prefix] {
        if (Result<void> done = m_channel.unsubscribe(prefix); !done)
            emit failed(done.error());
    });
    return chip;
}

void SubscriptionRow::subscribe()
{
    Result<QByteArray> prefix = parseTopic(m_field->text());
    if (!prefix) {
        Error error = prefix.error();
        error.operation = tr("Subscribe");
        emit failed(error);
        return;
    }
    subscribeTo(*prefix);
}

void SubscriptionRow::subscribeTo(const QByteArray &prefix)
{
    if (Result<void> done = m_channel.subscribe(prefix); !done)
        emit failed(done.error());
    else
        m_field->clear();
}

} // namespace zmqscope
