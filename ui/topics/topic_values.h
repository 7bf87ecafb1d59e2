// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_view.h"

#include <QCache>
#include <QObject>
#include <QString>

namespace zmqscope {

class Panel;

/// The bodies of published messages as they are shown beside their topics.
class TopicValues final : public QObject {
    Q_OBJECT
public:
    /// Some screens full of rows.
    static constexpr qsizetype maxRemembered = 512;

    explicit TopicValues(Panel &panel, QObject *parent = nullptr);

    /// On one line of at most about @p maxChars characters; null when the log no longer has the message.
    QString text(MessageIndex message, qsizetype maxChars) const;
    /// What comes behind the topic; more frames than one are joined by line feeds. Null when the log no
    /// longer has the message.
    QByteArray bytes(MessageIndex message) const;

signals:
    /// Values may be read otherwise than before.
    void changed();

private:
    struct Entry {
        qsizetype room;
        QString text;
    };
    QList<QByteArray> subscriptions() const;

    Panel &m_panel;
    mutable QCache<quint64, Entry> m_known{maxRemembered};
};

} // namespace zmqscope
