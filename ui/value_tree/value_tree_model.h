// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/value_tree/background_job.h"
#include "ui/value_tree/value_row.h"

#include <QAbstractItemModel>
#include <QCache>
#include <unordered_map>

namespace zmqscope {

/// The values of a frame as rows, the root as the one at the top. Of a long list or map a window of
/// rows is there; a row before and a row behind stand for the others, and give more of them when
/// showMore() is called. Children that the format decodes on demand are read on another thread;
/// meanwhile rows that were looked at stay as they are.
class ValueTreeModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Key, Value, Type, ColumnCount };
    /// Rows that a container has at first.
    static constexpr qsizetype pageRows = 500;
    /// So many are added at a time, at most: inserting more would take a moment.
    static constexpr qsizetype mostPageRows = 4000;
    /// The most rows of one container; a view of many more would be slow.
    static constexpr qsizetype windowRows = 50'000;

    explicit ValueTreeModel(QObject *parent = nullptr);
    ~ValueTreeModel() override;

    /// Takes the frame over; null empties the model.
    void setFrame(std::shared_ptr<DecodedFrame> decoded);
    /// Null when there is none, and while isReading().
    const DecodedFrame *decoded() const { return isReading() ? nullptr : m_decoded.get(); }
    bool isReading() const { return m_job.isRunning(); }
    /// Decodes the next page of a value for which hasMore(); ends with pageRead(). False while
    /// another one is being read. So long the caller may wait, in milliseconds.
    bool read(NodeId folded, int waitMs = BackgroundJob<ValueTree>::patience);

    /// The value of a row; nothing for rows that stand for others, and while isReading().
    std::optional<NodeId> node(const QModelIndex &index) const;
    bool isMoreRow(const QModelIndex &index) const;
    /// Puts more rows in place of one for which isMoreRow(). True when others had to go for that: the
    /// row that stood there last is then the one at @p place.
    bool showMore(const QModelIndex &index, QModelIndex *place = nullptr);
    /// $.items[2]; empty where node() has nothing.
    QString path(const QModelIndex &index) const;
    /// What the last part of path() is.
    QString step(const QModelIndex &index) const;
    /// The row of a value by its position from the root down, moving windows where it must; invalid
    /// when there is no such value.
    QModelIndex reveal(const QList<qsizetype> &position);
    /// The row of a value that is the same as @p index, a reference; invalid when it cannot be told.
    QModelIndex target(const QModelIndex &index);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    /// Values can be dragged.
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void pageRead();

private:
    /// A container whose rows somebody has asked for.
    struct Branch
    {
        Branch *parent = nullptr; ///< null for the root
        qsizetype child = 0;      ///< which one of the parent
        NodeId id;
        qsizetype known = 0; ///< children that are decoded
        qsizetype first = 0; ///< the first of them that has a row
        qsizetype shown = 0;
        bool folded = false; ///< there are more than known
        bool rowBefore = false;
        bool rowBehind = false;
        qsizetype toldBefore = 0; ///< what the row before says: changes after rows came, not with them
        qsizetype toldBehind = 0;
        std::unordered_map<qsizetype, std::unique_ptr<Branch>> below;

        int rows() const { return int(shown) + (rowBefore ? 1 : 0) + (rowBehind ? 1 : 0); }
        int rowOf(qsizetype i) const { return int(i - first) + (rowBefore ? 1 : 0); }
        void tell()
        {
            toldBefore = first;
            toldBehind = known - first - shown;
        }
        bool wantsRowBehind() const { return folded || first + shown < known; }
    };

    struct Unfolded
    {
        ValueTree tree;
        ValueParents parents;
    };

    Branch *branchOf(const QModelIndex &index) const;
    Branch *branchBelow(Branch *parent, qsizetype child) const;
    std::unique_ptr<Branch> makeBranch(Branch *parent, qsizetype child, NodeId id) const;
    QModelIndex indexOf(const Branch *branch) const;
    std::optional<qsizetype> childAt(const QModelIndex &index) const;
    const ValueRow *row(const QModelIndex &index) const;
    QString moreText(const Branch &branch, int row) const;
    void addRows(Branch &branch, qsizetype count);
    void updateRowBehind(Branch &branch);
    void dropBelow(Branch &branch);
    void moveWindow(Branch &branch, qsizetype first);
    void finishReading(Unfolded unfolded);

    std::shared_ptr<DecodedFrame> m_decoded;
    std::unique_ptr<Branch> m_root; ///< null when the root is no container
    mutable std::unordered_map<quint32, Branch *> m_byNode;
    mutable QCache<QPair<quintptr, qsizetype>, ValueRow> m_rows;
    NodeId m_reading;
    BackgroundJob<Unfolded> m_job;
};

} // namespace zmqscope
