// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/new_panel/subscription_editor.h"

#include "ui/controls/tone_label.h"
#include "ui/new_panel/topic_text.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr int prefixRole = Qt::UserRole;
constexpr int visibleRows = 4;
} // namespace

SubscriptionEditor::SubscriptionEditor(QWidget *parent)
    : QWidget(parent)
    , m_everything(new QRadioButton(tr("Everything"), this))
    , m_chosen(new QRadioButton(tr("Only topics that begin with"), this))
    , m_details(new QWidget(this))
    , m_prefix(new QLineEdit(m_details))
    , m_add(new QPushButton(theme::icon("add"_L1), tr("Add prefix"), m_details))
    , m_list(new QListWidget(m_details))
    , m_remove(new QPushButton(theme::icon("remove"_L1), tr("Remove prefix"), m_details))
    , m_hint(new ToneLabel(theme::Role::TextMuted, m_details))
{
    m_everything->setChecked(true);
    m_prefix->setFont(theme::monospace());
    m_prefix->setAccessibleName(tr("Topic prefix"));
    m_prefix->setPlaceholderText(tr("Topic prefix, as weather. or 0x00ff"));
    m_list->setFont(theme::monospace());
    m_list->setAccessibleName(tr("Topic prefixes"));
    m_list->setFixedHeight(m_list->fontMetrics().height() * visibleRows + 2 * theme::margin);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_hint->setWordWrap(true);
    for (QPushButton *button : {m_add, m_remove})
        button->setAutoDefault(false);

    auto *details = new QGridLayout(m_details);
    details->setContentsMargins(theme::iconSize + theme::spacing, 0, 0, 0);
    details->setSpacing(theme::spacing);
    details->addWidget(m_prefix, 0, 0);
    details->addWidget(m_add, 0, 1);
    details->addWidget(m_hint, 1, 0, 1, 2);
    details->addWidget(m_list, 2, 0);
    details->addWidget(m_remove, 2, 1, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme::spacing);
    layout->addWidget(m_everything);
    layout->addWidget(m_chosen);
    layout->addWidget(m_details);

    connect(m_chosen, &QRadioButton::toggled, this, [this](bool on) {
        update();
        if (on)
            m_prefix->setFocus();
    });
    connect(m_prefix, &QLineEdit::textChanged, this, &SubscriptionEditor::update);
    m_prefix->installEventFilter(this);
    connect(m_add, &QPushButton::clicked, this, &SubscriptionEditor::addTyped);
    connect(m_remove, &QPushButton::clicked, this, &SubscriptionEditor::removeSelected);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &SubscriptionEditor::update);
    auto *removeKey = new QShortcut(QKeySequence::Delete, m_list);
    removeKey->setContext(Qt::WidgetShortcut);
    connect(removeKey, &QShortcut::activated, this, &SubscriptionEditor::removeSelected);
    update();
}

QList<QByteArray> SubscriptionEditor::subscriptions() const
{
    if (m_everything->isChecked())
        return {QByteArray()};
    QList<QByteArray> prefixes;
    for (int row = 0; row < m_list->count(); ++row)
        prefixes.append(m_list->item(row)->data(prefixRole).toByteArray());
    const Result<QByteArray> typed = parseTopic(m_prefix->text());
    if (!m_prefix->text().isEmpty() && typed && !prefixes.contains(*typed))
        prefixes.append(*typed);
    return prefixes;
}

void SubscriptionEditor::setSubscriptions(const QList<QByteArray> &subscriptions)
{
    m_list->clear();
    m_prefix->clear();
    const bool everything = subscriptions.contains(QByteArray());
    (everything ? m_everything : m_chosen)->setChecked(true);
    for (const QByteArray &prefix : subscriptions) {
        if (prefix.isEmpty())
            continue;
        auto *item = new QListWidgetItem(topicText(prefix), m_list);
        item->setData(prefixRole, prefix);
    }
    update();
}

Result<void> SubscriptionEditor::check() const
{
    if (m_everything->isChecked())
        return {};
    if (const Result<QByteArray> typed = parseTopic(m_prefix->text()); !typed)
        return typed.error();
    if (subscriptions().isEmpty()) {
        return Error{ErrorCode::InvalidArgument, tr("Subscriptions"),
            tr("Without a topic prefix nothing is received."), tr("Write one, or choose Everything.")};
    }
    return {};
}

bool SubscriptionEditor::eventFilter(QObject *watched, QEvent *event)
{
    // Return adds what is written; only on an empty field it is the dialog's.
    if (event->type() == QEvent::KeyPress && !m_prefix->text().isEmpty()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            addTyped();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SubscriptionEditor::addTyped()
{
    const Result<QByteArray> typed = parseTopic(m_prefix->text());
    if (m_prefix->text().isEmpty() || !typed)
        return;
    bool known = false;
    for (int row = 0; row < m_list->count(); ++row)
        known = known || m_list->item(row)->data(prefixRole).toByteArray() == *typed;
    if (!known) {
        auto *item = new QListWidgetItem(topicText(*typed), m_list);
        item->setData(prefixRole, *typed);
    }
    m_prefix->clear();
    m_prefix->setFocus();
}

void SubscriptionEditor::removeSelected()
{
    qDeleteAll(m_list->selectedItems());
    update();
}

void SubscriptionEditor::update()
{
    const Result<void> valid = check();
    const bool isWritten = !m_prefix->text().isEmpty();
    if (!valid && isWritten) {
        m_hint->setTextAndRole(valid.error().detail + u' ' + valid.error().remedy, theme::Role::Bad);
    } else {
        m_hint->setTextAndRole(tr("Compared byte by byte: “temp” also receives “temperature”, not “Temp”."),
            theme::Role::TextMuted);
    }
    m_details->setVisible(m_chosen->isChecked());
    m_add->setEnabled(isWritten && parseTopic(m_prefix->text()).ok());
    m_remove->setEnabled(!m_list->selectedItems().isEmpty());
    emit changed();
}

} // namespace zmqscope
