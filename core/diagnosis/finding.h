// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/connection/connection.h"

#include <QList>
#include <QString>
#include <functional>

namespace zmqscope {

class Panel;

/// How much a finding matters.
enum class Severity {
    Hint,    ///< worth knowing; nothing is broken
    Warning, ///< works, but not as one would expect: something is or will be lost
    Problem, ///< does not work until something is changed
};

/// What proves a finding, and where it stands: a person can click it. At most one of the places is
/// set.
struct Evidence
{
    QString text;       ///< "handshake failed: the peer uses another security mechanism"
    Timestamp time;     ///< when it happened; ns 0 = it is so all the time
    MessageIndex message;    ///< a message of the panel's log
    quint64 event = 0;       ///< TimelineRow::number
    ConnectionId connection; ///< a row of the table of peers
    qsizetype endpoint = -1; ///< a place in Channel::endpoints()
    QString option;          ///< "ZMQ_MAXMSGSIZE"

    bool operator==(const Evidence &) const = default;
};

/// What a person can do about a finding by one click.
struct Fix
{
    QString label;       ///< for a button: "Reconnect"
    QString explanation; ///< what will happen, a sentence
    std::function<Result<void>()> apply;

    bool operator==(const Fix &other) const { return label == other.label && explanation == other.explanation; }
};

/// Something that is wrong with a panel, told so that a person knows why and what to do.
struct Finding
{
    QString rule;    ///< Rule::id()
    QString subject; ///< tells findings of one rule apart: an address, a routing id; empty where there is only one
    Severity severity = Severity::Problem;
    QString title;   ///< a few words: "PUB and PULL never talk"
    QString cause;   ///< a sentence or two that name the cause
    QString remedy;  ///< what to do, in this program or at the peer
    QList<Evidence> evidence;
    QList<Fix> fixes;

    // Filled in by the Doctor.
    Panel *panel = nullptr;
    int side = 0;        ///< which of panel->channels()
    Timestamp since;     ///< when it was found
    quint64 number = 0;  ///< 1 for the first finding of the program, never used again

    bool operator==(const Finding &) const = default;
};

} // namespace zmqscope
