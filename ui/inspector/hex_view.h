// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/clipboard.h"
#include "ui/inspector/hex_layout.h"
#include "ui/inspector/held_frame.h"
#include "ui/log/mono_text.h"

#include <QAbstractScrollArea>

namespace zmqscope {

/// A frame as offset, hex and ASCII. Looks at the visible bytes only, so that a frame of a gigabyte
/// opens at once.
class HexView final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit HexView(QWidget *parent = nullptr);

    void setFrame(const HeldFrame &frame);
    /// The byte that the keyboard moves from; 0 ≤ cursor < size, 0 for an empty frame.
    qint64 cursor() const { return m_cursor; }
    /// Nothing selected: length 0.
    qint64 selectionStart() const;
    qint64 selectionLength() const;
    int bytesPerRow() const { return m_layout.bytesPerRow(); }

    void select(qint64 from, qint64 to);
    void selectAll();

signals:
    void selectionChanged();
    /// The selection is over maxClipboardBytes and was not copied.
    void copyRefused();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void copy(CopyFormat format);
    void relayout();
    void moveCursor(qint64 to, bool extend);
    void showCursor();
    qint64 byteAt(const QPoint &position);
    void paintRow(QPainter &painter, qint64 row, qreal top);
    int rowHeight() const;
    int visibleRows() const;

    HeldFrame m_frame;
    MonoText m_text;
    HexLayout m_layout{0, 0};
    qint64 m_anchor = 0;
    qint64 m_cursor = 0;
    bool m_selected = false;  ///< anchor…cursor is a selection, not just a place
    bool m_inAscii = false;   ///< the person works in the ASCII part
};

} // namespace zmqscope
