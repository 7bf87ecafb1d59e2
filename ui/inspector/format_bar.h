// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/detector.h"

#include <QWidget>

class QHBoxLayout;
class QMenu;
class QToolButton;

namespace zmqscope {

class ElidedLabel;
class FrameReadings;

/// Says how a frame is read, and why; offers the other ways.
class FormatBar final : public QWidget
{
    Q_OBJECT
public:
    /// @p readings must outlive the bar.
    explicit FormatBar(const FrameReadings &readings, QWidget *parent = nullptr);

    /// To be called when the readings changed. A frame without bytes is in no format.
    void updateReading(bool hasBytes);
    /// For buttons that belong to the frame: the end of the bar.
    QHBoxLayout *toolLayout() const { return m_tools; }
    /// The menu of a button "Pin" that is there from the first call on; whoever asks fills it.
    QMenu *pinMenu();

signals:
    void chosen(const zmqscope::CodecPtr &codec);
    void automaticChosen();
    /// To the next candidate, or back.
    void flipped(int steps);

private:
    void fillMenu();
    void fillAllFormats(QMenu *menu);
    void askForParameter(const Codec &codec);

    const FrameReadings &m_readings;
    QToolButton *m_format;
    QMenu *m_menu;
    ElidedLabel *m_reason;
    QHBoxLayout *m_tools;
    QToolButton *m_pin = nullptr;
};

} // namespace zmqscope
