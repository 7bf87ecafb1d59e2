// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/value_tree/value_find_bar.h"

#include "ui/controls/tone_label.h"
#include "ui/value_tree/value_tree_view.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QShortcut>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Between two letters of somebody who types.
constexpr int typingMs = 150;

QToolButton *iconButton(QLatin1StringView icon, const QString &text, const QString &keys)
{
    auto *button = new QToolButton;
    button->setIcon(theme::icon(icon));
    button->setAutoRaise(true);
    button->setAccessibleName(text);
    button->setToolTip(keys.isEmpty() ? text : u"%1 (%2)"_s.arg(text, keys));
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

ValueFindBar::ValueFindBar(ValueTreeView &view, QWidget *parent)
    : QWidget(parent)
    , m_view(view)
    , m_search(view.valueModel())
    , m_text(new QLineEdit)
    , m_count(new ToneLabel(theme::Role::TextMuted))
    , m_previous(iconButton("up"_L1, tr("Previous match"), u"Shift+F3"_s))
    , m_next(iconButton("down"_L1, tr("Next match"), u"F3"_s))
{
    m_text->setPlaceholderText(tr("Find in keys and values"));
    m_text->setAccessibleName(m_text->placeholderText());
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(80);
    m_text->addAction(theme::icon("search"_L1, theme::Role::TextMuted), QLineEdit::LeadingPosition);
    QToolButton *close = iconButton("close"_L1, tr("Close search"), u"Esc"_s);
    m_typed.setSingleShot(true);
    m_typed.setInterval(typingMs);

    connect(m_text, &QLineEdit::textChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(&m_typed, &QTimer::timeout, this, [this] {
        m_current = -1;
        m_goToFirst = true;
        m_search.setNeedle(m_text->text());
    });
    connect(&m_search, &ValueSearch::changed, this, &ValueFindBar::follow);
    connect(m_text, &QLineEdit::returnPressed, this, &ValueFindBar::next);
    connect(m_next, &QToolButton::clicked, this, &ValueFindBar::next);
    connect(m_previous, &QToolButton::clicked, this, &ValueFindBar::previous);
    connect(close, &QToolButton::clicked, this, &ValueFindBar::close);
    const auto shortcut = [this](const QKeySequence &keys, QWidget *where, Qt::ShortcutContext context, void (ValueFindBar::*slot)()) {
        connect(new QShortcut(keys, where, nullptr, nullptr, context), &QShortcut::activated, this, slot);
    };
    shortcut(Qt::Key_Escape, this, Qt::WidgetWithChildrenShortcut, &ValueFindBar::close);
    shortcut(QKeyCombination(Qt::ShiftModifier, Qt::Key_Return), m_text, Qt::WidgetShortcut, &ValueFindBar::previous);
    for (QWidget *where : {static_cast<QWidget *>(this), static_cast<QWidget *>(&view)}) {
        shortcut(Qt::Key_F3, where, Qt::WidgetWithChildrenShortcut, &ValueFindBar::next);
        shortcut(QKeyCombination(Qt::ShiftModifier, Qt::Key_F3), where, Qt::WidgetWithChildrenShortcut, &ValueFindBar::previous);
    }

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::spacing, 3, theme::spacing, 3);
    layout->setSpacing(theme::spacing / 2);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_count);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addWidget(close);
    hide();
    updateCount();
}

void ValueFindBar::open()
{
    const bool wasHidden = isHidden();
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
    if (wasHidden && !m_text->text().isEmpty())
        m_typed.start();
}

void ValueFindBar::close()
{
    m_typed.stop();
    m_search.setNeedle({});
    hide();
    m_view.setFocus();
}

void ValueFindBar::follow()
{
    if (m_search.count() == 0)
        m_current = -1;
    if (m_goToFirst && m_search.count() > 0) {
        m_goToFirst = false;
        go(0);
    }
    updateCount();
}

void ValueFindBar::next()
{
    if (m_search.count() > 0)
        go((m_current + 1) % m_search.count());
}

void ValueFindBar::previous()
{
    if (m_search.count() > 0)
        go(m_current <= 0 ? m_search.count() - 1 : m_current - 1);
}

void ValueFindBar::go(qsizetype match)
{
    if (m_view.valueModel().isReading())
        return;
    m_current = match;
    m_view.choose(m_search.match(match));
    updateCount();
}

void ValueFindBar::updateCount()
{
    const QLocale locale;
    const QString count = locale.toString(m_search.count());
    QString text;
    if (m_search.isActive()) {
        text = m_search.count() == 0 && m_search.isRunning() ? tr("Searching…")
            : m_search.count() == 0 && m_search.isCut()      ? tr("Not found in what was read")
            : m_search.count() == 0                          ? tr("Not found")
            : m_current < 0 ? count
                            : tr("%1 of %2", "match number, matches").arg(locale.toString(m_current + 1), count);
        if (m_search.count() > 0 && (m_search.isRunning() || m_search.isCut()))
            text += u'+';
    }
    m_count->setText(text);
    m_count->setToolTip(m_search.isCut() ? tr("The search ended before the end of the values.") : QString());
    m_next->setEnabled(m_search.count() > 0);
    m_previous->setEnabled(m_search.count() > 0);
}

} // namespace zmqscope
