// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/topic_tree.h"

#include <QAbstractItemModel>
#include <QHash>
#include <vector>

namespace zmqscope {

class PanelFigures;
class TopicValues;

/// The topics of a panel as a tree in alphabetical order, whole or only what a search leaves. Rows come,
/// and never move or go, but for a reset: when the tree was made anew, or the search changes. What stands
/// in them is as fresh as PanelFigures::updateTopics(); whoever shows it repaints after that.
class TopicModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Topic, Count, Rate, Age, LastValue, Gaps };
    static constexpr int columns = Gaps + 1;
    /// Characters of a last value that are made for a row.
    static constexpr qsizetype maxValueChars = 300;

    /// Both must outlive the model.
    TopicModel(const PanelFigures &figures, const TopicValues &values, QObject *parent = nullptr);

    /// Shows the topics that came since the last time.
    void refresh();
    /// Only topics that hold @p text somewhere, whatever the case, and what is above them; empty = all.
    void setSearch(const QString &text);
    const QString &search() const { return m_search; }
    /// Topics that have a row.
    qsizetype shownTopics() const;

    /// -1 for no row.
    TopicNode nodeOf(const QModelIndex &index) const;
    /// The topic of a row in full; that of a row above topics is what they begin with.
    QByteArray topicOf(const QModelIndex &index) const;
    /// Invalid while the node has no row.
    QModelIndex indexOf(TopicNode node) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    using Rows = std::vector<TopicNode>;

    const TopicTree &tree() const;
    bool matches(TopicNode node) const;
    /// The nodes from @p from on that are to have a row and have none, by parent.
    QHash<TopicNode, Rows> wanted(TopicNode from);
    void insert(TopicNode parent, const Rows &sorted);
    void build();
    void sort(Rows &nodes) const;
    QString text(TopicNode node, int column) const;
    QString topicText(TopicNode node) const;
    QString valueText(TopicNode node) const;
    QString gapsText(const TopicFigures &figures) const;
    QString gapsToolTip(const TopicFigures &figures) const;

    const PanelFigures &m_figures;
    const TopicValues &m_values;
    QString m_search;
    QByteArray m_needle; ///< the same in small letters, as UTF-8
    std::vector<Rows> m_rows; ///< the children of a node that have a row, in order
    std::vector<bool> m_shown; ///< has a row; the root counts as shown
    TopicNode m_known = 0; ///< nodes of the tree that were looked at
    quint64 m_revision = 0;
};

} // namespace zmqscope
