// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

namespace zmqscope {

QString Error::text() const
{
    QString line = operation;
    if (!detail.isEmpty())
        line += (line.isEmpty() ? QString() : QStringLiteral(": ")) + detail;
    if (!remedy.isEmpty())
        line += (line.isEmpty() ? QString() : QStringLiteral(" ")) + remedy;
    return line;
}

} // namespace zmqscope
