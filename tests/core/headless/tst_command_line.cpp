// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/command_line.h"

#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

/// Arguments as a shell would split them; no quoting needed here.
Result<CommandLine> parse(const QString &line)
{
    return parseCommandLine(line.split(u' ', Qt::SkipEmptyParts));
}

} // namespace

class CommandLineTest : public QObject
{
    Q_OBJECT

private slots:
    void nothing();
    void profile();
    void everyType_data();
    void everyType();
    void roleOfAPositionalAddress();
    void bindAndConnectTogether();
    void topics();
    void options();
    void headless();
    void sendsTakeEscapes();
    void reply();
    void demo();
    void helpAndVersionWinOverMistakes();
    void wrongUsage_data();
    void wrongUsage();
    void qtArguments();
    void helpKnowsEverything();
};

void CommandLineTest::nothing()
{
    const Result<CommandLine> line = parse({});
    QVERIFY(line.ok());
    QCOMPARE(line->action, CommandLine::Action::Window);
    QVERIFY(line->profilePath.isEmpty());
    QVERIFY(!line->panel);
}

void CommandLineTest::profile()
{
    const Result<CommandLine> line = parse(u"feed.zmqscope --headless --seconds 1.5"_s);
    QVERIFY(line.ok());
    QCOMPARE(line->profilePath, u"feed.zmqscope"_s);
    QCOMPARE(line->action, CommandLine::Action::Headless);
    QCOMPARE(*line->time, std::chrono::milliseconds(1500));
    // A file that is called like a type can still be opened.
    QCOMPARE(parse(u"./sub"_s)->profilePath, u"./sub"_s);
}

void CommandLineTest::everyType_data()
{
    QTest::addColumn<QString>("name");
    for (const SocketTraits &type : allSocketTypes())
        QTest::newRow(type.name) << QString::fromLatin1(type.name);
}

void CommandLineTest::everyType()
{
    QFETCH(QString, name);
    for (const QString &spelling : {name, name.toLower()}) {
        const Result<CommandLine> line = parse(QString(spelling + u" tcp://localhost:5556"));
        QVERIFY(line.ok());
        QCOMPARE(socketTypeName(line->panel->side.type), name);
        QCOMPARE(line->panel->side.endpoints, QList<Endpoint>({{EndpointRole::Connect, u"tcp://localhost:5556"_s}}));
        QVERIFY(line->panel->name.contains(name));
    }
}

void CommandLineTest::roleOfAPositionalAddress()
{
    const auto role = [](const QString &address) {
        return parse(QString(u"pull " + address))->panel->side.endpoints.first().role;
    };
    QCOMPARE(role(u"tcp://*:5556"_s), EndpointRole::Bind);
    QCOMPARE(role(u"tcp://127.0.0.1:*"_s), EndpointRole::Bind);
    QCOMPARE(role(u"ipc://*"_s), EndpointRole::Bind);
    QCOMPARE(role(u"tcp://127.0.0.1:5556"_s), EndpointRole::Connect);
    QCOMPARE(role(u"ipc:///tmp/x"_s), EndpointRole::Connect);
}

void CommandLineTest::bindAndConnectTogether()
{
    const Result<CommandLine> line = parse(u"dealer tcp://a:1 --bind tcp://*:2 --connect tcp://b:3 --bind=ipc:///tmp/x"_s);
    QVERIFY(line.ok());
    QCOMPARE(line->panel->side.endpoints, QList<Endpoint>({{EndpointRole::Connect, u"tcp://a:1"_s},
                                                           {EndpointRole::Bind, u"tcp://*:2"_s},
                                                           {EndpointRole::Bind, u"ipc:///tmp/x"_s},
                                                           {EndpointRole::Connect, u"tcp://b:3"_s}}));
}

void CommandLineTest::topics()
{
    QCOMPARE(parse(u"sub tcp://a:1 --topic a --topic b\\x00"_s)->panel->side.subscriptions,
             QList<QByteArray>({"a"_ba, QByteArray("b\0", 2)}));
    QCOMPARE(parse(u"sub tcp://a:1"_s)->panel->side.subscriptions, QList<QByteArray>({QByteArray()}));
    QCOMPARE(parse(u"xsub tcp://a:1"_s)->panel->side.subscriptions, QList<QByteArray>({QByteArray()}));
    QCOMPARE(parse(u"pull tcp://a:1"_s)->panel->side.subscriptions, QList<QByteArray>());
    QCOMPARE(parseCommandLine({u"sub"_s, u"tcp://a:1"_s, u"--topic"_s, QString()})->panel->side.subscriptions,
             QList<QByteArray>({QByteArray()}));
}

void CommandLineTest::options()
{
    const Result<CommandLine> line = parse(u"dealer tcp://a:1 --option RCVHWM=10 --option zmq_ipv6=on --option ROUTING_ID=a=b"_s);
    QVERIFY2(line.ok(), line ? "" : qUtf8Printable(line.error().text()));
    QCOMPARE(line->panel->side.options, (QMap<QString, OptionValue>{{u"ZMQ_RCVHWM"_s, qint64(10)},
                                                                    {u"ZMQ_IPV6"_s, qint64(1)},
                                                                    {u"ZMQ_ROUTING_ID"_s, "a=b"_ba}}));
}

void CommandLineTest::headless()
{
    const Result<CommandLine> line = parse(u"pull tcp://*:1 --headless --count 5 --seconds 0.001"_s);
    QVERIFY(line.ok());
    QCOMPARE(line->action, CommandLine::Action::Headless);
    QCOMPARE(*line->count, 5);
    QCOMPARE(*line->time, std::chrono::milliseconds(1));
    QVERIFY(!parse(u"pull tcp://*:1 --headless"_s)->count);
    QVERIFY(!parse(u"pull tcp://*:1 --headless"_s)->time);
}

