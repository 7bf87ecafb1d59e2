// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace zmqscope {

/// What kind of thing went wrong; programs branch on this, people read the texts of Error.
enum class ErrorCode {
    InvalidArgument, ///< a value that can never work (bad endpoint, option out of range)
    AddressInUse,    ///< bind: another socket holds the address
    AddressUnavailable, ///< bind: no such interface, or a name where an address is needed
    PermissionDenied, ///< the system forbids it
    NotYourTurn,     ///< REQ/REP out of turn (EFSM)
    NoSuchRoute,     ///< ROUTER/STREAM: nobody has this routing id (EHOSTUNREACH)
    WouldBlock,      ///< no peer yet, or high-water mark reached (EAGAIN)
    TooMany,         ///< a limit of sockets, files or sizes
    NotFound,        ///< a file or a name that is not there
    Malformed,       ///< bytes that are not what they should be
    Unsupported,     ///< this build or this library version cannot do it
    System,          ///< anything else the system or libzmq reported
};

/// A failure, told so that a person can act on it: what was tried, what happened, what to do.
/// All texts are translated and name the endpoint, file or field concerned.
struct Error
{
    ErrorCode code = ErrorCode::System;
    QString operation; ///< what was tried: "Bind tcp://*:5556"
    QString detail;    ///< what happened: "The address is in use by python3 (pid 4711)."
    QString remedy;    ///< what to do: "Stop that process, or choose another port."

    /// One line for a status bar, a log or stderr: "operation: detail remedy".
    QString text() const;

    bool operator==(const Error &) const = default;
};

} // namespace zmqscope
