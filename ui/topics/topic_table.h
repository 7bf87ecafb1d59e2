// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/topic_tree.h"

#include <QSet>
#include <QTreeView>

namespace zmqscope {

class TopicModel;

/// The tree of topics on the screen. Stays where it is while rows come in above; remembers what was open
/// when a search is over or the tree is made anew.
class TopicTable final : public QTreeView {
    Q_OBJECT
public:
    explicit TopicTable(TopicModel &model, QWidget *parent = nullptr);

    /// Shows what came since the last time.
    void refresh();
    /// See TopicModel::setSearch(). What the search finds is opened, as far as it can be looked through.
    void setSearch(const QString &text);
    /// The topic of the chosen row; -1 when there is none.
    TopicNode chosen() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();
    void restoreOpen();
    void openAll();
    void note(const QModelIndex &index, bool open);

    TopicModel &m_model;
    QSet<QByteArray> m_open; ///< topics whose rows are open, without those of a search
    bool m_openedByHand = false;
    bool m_restoring = false;
    bool m_columnsMoved = false;
    bool m_fitting = false;
};

} // namespace zmqscope
