// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/peers/peers_view.h"

#include "core/connection/connection_holders.h"
#include "core/panel/panel.h"
#include "ui/controls/filter_line.h"
#include "ui/controls/row_table.h"
#include "ui/log/elided_label.h"
#include "ui/peers/peers_empty_text.h"
#include "ui/peers/peers_model.h"
#include "ui/peers/peers_order.h"
#include "ui/peers/sparkline_delegate.h"
#include "ui/peers/subscriptions_pane.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// The side of the panel that publishes; -1 when none does.
int publishingSide(const Panel &panel)
{
    const QList<Channel *> &channels = panel.channels();
    const auto found = std::find_if(channels.cbegin(), channels.cend(), [](const Channel *channel) { return traits(channel->type()).publishes; });
    return found == channels.cend() ? -1 : int(found - channels.cbegin());
}

/// The usual columns: what a type of socket has nothing to tell in is hidden, as is what few ask for.
QList<RowTableColumn> usualColumns(const Panel &panel)
{
    const auto any = [&panel](auto is) {
        return std::any_of(panel.channels().cbegin(), panel.channels().cend(), [&](const Channel *channel) { return is(traits(channel->type())); });
    };
    const bool addresses = any([](const SocketTraits &type) { return type.addressesPeers; });
    const bool sends = any([](const SocketTraits &type) { return type.canSend; });
    const bool receives = any([](const SocketTraits &type) { return type.canReceive; });
    const bool bridge = panel.channels().size() > 1;
    QList<RowTableColumn> columns{{int(PeerColumn::State), 17},
                                  {int(PeerColumn::Peer), 21},
                                  {int(PeerColumn::Type), 12},
                                  {int(PeerColumn::RoutingId), 16, addresses}};
    if (publishingSide(panel) >= 0)
        columns.append({int(PeerColumn::Subscriptions), 30});
    columns += {{int(PeerColumn::Received), 11, receives},
                {int(PeerColumn::ReceivedBytes), 15, false},
                {int(PeerColumn::Sent), 10, sends},
                {int(PeerColumn::SentBytes), 12, false},
                {int(PeerColumn::Rate), 22},
                {int(PeerColumn::LastSeen), 16},
                {int(PeerColumn::Since), 15},
                {int(PeerColumn::Process), 30},
                {int(PeerColumn::Endpoint), 24, bridge},
                {int(PeerColumn::UserId), 14, false},
                {int(PeerColumn::Mechanism), 12, false}};
    return columns;
}

QToolButton *button(QAction *action, QWidget *parent)
{
    auto *made = new QToolButton(parent);
    made->setDefaultAction(action);
    made->setAutoRaise(true);
    made->setAccessibleName(action->text());
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

QString counted(qint64 number, const QString &one, const QString &several)
{
    return number == 1 ? one : several.arg(QLocale().toString(number));
}

} // namespace

PeersView::PeersView(Panel &panel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_holders(new ConnectionHolders(this))
    , m_model(new PeersModel(panel, *m_holders, Clock::system(), this))
    , m_order(new PeersOrder(this))
    , m_table(new RowTable)
    , m_summary(new ElidedLabel(theme::Role::TextMuted, this))
{
    m_order->setSourceModel(m_model);
    buildTable();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildToolBar());
    if (const int side = publishingSide(panel); side >= 0) {
        auto *splitter = new QSplitter(Qt::Vertical, this);
        splitter->addWidget(m_table);
        splitter->addWidget(new SubscriptionsPane(panel, side, splitter));
        splitter->setStretchFactor(0, 3);
        splitter->setStretchFactor(1, 2);
        rows->addWidget(splitter, 1);
    } else {
        rows->addWidget(m_table, 1);
    }
    m_summary->setContentsMargins(theme::margin, 3, theme::margin, 3);
    rows->addWidget(m_summary);
    connect(m_model, &PeersModel::refreshed, this, &PeersView::follow);
    connect(&panel, &Panel::stateChanged, this, &PeersView::updateEmptyText);
    follow();
}

PeersView::~PeersView()
{
    delete m_table; // it looks at the models to the last
}

QWidget *PeersView::buildToolBar()
{
    m_sought = new FilterLine(tr("Find a peer"), this);
    m_sought->setToolTip(tr("Show only peers with this in their address, type, ids, process or subscriptions"));
    connect(m_sought, &FilterLine::textChanged, this, [this](const QString &text) {
        m_order->setSought(text);
        follow();
    });
    connect(m_sought, &FilterLine::left, this, [this] { m_table->setFocus(); });
    m_hideGone = new QAction(theme::icon("hide"_L1), tr("Hide peers that have gone"), this);
    m_hideGone->setCheckable(true);
    connect(m_hideGone, &QAction::toggled, this, [this](bool on) {
        m_order->setGoneShown(!on);
        follow();
    });
    m_forgetGone = new QAction(theme::icon("clear"_L1), tr("Forget peers that have gone"), this);
    connect(m_forgetGone, &QAction::triggered, m_model, &PeersModel::forgetGone);

    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(theme::spacing, 3, theme::spacing, 3);
    row->setSpacing(theme::spacing / 2);
    row->addWidget(m_sought, 1);
    row->addWidget(button(m_hideGone, bar));
    row->addWidget(button(m_forgetGone, bar));
    return bar;
}

