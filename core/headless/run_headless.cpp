// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/headless_run.h"

#include "core/headless/interrupt_signals.h"
#include "core/profile/profile.h"

#include <QEventLoop>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace zmqscope {

namespace {

void printError(const QString &line)
{
    std::fprintf(stderr, "zmqscope: %s\n", line.toLocal8Bit().constData());
}

void printProblems(const LoadedProfile &loaded, const QString &path)
{
    for (const ProfileProblem &problem : loaded.problems)
        printError(path + u':' + QString::number(problem.line) + u": " + problem.key + u": " + problem.text);
}

} // namespace

ExitCode runHeadless(const CommandLine &line)
{
    HeadlessJob job;
    job.count = line.count;
    job.time = line.time;
    job.sends = line.sends;
    job.inputFd = STDIN_FILENO;
    job.outputFd = STDOUT_FILENO;
    job.report = printError;
    if (line.panel) {
        job.panels = {*line.panel};
    } else {
        const Result<LoadedProfile> loaded = loadProfile(line.profilePath);
        if (!loaded) {
            printError(loaded.error().text());
            return ExitCode::Failed;
        }
        printProblems(*loaded, line.profilePath);
        if (const Result<ProtobufSchemasPtr> schemas = ProtobufSchemas::load(loaded->profile.schemas); schemas)
            ProtobufSchemas::setCurrent(*schemas);
        else
            printError(schemas.error().text());
        job.panels = loaded->profile.panels;
        if (job.panels.isEmpty()) {
            printError(line.profilePath + u": " + HeadlessRun::tr("There is no panel in it to run."));
            return ExitCode::Failed;
        }
    }
    // A closed output is told by write(); reading a terminal from the background by read().
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGTTIN, SIG_IGN);

    QEventLoop loop;
    ExitCode code = ExitCode::Ok;
    HeadlessRun run(std::move(job));
    InterruptSignals interrupts;
    QObject::connect(&interrupts, &InterruptSignals::interrupted, &run, &HeadlessRun::interrupt);
    QObject::connect(&run, &HeadlessRun::finished, &loop, [&](ExitCode result) {
        code = result;
        loop.quit();
    }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&run, &HeadlessRun::start, Qt::QueuedConnection);
    loop.exec();
    return code;
}

} // namespace zmqscope
