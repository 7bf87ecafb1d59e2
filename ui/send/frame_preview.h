// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"
#include "ui/controls/tone_label.h"

namespace zmqscope {

/// The bytes that a frame being composed makes, on one line: as text for formats that are text, in
/// hex for others. Hidden where the editor shows the very bytes already.
class FramePreview final : public ToneLabel
{
    Q_OBJECT
public:
    explicit FramePreview(QWidget *parent);

    void showBytes(const FrameDraft &frame, QByteArrayView bytes);
    void showNothing();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void elide();

    QString m_whole;
};

} // namespace zmqscope
