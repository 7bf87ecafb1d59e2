// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace zmqscope {

/// A topic prefix as a person writes it: text with escapes (\n, \x00, …), or "0x…" for bytes that
/// are no text. parseTopic(topicText(t)) == t for all bytes.
QString topicText(const QByteArray &topic);
Result<QByteArray> parseTopic(const QString &text);

} // namespace zmqscope
