// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

namespace zmqscope {

/// How the bytes look as UTF-16 in that byte order: certain with a byte order mark, likely when
/// nearly all is ASCII.
Recognition recogniseUtf16(QByteArrayView bytes, bool isBigEndian, qsizetype effort);
/// As GB18030: likely when nearly all characters are among the most common Chinese ones.
Recognition recogniseGb18030(QByteArrayView bytes, qsizetype effort);
/// As Latin-1: possible, where no control characters stand.
Recognition recogniseLatin1(QByteArrayView bytes, qsizetype effort);

/// The byte where UTF-16 has half a surrogate pair or half a unit; -1 when it is right.
qsizetype utf16ProblemAt(QByteArrayView bytes, bool isBigEndian);

} // namespace zmqscope
