// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/headless/command_line.h"
#include "core/headless/line_reader.h"
#include "core/headless/message_feeder.h"
#include "core/headless/message_printer.h"
#include "core/headless/output_writer.h"
#include "core/panel/session.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <functional>
#include <memory>

namespace zmqscope {

/// The program's exit codes, as --help tells them.
enum class ExitCode { Ok = 0, Failed = 1, WrongUsage = 2, TimeUp = 3 };

/// What a run without a window is made from, and where its streams go.
struct HeadlessJob
{
    QList<PanelConfig> panels;
    std::optional<qint64> count;
    std::optional<std::chrono::milliseconds> time;
    QList<QByteArray> sends;
    int inputFd = -1;  ///< lines to send come from here; -1 = none
    int outputFd = 1;  ///< JSON lines go here
    std::function<void(const QString &)> report; ///< takes a line for standard error
};

/// Runs panels without a window: prints each message, sends what it is given, and ends when enough
/// has passed, the time is up, or it is told to.
class HeadlessRun final : public QObject
{
    Q_OBJECT
public:
    /// How long closing sockets may take to hand over what libzmq still holds.
    static constexpr int lingerMs = 2000;

    explicit HeadlessRun(HeadlessJob job, QObject *parent = nullptr);
    ~HeadlessRun() override;

    void start();
    /// Ends in order: what was received is printed, what was sent goes out.
    void interrupt();

    const Session &session() const { return *m_session; }

signals:
    /// Once, with all sockets closed.
    void finished(zmqscope::ExitCode code);

private:
    enum class State { Running, Delivering, Flushing, Finished };

    void openPanels();
    void watch(Panel *panel);
    void reportEndpoints(const Panel &panel);
    void startFeeding();
    void onCompleted();
    void onTimeUp();
    void onReaderGone();
    void deliver();
    void finish(ExitCode code);
    void endWhenFlushed();
    qint64 unsentMessages() const;
    void fail(const QString &reason);

    HeadlessJob m_job;
    std::unique_ptr<Session> m_session;
    OutputWriter m_writer;
    std::unique_ptr<MessagePrinter> m_printer;
    std::unique_ptr<LineReader> m_reader;
    std::unique_ptr<MessageFeeder> m_feeder;
    QTimer m_timeUp;
    QSet<QString> m_reported; ///< what was already said of endpoints
    State m_state = State::Running;
    ExitCode m_code = ExitCode::Ok;
    bool m_failed = false;
};

/// Runs what @p line asks for on the process's own streams, with a QCoreApplication of the caller's.
/// Returns when it is over.
ExitCode runHeadless(const CommandLine &line);

} // namespace zmqscope
