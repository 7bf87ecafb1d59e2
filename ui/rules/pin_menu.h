// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/reading_rule.h"
#include "core/message/message_view.h"

#include <QList>
#include <QObject>

class QMenu;

namespace zmqscope {

class Inspector;
class MessageReader;

/// Fills the "Pin" menu of an inspector: makes a rule of the format that the shown frame is read in.
class PinMenu final : public QObject
{
    Q_OBJECT
public:
    /// Both must outlive this.
    PinMenu(MessageReader &reader, Inspector &inspector, QObject *parent);

private:
    void fill();
    void offer(const QString &text, const ReadingRule &rule);
    /// The topic that rules of the shown message go by; empty when there is none to tell.
    QByteArray topicOf(const MessageView &message) const;

    MessageReader &m_reader;
    Inspector &m_inspector;
    QMenu *m_menu;
};

/// @p rules with @p rule in front, in place of one of the same conditions.
QList<ReadingRule> withPinned(const QList<ReadingRule> &rules, const ReadingRule &rule);

} // namespace zmqscope
