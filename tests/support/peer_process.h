// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QTest>
#include <memory>

namespace zmqscope::test {

/// Another program on the other end. Tells what it sees as JSON lines on its standard output; ends
/// with its test at the latest.
class PeerProcess {
public:
    PeerProcess(const QString &program, const QStringList &arguments) { m_process.start(program, arguments); }
    ~PeerProcess()
    {
        kill();
        if (QTest::currentTestFailed() && !complaint().isEmpty())
            qWarning("%s: %s", qPrintable(m_process.program()), m_complaint.constData());
    }
    PeerProcess(const PeerProcess &) = delete;
    PeerProcess &operator=(const PeerProcess &) = delete;

    QProcess &process() { return m_process; }

    /// The next line that has @p key; lines before it are skipped. Panels go on meanwhile.
    /// Undefined when none came in time.
    QJsonValue next(const QString &key, int timeoutMs = 20'000)
    {
        QJsonValue found(QJsonValue::Undefined);
        (void)QTest::qWaitFor(
            [&] {
                read();
                while (found.isUndefined() && m_next < m_lines.size())
                    found = m_lines[m_next++].value(key);
                return !found.isUndefined()
                    || (m_process.state() == QProcess::NotRunning && m_next == m_lines.size());
            },
            timeoutMs);
        return found;
    }
    QString nextText(const QString &key) { return next(key).toString(); }

    /// All lines so far.
    const QList<QJsonObject> &lines()
    {
        read();
        return m_lines;
    }

    /// What it wrote to its standard error.
    const QByteArray &complaint()
    {
        m_complaint += m_process.readAllStandardError();
        return m_complaint;
    }

    /// The exit code, or -1 when it did not end in time, or crashed.
    int exitCode(int timeoutMs = 20'000)
    {
        const bool ended =
            QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, timeoutMs);
        read();
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill(); // this one, by its pid
        m_process.waitForFinished();
    }

private:
    void read()
    {
        m_buffer += m_process.readAllStandardOutput();
        for (qsizetype end = m_buffer.indexOf('\n'); end >= 0; end = m_buffer.indexOf('\n')) {
            m_lines.append(QJsonDocument::fromJson(m_buffer.left(end)).object());
            m_buffer.remove(0, end + 1);
        }
    }

    QProcess m_process;
    QByteArray m_buffer;
    QByteArray m_complaint;
    QList<QJsonObject> m_lines;
    qsizetype m_next = 0;
};

/// A program of tests/interop/peers, run by the system's Python, which has pyzmq.
inline std::unique_ptr<PeerProcess> python(const QString &script, const QStringList &arguments = {})
{
    const QString folder =
        qEnvironmentVariable("ZMQSCOPE_SOURCE_DIR") + QStringLiteral("/tests/interop/peers/");
    const QStringList all =
        QStringList{QStringLiteral("-B"), QString(folder + script + QStringLiteral(".py"))} + arguments;
    return std::make_unique<PeerProcess>(QStringLiteral("/usr/bin/python3"), all);
}

} // namespace zmqscope::test
