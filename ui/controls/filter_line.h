// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

class QAction;

namespace zmqscope {

/// The line over a list in which a person writes what to look for. Enter and Esc lead back to the
/// list, Esc empties the line before.
class FilterLine final : public QLineEdit {
    Q_OBJECT
public:
    /// @p name says what it filters, in the empty line and to assistive tools.
    explicit FilterLine(const QString &name, QWidget *parent = nullptr);

    /// The funnel in front of the text.
    QAction *funnel() const { return m_funnel; }

signals:
    /// The person is done with the text.
    void left();

private:
    QAction *m_funnel;
};

} // namespace zmqscope
