// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace zmqscope {

class Panel;

/// Told where peers would stand.
struct PeersEmptyText
{
    QString title;
    QString text;
};

/// Why a panel has no peer: closed, nobody has come, nobody answers, nowhere to come to.
PeersEmptyText peersEmptyText(const Panel &panel);

} // namespace zmqscope
