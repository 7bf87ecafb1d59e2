// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/array/zoom_switch.h"

#include "ui/array/picture_view.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QToolButton>

namespace zmqscope {

ZoomSwitch::ZoomSwitch(PictureView *view, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *group = new QButtonGroup(this);
    const auto add = [&](const QString &text, const QString &hint, PictureView::Zoom zoom) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(hint);
        button->setCheckable(true);
        button->setChecked(view->zoom() == zoom);
        button->setAutoRaise(true);
        group->addButton(button);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, view, [view, zoom] { view->setZoom(zoom); });
    };
    add(tr("Fit"), tr("As large as fits"), PictureView::Zoom::Fit);
    add(tr("100 %"), tr("One pixel of the picture is one of the screen"), PictureView::Zoom::Actual);
}

} // namespace zmqscope
