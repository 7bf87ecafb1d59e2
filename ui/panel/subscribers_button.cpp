// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/subscribers_button.h"

#include "core/base/text_escapes.h"
#include "core/panel/channel.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr qsizetype prefixCharacters = 60;
constexpr int tooltipLines = 12;
} // namespace

SubscribersButton::SubscribersButton(Channel &channel, QWidget *parent)
    : QToolButton(parent)
    , m_channel(channel)
{
    setAutoRaise(true);
    setIcon(theme::icon("subscription"_L1));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(QToolButton::InstantPopup);
    setMenu(new QMenu(this));
    connect(menu(), &QMenu::aboutToShow, this, &SubscribersButton::fillMenu);
    connect(&channel, &Channel::stateChanged, this, &SubscribersButton::follow);
    follow();
}

void SubscribersButton::follow()
{
    const int total = m_channel.subscribers().total();
    setText(total == 0       ? tr("No subscription")
                : total == 1 ? tr("1 subscription")
                             : tr("%1 subscriptions").arg(total));
    setVisible(m_channel.isOpen());
}

QStringList SubscribersButton::lines(int most) const
{
    QStringList lines;
    const QMap<QByteArray, int> &prefixes = m_channel.subscribers().prefixes();
    for (auto it = prefixes.cbegin(); it != prefixes.cend() && lines.size() < most; ++it) {
        const QString prefix = it.key().isEmpty() ? tr("everything") : previewText(it.key(), prefixCharacters);
        lines.append(it.value() == 1 ? prefix : tr("%1  × %2").arg(prefix).arg(it.value()));
    }
    if (prefixes.size() > lines.size())
        lines.append(tr("and %1 more").arg(prefixes.size() - lines.size()));
    if (lines.isEmpty())
        lines.append(tr("Nobody has subscribed: what is sent now is dropped."));
    return lines;
}

void SubscribersButton::fillMenu()
{
    menu()->clear();
    const QStringList listed = lines(maxListed);
    for (QString line : listed) // '&' would underline the next letter
        menu()->addAction(line.replace(u'&', u"&&"_s))->setEnabled(false);
}

bool SubscribersButton::event(QEvent *event)
{
    // Made when asked for: a list of a busy publisher's prefixes is not worth building at each change.
    if (event->type() == QEvent::ToolTip) {
        QStringList text = lines(tooltipLines);
        if (m_channel.type() == SocketType::Pub)
            text.append(u'\n' + tr("PUB runs on an XPUB socket here, so its subscribers are known;\n"
                                   "for them there is no difference."));
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text.join(u'\n').toHtmlEscaped().replace(u'\n', "<br>"_L1), this);
        return true;
    }
    return QToolButton::event(event);
}

} // namespace zmqscope
