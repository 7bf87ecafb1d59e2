// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/reading_rule.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace zmqscope {

class FormatPicker;
class MessageReader;
class ToneLabel;

/// One reading rule to be filled in: the format, and which frames are read so.
class RuleEditor final : public QDialog
{
    Q_OBJECT
public:
    /// @p reader must outlive the dialog.
    RuleEditor(const MessageReader &reader, const ReadingRule &rule, QWidget *parent);

    /// What stands in the form; of use once the dialog was accepted.
    ReadingRule rule() const;

private:
    void update();
    void fillFrameNames();
    void setRule(const ReadingRule &rule);

    const MessageReader &m_reader;
    FormatPicker *m_format;
    QComboBox *m_frames;  ///< which frames of a message
    QSpinBox *m_number;   ///< frame number, from 1
    QComboBox *m_name;    ///< what the protocol calls the frame
    QCheckBox *m_counted; ///< only messages of so many frames
    QSpinBox *m_count;
    QCheckBox *m_hasTopic;
    QLineEdit *m_topic;
    QComboBox *m_protocol;
    ToneLabel *m_summary;
    QPushButton *m_ok;
};

} // namespace zmqscope
