// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <memory>

namespace zmq {
class context_t;
}

namespace zmqscope {

/// The program's one libzmq context: outlives every socket (see zmq_ctx_new(3)). One for all
/// panels, so that inproc:// works between them.
class Context
{
public:
    Context();
    /// Waits for what still lingers, a few seconds at most, and ends the context; never hangs.
    ~Context();
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;

    /// For core/zmq only.
    zmq::context_t &native() const { return *m_context; }

    /// "4.3.4"
    static QString libraryVersion();
    /// zmq_has(3): "ipc", "ws", "curve", "draft", …
    static bool has(const char *capability);

private:
    std::unique_ptr<zmq::context_t> m_context;
};

} // namespace zmqscope
