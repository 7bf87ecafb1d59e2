// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/text_view.h"

#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollBar>
#include <algorithm>

namespace zmqscope {

TextView::TextView(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new PayloadHighlighter(document()))
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setFont(theme::monospace());
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    // Looking for word boundaries in a long text without any takes quadratic time.
    setWordWrapMode(QTextOption::WrapAnywhere);
    document()->setDocumentMargin(theme::margin);
    // Text that runs from right to left must not turn its neighbours round.
    QTextOption option = document()->defaultTextOption();
    option.setTextDirection(Qt::LeftToRight);
    document()->setDefaultTextOption(option);
    m_next.setSingleShot(true);
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &TextView::addPiece);
}

void TextView::showText(const QString &text, PayloadHighlighter::Syntax syntax, const QList<TextRange> &escapes)
{
    m_highlighter->setSyntax(text.size() > maxHighlightedChars ? PayloadHighlighter::Syntax::None : syntax,
                             escapes);
    if (m_added == 0 || !text.startsWith(QStringView(m_text).first(m_added))) {
        m_added = 0;
        clear();
    }
    m_text = text;
    addPiece();
}

void TextView::clearText()
{
    m_next.stop();
    m_text.clear();
    m_added = 0;
    clear();
}

void TextView::addPiece()
{
    qsizetype end = std::min(m_added + pieceChars, m_text.size());
    if (end < m_text.size()) {
        // Whole lines where there are any: a line that grows is laid out anew each time.
        const qsizetype lineEnd = m_text.lastIndexOf(u'\n', end - 1);
        if (lineEnd >= m_added)
            end = lineEnd + 1;
        else if (m_text[end - 1].isHighSurrogate())
            ++end;
    }
    const int top = verticalScrollBar()->value();
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(m_text.mid(m_added, end - m_added));
    const bool fresh = m_added == 0;
    m_added = end;
    if (fresh) {
        moveCursor(QTextCursor::Start);
        verticalScrollBar()->setValue(0);
    } else {
        verticalScrollBar()->setValue(top);
    }
    if (m_added < m_text.size()) {
        m_next.start();
    } else {
        m_next.stop();
        emit filled();
    }
}

void TextView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSeparator();
    menu->addActions(actions());
    menu->popup(event->globalPos());
}

void TextView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->rehighlight();
}

} // namespace zmqscope
