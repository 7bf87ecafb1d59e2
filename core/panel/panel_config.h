// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/reading_rule.h"
#include "core/message/message_store.h"
#include "core/zmq/endpoint.h"
#include "core/zmq/option_table.h"
#include "core/zmq/socket_type.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <optional>

namespace zmqscope {

/// Everything one socket of a panel is made from.
struct SideConfig
{
    SocketType type = SocketType::Sub;
    QList<Endpoint> endpoints;
    QMap<QString, OptionValue> options;   ///< by name; only what differs from ZmqScope's default
    QList<QByteArray> subscriptions;      ///< SUB and XSUB: topic prefixes; empty prefix = all

    bool operator==(const SideConfig &) const = default;
};

/// One frame as it stands in the send form: a codec and the text that the codec encodes.
struct FrameDraft
{
    QString codec = QStringLiteral("text"); ///< Codec::id(), or "file": then text is a path
    QString text;

    bool operator==(const FrameDraft &) const = default;
};

/// What stands in a send form.
struct SendDraft
{
    QList<FrameDraft> frames{FrameDraft{}};
    QString topic;             ///< PUB, XPUB: goes in front, as a frame of its own or as a prefix
    bool topicAsFrame = true;
    QByteArray routingId;      ///< ROUTER, STREAM: whom to send to
    bool emptyDelimiter = false; ///< DEALER, ROUTER: an empty frame before the body, as REQ/REP need

    bool operator==(const SendDraft &) const = default;
};

/// A column of a message log, in the order of the screen.
struct LogColumnConfig
{
    QString key;      ///< LogModel's column key: "number", "time", …
    int width = 0;    ///< device-independent pixels
    bool visible = true;

    bool operator==(const LogColumnConfig &) const = default;
};

/// A run of numbered messages: each is the text with "{n}" replaced by the number, in a codec.
struct SequenceConfig
{
    QString text = QStringLiteral("{n}");
    qint64 from = 0;
    qint64 to = 99;              ///< included when a step lands on it
    qint64 step = 1;             ///< negative counts down; never 0
    int intervalMs = 0;          ///< 0 = as fast as it goes
    bool startWithPanel = false; ///< runs by itself when the panel opens
    QString codec = QStringLiteral("text"); ///< Codec::id() that encodes the replaced text

    bool operator==(const SequenceConfig &) const = default;
};

/// Everything that makes a panel: what a profile stores for each.
struct PanelConfig
{
    QString name;
    SideConfig side;
    std::optional<SideConfig> second; ///< a bridge has two sides; messages pass between them
    StoreLimits history;
    SendDraft draft;
    QList<LogColumnConfig> columns;   ///< empty = the usual ones
    std::optional<FrameDraft> autoReply;    ///< REP, ROUTER: answers each request with this
    std::optional<SequenceConfig> sequence; ///< the numbered messages last set up
    QList<ReadingRule> readingRules;        ///< the first that applies to a frame is taken
    bool holdsUntilSubscribed = false;      ///< PUB, XPUB: what nobody subscribed to waits, and is not dropped
    QString protocol; ///< how frames are named: a Protocol's id; empty = found out; noProtocol
    bool openAtStart = true;
    QByteArray unknownKeys;           ///< JSON object text: keys of a newer version, kept for saving

    /// PanelConfig::protocol of a panel whose frames are not to be named.
    static constexpr char16_t noProtocol[] = u"none";

    bool isBridge() const { return second.has_value(); }
    bool operator==(const PanelConfig &) const = default;
};

/// "SUB tcp://localhost:5556": a name for a panel that was given none.
QString suggestedPanelName(const PanelConfig &config);

} // namespace zmqscope
