// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/command_line.h"
#include "core/headless/headless_run.h"
#include "core/zmq/context.h"

#include <QCoreApplication>
#include <cstdio>

using namespace zmqscope;

namespace {

int print(FILE *stream, const QString &text, ExitCode code)
{
    std::fputs(text.toUtf8().constData(), stream);
    return std::fflush(stream) == 0 ? int(code) : int(ExitCode::Failed);
}

int printVersion()
{
    return print(stdout, QStringLiteral("zmqscope %1 (libzmq %2, Qt %3)\n")
                             .arg(QStringLiteral(ZMQSCOPE_VERSION), Context::libraryVersion(), QString::fromLatin1(qVersion())),
                 ExitCode::Ok);
}

int printWrongUsage(const Error &error)
{
    const QString hint = QCoreApplication::translate("zmqscope::CommandLine", "See: zmqscope --help");
    return print(stderr, u"zmqscope: " + error.text() + u'\n' + hint + u'\n', ExitCode::WrongUsage);
}

} // namespace

int main(int argc, char *argv[])
{
    // Without any locale Qt would take UTF-8 all the same, but complain on standard error.
    if (qEnvironmentVariableIsEmpty("LC_ALL") && qEnvironmentVariableIsEmpty("LC_CTYPE") && qEnvironmentVariableIsEmpty("LANG"))
        qputenv("LC_CTYPE", "C.UTF-8");
    QCoreApplication::setApplicationName(QStringLiteral("zmqscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ZMQSCOPE_VERSION));

    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const Result<CommandLine> line = parseCommandLine(withoutQtArguments(arguments));
    if (!line)
        return printWrongUsage(line.error());

    switch (line->action) {
    case CommandLine::Action::Help:
        return print(stdout, commandLineHelp(), ExitCode::Ok);
    case CommandLine::Action::Version:
        return printVersion();
    case CommandLine::Action::Headless: {
        QCoreApplication application(argc, argv);
        return int(runHeadless(*line));
    }
    case CommandLine::Action::Demo:
    case CommandLine::Action::Window:
        break;
    }
    return int(ExitCode::Failed);
}
