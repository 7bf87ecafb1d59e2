// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/protocol_match.h"
#include "core/protocol/protocol_reader.h"

#include <QStringList>

namespace zmqscope {

/// The protocols a program knows, and which of them a message follows.
class ProtocolRegistry
{
public:
    /// Files of a folder beyond this are left unread.
    static constexpr qsizetype maxFiles = 500;

    /// Reads all *.json files of @p folder, by name. One with the id of an earlier one takes its
    /// place. What cannot be used goes to problems().
    void addFolder(const QString &folder);
    void add(ProtocolPtr protocol);

    /// In the order they are tried in.
    const std::vector<ProtocolPtr> &all() const { return m_protocols; }
    /// Null when there is none.
    ProtocolPtr find(QStringView id) const;
    const QList<ProtocolProblem> &problems() const { return m_problems; }

    /// What the socket type @p type puts around the body of a message.
    std::optional<ProtocolMatch> envelope(SocketType type, const MessageView &message) const;
    /// The first protocol that is found by itself and that @p message follows.
    std::optional<ProtocolMatch> match(SocketType type, const MessageView &message) const;
    /// Whether @p message follows @p protocol, which need not be one of all().
    std::optional<ProtocolMatch> match(const ProtocolPtr &protocol, SocketType type, const MessageView &message) const;

    /// With all of resources/protocols; made once, never changed.
    static const ProtocolRegistry &builtin();
    /// The same with those of userFolder(), which go first; made once, when it is first asked for.
    static const ProtocolRegistry &installed();
    /// Where people put protocol files of their own.
    static QString userFolder();

private:
    std::optional<ProtocolMatch> matchBehind(const ProtocolPtr &protocol, SocketType type, const MessageView &message,
                                             qsizetype routingFrames) const;
    qsizetype routingFrames(SocketType type, const MessageView &message) const;

    std::vector<ProtocolPtr> m_protocols;
    QList<ProtocolProblem> m_problems;
};

} // namespace zmqscope
