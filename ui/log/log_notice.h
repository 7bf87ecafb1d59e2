// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/tone_bar.h"

#include <QString>

class QLabel;
class QPushButton;

namespace zmqscope {

/// A strip over the log that says something and offers one remedy: "Display paused … [Resume]".
class LogNotice final : public ToneBar {
    Q_OBJECT
public:
    enum class Tone { Info, Warning };

    LogNotice(Tone tone, const QString &buttonText, QWidget *parent);

    /// Shows @p text, or hides the strip when it is empty.
    void setText(const QString &text);

signals:
    void buttonClicked();

private:
    QLabel *m_label;
    QPushButton *m_button;
};

} // namespace zmqscope
