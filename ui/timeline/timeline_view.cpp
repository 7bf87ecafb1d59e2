// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include "core/panel/panel.h"
#include "ui/controls/filter_line.h"
#include "ui/log/elided_label.h"
#include "ui/log/log_notice.h"
#include "ui/theme/theme.h"
#include "ui/timeline/connection_chip.h"
#include "ui/timeline/timeline_table.h"

#include <QDir>
#include <QFileDialog>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

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

/// How a connection is called in the chip.
QString nameOf(const Panel &panel, const PanelConnection &wanted)
{
    const Connection *connection = panel.channels().at(wanted.side)->connections().find(wanted.id);
    if (connection && !connection->peerAddress.isEmpty())
        return connection->peerAddress;
    return TimelineView::tr("connection %1").arg(wanted.id.value);
}

} // namespace

TimelineView::TimelineView(Panel &panel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_model(new TimelineModel(panel, this))
    , m_filter(new TimelineFilter(*m_model, this))
    , m_table(new TimelineTable(*m_filter, this))
    , m_chip(new ConnectionChip(this))
    , m_notice(new LogNotice(LogNotice::Tone::Info, tr("Close notice"), this))
    , m_summary(new ElidedLabel(theme::Role::TextMuted, this))
{
    m_summary->setContentsMargins(theme::margin, 3, theme::margin, 3);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildToolBar());
    rows->addWidget(m_chip);
    rows->addWidget(m_notice);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_summary);
    connect(m_chip, &ConnectionChip::closed, this, [this] {
        m_filter->setConnection({});
        filterChanged();
    });
    connect(m_notice, &LogNotice::buttonClicked, this, [this] { tell({}); });
    connect(m_table, &RowTable::rowMenuRequested, this, &TimelineView::showMenu);
    connect(m_table, &RowTable::rowActivated, this, [this](int row) {
        if (const PanelConnection connection = m_filter->entry(row).connection(); connection.id.value != 0)
            emit connectionRequested(connection.side, connection.id);
    });
    connect(m_model, &TimelineModel::refreshed, this, &TimelineView::follow);
    connect(&panel, &Panel::stateChanged, this, [this] {
        if (m_filter->rowCount() == 0)
            follow();
    });
    follow();
}

TimelineView::~TimelineView()
{
    delete m_table; // it looks at the models to the last
}

QWidget *TimelineView::buildToolBar()
{
    m_sought = new FilterLine(tr("Filter events"), this);
    m_sought->setToolTip(tr("Show only events with this text"));
    connect(m_sought, &FilterLine::textChanged, this, [this](const QString &text) {
        m_filter->setSought(text);
        filterChanged();
    });
    connect(m_sought, &FilterLine::left, this, [this] { m_table->setFocus(); });
    m_problems = new QAction(theme::icon("warning"_L1), tr("Show only problems"), this);
    m_problems->setCheckable(true);
    connect(m_problems, &QAction::toggled, this, [this](bool on) {
        m_filter->setProblemsOnly(on);
        filterChanged();
    });
    auto *newest = new QAction(theme::icon("follow"_L1), tr("Follow new events"), this);
    newest->setCheckable(true);
    newest->setChecked(true);
    connect(newest, &QAction::triggered, m_table, &TimelineTable::setFollowing);
    connect(m_table, &TimelineTable::followingChanged, newest, &QAction::setChecked);
    auto *save = new QAction(theme::icon("save"_L1), tr("Export the events shown"), this);
    auto *menu = new QMenu(save->text(), this);
    menu->addAction(tr("Export as CSV…"), this, [this] { askAndExport(TimelineFormat::Csv); });
    menu->addAction(tr("Export as JSON lines…"), this, [this] { askAndExport(TimelineFormat::JsonLines); });
    save->setMenu(menu);

    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(theme::spacing, 3, theme::spacing, 3);
    row->setSpacing(theme::spacing / 2);
    row->addWidget(m_sought, 1);
    row->addWidget(button(m_problems, bar));
    row->addWidget(button(newest, bar));
    QToolButton *exporting = button(save, bar);
    exporting->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(exporting);
    return bar;
}

