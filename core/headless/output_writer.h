// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

namespace zmqscope {

/// Writes to a descriptor without ever blocking the event loop: what a slow reader does not take
/// yet waits here, and whoever fills it looks at backlog().
class OutputWriter final : public QObject
{
    Q_OBJECT
public:
    /// More than this should not wait: stop filling until drained().
    static constexpr qsizetype fullBytes = 1024 * 1024;

    /// The descriptor must stay open; it is not closed here.
    explicit OutputWriter(int fd, QObject *parent = nullptr);

    /// To be appended to; then flush().
    QByteArray &buffer() { return m_buffer; }
    /// Writes as much as goes at once; the rest follows by itself.
    void flush();
    qsizetype backlog() const { return m_buffer.size() - m_written; }
    bool isFull() const { return backlog() >= fullBytes; }

signals:
    /// Nothing waits any more.
    void drained();
    /// The reader has gone (a closed pipe); nothing can be written any more.
    void readerGone();
    /// Writing failed; @p reason is the system's.
    void failed(const QString &reason);

private:
    bool writeSome();

    int m_fd;
    QByteArray m_buffer;
    qsizetype m_written = 0;
    QSocketNotifier m_notifier; ///< on only while something waits: a free descriptor always fires
    bool m_broken = false;
};

} // namespace zmqscope
