// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace zmqscope {

/// 'It is\n' as Python's repr() writes a text, with what cannot be seen escaped; halves of surrogate
/// pairs as \uHHHH. Once @p maxChars are written it ends where it is, without its quote.
QString quotedPythonText(QByteArrayView utf8, qsizetype maxChars);
/// b'\x00' as Python's repr() writes bytes. @p maxChars as there.
QString quotedPythonBytes(QByteArrayView bytes, qsizetype maxChars);

} // namespace zmqscope
