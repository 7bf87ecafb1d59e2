// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace zmqscope {

/// The pickle of what @p text says in Python's notation (see python_parser.h): pickle.loads() makes
/// an equal object of it. @p protocol is 0 to 5; protocols 0 to 2 are readable for Python 2 too.
/// Errors name line and column in the text.
Result<QByteArray> pickleFromPython(const QString &text, int protocol);

} // namespace zmqscope
