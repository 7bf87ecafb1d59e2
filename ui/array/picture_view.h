// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QImage>

namespace zmqscope {

/// A picture, as large as fits or pixel by pixel. Pixels are never blended when it is enlarged: a
/// developer wants to see them.
class PictureView final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    enum class Zoom { Fit, Actual };

    explicit PictureView(QWidget *parent = nullptr);

    /// @p smooth: pixels may be blended when it is made smaller.
    void setPicture(const QImage &image, bool smooth);
    const QImage &picture() const { return m_image; }
    Zoom zoom() const { return m_zoom; }
    void setZoom(Zoom zoom);
    /// Where the picture is painted, in the viewport's coordinates.
    QRect pictureRect() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateScrollBars();
    QSize shownSize() const;

    QImage m_image;
    bool m_smooth = false;
    Zoom m_zoom = Zoom::Fit;
};

} // namespace zmqscope
