// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace zmqscope {

class FormatPicker;
class SequenceRun;
class SocketPanel;
class ToneLabel;

/// Sets up, starts, watches and stops a panel's run of numbered messages. The run goes on when the
/// dialog is closed.
class SequenceDialog final : public QDialog
{
    Q_OBJECT
public:
    SequenceDialog(SocketPanel &panel, QWidget *parent);

private:
    SequenceConfig config() const;
    void setConfig(const SequenceConfig &config);
    void edited();
    void countEdited(int count);
    void updatePreview();
    void updateProgress();
    void startOrStop();
    SequenceRun *run() const;

    SocketPanel &m_panel;
    QLineEdit *m_text;
    FormatPicker *m_codec;
    QSpinBox *m_from;
    QSpinBox *m_to;
    QSpinBox *m_step;
    QSpinBox *m_count;
    QSpinBox *m_interval;
    QCheckBox *m_withPanel;
    ToneLabel *m_preview;
    QProgressBar *m_bar;
    ToneLabel *m_status;
    QPushButton *m_start;
    bool m_filling = false;
    bool m_endless = false; ///< a profile may run further than the field for the end can show
};

} // namespace zmqscope
