// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace zmqscope {

/// Turns SIGINT and SIGTERM into a Qt signal, so that the program can end in order. The second one
/// ends it at once, as ever. One object at a time.
class InterruptSignals final : public QObject
{
    Q_OBJECT
public:
    explicit InterruptSignals(QObject *parent = nullptr);
    ~InterruptSignals() override;

signals:
    void interrupted();

private:
    int m_pipe[2];
    QSocketNotifier m_notifier;
};

} // namespace zmqscope