void PeersView::buildTable()
{
    m_table->setModel(m_order);
    m_table->setAccessibleName(tr("Peers"));
    m_table->setItemDelegateForColumn(int(PeerColumn::Rate), new SparklineDelegate(m_table));
    // Columns are remembered by type: a PULL has other ones than a ROUTER.
    QStringList types;
    for (const Channel *channel : m_panel.channels())
        types.append(socketTypeName(channel->type()));
    m_table->setColumns("peers/"_L1 + types.join(u'-'), usualColumns(m_panel));
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // as they came
    connect(m_table, &RowTable::rowMenuRequested, this, &PeersView::showMenu);
    connect(m_table, &RowTable::rowActivated, this, &PeersView::activate);
}

void PeersView::follow()
{
    qint64 notKept = 0;
    for (const Channel *channel : m_panel.channels())
        notKept += channel->connections().forgotten();
    int connected = 0;
    int handshaking = 0;
    int refused = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Connection &connection = m_model->rowAt(row).connection;
        const ConnectionState state = connection.state;
        const bool inproc = state == ConnectionState::Untold && connection.peerAddress.isEmpty();
        connected += state == ConnectionState::Established || inproc ? 1 : 0;
        handshaking += state == ConnectionState::Handshaking ? 1 : 0;
        refused += state == ConnectionState::Refused ? 1 : 0;
    }
    const int gone = m_model->goneCount() - refused;
    QStringList parts{counted(connected, tr("1 connected"), tr("%1 connected"))};
    if (handshaking > 0)
        parts.append(counted(handshaking, tr("1 handshaking"), tr("%1 handshaking")));
    if (refused > 0)
        parts.append(counted(refused, tr("1 refused"), tr("%1 refused")));
    if (gone > 0)
        parts.append(counted(gone, tr("1 gone"), tr("%1 gone")));
    if (gone + refused > 0 && !m_order->isGoneShown())
        parts.append(tr("those are hidden"));
    if (m_order->isSeeking())
        parts.append(tr("%1 shown").arg(QLocale().toString(m_order->rowCount())));
    if (notKept > 0)
        parts.append(counted(notKept, tr("1 older gone peer is not kept"), tr("%1 older gone peers are not kept")));
    m_summary->setParts(parts);
    m_forgetGone->setEnabled(gone + refused > 0);
    updateEmptyText();
}

void PeersView::updateEmptyText()
{
    if (m_order->rowCount() > 0)
        return;
    PeersEmptyText text = peersEmptyText(m_panel);
    if (m_model->rowCount() > 0 && m_order->isSeeking())
        text = {tr("No such peer"), tr("Esc in the box shows all again.")};
    else if (m_model->rowCount() > 0)
        text = {tr("All peers have gone"), tr("They are hidden.")};
    m_table->setEmptyText(text.title, text.text);
}

void PeersView::showConnection(int side, ConnectionId id)
{
    m_model->bringBack(side, id);
    const int row = m_model->rowOf(side, id);
    if (row < 0)
        return;
    if (!m_order->mapFromSource(m_model->index(row, 0)).isValid()) {
        m_sought->clear();
        m_hideGone->setChecked(false);
    }
    m_table->chooseRow(m_order->mapFromSource(m_model->index(row, 0)).row());
    m_table->setFocus();
}

void PeersView::activate(int row)
{
    const PeerRow &peer = m_model->rowAt(m_order->mapToSource(m_order->index(row, 0)).row());
    const bool addresses = traits(m_panel.channels().at(peer.side)->type()).addressesPeers;
    if (addresses && !peer.connection.routingId.isEmpty() && m_panel.channels().size() == 1)
        emit addressRequested(peer.connection.routingId);
}

void PeersView::showMenu(const QPoint &position)
{
    // By value: the row may change while the menu is open.
    const PeerRow peer = m_model->rowAt(m_order->mapToSource(m_order->index(m_table->chosenRow(), 0)).row());
    const Connection &connection = peer.connection;
    QMenu menu;
    QAction *messages = menu.addAction(theme::icon("filter"_L1), tr("Show only its messages"), this,
                                       [&] { emit messagesOfPeerRequested(connection.peer); });
    messages->setEnabled(connection.peer.value != 0);
    menu.addAction(theme::icon("history"_L1), tr("Show in the timeline"), this, [&] { emit timelineOfRequested(peer.side, connection.id); });
    if (m_panel.channels().size() == 1 && traits(m_panel.channels().first()->type()).addressesPeers) {
        QAction *address = menu.addAction(theme::icon("reply"_L1), tr("Send to it"), this, [&] { emit addressRequested(connection.routingId); });
        address->setEnabled(!connection.routingId.isEmpty());
    }
    menu.addSeparator();
    m_table->addCopyActions(&menu);
    QAction *copyAddress = menu.addAction(tr("Copy the address"), this, [&] { QApplication::clipboard()->setText(connection.peerAddress); });
    copyAddress->setEnabled(!connection.peerAddress.isEmpty());
    QAction *copyId =
        menu.addAction(tr("Copy the routing id"), this, [&] { QApplication::clipboard()->setText(routingIdText(connection.routingId)); });
    copyId->setEnabled(!connection.routingId.isEmpty());
    menu.exec(position);
}

void PeersView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->setWatched(true);
}

void PeersView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_model->setWatched(false);
}

void PeersView::focusInEvent(QFocusEvent *event)
{
    m_table->setFocus(event->reason());
}

} // namespace zmqscope
