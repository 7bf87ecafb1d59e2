// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace zmqscope {

class ElidedLabel;
class LogModel;
class Panel;

/// Below a log: how much is shown, stored, received and sent, what the limit has pushed out, and
/// the limit itself, which can be changed here.
class LogStatusLine final : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the line.
    LogStatusLine(Panel &panel, const LogModel &model, QWidget *parent);

    void updateTexts();

signals:
    void limitChanged();

private:
    void changeLimit();

    Panel &m_panel;
    const LogModel &m_model;
    ElidedLabel *m_counts;
    QLabel *m_evicted;
    QToolButton *m_limit;
};

} // namespace zmqscope