void TimelineView::follow()
{
    qint64 events = 0;
    qint64 pushedOut = 0;
    for (const Channel *channel : m_panel.channels()) {
        events += channel->connections().timeline().events();
        pushedOut += channel->connections().timeline().pushedOut();
    }
    QStringList parts{counted(events, tr("1 event"), tr("%1 events"))};
    if (m_filter->isActive())
        parts.append(counted(m_filter->rowCount(), tr("1 row shown"), tr("%1 rows shown")));
    if (pushedOut > 0)
        parts.append(counted(pushedOut, tr("1 older event is not kept"), tr("%1 older events are not kept")));
    m_summary->setParts(parts);
    if (m_filter->rowCount() > 0)
        return;
    if (m_model->rowCount() > 0)
        m_table->setEmptyText(tr("No such event"), tr("None of the %1 rows is let through.").arg(QLocale().toString(m_model->rowCount())));
    else if (pushedOut > 0)
        m_table->setEmptyText(tr("No events"), {});
    else
        m_table->setEmptyText(tr("Nothing has happened yet"),
                              m_panel.isOpen() ? tr("Connects, handshakes, failures and ends appear here.")
                                               : tr("The panel is closed."));
}

void TimelineView::filterChanged()
{
    const std::optional<PanelConnection> &connection = m_filter->connection();
    if (connection)
        m_chip->setConnection(nameOf(m_panel, *connection));
    m_chip->setVisible(connection.has_value());
    follow();
    if (m_table->isFollowing())
        m_table->setFollowing(true);
    else if (m_table->chosenRow() >= 0)
        m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void TimelineView::showEvent(int side, quint64 number)
{
    m_model->refresh();
    const int row = m_model->rowOf(side, number);
    if (row < 0) {
        tell(tr("That event is not kept any more."));
        return;
    }
    if (!m_filter->mapFromSource(m_model->index(row, 0)).isValid()) {
        m_sought->clear();
        m_problems->setChecked(false);
        m_filter->setConnection({});
        filterChanged();
    }
    m_table->setFollowing(false);
    m_table->chooseRow(m_filter->mapFromSource(m_model->index(row, 0)).row());
    m_table->setFocus();
}

void TimelineView::showOnly(int side, ConnectionId id)
{
    m_model->refresh();
    m_sought->clear();
    m_problems->setChecked(false);
    m_filter->setConnection(PanelConnection{side, id});
    filterChanged();
    m_table->setFocus();
}

void TimelineView::showMenu(const QPoint &position)
{
    const PanelConnection connection = m_filter->entry(m_table->chosenRow()).connection();
    QMenu menu;
    QAction *peer = menu.addAction(theme::icon("peer"_L1), tr("Show the peer"), this,
                                   [&] { emit connectionRequested(connection.side, connection.id); });
    QAction *only = menu.addAction(theme::icon("filter"_L1), tr("Show only this connection"), this, [&] {
        m_filter->setConnection(connection);
        filterChanged();
    });
    for (QAction *action : {peer, only})
        action->setEnabled(connection.id.value != 0);
    menu.addSeparator();
    m_table->addCopyActions(&menu);
    menu.exec(position);
}

// Export

void TimelineView::askAndExport(TimelineFormat format)
{
    const bool csv = format == TimelineFormat::Csv;
    QString name = m_panel.name();
    for (const QChar forbidden : u"/\\:*?\"<>|"_s)
        name.replace(forbidden, u'-');
    const QString suffix = csv ? u".csv"_s : u".jsonl"_s;
    const QString path = QFileDialog::getSaveFileName(this, tr("Export the events shown"), QDir::home().filePath(name + suffix),
                                                csv ? tr("CSV (*.csv)") : tr("JSON lines (*.jsonl)"));
    if (!path.isEmpty())
        exportTo(path, format);
}

void TimelineView::exportTo(const QString &path, TimelineFormat format)
{
    QList<ExportedRow> rows;
    rows.reserve(m_filter->rowCount());
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const TimelineModel::Entry &entry = m_filter->entry(row);
        rows.append({m_panel.channels().at(entry.side)->type(), entry.row});
    }
    const Result<void> saved = saveTimeline(path, m_panel.name(), rows, format);
    tell(saved ? tr("%1 written to %2.").arg(counted(rows.size(), tr("1 row"), tr("%1 rows")), QDir::toNativeSeparators(path))
               : saved.error().text());
}

void TimelineView::tell(const QString &text)
{
    m_notice->setText(text);
}

void TimelineView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->setWatched(true);
}

void TimelineView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_model->setWatched(false);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    m_table->setFocus(event->reason());
}

} // namespace zmqscope
