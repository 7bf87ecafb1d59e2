// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace zmqscope {

class FormatPicker;
class SocketPanel;
class ToneLabel;

/// Switches the answer that a REP or ROUTER panel gives to each request by itself, and says what
/// it is.
class AutoReplyRow final : public QWidget
{
    Q_OBJECT
public:
    AutoReplyRow(SocketPanel &panel, QWidget *parent);

private:
    void apply();
    void follow();
    void updateCount();

    SocketPanel &m_panel;
    QCheckBox *m_on;
    FormatPicker *m_format;
    QLineEdit *m_text;
    ToneLabel *m_note;
    bool m_following = false;
};

} // namespace zmqscope
