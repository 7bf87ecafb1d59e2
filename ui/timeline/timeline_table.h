// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/row_table.h"
#include "ui/timeline/timeline_filter.h"

namespace zmqscope {

/// The table of a timeline. Follow mode keeps the newest row in sight until the person scrolls up or
/// picks a row; from then on the rows on the screen stay where they are. Rows of the same connection as
/// the chosen one stand out.
class TimelineTable final : public RowTable
{
    Q_OBJECT
public:
    /// @p rows must outlive the table.
    TimelineTable(TimelineFilter &rows, QWidget *parent);

    bool isFollowing() const { return m_following; }
    void setFollowing(bool on);
    /// The connection whose rows stand out; nothing when none is chosen.
    const std::optional<PanelConnection> &highlighted() const { return m_highlighted; }

signals:
    void followingChanged(bool following);

protected:
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void updateGeometries() override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void onRowsRemoved(int first, int count);
    void onScrolled(int value);

    TimelineFilter &m_rows;
    bool m_following = true;
    int m_topBefore = 0; ///< the row on top, before rows are removed
    bool m_scrolling = false; ///< the scroll bar is being moved by us, not by the person
    std::optional<PanelConnection> m_highlighted;
};

} // namespace zmqscope
