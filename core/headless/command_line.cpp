// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/command_line.h"

#include "core/base/text_escapes.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <cmath>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr double maxSeconds = 1e9; ///< thirty years: fits any timer arithmetic

/// "req, rep, pub, …", as they are written on the command line.
QString socketTypeWords()
{
    QStringList words;
    for (const SocketTraits &row : allSocketTypes())
        words += socketTypeName(row.type).toLower();
    return words.join(u", "_s);
}

/// Takes the parsed arguments apart; one method for each thing that can be said.
class CommandLineReader
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::CommandLine)

public:
    Result<CommandLine> read(const QStringList &arguments);

private:
    using Step = Result<void> (CommandLineReader::*)();

    void declare();
    Result<void> readAction();
    Result<void> readSubject();
    Result<void> readPanel(SocketType type);
    Result<void> readTopics();
    Result<void> readOptions();
    Result<void> readReply();
    Result<void> readEnd();
    Result<void> readSends();
    Result<void> checkCombination();
    Result<void> addEndpoint(Endpoint endpoint);
    Endpoint positionalEndpoint(const QString &address) const;

    static Error wrong(const QString &detail, const QString &remedy)
    {
        return {ErrorCode::InvalidArgument, {}, detail, remedy};
    }

    QCommandLineParser m_parser;
    CommandLine m_line;
};

void CommandLineReader::declare()
{
    const auto flag = [this](const QStringList &names) { m_parser.addOption(QCommandLineOption(names)); };
    const auto valued = [this](const QString &name) {
        QCommandLineOption option(name);
        option.setValueName(name);
        m_parser.addOption(option);
    };
    flag({u"h"_s, u"help"_s});
    flag({u"v"_s, u"version"_s});
    flag({u"headless"_s});
    for (const QString &name : {u"bind"_s, u"connect"_s, u"topic"_s, u"option"_s, u"reply"_s, u"count"_s,
                                u"seconds"_s, u"send"_s, u"demo"_s})
        valued(name);
}

Result<CommandLine> CommandLineReader::read(const QStringList &arguments)
{
    declare();
    // The parser takes the program's name to be in front.
    if (!m_parser.parse(QStringList(u"zmqscope"_s) + arguments))
        return wrong(m_parser.errorText(), {});
    for (const Step step : {&CommandLineReader::readAction, &CommandLineReader::readSubject,
                            &CommandLineReader::readTopics, &CommandLineReader::readOptions,
                            &CommandLineReader::readReply, &CommandLineReader::readEnd,
                            &CommandLineReader::readSends, &CommandLineReader::checkCombination}) {
        if (Result<void> done = (this->*step)(); !done)
            return done.error();
        if (m_line.action == CommandLine::Action::Help || m_line.action == CommandLine::Action::Version)
            break;
    }
    if (m_line.panel)
        m_line.panel->name = suggestedPanelName(*m_line.panel);
    return m_line;
}

Result<void> CommandLineReader::readAction()
{
    if (m_parser.isSet(u"help"_s))
        m_line.action = CommandLine::Action::Help;
    else if (m_parser.isSet(u"version"_s))
        m_line.action = CommandLine::Action::Version;
    else if (m_parser.isSet(u"demo"_s))
        m_line.action = CommandLine::Action::Demo;
    else if (m_parser.isSet(u"headless"_s))
        m_line.action = CommandLine::Action::Headless;
    m_line.demoImage = m_parser.value(u"demo"_s);
    return {};
}

Result<void> CommandLineReader::readSubject()
{
    const QStringList words = m_parser.positionalArguments();
    if (words.isEmpty())
        return {};
    if (const std::optional<SocketType> type = socketTypeFromName(words.first()))
        return readPanel(*type);
    if (words.first().contains("://"_L1)) {
        return wrong(tr("“%1” has no socket type in front.").arg(words.first()),
                     tr("Say what should talk there, for example: zmqscope sub %1").arg(words.first()));
    }
    if (words.size() > 1 && words[1].contains("://"_L1) && !words.first().endsWith(".zmqscope"_L1)) {
        return wrong(tr("“%1” is no socket type.").arg(words.first()),
                     tr("Types are: %1.").arg(socketTypeWords()));
    }
    if (words.size() > 1) {
        return wrong(tr("“%1” is one argument too many after the profile %2.").arg(words[1], words.first()),
                     tr("Open one profile at a time, or start with a socket type: %1.").arg(socketTypeWords()));
    }
    m_line.profilePath = words.first();
    return {};
}

