// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/socket_panel.h"
#include "ui/theme/theme.h"

namespace zmqscope {

/// What became of a message, in words and in a colour.
struct SendOutcome
{
    QString text;
    theme::Role role;
};

SendOutcome outcomeOf(const SendReport &report);

} // namespace zmqscope
