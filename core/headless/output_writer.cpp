// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/output_writer.h"

#include <QString>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

namespace zmqscope {

OutputWriter::OutputWriter(int fd, QObject *parent)
    : QObject(parent), m_fd(fd), m_notifier(fd, QSocketNotifier::Write)
{
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, &OutputWriter::flush);
}

void OutputWriter::flush()
{
    const bool waited = m_notifier.isEnabled();
    while (!m_broken && backlog() > 0 && writeSome()) { }
    if (m_broken || backlog() == 0) {
        m_buffer.clear();
        m_written = 0;
    } else if (m_written > fullBytes) {
        m_buffer.remove(0, m_written);
        m_written = 0;
    }
    m_notifier.setEnabled(backlog() > 0);
    if (waited && backlog() == 0)
        emit drained();
}

/// A pipe that polls writable takes PIPE_BUF bytes without blocking, and no more for sure. The
/// descriptor is shared with other programs, so it is not ours to make non-blocking.
bool OutputWriter::writeSome()
{
    pollfd ready{m_fd, POLLOUT, 0};
    const int polled = ::poll(&ready, 1, 0);
    if (polled == 0 || (polled < 0 && errno == EINTR))
        return false;
    const qsizetype size = std::min<qsizetype>(backlog(), PIPE_BUF);
    const ssize_t written = ::write(m_fd, m_buffer.constData() + m_written, size_t(size));
    if (written >= 0) {
        m_written += written;
        return true;
    }
    if (errno == EAGAIN || errno == EINTR)
        return false;
    m_broken = true;
    if (errno == EPIPE)
        emit readerGone();
    else
        emit failed(QString::fromLocal8Bit(std::strerror(errno)));
    return false;
}

} // namespace zmqscope
