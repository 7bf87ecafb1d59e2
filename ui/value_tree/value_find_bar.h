// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/value_tree/value_search.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace zmqscope {

class ValueTreeView;

/// Finds a text in a tree of values: the text, how often it is there, next and previous.
class ValueFindBar final : public QWidget
{
    Q_OBJECT
public:
    /// @p view must outlive the bar.
    explicit ValueFindBar(ValueTreeView &view, QWidget *parent = nullptr);

    /// Shows the bar with the cursor in its text, all of it selected.
    void open();
    void close();
    void next();
    void previous();

private:
    void follow();
    void go(qsizetype match);
    void updateCount();

    ValueTreeView &m_view;
    ValueSearch m_search;
    QTimer m_typed;
    QLineEdit *m_text;
    QLabel *m_count;
    QToolButton *m_previous;
    QToolButton *m_next;
    qsizetype m_current = -1;
    bool m_goToFirst = false; ///< the person typed, and waits for the first match
};

} // namespace zmqscope
