// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/count_text.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace zmqscope {

QString shortCount(qint64 count)
{
    constexpr qint64 exactBelow = 100'000;
    const QLocale locale;
    if (count < exactBelow)
        return locale.toString(count);
    double value = double(count) / 1000;
    QString unit = u" k"_s;
    for (const QString &larger : {u" M"_s, u" G"_s}) {
        if (value < 1000)
            break;
        value /= 1000;
        unit = larger;
    }
    return locale.toString(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0) + unit;
}

} // namespace zmqscope
