// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/log_table.h"

#include <QString>

namespace zmqscope {

/// Ways to put messages on the clipboard.
enum class CopyFormat {
    Rows, ///< the columns on the screen, one message a line, tabs in between
    Text, ///< the frames as text
    Hex,
    Base64,
    JsonLines, ///< all that is known of a message, one JSON object a line
    PythonLiteral, ///< what send() or send_multipart() takes
};

/// Messages as text for the clipboard. Bounded, so that copying a huge selection neither stops the
/// window nor fills the memory: then it holds the first messages and says so.
struct CopiedMessages {
    static constexpr qint64 maxMessages = 10'000;
    static constexpr qint64 maxPayloadBytes = 4 * 1024 * 1024; ///< keeps any format under 50 ms

    QString text;
    qint64 copied = 0;
    qint64 selected = 0;

    /// What to tell the person; empty when all was copied.
    QString notice() const;
};

/// The selected rows of @p table in @p format; @p panelName stands in JSON lines.
CopiedMessages copySelected(
    const LogTable &table, CopyFormat format, const QString &panelName, const PeerTable &peers);

} // namespace zmqscope
