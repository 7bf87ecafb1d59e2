// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace zmqscope {

class Channel;
class FlowLayout;
class ToneLabel;

/// What a SUB or XSUB socket subscribed to, each with a way to end it, and a field for more.
class SubscriptionRow final : public QWidget
{
    Q_OBJECT
public:
    /// Chips beyond this are not shown: nobody could find one among them.
    static constexpr qsizetype maxChips = 50;

    SubscriptionRow(Channel &channel, QWidget *parent);

signals:
    void failed(const zmqscope::Error &error);

private:
    void follow();
    QWidget *makeChip(const QByteArray &prefix);
    void subscribe();
    void subscribeTo(const QByteArray &prefix);

    Channel &m_channel;
    FlowLayout *m_flow;
    ToneLabel *m_title;
    QLineEdit *m_field;
    QToolButton *m_all;
    QList<QWidget *> m_chips;
    QList<QByteArray> m_shown;
    bool m_first = true;
};

} // namespace zmqscope
