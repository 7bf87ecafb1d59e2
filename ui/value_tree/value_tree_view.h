// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/field_ref.h"
#include "ui/value_tree/value_tree_model.h"

#include <QSet>
#include <QTimer>
#include <QTreeView>
#include <functional>

class QMenu;

namespace zmqscope {

/// The values of a frame as a tree of keys, values and types. What was opened stays open from frame
/// to frame, by its path; so does the row that was chosen.
class ValueTreeView final : public QTreeView
{
    Q_OBJECT
public:
    /// "Expand all below" opens no more rows than this.
    static constexpr int maxExpandedRows = 10'000;

    explicit ValueTreeView(QWidget *parent = nullptr);

    /// Shows a frame; null empties the view.
    void setFrame(std::shared_ptr<DecodedFrame> decoded);
    ValueTreeModel &valueModel() const { return *m_model; }
    /// Chooses the row of a value by its position from the root down, opening what it is in.
    void choose(const QList<qsizetype> &position);
    /// False where the bytes of a value cannot be shown: the menu then does not offer it.
    void setBytesOffered(bool offered) { m_bytesOffered = offered; }
    /// What of the messages of a panel the value at a path is; without such a source, numbers can
    /// neither be dragged nor plotted.
    using FieldSource = std::function<FieldRef(const FieldPath &path)>;
    void setFieldSource(const FieldSource &source) { m_fieldSource = source; }
    /// The chosen value, to be followed over time; nothing when it is no number.
    std::optional<FieldRef> chosenField() const;
    /// The source bytes begin ≤ i < end of the chosen value; nothing where it has none of its own.
    std::optional<std::pair<qint64, qint64>> chosenBytes() const;

public slots:
    void copyValue();
    void copyPath();
    void copySubtree();
    void expandBelow();
    void collapseBelow();

signals:
    void findRequested();
    void bytesRequested();
    void plotRequested(const zmqscope::FieldRef &field);
    void chosenChanged();

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void startDrag(Qt::DropActions supportedActions) override;

private:
    QAction *addCommand(const QString &text, const QKeySequence &keys, void (ValueTreeView::*slot)());
    void addPlotCommands(QMenu &menu);
    void activateRow(const QModelIndex &index);
    void goTo(const QModelIndex &index);
    void restore(const QModelIndex &parent, int start, int end);
    void rememberExpanded(const QModelIndex &index, bool expanded);
    void remember(const QString &path, bool expanded);
    void showMoreAtEnd();
    void fitColumns();
    std::optional<NodeId> chosen() const;

    ValueTreeModel *m_model;
    FieldSource m_fieldSource;
    QAction *m_copyValue;
    QAction *m_copyPath;
    QAction *m_copySubtree;
    QAction *m_expandBelow;
    QAction *m_collapseBelow;
    QTimer m_lookAtEnd;
    QSet<QString> m_expanded; ///< paths
    QString m_chosenPath;
    QString m_chosenParent;
    bool m_restoring = false;
    bool m_bytesOffered = true;
    bool m_columnsMoved = false; ///< by the person
    bool m_fitting = false;
};

} // namespace zmqscope
