// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace zmqscope {

class Panel;

/// What to expect of a panel that has no message yet: where it listens, what it waits for, or what
/// is missing. One sentence a line.
QString emptyLogText(const Panel &panel);

} // namespace zmqscope