Endpoint CommandLineReader::positionalEndpoint(const QString &address) const
{
    const Endpoint connect{EndpointRole::Connect, address};
    const Endpoint bind{EndpointRole::Bind, address};
    const SocketType type = m_line.panel->side.type;
    // "tcp://*:5556" can only be bound; everything else is taken to be somebody's address.
    return !validateEndpoint(connect, type) && validateEndpoint(bind, type) ? bind : connect;
}

Result<void> CommandLineReader::addEndpoint(Endpoint endpoint)
{
    if (Result<void> valid = validateEndpoint(endpoint, m_line.panel->side.type); !valid)
        return wrong(tr("“%1”: %2").arg(endpoint.address, valid.error().detail), valid.error().remedy);
    m_line.panel->side.endpoints.append(std::move(endpoint));
    return {};
}

Result<void> CommandLineReader::readPanel(SocketType type)
{
    m_line.panel = PanelConfig();
    m_line.panel->side.type = type;
    QList<Endpoint> endpoints;
    for (const QString &address : m_parser.positionalArguments().sliced(1))
        endpoints.append(positionalEndpoint(address));
    for (const QString &address : m_parser.values(u"bind"_s))
        endpoints.append({EndpointRole::Bind, address});
    for (const QString &address : m_parser.values(u"connect"_s))
        endpoints.append({EndpointRole::Connect, address});
    for (const Endpoint &endpoint : std::as_const(endpoints)) {
        if (Result<void> added = addEndpoint(endpoint); !added)
            return added;
    }
    if (endpoints.isEmpty()) {
        return wrong(tr("%1 has no address.").arg(socketTypeName(type)),
                     tr("Add one, for example: zmqscope %1 tcp://localhost:5556").arg(socketTypeName(type).toLower()));
    }
    return {};
}

Result<void> CommandLineReader::readTopics()
{
    const QStringList topics = m_parser.values(u"topic"_s);
    if (!topics.isEmpty() && (!m_line.panel || !traits(m_line.panel->side.type).subscribes))
        return wrong(tr("--topic is what SUB and XSUB subscribe to."), tr("Use it as in: zmqscope sub tcp://localhost:5556 --topic news"));
    if (!m_line.panel || !traits(m_line.panel->side.type).subscribes)
        return {};
    for (const QString &topic : topics) {
        const Result<QByteArray> bytes = unescape(topic);
        if (!bytes)
            return wrong(tr("--topic %1: %2").arg(topic, bytes.error().detail), bytes.error().remedy);
        m_line.panel->side.subscriptions.append(*bytes);
    }
    if (topics.isEmpty())
        m_line.panel->side.subscriptions.append(QByteArray()); // everything
    return {};
}

Result<void> CommandLineReader::readOptions()
{
    for (const QString &setting : m_parser.values(u"option"_s)) {
        if (!m_line.panel)
            return wrong(tr("--option needs a socket type; a profile holds its own options."), {});
        const qsizetype equals = setting.indexOf(u'=');
        QString name = setting.first(std::max<qsizetype>(equals, 0)).toUpper();
        if (!name.startsWith("ZMQ_"_L1))
            name.prepend("ZMQ_"_L1);
        const OptionInfo *info = equals > 0 ? findOption(name) : nullptr;
        if (!info) {
            return wrong(tr("--option %1: there is no such option.").arg(setting),
                         tr("Write it as NAME=VALUE, with a name from zmq_setsockopt(3), for example: --option RCVHWM=1000"));
        }
        const Result<OptionValue> value = parseOptionValue(*info, setting.sliced(equals + 1));
        if (!value)
            return wrong(tr("--option %1: %2").arg(setting, value.error().detail), value.error().remedy);
        if (Result<void> valid = validateOption(*info, *value, m_line.panel->side.type); !valid)
            return wrong(tr("--option %1: %2").arg(setting, valid.error().detail), valid.error().remedy);
        m_line.panel->side.options.insert(name, *value);
    }
    return {};
}

