// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/endpoint_parts.h"
#include "core/zmq/option_table.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QStringDecoder>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Where ZmqScope starts from.
constexpr qint64 maxFrameBytes = 64LL * 1024 * 1024; // a larger frame is more likely a mistake than data
constexpr qint64 receiveQueue = 100'000; // libzmq's 1000 starves the reader during a repaint

/// Longest name of a metadata property, "X-" included.
constexpr qsizetype maxPropertyName = 255;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SocketOptions)
};

bool holdsBytes(const OptionInfo &option)
{
    return option.kind == OptionKind::String || option.kind == OptionKind::Binary;
}

Error problem(const OptionInfo &option, const QString &detail, const QString &remedy,
    ErrorCode code = ErrorCode::InvalidArgument)
{
    return Error{code, Words::tr("Set %1").arg(option.name), detail, remedy};
}

Result<void> validateNumber(const OptionInfo &option, qint64 number)
{
    if (number < option.minimum || number > option.maximum) {
        return problem(option, Words::tr("%1 is out of range.").arg(number),
            Words::tr("Possible: %1.").arg(option.range));
    }
    // The system refuses 0, and libzmq then drops every connection without a word.
    if (number == 0 && option.name.startsWith("ZMQ_TCP_KEEPALIVE_"_L1))
        return problem(option, Words::tr("0 is not possible here."),
            Words::tr("Use -1 for the system's default, or 1 and more."));
    return {};
}

Result<void> validateAcceptFilter(const OptionInfo &option, const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    const QHostAddress address(slash < 0 ? text : text.left(slash));
    const bool ipv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    const std::optional<int> bits = slash < 0 ? 0 : portNumber(QStringView(text).mid(slash + 1));
    if (address.isNull() || !bits || *bits > (ipv6 ? 128 : 32)) {
        return problem(option, Words::tr("“%1” is no address range.").arg(text),
            Words::tr("Write one such as 192.168.1.0/24."));
    }
    return {};
}

Result<void> validateBytes(const OptionInfo &option, const QByteArray &bytes)
{
    if (bytes.size() < option.minimum || bytes.size() > option.maximum) {
        return problem(option,
            bytes.isEmpty() ? Words::tr("The value is empty.")
                            : Words::tr("The value has %1 bytes.").arg(bytes.size()),
            Words::tr("Possible: %1.").arg(option.range));
    }
    if (option.kind == OptionKind::String && bytes.contains('\0'))
        return problem(option, Words::tr("The text contains a zero byte."), Words::tr("Remove it."));
    const QString text = QString::fromUtf8(bytes);
    if (option.name == "ZMQ_ROUTING_ID"_L1 && bytes.startsWith('\0')) {
        return problem(option, Words::tr("Routing ids that begin with a zero byte are libzmq's own."),
            Words::tr("Begin with another byte."));
    }
    if (option.name == "ZMQ_METADATA"_L1) {
        const qsizetype colon = bytes.indexOf(':');
        if (!bytes.startsWith("X-") || colon < 3 || colon > maxPropertyName || colon == bytes.size() - 1) {
            return problem(option, Words::tr("“%1” is no property.").arg(text),
                Words::tr("Write it as X-name:value, the name with at most 255 characters."));
        }
    }
    if (option.name == "ZMQ_SOCKS_PROXY"_L1) {
        const qsizetype colon = text.lastIndexOf(u':');
        if (colon < 1 || portNumber(QStringView(text).mid(colon + 1)).value_or(0) == 0) {
            return problem(option, Words::tr("“%1” is no proxy address.").arg(text),
                Words::tr("Write host:port, as in localhost:1080."));
        }
    }
    if (option.name == "ZMQ_TCP_ACCEPT_FILTER"_L1)
        return validateAcceptFilter(option, text);
    return {};
}

bool isPrintable(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isSurrogate() || c.isPrint(); });
}

