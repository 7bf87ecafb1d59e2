// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/line_reader.h"

#include <array>
#include <cerrno>
#include <unistd.h>

namespace zmqscope {

LineReader::LineReader(int fd, QObject *parent)
    : QObject(parent), m_fd(fd), m_notifier(fd, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &LineReader::readSome);
}

void LineReader::setPaused(bool paused)
{
    m_notifier.setEnabled(!paused && !m_ended);
}

void LineReader::readSome()
{
    // One read for each readiness: it takes what is there and does not wait for more.
    std::array<char, 64 * 1024> chunk;
    const ssize_t size = ::read(m_fd, chunk.data(), chunk.size());
    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (size <= 0) { // the end; also a terminal that is not ours any more
        end();
        return;
    }
    QByteArrayView rest(chunk.data(), size);
    for (qsizetype at = rest.indexOf('\n'); at >= 0; at = rest.indexOf('\n')) {
        m_partial.append(rest.first(at));
        emit lineRead(std::exchange(m_partial, {}));
        rest = rest.sliced(at + 1);
    }
    m_partial.append(rest);
    if (m_partial.size() > maxLineBytes) {
        m_partial.clear();
        end();
        emit failed(tr("A line of the standard input is longer than %1 MiB; no more is read.").arg(maxLineBytes >> 20));
    }
}

void LineReader::end()
{
    m_ended = true;
    m_notifier.setEnabled(false);
    if (!m_partial.isEmpty())
        emit lineRead(std::exchange(m_partial, {}));
}

} // namespace zmqscope
