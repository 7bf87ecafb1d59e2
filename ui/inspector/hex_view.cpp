// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/hex_view.h"

#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>
#include <limits>

namespace zmqscope {

namespace {

bool isPrintable(quint8 byte)
{
    return byte >= 0x20 && byte < 0x7f;
}

} // namespace

HexView::HexView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_text(theme::monospace())
{
    setAccessibleName(tr("Hex"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAutoFillBackground(false);
}

void HexView::setFrame(const HeldFrame &frame)
{
    m_frame = frame;
    m_anchor = m_cursor = 0;
    m_selected = false;
    verticalScrollBar()->setValue(0);
    relayout();
    emit selectionChanged();
}

qint64 HexView::selectionStart() const
{
    return m_selected ? std::min(m_anchor, m_cursor) : m_cursor;
}

qint64 HexView::selectionLength() const
{
    return m_selected ? std::abs(m_cursor - m_anchor) + 1 : 0;
}

void HexView::select(qint64 from, qint64 to)
{
    if (m_frame.bytes.isEmpty())
        return;
    const qint64 last = m_frame.bytes.size() - 1;
    m_anchor = std::clamp<qint64>(from, 0, last);
    m_cursor = std::clamp<qint64>(to, 0, last);
    m_selected = true;
    showCursor();
}

void HexView::selectAll()
{
    if (m_frame.bytes.isEmpty())
        return;
    // The view stays where it is, as in any text.
    m_anchor = 0;
    m_cursor = m_frame.bytes.size() - 1;
    m_selected = true;
    viewport()->update();
    emit selectionChanged();
}

int HexView::rowHeight() const
{
    return int(std::ceil(m_text.height())) + 2;
}

int HexView::visibleRows() const
{
    return std::max(1, viewport()->height() / rowHeight());
}

void HexView::relayout()
{
    const qint64 top = qint64(verticalScrollBar()->value()) * m_layout.bytesPerRow();
    const int columns = int((viewport()->width() - 2 * theme::margin) / m_text.advance());
    m_layout = HexLayout(m_frame.bytes.size(), columns);
    const qint64 lastTop = std::max<qint64>(m_layout.rows() - visibleRows(), 0);
    verticalScrollBar()->setRange(0, int(std::min<qint64>(lastTop, std::numeric_limits<int>::max())));
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setValue(int(top / m_layout.bytesPerRow()));
    const int width = int(std::ceil(m_layout.width() * m_text.advance())) + 2 * theme::margin;
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    viewport()->update();
}

void HexView::resizeEvent(QResizeEvent *)
{
    relayout();
}

void HexView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        m_text = MonoText(theme::monospace());
        relayout();
    }
    QAbstractScrollArea::changeEvent(event);
}

void HexView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme::color(theme::Role::Surface));
    const int height = rowHeight();
    const qint64 first = verticalScrollBar()->value();
    const qint64 end = std::min(m_layout.rows(), first + viewport()->height() / height + 1);
    for (qint64 row = first; row < end; ++row)
        paintRow(painter, row, double(row - first) * height);
}

void HexView::paintRow(QPainter &painter, qint64 row, qreal top)
{
    const qint64 start = row * m_layout.bytesPerRow();
    const int count = int(std::min<qint64>(m_layout.bytesPerRow(), m_frame.bytes.size() - start));
    const qreal left = theme::margin - horizontalScrollBar()->value();
    const qreal advance = m_text.advance();
    const auto cell = [&](int column, int characters) {
        return QRectF(left + column * advance, top, characters * advance, rowHeight());
    };

    // One line of text for each colour: two draws instead of one for each byte.
    QString plain(m_layout.width(), u' ');
    QString faint(m_layout.width(), u' ');
    for (int i = 0; i < count; ++i) {
        const auto byte = static_cast<quint8>(m_frame.bytes[start + i]);
        QString &hexLine = byte == 0 ? faint : plain;
        hexLine[m_layout.hexColumn(i)] = u"0123456789abcdef"[byte >> 4];
        hexLine[m_layout.hexColumn(i) + 1] = u"0123456789abcdef"[byte & 0xf];
        if (isPrintable(byte))
            plain[m_layout.asciiColumn(i)] = QLatin1Char(char(byte));
        else
            faint[m_layout.asciiColumn(i)] = u'·';
    }
    const QString offset = QString::number(start, 16).rightJustified(m_layout.offsetDigits(), u'0');
    faint.replace(0, offset.size(), offset);

    const qint64 from = std::max(selectionStart(), start);
    const qint64 to = std::min(selectionStart() + selectionLength(), start + count);
    if (from < to) {
        const int a = int(from - start);
        const int b = int(to - start) - 1;
        const QColor fill = theme::color(theme::Role::Selection);
        painter.fillRect(cell(m_layout.hexColumn(a), m_layout.hexColumn(b) - m_layout.hexColumn(a) + 2), fill);
        painter.fillRect(cell(m_layout.asciiColumn(a), b - a + 1), fill);
    }
    painter.setPen(theme::color(theme::Role::Text));
    m_text.draw(painter, cell(0, m_layout.width() + 1), plain);
    painter.setPen(theme::color(theme::Role::TextFaint));
    m_text.draw(painter, cell(0, m_layout.width() + 1), faint);
    if (hasFocus() && m_cursor >= start && m_cursor < start + count) {
        const int i = int(m_cursor - start);
        painter.setPen(theme::color(theme::Role::Accent));
        for (const QRectF &box : {cell(m_layout.hexColumn(i), 2), cell(m_layout.asciiColumn(i), 1)})
            painter.drawRect(box.adjusted(-0.5, 0.5, 0.5, -1.5));
    }
}

