// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headless/interrupt_signals.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace zmqscope {

namespace {

int wakeFd = -1; ///< all that a signal handler may use

extern "C" void onSignal(int number)
{
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(wakeFd, &byte, 1);
    std::signal(number, SIG_DFL);
}

int openPipe(int (&pipe)[2])
{
    if (::pipe2(pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("No pipe for signals: out of descriptors.");
    return pipe[0];
}

} // namespace

InterruptSignals::InterruptSignals(QObject *parent)
    : QObject(parent), m_notifier(openPipe(m_pipe), QSocketNotifier::Read)
{
    wakeFd = m_pipe[1];
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        char bytes[8];
        if (::read(m_pipe[0], bytes, sizeof bytes) > 0)
            emit interrupted();
    });
}

InterruptSignals::~InterruptSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    m_notifier.setEnabled(false);
    wakeFd = -1;
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

} // namespace zmqscope
