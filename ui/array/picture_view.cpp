// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/array/picture_view.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QScrollBar>
#include <algorithm>

namespace zmqscope {

namespace {

/// A small picture is enlarged, but not to a wall of squares.
constexpr int mostEnlarged = 32;
/// Of the squares behind what is transparent.
constexpr int checkerSide = 8;

} // namespace

PictureView::PictureView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setAccessibleName(tr("Picture"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
}

void PictureView::setPicture(const QImage &image, bool smooth)
{
    m_image = image;
    m_smooth = smooth;
    updateScrollBars();
    viewport()->update();
}

void PictureView::setZoom(Zoom zoom)
{
    m_zoom = zoom;
    updateScrollBars();
    viewport()->update();
}

/// In device-independent pixels; at 100 % a pixel of the picture is one of the screen.
QSize PictureView::shownSize() const
{
    if (m_image.isNull())
        return {};
    const QSizeF actual = QSizeF(m_image.size()) / devicePixelRatioF();
    if (m_zoom == Zoom::Actual)
        return actual.toSize().expandedTo({1, 1});
    const QSize most = viewport()->size() - 2 * QSize(theme::margin, theme::margin);
    return actual.scaled(QSizeF(most).boundedTo(actual * mostEnlarged), Qt::KeepAspectRatio).toSize().expandedTo({1, 1});
}

void PictureView::updateScrollBars()
{
    const QSize shown = m_zoom == Zoom::Actual ? shownSize() : QSize();
    const QSize room = viewport()->size();
    horizontalScrollBar()->setRange(0, std::max(0, shown.width() - room.width()));
    horizontalScrollBar()->setPageStep(room.width());
    horizontalScrollBar()->setSingleStep(fontMetrics().height());
    verticalScrollBar()->setRange(0, std::max(0, shown.height() - room.height()));
    verticalScrollBar()->setPageStep(room.height());
    verticalScrollBar()->setSingleStep(fontMetrics().height());
}

QRect PictureView::pictureRect() const
{
    const QSize shown = shownSize();
    const QSize room = viewport()->size();
    return {QPoint(std::max(0, (room.width() - shown.width()) / 2) - horizontalScrollBar()->value(),
                   std::max(0, (room.height() - shown.height()) / 2) - verticalScrollBar()->value()),
            shown};
}

void PictureView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void PictureView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme::color(theme::Role::Window));
    if (m_image.isNull())
        return;
    const QRect shown = pictureRect();
    const QRect visible = shown & event->rect();
    if (m_image.hasAlphaChannel()) {
        painter.fillRect(visible, theme::color(theme::Role::Surface));
        painter.setClipRect(visible);
        const int firstRow = (visible.top() - shown.top()) / checkerSide;
        const int firstColumn = (visible.left() - shown.left()) / checkerSide;
        for (int row = firstRow; shown.top() + row * checkerSide <= visible.bottom(); ++row) {
            for (int column = firstColumn; shown.left() + column * checkerSide <= visible.right(); ++column) {
                if ((row + column) % 2 != 0) {
                    painter.fillRect(shown.left() + column * checkerSide, shown.top() + row * checkerSide,
                                     checkerSide, checkerSide, theme::color(theme::Role::Border));
                }
            }
        }
    }
    const bool isSmaller = shown.width() * devicePixelRatioF() < m_image.width();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_smooth && isSmaller);
    painter.drawImage(shown, m_image);
}

} // namespace zmqscope
