// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/zmq/socket_type.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>
#include <variant>

namespace zmqscope {

/// The value of a socket option: a number (int, int64, uint64 and bool options) or bytes.
using OptionValue = std::variant<qint64, QByteArray>;

enum class OptionKind { Int, Int64, UInt64, Bool, String, Binary };
/// When a changed value begins to count.
enum class OptionEffect { Immediate, NextBindOrConnect, BeforeBind, BeforeConnect, ReadOnly };

/// One row of the table of socket options, resources/options/socket_options.tsv; see
/// zmq_setsockopt(3) and zmq_getsockopt(3).
struct OptionInfo
{
    QString name;            ///< "ZMQ_RCVHWM"
    int number = 0;
    OptionKind kind = OptionKind::Int;
    bool canSet = false;
    bool canGet = false;     ///< false: write-only, libzmq cannot be asked for its value
    QString unit;            ///< "ms", "bytes", …; empty for flags
    QString range;           ///< for people: "≥ -1 (-1 = no limit)"
    qint64 minimum = 0;      ///< numbers: smallest value; bytes: shortest length
    qint64 maximum = 0;      ///< numbers: largest value; bytes: longest length
    QString defaultText;     ///< libzmq's default, as parseOptionValue() reads it: "1000", "off"; empty = none
    QList<SocketType> types; ///< where it has a meaning
    OptionEffect effect = OptionEffect::Immediate;
    QString help;            ///< translated, a sentence or two
    bool secret = false;     ///< a password or a secret key: never shown, never saved
    QString unavailable;     ///< why it cannot be used here; empty when it can

    bool appliesTo(SocketType type) const { return types.contains(type); }
};

/// All options, sorted by name. Read once from the resource; the reference stays valid.
const QList<OptionInfo> &socketOptions();
/// Null when there is no such option.
const OptionInfo *findOption(QStringView name);

/// Refuses what libzmq refuses, and what makes it abort the process: out of range, read-only,
/// wrong type of socket, ZMQ_USE_FD, CONNECT_ROUTING_ID, and whatever else is unavailable.
Result<void> validateOption(const OptionInfo &option, const OptionValue &value, SocketType type);

/// "1000", "on" … for people; bytes as text where printable, else 0x hex.
QString optionValueText(const OptionInfo &option, const OptionValue &value);
/// The other way; understands "0x…" for bytes, on/off/true/false for flags, plain numbers. Looks at
/// the form only: see validateOption() for the range.
Result<OptionValue> parseOptionValue(const OptionInfo &option, const QString &text);

/// Where ZmqScope starts from something else than libzmq: ROUTER_MANDATORY 1, LINGER 0,
/// MAXMSGSIZE 64 MiB, RCVHWM 100 000. Nothing when libzmq's own default stands.
std::optional<OptionValue> zmqscopeDefault(const OptionInfo &option, SocketType type);

} // namespace zmqscope
