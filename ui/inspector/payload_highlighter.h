// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/text_escapes.h"

#include <QSyntaxHighlighter>

namespace zmqscope {

/// Colours a payload: what is escaped in plain text, keys and values in JSON and notations like it.
class PayloadHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    enum class Syntax { None, Escapes, Json };

    explicit PayloadHighlighter(QTextDocument *document);

    /// Takes effect for the text that is inserted from now on.
    void setSyntax(Syntax syntax, const QList<TextRange> &escapes);

protected:
    void highlightBlock(const QString &text) override;

private:
    void highlightEscapes(qsizetype length);
    void highlightJson(const QString &text);

    Syntax m_syntax = Syntax::None;
    QList<TextRange> m_escapes;
};

} // namespace zmqscope
