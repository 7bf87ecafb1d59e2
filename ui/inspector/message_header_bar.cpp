// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/message_header_bar.h"

#include "core/base/timestamp_format.h"
#include "core/message/peer_table.h"
#include "ui/controls/tone_label.h"
#include "ui/log/log_text.h"

#include <QGridLayout>
#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

struct Way
{
    QLatin1StringView icon;
    theme::Role role;
    QString title; ///< with %1 for the number
    QString peer;  ///< with %1 for the peer
};

Way wayOf(Direction direction)
{
    using Bar = MessageHeaderBar;
    switch (direction) {
    case Direction::In:
        return {"arrow-in"_L1, theme::Role::DirectionIn, Bar::tr("#%1 received"), Bar::tr("from %1")};
    case Direction::Out:
        return {"arrow-out"_L1, theme::Role::DirectionOut, Bar::tr("#%1 sent"), Bar::tr("to %1")};
    case Direction::Forward:
        return {"arrow-through"_L1, theme::Role::DirectionThrough, Bar::tr("#%1 passed forward"), Bar::tr("from %1")};
    case Direction::Backward:
        return {"arrow-through"_L1, theme::Role::DirectionThrough, Bar::tr("#%1 passed back"), Bar::tr("from %1")};
    }
    Q_UNREACHABLE();
}

QString framesText(qsizetype count)
{
    return count == 1 ? MessageHeaderBar::tr("1 frame")
                      : MessageHeaderBar::tr("%1 frames").arg(QLocale().toString(count));
}

QString bytesText(qint64 bytes)
{
    if (bytes == 1)
        return MessageHeaderBar::tr("1 byte");
    return bytes < 10'000 ? MessageHeaderBar::tr("%1 bytes").arg(bytes) : LogText::sizeText(bytes);
}

QString peerText(const Peer &peer)
{
    QStringList parts{peer.label()};
    if (!peer.address.isEmpty() && peer.address != parts.first())
        parts << peer.address;
    if (!peer.socketType.isEmpty())
        parts << peer.socketType;
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

} // namespace

MessageHeaderBar::MessageHeaderBar(QWidget *parent)
    : QWidget(parent)
    , m_arrow(new QLabel)
    , m_title(new QLabel)
    , m_size(new ToneLabel(theme::Role::TextMuted))
    , m_protocol(new ToneLabel(theme::Role::Text))
    , m_peer(new ToneLabel(theme::Role::TextMuted))
    , m_time(new ToneLabel(theme::Role::TextMuted))
    , m_flags(new ToneLabel(theme::Role::Warning))
    , m_gone(new ToneLabel(tr("No longer in the log. Kept here while it is shown."), theme::Role::Warning))
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    for (QLabel *label : {m_title, static_cast<QLabel *>(m_size), static_cast<QLabel *>(m_protocol),
                          static_cast<QLabel *>(m_peer),
                          static_cast<QLabel *>(m_time), static_cast<QLabel *>(m_flags),
                          static_cast<QLabel *>(m_gone)}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(label != m_title);
    }
    m_size->setWordWrap(false);
    m_size->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(theme::margin, theme::spacing, theme::margin, theme::spacing);
    layout->setHorizontalSpacing(theme::spacing);
    layout->setVerticalSpacing(2);
    layout->setColumnStretch(1, 1);
    layout->addWidget(m_arrow, 0, 0);
    layout->addWidget(m_title, 0, 1);
    layout->addWidget(m_size, 0, 2);
    int row = 1;
    for (QLabel *label : {m_protocol, m_peer, m_time, m_flags, m_gone})
        layout->addWidget(label, row++, 1, 1, 2);
    m_protocol->hide();
}

void MessageHeaderBar::showMessage(const MessageView &message, const Peer &peer)
{
    const MessageHeader &header = message.header;
    const Way way = wayOf(header.direction);
    m_arrow->setPixmap(theme::icon(way.icon, way.role).pixmap(theme::iconSize, theme::iconSize));
    m_title->setText(way.title.arg(QLocale().toString(message.index.value)));
    m_size->setText(framesText(message.frames.count()) + u", "_s + bytesText(message.frames.totalBytes()));
    const QString from = peerText(peer);
    m_peer->setText(from.isEmpty() ? QString() : way.peer.arg(from));
    m_peer->setVisible(!from.isEmpty());
    m_time->setText(tr("%1 local\n%2").arg(localDateTime(header.time, 9), isoUtc(header.time)));
    m_flags->setText(LogText::flagText(header.flags));
    m_flags->setVisible(!m_flags->text().isEmpty());
    m_gone->hide();
}

void MessageHeaderBar::showProtocol(const QString &title)
{
    m_protocol->setText(title);
    m_protocol->setVisible(!title.isEmpty());
}

void MessageHeaderBar::showGone()
{
    m_gone->show();
}

} // namespace zmqscope
