// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QToolButton;

namespace zmqscope {

class Channel;
class ToneLabel;

/// Whose turn it is on a REQ or REP socket, since when, and the ways out of an exchange that hangs.
class TurnLamp final : public QWidget
{
    Q_OBJECT
public:
    TurnLamp(Channel &channel, QWidget *parent);

signals:
    void failed(const zmqscope::Error &error);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void follow();
    void updateText();
    void startOver();
    void relax();
    bool isRelaxed() const;

    Channel &m_channel;
    ToneLabel *m_lamp;
    ToneLabel *m_text;
    QToolButton *m_startOver;
    QAction *m_relax = nullptr;
    QTimer m_second{this}; ///< runs only while something is outstanding and the lamp can be seen
};

} // namespace zmqscope
