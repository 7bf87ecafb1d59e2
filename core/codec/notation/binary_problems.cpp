// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/notation/binary_problems.h"

#include <QCoreApplication>
#include <algorithm>
#include <climits>

namespace zmqscope::problems {

namespace {

QString tr(const char *text, qint64 count = -1)
{
    return QCoreApplication::translate("BinaryProblems", text, nullptr, int(std::min<qint64>(count, INT_MAX)));
}

} // namespace

QString nothing()
{
    return tr("There are no bytes.");
}

QString bytesMissing(quint64 promised, qint64 left)
{
    return tr("The value promises %1 bytes, and %2 are left.").arg(promised).arg(left);
}

QString listCut(quint64 promised, quint64 found)
{
    return tr("The list promises %1 values, and the bytes end after %2.").arg(promised).arg(found);
}

QString mapCut(quint64 promised, quint64 found)
{
    return tr("The map promises %1 pairs, and the bytes end after %2.").arg(promised).arg(found);
}

QString valueCut()
{
    return tr("The bytes end where a value should be.");
}

QString tooDeep(int maxDepth)
{
    return tr("The values nest deeper than %1 levels.").arg(maxDepth);
}

QString notWhole()
{
    return tr("The value that begins here is wrong, or not whole.");
}

QString bytesFollow(qint64 count)
{
    return count == 1 ? tr("One byte follows the value.") : tr("%n bytes follow the value.", count);
}

} // namespace zmqscope::problems