Result<void> CommandLineReader::readReply()
{
    if (!m_parser.isSet(u"reply"_s))
        return {};
    const bool answers = m_line.panel
        && (m_line.panel->side.type == SocketType::Rep || m_line.panel->side.type == SocketType::Router);
    if (!answers)
        return wrong(tr("--reply is what REP and ROUTER answer."), tr("Use it as in: zmqscope rep tcp://*:5556 --reply \"server response\""));
    const QString text = m_parser.value(u"reply"_s);
    if (const Result<QByteArray> bytes = unescape(text); !bytes)
        return wrong(tr("--reply %1: %2").arg(text, bytes.error().detail), bytes.error().remedy);
    m_line.panel->autoReply = FrameDraft{u"text"_s, text};
    return {};
}

Result<void> CommandLineReader::readEnd()
{
    if (m_parser.isSet(u"count"_s)) {
        bool isNumber = false;
        const qint64 count = m_parser.value(u"count"_s).toLongLong(&isNumber);
        if (!isNumber || count < 1)
            return wrong(tr("--count %1 is no number of messages.").arg(m_parser.value(u"count"_s)), tr("Give a whole number from 1."));
        m_line.count = count;
    }
    if (m_parser.isSet(u"seconds"_s)) {
        bool isNumber = false;
        const double seconds = m_parser.value(u"seconds"_s).toDouble(&isNumber);
        if (!isNumber || !(seconds > 0) || seconds > maxSeconds)
            return wrong(tr("--seconds %1 is no time.").arg(m_parser.value(u"seconds"_s)), tr("Give a number above 0, such as 2.5."));
        m_line.time = std::chrono::milliseconds(std::max(1LL, std::llround(seconds * 1000)));
    }
    return {};
}

Result<void> CommandLineReader::readSends()
{
    for (const QString &text : m_parser.values(u"send"_s)) {
        const Result<QByteArray> bytes = unescape(text);
        if (!bytes)
            return wrong(tr("--send %1: %2").arg(text, bytes.error().detail), bytes.error().remedy);
        m_line.sends.append(*bytes);
    }
    if (!m_line.sends.isEmpty() && m_line.panel && !traits(m_line.panel->side.type).canSend) {
        return wrong(tr("%1 only receives: --send has no use.").arg(socketTypeName(m_line.panel->side.type)),
                     tr("It talks to %1.").arg(socketTypePeers(m_line.panel->side.type)));
    }
    return {};
}

Result<void> CommandLineReader::checkCombination()
{
    for (const QString &name : {u"bind"_s, u"connect"_s}) {
        if (m_parser.isSet(name) && !m_line.panel) {
            return wrong(tr("--%1 needs a socket type.").arg(name),
                         tr("Put it in front, for example: zmqscope pull --%1 %2").arg(name, m_parser.value(name)));
        }
    }
    const bool headless = m_line.action == CommandLine::Action::Headless;
    if (headless && m_line.profilePath.isEmpty() && !m_line.panel) {
        return wrong(tr("--headless has nothing to run."),
                     tr("Name a profile or a socket type, for example: zmqscope sub tcp://localhost:5556 --headless"));
    }
    for (const QString &name : {u"count"_s, u"seconds"_s, u"send"_s}) {
        if (!headless && m_parser.isSet(name))
            return wrong(tr("--%1 works without a window only.").arg(name), tr("Add --headless."));
    }
    return {};
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    return CommandLineReader().read(arguments);
}

QStringList withoutQtArguments(const QStringList &arguments)
{
    static const QStringList valued{u"platform"_s, u"platformpluginpath"_s, u"platformtheme"_s, u"plugin"_s,
                                    u"style"_s, u"stylesheet"_s, u"display"_s, u"geometry"_s,
                                    u"qwindowgeometry"_s, u"session"_s};
    QStringList rest;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        const qsizetype dashes = argument.startsWith("--"_L1) ? 2 : argument.startsWith(u'-') ? 1 : 0;
        const QString name = argument.sliced(dashes);
        if (dashes == 0)
            rest.append(argument);
        else if (valued.contains(name))
            ++i; // its value
        else if (!valued.contains(name.section(u'=', 0, 0)))
            rest.append(argument);
    }
    return rest;
}

} // namespace zmqscope
