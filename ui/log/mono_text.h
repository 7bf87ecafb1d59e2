// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QHash>
#include <QList>
#include <QPointF>
#include <QRawFont>
#include <QString>

class QPainter;

namespace zmqscope {

/// Draws single lines in a fixed-width font, several times faster than QPainter::drawText():
/// characters that the font has at its one width are placed without shaping. All other text
/// (scripts that need shaping, wide or missing characters) goes the usual way and looks the same.
class MonoText {
public:
    explicit MonoText(const QFont &font);

    const QFont &font() const { return m_font; }
    /// Width of one character, and height and ascent of a line.
    qreal advance() const { return m_advance; }
    qreal height() const { return m_metrics.height(); }

    /// Draws @p text within @p rect in the painter's pen, vertically centred, cut with "…" where it
    /// does not fit. Returns the width that was used.
    qreal draw(QPainter &painter, const QRectF &rect, const QString &text, bool alignRight = false);
    qreal width(const QString &text) const;

private:
    quint32 glyph(char16_t character);

    QFont m_font;
    QFontMetricsF m_metrics;
    QRawFont m_raw;
    qreal m_advance;
    QHash<char16_t, quint32> m_glyphs;
    QList<quint32> m_run;
    QList<QPointF> m_positions;
};

} // namespace zmqscope
