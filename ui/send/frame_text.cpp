// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/frame_text.h"

#include "ui/theme/theme.h"

#include <QMimeData>
#include <QTextBlock>

namespace zmqscope {

FrameText::FrameText(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFont(theme::monospace());
    setTabChangesFocus(true);
    // Looking for word boundaries takes quadratic time in a long line without any.
    setWordWrapMode(QTextOption::WrapAnywhere);
    document()->setDocumentMargin(3);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setPlaceholderText(tr("empty"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

bool FrameText::isTooLong(QStringView text)
{
    if (text.size() > maxCharacters)
        return true;
    for (qsizetype start = 0; text.size() - start > maxLine;) {
        const qsizetype end = text.indexOf(u'\n', start);
        if (end < 0 || end - start > maxLine)
            return true;
        start = end + 1;
    }
    return false;
}

void FrameText::insertFromMimeData(const QMimeData *source)
{
    const QString text = source->text();
    const QTextCursor cursor = textCursor();
    const qsizetype others = document()->characterCount() + cursor.block().length();
    if (text.size() + others <= maxLine)
        return QPlainTextEdit::insertFromMimeData(source); // short enough whatever its lines
    QString whole = toPlainText();
    whole.replace(cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart(), text);
    if (isTooLong(whole))
        emit tooMuchPasted(whole);
    else
        QPlainTextEdit::insertFromMimeData(source);
}

} // namespace zmqscope
