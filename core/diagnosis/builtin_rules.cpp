// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/doctor.h"

namespace zmqscope {

Doctor::Rules builtinRules()
{
    Doctor::Rules rules;
    // Connections.

    // Patterns and messages.

    return rules;
}

} // namespace zmqscope
