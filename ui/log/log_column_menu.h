// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/log_columns.h"

#include <QMenu>

namespace zmqscope {

class LogTable;

/// Which columns a log shows, and how it tells the time. Reads the table whenever it opens.
class LogColumnMenu final : public QMenu {
    Q_OBJECT
public:
    /// @p table must outlive the menu.
    LogColumnMenu(LogTable &table, QWidget *parent);

signals:
    /// A person wants the columns to stand like this.
    void layoutChosen(const zmqscope::LogColumnLayout &layout);
    /// A person wants the usual ones back.
    void resetRequested();

private:
    void fill();
    void showColumn(LogColumn column, bool visible);
    void setTime(TimeStyle style);

    LogTable &m_table;
};

} // namespace zmqscope
