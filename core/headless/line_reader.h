// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

namespace zmqscope {

/// Reads lines from a descriptor as they come, without blocking: a terminal, a pipe or a file.
class LineReader final : public QObject
{
    Q_OBJECT
public:
    /// A longer line ends the reading: it would hold memory without end.
    static constexpr qsizetype maxLineBytes = 256 * 1024 * 1024;

    /// The descriptor must stay open; it is not closed here.
    explicit LineReader(int fd, QObject *parent = nullptr);

    /// While paused, what comes waits with its writer.
    void setPaused(bool paused);

signals:
    /// One line without its line break. The last one counts even without a line break.
    void lineRead(const QByteArray &line);
    void failed(const QString &reason);

private:
    void readSome();
    void end();

    int m_fd;
    QByteArray m_partial;
    QSocketNotifier m_notifier;
    bool m_ended = false;
};

} // namespace zmqscope
