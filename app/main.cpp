// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/english_plurals.h"
#include "core/headless/command_line.h"
#include "core/headless/headless_run.h"
#include "core/zmq/context.h"
#include "ui/main_window/demo_run.h"
#include "ui/main_window/main_window.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QMessageBox>
#include <QTemporaryDir>
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

/// Qt ends a program that finds no display by abort(); this says it in time.
bool hasDisplay(const QStringList &arguments)
{
#ifdef Q_OS_LINUX
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") || arguments.join(u' ').contains(u"-platform");
#else
    return true;
#endif
}

void setUpApplication(QApplication &application)
{
    QCoreApplication::installTranslator(new EnglishPlurals(&application));
    QApplication::setApplicationDisplayName(QStringLiteral("ZmqScope"));
    QApplication::setDesktopFileName(QStringLiteral("zmqscope"));
    theme::apply(application, theme::Mode::System);
    QApplication::setWindowIcon(theme::icon(QLatin1StringView("zmqscope")));
}

int runWindow(int &argc, char **argv, const CommandLine &line)
{
    QApplication application(argc, argv);
    setUpApplication(application);
    Session session;
    MainWindow window(session);
    window.show();
    if (line.panel)
        window.openConfigs({*line.panel});
    if (!line.profilePath.isEmpty()) {
        if (const Result<void> opened = window.openProfile(line.profilePath); !opened) {
            auto *box = new QMessageBox(QMessageBox::Warning, QApplication::applicationDisplayName(),
                                        opened.error().text(), QMessageBox::Ok, &window);
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->open();
        }
    }
    return QApplication::exec();
}

/// What the offscreen platform says of every window that has a smallest size means nothing to anyone.
void printLog(QtMsgType, const QMessageLogContext &, const QString &message)
{
    if (!message.contains(u"propagateSizeHints"))
        std::fprintf(stderr, "%s\n", message.toLocal8Bit().constData());
}

int runDemo(int &argc, char **argv, const CommandLine &line)
{
    // A demonstration leaves no trace in the settings of whoever runs it.
    const QTemporaryDir home;
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    qputenv("XDG_DATA_HOME", home.path().toLocal8Bit());
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        qputenv("XDG_RUNTIME_DIR", home.path().toLocal8Bit());
    if (!hasDisplay({}))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(printLog);
    QApplication application(argc, argv);
    setUpApplication(application);
    DemoRun demo(line.demoImage);
    QObject::connect(&demo, &DemoRun::finished, &application, [](bool ok) {
        QApplication::exit(int(ok ? ExitCode::Ok : ExitCode::Failed));
    }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&demo, &DemoRun::start, Qt::QueuedConnection);
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    // Without any locale Qt would take UTF-8 all the same, but complain on standard error.
    if (qEnvironmentVariableIsEmpty("LC_ALL") && qEnvironmentVariableIsEmpty("LC_CTYPE") && qEnvironmentVariableIsEmpty("LANG"))
        qputenv("LC_CTYPE", "C.UTF-8");
    QCoreApplication::setOrganizationName(QStringLiteral("zmqscope"));
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
        return runDemo(argc, argv, *line);
    case CommandLine::Action::Window:
        break;
    }
    if (!hasDisplay(arguments)) {
        return print(stderr, QCoreApplication::translate("zmqscope::CommandLine",
                         "zmqscope: There is no display for a window. Add --headless, or see: zmqscope --help\n"),
                     ExitCode::Failed);
    }
    return runWindow(argc, argv, *line);
}
