// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace zmqscope {

class Channel;
class OptionDelegate;
class OptionFilter;
class OptionModel;
class ToneBar;
class ToneLabel;

/// All socket options of one channel: searched, read, changed and reset, with what each is for and
/// what it can be. Says which changes wait for a reopening, and offers it. To be put into a dialog.
class OptionEditor final : public QWidget {
    Q_OBJECT
public:
    OptionEditor(Channel &channel, QWidget *parent);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildTable();
    QWidget *buildDescription();
    QWidget *buildReopenBar();
    QModelIndex currentOption() const;
    void editCurrent();
    void resetCurrent();
    void describe();
    void showReopen();
    void showVerdict(const Result<void> &verdict);

    QPointer<Channel> m_channel;
    OptionModel *m_model;
    OptionFilter *m_filter;
    OptionDelegate *m_delegate;
    QLineEdit *m_search;
    QCheckBox *m_showAll;
    QTableView *m_table;
    ToneLabel *m_nothing;
    ToneLabel *m_name;
    ToneLabel *m_help;
    ToneLabel *m_facts;
    ToneLabel *m_verdict;
    QPushButton *m_reset;
    ToneBar *m_reopenBar;
    ToneLabel *m_reopenText;
};

} // namespace zmqscope
