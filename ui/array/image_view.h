// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QFutureWatcher>
#include <QImage>
#include <QWidget>
#include <memory>

class QStackedWidget;

namespace zmqscope {

class PictureView;
class ToneLabel;
class ZoomSwitch;

/// A frame that is an image: PNG, JPEG, GIF, BMP, or WebP where Qt can. Unpacked on a worker thread,
/// by the one reader of its own format: whatever else Qt can read, as SVG, is never tried.
class ImageView final : public QWidget
{
    Q_OBJECT
public:
    /// An image that unpacks to more is refused: a few bytes may promise a wall of pixels.
    static constexpr int maxMegabytes = 256;

    explicit ImageView(QWidget *parent = nullptr);

    /// @p owner keeps the bytes as long as any thread reads them. No bytes clear the view.
    void setImage(QByteArrayView bytes, const std::shared_ptr<const void> &owner);

private:
    /// An image, or in words why there is none.
    struct Loaded
    {
        QImage image;
        QString problem;
    };
    static Loaded load(QByteArrayView bytes);
    void showMessage(const QString &text);
    void showLoaded(const Loaded &loaded);

    QFutureWatcher<Loaded> m_watcher;
    ToneLabel *m_kind;
    ToneLabel *m_message; ///< in place of the picture
    ZoomSwitch *m_zoom;
    QStackedWidget *m_stack;
    PictureView *m_picture;
};

} // namespace zmqscope
