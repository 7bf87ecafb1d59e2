// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/zmq_error.h"

#include <QCoreApplication>
#include <zmq.h>

namespace zmqscope {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::ZmqError)
};
} // namespace

Error zmqError(int errnum, const QString &operation)
{
    using Code = ErrorCode;
    const auto make = [&](Code code, const QString &detail, const QString &remedy = {}) {
        return Error{code, operation, detail, remedy};
    };
    switch (errnum) {
    case EADDRINUSE:
        return make(Code::AddressInUse, Words::tr("The address is already in use."),
                    Words::tr("Stop the program that holds it, or choose another port."));
    case EADDRNOTAVAIL:
    case ENODEV:
        return make(Code::AddressUnavailable, Words::tr("This machine has no such address or interface."),
                    Words::tr("Use * for all interfaces, 127.0.0.1 for this machine only, or an interface name."));
    case EACCES:
    case EPERM:
        return make(Code::PermissionDenied, Words::tr("The system does not allow it."),
                    Words::tr("Choose a port above 1023, or a path that you may write to."));
    case EINVAL:
        return make(Code::InvalidArgument, Words::tr("libzmq refuses this value."),
                    Words::tr("Check the spelling and the range."));
    case EPROTONOSUPPORT:
        return make(Code::Unsupported, Words::tr("This libzmq does not have that transport."),
                    Words::tr("Use tcp://, ipc:// or inproc://."));
    case ENOCOMPATPROTO:
        return make(Code::InvalidArgument, Words::tr("This transport does not go with this socket type."),
                    Words::tr("Use tcp://, ipc:// or inproc://."));
    case ENOENT:
        return make(Code::NotFound, Words::tr("There is no such endpoint on this socket."));
    case EMTHREAD:
        return make(Code::InvalidArgument, Words::tr("No I/O thread fits ZMQ_AFFINITY."),
                    Words::tr("Set ZMQ_AFFINITY back to 0."));
    case EMFILE:
    case ENFILE:
        return make(Code::TooMany, Words::tr("No more sockets or files can be opened."),
                    Words::tr("Close some panels, or raise the limit of open files (ulimit -n)."));
    case EAGAIN:
        return make(Code::WouldBlock, Words::tr("No peer can take a message now."),
                    Words::tr("It waits until one connects or has room again."));
    case EFSM:
        return make(Code::NotYourTurn, Words::tr("This socket sends and receives in turn, and it is not its turn to send."),
                    Words::tr("Wait for the other side, or start over."));
    case EHOSTUNREACH:
        return make(Code::NoSuchRoute, Words::tr("No connected peer has this routing id."),
                    Words::tr("Choose a peer from the list, or reply to a received message."));
    case ENOTSUP:
        return make(Code::Unsupported, Words::tr("This socket type cannot do that."));
    case ETERM:
    case ENOTSOCK:
        return make(Code::System, Words::tr("The socket has been closed."), Words::tr("Open the panel again."));
    default:
        return make(Code::System, QString::fromUtf8(zmq_strerror(errnum)));
    }
}

} // namespace zmqscope