void CommandLineTest::sendsTakeEscapes()
{
    const Result<CommandLine> line = parseCommandLine(
        {u"push"_s, u"tcp://a:1"_s, u"--headless"_s, u"--send"_s, u"a\\x00\\n"_s, u"--send"_s, u"-1"_s, u"--send"_s, QString()});
    QVERIFY(line.ok());
    QCOMPARE(line->sends, QList<QByteArray>({QByteArray("a\0\n", 3), "-1"_ba, ""_ba}));
}

void CommandLineTest::reply()
{
    const Result<CommandLine> line = parseCommandLine({u"rep"_s, u"tcp://*:1"_s, u"--reply"_s, u"server response"_s});
    QVERIFY(line.ok());
    QCOMPARE(line->panel->autoReply, (FrameDraft{u"text"_s, u"server response"_s}));
}

void CommandLineTest::demo()
{
    const Result<CommandLine> line = parse(u"--demo out.png"_s);
    QVERIFY(line.ok());
    QCOMPARE(line->action, CommandLine::Action::Demo);
    QCOMPARE(line->demoImage, u"out.png"_s);
}

void CommandLineTest::helpAndVersionWinOverMistakes()
{
    QCOMPARE(parse(u"--help"_s)->action, CommandLine::Action::Help);
    QCOMPARE(parse(u"-h"_s)->action, CommandLine::Action::Help);
    QCOMPARE(parse(u"sub --headless --help"_s)->action, CommandLine::Action::Help);
    QCOMPARE(parse(u"--version"_s)->action, CommandLine::Action::Version);
}

void CommandLineTest::wrongUsage_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("mentions");
    const auto row = [](const char *line, const char *mentions) {
        QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(mentions);
    };
    row("foo tcp://localhost:5556", "foo” is no socket type");
    row("--headless", "--headless");
    row("--nonsense", "nonsense");
    row("sub", "SUB");
    row("sub nonsense", "nonsense");
    row("sub foo://x:1", "foo");
    row("sub tcp://a:99999", "99999");
    row("sub --bind tcp://localhost:5556", "tcp://127.0.0.1:5556");
    row("sub --connect tcp://*:5556", "tcp://localhost:5556");
    row("tcp://localhost:5556", "sub tcp://localhost:5556");
    row("a.zmqscope b.zmqscope", "b.zmqscope");
    row("a.zmqscope --bind tcp://*:1", "--bind");
    row("a.zmqscope --topic a", "--topic");
    row("a.zmqscope --option RCVHWM=1", "--option");
    row("pull tcp://a:1 --topic a", "--topic");
    row("pull tcp://a:1 --headless --send x", "PULL");
    row("sub tcp://a:1 --headless --send x", "PUB");
    row("push tcp://a:1 --send x", "--headless");
    row("push tcp://a:1 --count 1", "--headless");
    row("push tcp://a:1 --seconds 1", "--headless");
    row("push tcp://a:1 --headless --count 0", "0");
    row("push tcp://a:1 --headless --count -1", "-1");
    row("push tcp://a:1 --headless --count x", "x");
    row("push tcp://a:1 --headless --count 99999999999999999999", "99999999999999999999");
    row("push tcp://a:1 --headless --seconds 0", "0");
    row("push tcp://a:1 --headless --seconds -1", "-1");
    row("push tcp://a:1 --headless --seconds nan", "nan");
    row("push tcp://a:1 --headless --seconds inf", "inf");
    row("push tcp://a:1 --headless --seconds 1e10", "1e10");
    row("push tcp://a:1 --headless --send \\q", "\\q");
    row("push tcp://a:1 --option RCVHWM", "RCVHWM");
    row("push tcp://a:1 --option =5", "=5");
    row("push tcp://a:1 --option NOPE=5", "NOPE");
    row("push tcp://a:1 --option SNDHWM=x", "SNDHWM=x");
    row("push tcp://a:1 --option SNDHWM=-5", "SNDHWM=-5");
    row("push tcp://a:1 --reply x", "--reply");
    row("rep tcp://*:1 --reply \\q", "\\q");
    row("push tcp://a:1 --count", "count");
}

void CommandLineTest::wrongUsage()
{
    QFETCH(QString, line);
    QFETCH(QString, mentions);
    const Result<CommandLine> parsed = parse(line);
    QVERIFY(!parsed.ok());
    QVERIFY2(parsed.error().text().contains(mentions), qUtf8Printable(parsed.error().text()));
}

void CommandLineTest::qtArguments()
{
    QCOMPARE(withoutQtArguments({u"-platform"_s, u"offscreen"_s, u"a.zmqscope"_s, u"--style=fusion"_s, u"--send"_s, u"platform"_s, u"-h"_s, u"-platform"_s}),
             (QStringList{u"a.zmqscope"_s, u"--send"_s, u"platform"_s, u"-h"_s}));
}

void CommandLineTest::helpKnowsEverything()
{
    const QString help = commandLineHelp();
    for (const char *word : {"--bind", "--connect", "--topic", "--option", "--reply", "--headless", "--count", "--seconds",
                             "--send", "--demo", "--help", "--version", "standard input"})
        QVERIFY2(help.contains(QLatin1StringView(word)), word);
    for (const SocketTraits &type : allSocketTypes())
        QVERIFY2(help.contains(QString::fromLatin1(type.name).toLower()), type.name);
    for (const QString &line : help.split(u'\n'))
        QVERIFY2(line.size() <= 100, qUtf8Printable(line));
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_command_line.moc"
