// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/context.h"

#include <chrono>
#include <future>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <thread>
#include <zmq.hpp>

namespace zmqscope {

namespace {
/// Room for 20 panels times any number of tries: each socket brings a monitor pair.
constexpr int maxSockets = 8192;
/// Longer than any linger that a person can choose when closing.
constexpr std::chrono::seconds terminationGrace{8};

/// libzmq's I/O thread allocates what the event loop frees. By default glibc hands such memory back
/// to the system again and again, and every new page is paid for with a fault.
void keepMemoryWarm()
{
#if defined(__GLIBC__)
    mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
    mallopt(M_TOP_PAD, 1024 * 1024);
    mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024); // pictures of the window among them
#endif
}
} // namespace

Context::Context() : m_context(std::make_unique<zmq::context_t>())
{
    keepMemoryWarm();
    m_context->set(zmq::ctxopt::max_sockets, maxSockets);
}

Context::~Context()
{
    // Ending the context waits for lingering messages: do that aside, and do not wait for ever.
    std::promise<void> done;
    std::future<void> ended = done.get_future();
    std::thread([context = std::move(m_context), promise = std::move(done)]() mutable {
        context->close();
        promise.set_value();
    }).detach();
    ended.wait_for(terminationGrace);
}

QString Context::libraryVersion()
{
    int major = 0, minor = 0, patch = 0;
    zmq_version(&major, &minor, &patch);
    return QStringLiteral("%1.%2.%3").arg(major).arg(minor).arg(patch);
}

bool Context::has(const char *capability)
{
    return zmq_has(capability) == 1;
}

} // namespace zmqscope
