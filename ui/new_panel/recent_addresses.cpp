// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/new_panel/recent_addresses.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr auto key = "newPanel/recentAddresses"_L1;
}

QStringList RecentAddresses::load()
{
    return QSettings().value(key).toStringList().mid(0, maxAddresses);
}

void RecentAddresses::remember(const QStringList &addresses)
{
    if (addresses.isEmpty())
        return;
    QStringList all = addresses + load();
    all.removeDuplicates();
    QSettings().setValue(key, QStringList(all.mid(0, maxAddresses)));
}

} // namespace zmqscope