qint64 HexView::byteAt(const QPoint &position)
{
    const double x = position.x() - theme::margin + horizontalScrollBar()->value();
    const HexLayout::Hit hit = m_layout.hit(x / m_text.advance());
    m_inAscii = hit.ascii;
    const auto row = verticalScrollBar()->value() + qint64(std::floor(double(position.y()) / rowHeight()));
    return std::clamp<qint64>(row * m_layout.bytesPerRow() + hit.byte, 0,
                              std::max<qint64>(m_frame.bytes.size() - 1, 0));
}

void HexView::moveCursor(qint64 to, bool extend)
{
    if (m_frame.bytes.isEmpty())
        return;
    m_cursor = std::clamp<qint64>(to, 0, m_frame.bytes.size() - 1);
    if (!extend)
        m_anchor = m_cursor;
    m_selected = extend;
    showCursor();
}

void HexView::showCursor()
{
    const qint64 row = m_cursor / m_layout.bytesPerRow();
    const qint64 top = verticalScrollBar()->value();
    if (row < top)
        verticalScrollBar()->setValue(int(row));
    else if (row >= top + visibleRows())
        verticalScrollBar()->setValue(int(row - visibleRows() + 1));
    viewport()->update();
    emit selectionChanged();
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy(m_inAscii ? CopyFormat::Text : CopyFormat::Hex);
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const bool whole = event->modifiers() & Qt::ControlModifier;
    const qint64 perRow = m_layout.bytesPerRow();
    const qint64 rowStart = m_cursor - m_cursor % perRow;
    switch (event->key()) {
    case Qt::Key_Left: return moveCursor(m_cursor - 1, extend);
    case Qt::Key_Right: return moveCursor(m_cursor + 1, extend);
    case Qt::Key_Up: return moveCursor(m_cursor >= perRow ? m_cursor - perRow : m_cursor, extend);
    case Qt::Key_Down:
        return moveCursor(m_cursor + perRow < m_frame.bytes.size() ? m_cursor + perRow : m_cursor, extend);
    case Qt::Key_PageUp: return moveCursor(m_cursor - perRow * visibleRows(), extend);
    case Qt::Key_PageDown: return moveCursor(m_cursor + perRow * visibleRows(), extend);
    case Qt::Key_Home: return moveCursor(whole ? 0 : rowStart, extend);
    case Qt::Key_End:
        return moveCursor(whole ? m_frame.bytes.size() - 1 : rowStart + perRow - 1, extend);
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveCursor(byteAt(event->position().toPoint()), event->modifiers() & Qt::ShiftModifier);
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        moveCursor(byteAt(event->position().toPoint()), true);
}

void HexView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void HexView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void HexView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    for (const CopyFormat format : allCopyFormats) {
        menu.addAction(tr("Copy as %1").arg(copyFormatName(format)), this, [this, format] { copy(format); })
            ->setEnabled(m_selected);
    }
    menu.addSeparator();
    menu.addAction(tr("Select all"), this, &HexView::selectAll)->setEnabled(!m_frame.bytes.isEmpty());
    menu.exec(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(QPoint(theme::margin, 0))
                                                             : event->globalPos());
}

void HexView::copy(CopyFormat format)
{
    if (m_selected && !copyToClipboard(m_frame.bytes.sliced(selectionStart(), selectionLength()), format))
        emit copyRefused();
}

} // namespace zmqscope
