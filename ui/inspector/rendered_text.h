// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/codec/codec.h"
#include "ui/inspector/payload_highlighter.h"

#include <optional>

namespace zmqscope {

/// What a codec's view of a frame shows.
struct RenderedText
{
    QString text;
    QList<TextRange> escapes;
    PayloadHighlighter::Syntax syntax = PayloadHighlighter::Syntax::None;
    qint64 bytesShown = -1; ///< -1 where characters cannot be told from bytes
    bool cut = false;
    bool longLines = false; ///< lines so long that laying out more of them would be slow
    std::optional<Error> error;
};

/// How many characters are shown at first, and how many more at each "Show more".
struct TextLimit
{
    static constexpr qsizetype first = 128 * 1024;
    static constexpr qsizetype factor = 4;
    static constexpr qsizetype most = 2 * 1024 * 1024;
    /// One line is laid out as a whole whenever a part of it is added.
    static constexpr qsizetype mostInLongLines = 256 * 1024;
    static constexpr qsizetype longLine = 16 * 1024;
};

/// Thread-safe. At most about @p maxChars characters.
RenderedText renderText(const Codec &codec, QByteArrayView bytes, qsizetype maxChars);

} // namespace zmqscope
