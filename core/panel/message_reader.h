// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/detector.h"
#include "core/codec/reading_rules.h"
#include "core/panel/message_labels.h"
#include "core/protocol/protocol_registry.h"
#include "core/protocol/sequence_watch.h"

#include <QObject>
#include <QTimer>

namespace zmqscope {

class Panel;

/// Says how the messages of a panel are to be read: what its frames are called, and in which format
/// each is. First come the rules of the panel, then what the protocol of the message says, then what
/// the bytes look like. Lives on the GUI thread; cheap enough to be asked for every visible row.
class MessageReader final : public QObject
{
    Q_OBJECT
public:
    /// Both must outlive the reader.
    explicit MessageReader(Panel &panel, const ProtocolRegistry &registry = ProtocolRegistry::installed(),
                           QObject *parent = nullptr);

    /// The panel's own, with the protocols that are installed; lives as long as the panel.
    static MessageReader &of(Panel &panel);

    /// How @p frame is to be read, and why. @p message is one of the panel's.
    Reading readingOf(const MessageView &message, qsizetype frame, qsizetype effort = Codec::fullEffort) const;
    /// The same without looking what the bytes could be: nothing where neither rule nor protocol
    /// says.
    std::optional<Reading> pinnedReadingOf(const MessageView &message, qsizetype frame,
                                           qsizetype effort = Codec::fullEffort) const;
    /// The protocol that @p message follows.
    std::optional<ProtocolMatch> protocolOf(const MessageView &message) const;
    /// The names of all frames, with signatures and sequence numbers checked.
    MessageLabels labelsOf(const MessageView &message) const;
    /// What rules look at of a frame.
    RuleSubject subjectOf(const MessageView &message, qsizetype frame) const;

    const ReadingRules &rules() const { return m_rules; }
    const ProtocolRegistry &registry() const { return m_registry; }
    Panel &panel() const { return m_panel; }

    /// The key that signatures are checked with; a secret, kept until the program ends and never
    /// saved.
    const QByteArray &key() const { return m_key; }
    void setKey(const QByteArray &key);

    /// The sequence numbers of the panel, followed from when a message with one was first looked at.
    const SequenceWatch &sequences() const { return m_watch; }
    /// Resolves the formats of the rules again: what they are set up with became known.
    void refresh();

signals:
    /// Messages may be read otherwise than before: the rules or the protocol changed.
    void readingsChanged();
    /// Frames may have other labels than before: also a key was given, or numbers are missing.
    void labelsChanged();

private:
    /// What was found out about the message that was asked for last.
    struct Looked
    {
        MessageIndex index;
        const char *payload = nullptr;
        std::optional<ProtocolMatch> match;
    };

    void takeConfig();
    CodecPtr resolved(const QString &codecId) const;
    void followSequences();

    Panel &m_panel;
    const ProtocolRegistry &m_registry;
    ReadingRules m_rules;
    QList<ReadingRule> m_ruleList; ///< what m_rules was made from
    QString m_protocolId;
    ProtocolPtr m_chosen;          ///< null when it is found out, or none
    QByteArray m_key;

    mutable Looked m_looked;
    mutable QHash<QString, CodecPtr> m_codecs;
    mutable ProtocolPtr m_watched; ///< whose sequence numbers are followed
    SequenceWatch m_watch;
    QTimer *m_follow;              ///< goes on with what one slice of time was too short for
};

} // namespace zmqscope
