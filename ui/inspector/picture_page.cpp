// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/picture_page.h"

#include "ui/array/array_widget.h"
#include "ui/array/image_view.h"
#include "ui/controls/tone_label.h"

namespace zmqscope {

PicturePage::PicturePage(QWidget *parent)
    : QStackedWidget(parent)
    , m_message(new ToneLabel(theme::Role::TextMuted))
{
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setMargin(theme::margin);
    addWidget(m_message);
}

void PicturePage::showImage(const HeldFrame &frame)
{
    if (!m_image) {
        m_image = new ImageView;
        addWidget(m_image);
    }
    m_image->setImage(frame.bytes, std::make_shared<HeldFrame>(frame));
    setCurrentWidget(m_image);
}

void PicturePage::showArray(const HeldFrame &frame, const Result<ArrayView> &array)
{
    if (!array) {
        m_message->setText(array.error().text());
        setCurrentWidget(m_message);
        return;
    }
    if (!m_array) {
        m_array = new ArrayWidget;
        addWidget(m_array);
        connect(m_array, &ArrayWidget::copyRefused, this, &PicturePage::copyRefused);
    }
    m_array->setArray(*array, std::make_shared<HeldFrame>(frame));
    setCurrentWidget(m_array);
}

void PicturePage::clear()
{
    if (m_image)
        m_image->setImage({}, nullptr);
    if (m_array)
        m_array->setArray({}, nullptr);
}

} // namespace zmqscope
