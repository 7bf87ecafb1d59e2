// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What can be wrong with bytes that say beforehand how long each value is; translated, for
/// DecodeProblem::text.
namespace zmqscope::problems {

/// There are no bytes at all.
QString nothing();
/// A text or bytes of @p promised bytes, of which @p left are there.
QString bytesMissing(quint64 promised, qint64 left);
/// The bytes end where a container wants more values.
QString listCut(quint64 promised, quint64 found);
QString mapCut(quint64 promised, quint64 found);
/// The bytes end within the head of a value, or where one must follow.
QString valueCut();
QString tooDeep(int maxDepth);
/// A value that is passed over: its bytes are wrong, or missing.
QString notWhole();
/// After the value there is more.
QString bytesFollow(qint64 count);

} // namespace zmqscope::problems
