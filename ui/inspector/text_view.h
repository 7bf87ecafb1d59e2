// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/payload_highlighter.h"

#include <QPlainTextEdit>
#include <QTimer>

namespace zmqscope {

/// Read-only text in lines. Long text comes in pieces, one a turn of the event loop, so that the
/// window stays live.
class TextView final : public QPlainTextEdit
{
    Q_OBJECT
public:
    /// Laying out this many characters takes about 10 ms.
    static constexpr qsizetype pieceChars = 32 * 1024;
    /// Colouring costs several times what plain text does.
    static constexpr qsizetype maxHighlightedChars = 512 * 1024;

    explicit TextView(QWidget *parent = nullptr);

    /// Shows @p text from its start; where it begins with what is shown already, only the rest is
    /// added and the view stays where it is.
    void showText(const QString &text, PayloadHighlighter::Syntax syntax, const QList<TextRange> &escapes);
    void clearText();

signals:
    /// All of the text is in the document.
    void filled();

protected:
    void changeEvent(QEvent *event) override;
    /// The usual commands, and the actions of the view.
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void addPiece();

    PayloadHighlighter *m_highlighter;
    QString m_text;
    qsizetype m_added = 0;
    QTimer m_next;
};

} // namespace zmqscope
