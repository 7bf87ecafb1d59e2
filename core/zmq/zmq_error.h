// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace zmqscope {

/// Turns the errno of a failed libzmq call into an Error for people. @p operation is the whole of
/// what was tried, with its endpoint or option: "Bind tcp://*:5556".
Error zmqError(int errnum, const QString &operation);

} // namespace zmqscope
