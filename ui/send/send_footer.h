// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QGridLayout;
class QPushButton;

namespace zmqscope {

class ToneLabel;

/// The last line of a send form: adds a frame, tells the message's size and what became of the last
/// one, and sends.
class SendFooter final : public QWidget
{
    Q_OBJECT
public:
    /// @p severalFrames: the message may have more than one.
    SendFooter(bool severalFrames, QWidget *parent);

    void showStatus(const QString &text, theme::Role role);
    /// The bytes of all frames together; only worth a word when there are several.
    void setTotal(qint64 bytes, bool shown);
    /// While the message is still being read, its button stops that.
    void setReading(bool reading);

signals:
    void frameRequested();
    /// The button was pressed: send, or stop reading.
    void pressed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void placeStatus();

    QGridLayout *m_row;
    ToneLabel *m_status;
    ToneLabel *m_total;
    QPushButton *m_send;
};

} // namespace zmqscope
