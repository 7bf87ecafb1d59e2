// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/notice_bar.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <utility>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

struct Look {
    theme::Role fill;
    theme::Role edge;
    QLatin1StringView icon;
};

Look lookOf(NoticeBar::Level level)
{
    switch (level) {
    case NoticeBar::Level::Info:
        return {theme::Role::InfoFill, theme::Role::Info, "info"_L1};
    case NoticeBar::Level::Warning:
        return {theme::Role::WarningFill, theme::Role::Warning, "warning"_L1};
    case NoticeBar::Level::Bad:
        return {theme::Role::BadFill, theme::Role::Bad, "error"_L1};
    }
    Q_UNREACHABLE();
}

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : ToneBar(theme::Role::InfoFill, theme::Role::Info, parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_buttons(new QHBoxLayout)
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QToolButton(this);
    close->setAutoRaise(true);
    close->setIcon(theme::icon("close"_L1));
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(close->toolTip());
    m_buttons->setSpacing(theme::spacing);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(
        theme::margin + theme::spacing, theme::spacing / 2, theme::spacing, theme::spacing / 2);
    layout->setSpacing(theme::spacing);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    layout->addWidget(close);

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &NoticeBar::dismiss);
    connect(close, &QToolButton::clicked, this, &NoticeBar::dismiss);
    hide();
}

void NoticeBar::tell(Level level, const QString &text, const QList<Offer> &offers, int seconds,
    std::function<void()> onDismissed)
{
    dismiss();
    m_level = level;
    m_onDismissed = std::move(onDismissed);
    setTones(lookOf(level).fill, lookOf(level).edge);
    showIcon();
    m_text->setText(text);
    for (const Offer &offer : offers) {
        auto *button = new QPushButton(offer.text, this);
        connect(button, &QPushButton::clicked, this, [this, act = offer.act] { take(act); });
        m_buttons->addWidget(button);
    }
    show();
    if (seconds > 0)
        m_timer.start(seconds * 1000);
    QAccessibleEvent alert(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeBar::dismiss()
{
    m_timer.stop();
    hide();
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        // A button may be the one whose click this is.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    if (const auto told = std::exchange(m_onDismissed, {}))
        told();
}

void NoticeBar::changeEvent(QEvent *event)
{
    ToneBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showIcon();
}

void NoticeBar::showIcon()
{
    const Look look = lookOf(m_level);
    m_icon->setPixmap(theme::icon(look.icon, look.edge)
                          .pixmap(QSize(theme::iconSize, theme::iconSize), devicePixelRatioF()));
}

void NoticeBar::take(const std::function<void()> &act)
{
    m_onDismissed = {};
    dismiss();
    if (act)
        act();
}

} // namespace zmqscope
