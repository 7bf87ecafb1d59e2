// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/payload_highlighter.h"

#include "ui/theme/theme.h"

#include <QTextBlock>
#include <algorithm>

namespace zmqscope {

PayloadHighlighter::PayloadHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{
}

void PayloadHighlighter::setSyntax(Syntax syntax, const QList<TextRange> &escapes)
{
    m_syntax = syntax;
    m_escapes = escapes;
}

void PayloadHighlighter::highlightBlock(const QString &text)
{
    switch (m_syntax) {
    case Syntax::None: return;
    case Syntax::Escapes: return highlightEscapes(text.size());
    case Syntax::Json: return highlightJson(text);
    }
}

void PayloadHighlighter::highlightEscapes(qsizetype length)
{
    const qsizetype start = currentBlock().position();
    const auto endsBefore = [](const TextRange &range, qsizetype at) { return range.start + range.length <= at; };
    auto range = std::lower_bound(m_escapes.cbegin(), m_escapes.cend(), start, endsBefore);
    const QColor color = theme::color(theme::Role::Escape);
    for (; range != m_escapes.cend() && range->start < start + length; ++range) {
        QTextCharFormat format;
        format.setForeground(color);
        setFormat(int(range->start - start), int(range->length), format);
    }
}

void PayloadHighlighter::highlightJson(const QString &text)
{
    const auto paint = [this](qsizetype from, qsizetype to, theme::Role role) {
        setFormat(int(from), int(to - from), theme::color(role));
    };
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype from = at;
        const QChar c = text[at];
        // Bytes in diagnostic notation and Python's texts stand in single quotes.
        if (c == u'"' || c == u'\'') {
            for (++at; at < text.size() && text[at] != c; ++at) {
                if (text[at] != u'\\')
                    continue;
                const qsizetype length = text.mid(at + 1, 1) == u"u" ? 6 : 2;
                paint(at, std::min(at + length, text.size()), theme::Role::Escape);
                at += length - 1;
            }
            at = std::min(at + 1, text.size());
            if (at < text.size() && text[at] == u':')
                paint(from, at, theme::Role::Accent);
        } else if (c == u'-' || c.isLetterOrNumber() || c == u'_') {
            while (at < text.size() && !QStringView(u",]} =()'\"[{<>:").contains(text[at]))
                ++at;
            const QChar next = at < text.size() ? text[at] : QChar();
            if (next == u'=' || next == u'(' || next == u':')
                paint(from, at, theme::Role::Accent); // a key, or a name in Python
            else if (next != u'\'' && next != u'"')
                paint(from, at, theme::Role::Info);
        } else {
            ++at;
            if (!c.isSpace())
                paint(from, at, theme::Role::TextMuted);
        }
    }
}

} // namespace zmqscope
