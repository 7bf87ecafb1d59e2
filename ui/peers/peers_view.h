// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"

#include <QWidget>

class QAction;

namespace zmqscope {

class ConnectionHolders;
class ElidedLabel;
class FilterLine;
class Panel;
class PeersModel;
class PeersOrder;
class RowTable;

/// Who is and was connected to a panel, what went to and from each, and for publishers who subscribed
/// to what.
class PeersView final : public QWidget
{
    Q_OBJECT
public:
    /// @p panel must outlive the view.
    PeersView(Panel &panel, QWidget *parent);
    ~PeersView() override;

public slots:
    /// Chooses the row of a connection of the panel's channel @p side, and shows it even where it was
    /// hidden. Does nothing when the panel does not know it any more.
    void showConnection(int side, zmqscope::ConnectionId id);

signals:
    /// The person wants to send to the peer with this routing id.
    void addressRequested(const QByteArray &routingId);
    /// The person wants to see the messages of this peer alone.
    void messagesOfPeerRequested(zmqscope::PeerId peer);
    /// The person wants to see what happened to this connection.
    void timelineOfRequested(int side, zmqscope::ConnectionId id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    QWidget *buildToolBar();
    void buildTable();
    void follow();
    void updateEmptyText();
    void showMenu(const QPoint &position);
    void activate(int row);

    Panel &m_panel;
    ConnectionHolders *m_holders;
    PeersModel *m_model;
    PeersOrder *m_order;
    RowTable *m_table;
    FilterLine *m_sought = nullptr;
    QAction *m_hideGone = nullptr;
    QAction *m_forgetGone = nullptr;
    ElidedLabel *m_summary;
};

} // namespace zmqscope
