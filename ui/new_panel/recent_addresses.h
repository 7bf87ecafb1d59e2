// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace zmqscope {

/// The addresses a person used last, newest first, offered while typing one; kept in the
/// program's settings.
class RecentAddresses {
public:
    /// More would only hide the useful ones.
    static constexpr qsizetype maxAddresses = 30;

    static QStringList load();
    /// Puts @p addresses in front.
    static void remember(const QStringList &addresses);
};

} // namespace zmqscope
