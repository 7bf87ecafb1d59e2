// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace zmqscope {

/// Bytes as one line of text for the log (in bytes that are no text, single characters that may be
/// there by chance stay escaped): UTF-8 as it is, everything that would mislead (control
/// characters, bidi overrides, zero-width, invalid bytes) made visible as \n, \x00, \u202e. A
/// backslash stays one backslash: a preview is for reading, escape() is for reading back.
/// Stops after about @p maxChars characters and then ends with "…"; looks only at the bytes it
/// needs, so a frame of a gigabyte costs no more than a short one.
QString previewText(QByteArrayView bytes, qsizetype maxChars);

/// Text with C-like escapes (\n \r \t \0 \\ \xHH \uHHHH \UHHHHHHHH) to UTF-8 bytes; \xHH is one
/// raw byte. Errors name the character position of a bad escape.
Result<QByteArray> unescape(const QString &text);

/// The other way, lossless: unescape(escape(b)) == b for all bytes. Keeps line feeds and tabs as
/// they are when @p keepLines.
QString escape(QByteArrayView bytes, bool keepLines);

/// A part of a text, in UTF-16 units.
struct TextRange
{
    qsizetype start = 0;
    qsizetype length = 0;

    bool operator==(const TextRange &) const = default;
};

/// Bytes as text in lines, for a screen that colours what is escaped.
struct VisibleText
{
    QString text;
    QList<TextRange> escapes; ///< where text holds escapes; in order, neighbours merged
    qsizetype bytes = 0;      ///< how many bytes are shown; fewer than there are when cut
    qsizetype longestLine = 0; ///< characters of it
};

/// Like previewText(), but with line feeds and tabs as they are, and without the "…".
VisibleText visibleText(QByteArrayView bytes, qsizetype maxChars);

/// As escape() with lines kept, at most about @p maxChars characters. @p used, when given, gets
/// the number of bytes that are in the text.
QString escapeStart(QByteArrayView bytes, qsizetype maxChars, qsizetype *used = nullptr);

/// True when the bytes are valid UTF-8 (all of them).
bool isUtf8(QByteArrayView bytes);

} // namespace zmqscope
