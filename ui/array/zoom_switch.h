// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace zmqscope {

class PictureView;

/// Two buttons, of which one is down: the picture fits, or is shown at 100 %.
class ZoomSwitch final : public QWidget
{
    Q_OBJECT
public:
    /// @p view must outlive this.
    explicit ZoomSwitch(PictureView *view, QWidget *parent = nullptr);
};

} // namespace zmqscope