Result<OptionValue> parseFlag(const OptionInfo &option, const QString &text)
{
    const QString word = text.trimmed().toLower();
    for (const QString &on : {u"on"_s, u"true"_s, u"yes"_s, u"1"_s, Words::tr("on").toLower()}) {
        if (word == on)
            return OptionValue(qint64(1));
    }
    for (const QString &off : {u"off"_s, u"false"_s, u"no"_s, u"0"_s, Words::tr("off").toLower()}) {
        if (word == off)
            return OptionValue(qint64(0));
    }
    return problem(option, Words::tr("“%1” is neither on nor off.").arg(text), Words::tr("Write on or off."));
}

} // namespace

Result<void> validateOption(const OptionInfo &option, const OptionValue &value, SocketType type)
{
    if (!option.unavailable.isEmpty())
        return problem(option, option.unavailable, {}, ErrorCode::Unsupported);
    if (!option.canSet)
        return problem(option, Words::tr("This option can only be read."), {}, ErrorCode::Unsupported);
    if (!option.appliesTo(type)) {
        return problem(option,
            Words::tr("This option means nothing to a %1 socket.").arg(socketTypeName(type)), {},
            ErrorCode::Unsupported);
    }
    if (holdsBytes(option)) {
        const auto *bytes = std::get_if<QByteArray>(&value);
        return bytes ? validateBytes(option, *bytes)
                     : problem(option, Words::tr("The value is a number where text is needed."),
                         Words::tr("Write text."));
    }
    const auto *number = std::get_if<qint64>(&value);
    return number ? validateNumber(option, *number)
                  : problem(option, Words::tr("The value is text where a number is needed."),
                      Words::tr("Write a number."));
}

QString optionValueText(const OptionInfo &option, const OptionValue &value)
{
    if (const auto *number = std::get_if<qint64>(&value)) {
        if (option.kind == OptionKind::Bool)
            return *number != 0 ? Words::tr("on") : Words::tr("off");
        return QString::number(*number);
    }
    const QByteArray &bytes = std::get<QByteArray>(value);
    if (option.secret)
        return bytes.isEmpty() ? QString() : Words::tr("(hidden)");
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    const bool readsAsHex =
        option.kind == OptionKind::Binary && text.startsWith("0x"_L1, Qt::CaseInsensitive);
    if (!decoder.hasError() && isPrintable(text) && !readsAsHex)
        return text;
    return "0x"_L1 + QString::fromLatin1(bytes.toHex());
}

Result<OptionValue> parseOptionValue(const OptionInfo &option, const QString &text)
{
    if (option.kind == OptionKind::Bool)
        return parseFlag(option, text);
    if (!holdsBytes(option)) {
        bool ok = false;
        const qint64 number = text.trimmed().toLongLong(&ok);
        if (!ok)
            return problem(option, Words::tr("“%1” is no number.").arg(text),
                Words::tr("Possible: %1.").arg(option.range));
        return OptionValue(number);
    }
    if (option.kind == OptionKind::Binary && text.startsWith("0x"_L1, Qt::CaseInsensitive)) {
        const QByteArray digits = text.mid(2).trimmed().toLatin1();
        const bool hex = digits.size() % 2 == 0 && std::all_of(digits.begin(), digits.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        });
        if (!hex)
            return problem(option, Words::tr("“%1” is no hexadecimal value.").arg(text),
                Words::tr("Write two digits for each byte, as in 0x00ff."));
        return OptionValue(QByteArray::fromHex(digits));
    }
    return OptionValue(text.toUtf8());
}

std::optional<OptionValue> zmqscopeDefault(const OptionInfo &option, SocketType type)
{
    if (!option.appliesTo(type))
        return std::nullopt;
    if (option.name == "ZMQ_ROUTER_MANDATORY"_L1)
        return OptionValue(qint64(1));
    if (option.name == "ZMQ_LINGER"_L1 && type != SocketType::Sub && type != SocketType::Xsub)
        return OptionValue(qint64(0));
    if (option.name == "ZMQ_MAXMSGSIZE"_L1)
        return OptionValue(maxFrameBytes);
    if (option.name == "ZMQ_RCVHWM"_L1)
        return OptionValue(receiveQueue);
    return std::nullopt;
}

} // namespace zmqscope
