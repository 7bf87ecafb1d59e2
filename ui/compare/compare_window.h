// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/message_comparison.h"
#include "ui/value_tree/background_job.h"

#include <QDialog>

class QCheckBox;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace zmqscope {

class ChangesOnly;
class CompareModel;
class ToneLabel;

/// Two messages side by side, what differs in colour. Keeps both for as long as it is open, also when
/// the log lets go of them.
class CompareWindow final : public QDialog
{
    Q_OBJECT
public:
    /// @p panelName is for the title.
    CompareWindow(const QString &panelName, QWidget *parent);

    void compare(ComparedMessage left, ComparedMessage right);

private:
    void showComparison(std::optional<MessageComparison> comparison);
    void swap();
    void step(int by);
    void expandChanges();

    QString m_panelName;
    ComparedMessage m_left;
    ComparedMessage m_right;
    CompareModel *m_model;
    ChangesOnly *m_shown;
    QStackedWidget *m_pages;
    QTreeView *m_view;
    ToneLabel *m_summary;
    QCheckBox *m_changesOnly;
    QPushButton *m_previous;
    QPushButton *m_next;
    BackgroundJob<std::optional<MessageComparison>> m_job;
};

} // namespace zmqscope
