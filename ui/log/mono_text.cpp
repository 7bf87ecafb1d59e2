// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/mono_text.h"

#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace zmqscope {

namespace {

constexpr char16_t ellipsis = u'…';
/// Where combining marks begin: from here on text may need shaping.
constexpr char16_t firstShaped = 0x0300;

bool isPlain(char16_t c)
{
    return (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c < firstShaped && c != 0xad) || c == ellipsis
        || (c >= 0x2190 && c < 0x2200) || (c >= 0x2500 && c < 0x2580); // arrows, lines
}

} // namespace

MonoText::MonoText(const QFont &font)
    : m_font(font)
    , m_metrics(font)
    , m_raw(QRawFont::fromFont(font))
    , m_advance(m_metrics.horizontalAdvance(u'0'))
{
}

quint32 MonoText::glyph(char16_t character)
{
    const auto known = m_glyphs.constFind(character);
    if (known != m_glyphs.cend())
        return *known;
    quint32 found = 0;
    const QChar text(character);
    int count = 1;
    constexpr qreal tolerance = 0.01;
    if (isPlain(character) && m_raw.glyphIndexesForChars(&text, 1, &found, &count)
        && std::abs(m_metrics.horizontalAdvance(text) - m_advance) > tolerance)
        found = 0;
    m_glyphs.insert(character, found);
    return found;
}

qreal MonoText::width(const QString &text) const
{
    return m_metrics.horizontalAdvance(text);
}

qreal MonoText::draw(QPainter &painter, const QRectF &rect, const QString &text, bool alignRight)
{
    const auto fitting = qsizetype((rect.width() + 0.01) / m_advance);
    if (text.isEmpty() || fitting < 1)
        return 0;
    const qreal baseline =
        std::round(rect.top() + (rect.height() - m_metrics.height()) / 2 + m_metrics.ascent());
    const bool cut = text.size() > fitting;
    const qsizetype count = cut ? fitting : text.size();
    const qreal used = qreal(count) * m_advance;
    const qreal left = alignRight ? rect.right() - used : rect.left();

    m_run.resize(count);
    m_positions.resize(count);
    bool plain = true;
    for (qsizetype i = 0; i < count && plain; ++i) {
        m_run[i] = glyph(cut && i == count - 1 ? ellipsis : text[i].unicode());
        m_positions[i] = QPointF(qreal(i) * m_advance, 0);
        plain = m_run[i] != 0;
    }
    if (plain) {
        QGlyphRun run;
        run.setRawFont(m_raw);
        run.setRawData(m_run.constData(), m_positions.constData(), int(count));
        painter.drawGlyphRun(QPointF(left, baseline), run);
        return used;
    }
    QString elided = m_metrics.elidedText(text.left(fitting + 1), Qt::ElideRight, rect.width());
    if (elided.endsWith(QString(2, ellipsis)))
        elided.chop(1); // it was cut before: one mark is enough
    const qreal width = m_metrics.horizontalAdvance(elided);
    painter.drawText(QPointF(alignRight ? rect.right() - width : rect.left(), baseline), elided);
    return width;
}

} // namespace zmqscope
