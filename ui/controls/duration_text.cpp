// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/duration_text.h"

#include <QCoreApplication>

namespace zmqscope {

QString durationSince(Timestamp since, Timestamp now)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("DurationText", text); };
    const qint64 seconds = qMax<qint64>(0, (now.ns - since.ns) / 1'000'000'000);
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
}

} // namespace zmqscope
