// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/array_view.h"
#include "ui/inspector/held_frame.h"

#include <QStackedWidget>

class QLabel;

namespace zmqscope {

class ArrayWidget;
class ImageView;

/// A frame as what it is for the eye: an image, or an array of numbers.
class PicturePage final : public QStackedWidget
{
    Q_OBJECT
public:
    explicit PicturePage(QWidget *parent = nullptr);

    void showImage(const HeldFrame &frame);
    /// An error is shown in words. The array borrows the bytes of @p frame.
    void showArray(const HeldFrame &frame, const Result<ArrayView> &array);
    /// Lets go of what is shown.
    void clear();

signals:
    void copyRefused();

private:
    QLabel *m_message;
    // Made when they are needed: most frames are neither.
    ImageView *m_image = nullptr;
    ArrayWidget *m_array = nullptr;
};

} // namespace zmqscope
