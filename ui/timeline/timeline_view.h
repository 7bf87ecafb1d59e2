// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/timeline_export.h"

#include <QWidget>

class QAction;

namespace zmqscope {

class ConnectionChip;
class ElidedLabel;
class FilterLine;
class LogNotice;
class Panel;
class TimelineFilter;
class TimelineModel;
class TimelineTable;

/// What happened to the connections of a panel, live: connects, handshakes, failures, ends.
class TimelineView final : public QWidget
{
    Q_OBJECT
public:
    /// @p panel must outlive the view.
    TimelineView(Panel &panel, QWidget *parent);
    ~TimelineView() override;

    /// Writes the rows that are shown; what came of it is told in the view.
    void exportTo(const QString &path, TimelineFormat format);

public slots:
    /// Chooses the row with this number (TimelineRow::number) of the panel's channel @p side, and shows
    /// it even where it was filtered out. Tells when it is not kept any more.
    void showEvent(int side, quint64 number);
    /// Shows the rows of this connection alone.
    void showOnly(int side, zmqscope::ConnectionId id);

signals:
    /// The person wants to see the peer of a row.
    void connectionRequested(int side, zmqscope::ConnectionId id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    QWidget *buildToolBar();
    void follow();
    void filterChanged();
    void showMenu(const QPoint &position);
    void askAndExport(TimelineFormat format);
    void tell(const QString &text);

    Panel &m_panel;
    TimelineModel *m_model;
    TimelineFilter *m_filter;
    TimelineTable *m_table;
    FilterLine *m_sought = nullptr;
    QAction *m_problems = nullptr;
    ConnectionChip *m_chip;
    LogNotice *m_notice;
    ElidedLabel *m_summary;
};

} // namespace zmqscope
