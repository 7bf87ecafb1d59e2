// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_view.h"

#include "core/panel/panel.h"
#include "ui/controls/tone_label.h"
#include "ui/log/elided_label.h"
#include "ui/log/history_dialog.h"
#include "ui/log/log_column_menu.h"
#include "ui/log/log_copy.h"
#include "ui/log/log_empty_text.h"
#include "ui/log/log_filter_box.h"
#include "ui/log/log_notice.h"
#include "ui/log/log_table.h"
#include "ui/log/stopped_receiving.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace zmqscope {

using namespace Qt::StringLiterals;

class LogView::Private
{
    Q_DECLARE_TR_FUNCTIONS(LogView)

public:
    Private(LogView &view, Panel &panelToShow);

    void buildToolBar();
    void buildNotices();
    void buildStatus();
    void buildContextActions();
    void connectPanel();

    void onPublished();
    void updateNotices();
    void updateStatus();
    void updateEmptyText();
    void updateWaiting();
    void placeWaiting();
    void takeConfig();

    void setDisplayPaused(bool paused);
    void clear();
    void undoClear();
    void chooseColumns(const LogColumnLayout &layout);
    void resetColumns();
    void changeLimit();
    void copy(CopyFormat format);
    void showContextMenu(const QPoint &globalPosition);

    LogView &q;
    Panel &panel;
    LogModel model;
    LogTable *table;
    LogFilterBox *filter;
    QWidget *toolBar;
    QAction *follow;
    QAction *pauseDisplay;
    QAction *stopReceiving;
    LogColumnMenu *columnMenu;
    LogNotice *stopped;
    LogNotice *paused;
    LogNotice *cleared;
    LogNotice *told;
    QPushButton *waiting;
    QWidget *statusLine;
    ElidedLabel *counts;
    QLabel *evicted;
    QToolButton *limit;
    QAction *copyRows;
    QMenu *contextMenu;
    QAction *resend;
    QAction *edit;
    QAction *reply;
    qint64 clearedCount = 0;
};

namespace {

QString count(qint64 number)
{
    return QLocale().toString(number);
}

QToolButton *iconButton(QAction *action)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setAccessibleName(action->text());
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

LogView::Private::Private(LogView &view, Panel &panelToShow)
    : q(view), panel(panelToShow), model(panel.store(), panel.peers()), table(new LogTable(model))
{
    model.setFirstFrame(firstFrameOf(panel.config()));
    buildToolBar();
    buildNotices();
    buildStatus();
    buildContextActions();
    waiting = new QPushButton(&q);
    waiting->setFocusPolicy(Qt::TabFocus);
    waiting->setToolTip(tr("Go to the newest message and follow"));
    waiting->hide();
    connect(waiting, &QPushButton::clicked, &q, [this] {
        table->setFocus();
        table->setFollowing(true);
    });

    auto *layout = new QVBoxLayout(&q);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(toolBar);
    for (LogNotice *notice : {stopped, paused, cleared, told})
        layout->addWidget(notice);
    layout->addWidget(table, 1);
    layout->addWidget(statusLine);

    if (const QList<LogColumnConfig> columns = panel.config().columns; columns.isEmpty())
        resetColumns();
    else
        table->setColumnLayout(LogColumnLayout::fromConfig(columns, model.text().firstFrame()));
    connect(table, &LogTable::columnLayoutChanged, &q, [this] { panel.setColumns(table->columnLayout().toConfig()); });
    connect(table, &LogTable::currentMessageChanged, &q, &LogView::currentMessageChanged);
    connect(table, &LogTable::followingChanged, follow, &QAction::setChecked);
    connect(table, &LogTable::waitingRowsChanged, &q, [this] { updateWaiting(); });
    connect(table, &LogTable::contextMenuRequested, &q, [this](const QPoint &position) { showContextMenu(position); });
    const auto onRows = [this] {
        updateEmptyText();
        updateStatus();
    };
    connect(&model, &QAbstractItemModel::modelReset, &q, onRows);
    connect(&model.filter(), &QuickFilter::progressChanged, &q, onRows);
    q.setFocusProxy(table);

    connectPanel();
    takeConfig();
    onPublished();
}

void LogView::Private::connectPanel()
{
    connect(&panel, &Panel::published, &q, [this] { onPublished(); });
    connect(&panel, &Panel::stateChanged, &q, [this] {
        updateNotices();
        updateEmptyText();
    });
    connect(&panel, &Panel::configChanged, &q, [this] {
        takeConfig();
        updateEmptyText();
        updateStatus();
    });
}

// Parts

void LogView::Private::buildToolBar()
{
    filter = new LogFilterBox(model, panel.store(), nullptr);
    connect(filter, &LogFilterBox::left, &q, [this] { table->setFocus(); });
    auto *find = new QAction(tr("Filter messages"), &q);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QAction::triggered, filter, &LogFilterBox::activate);
    q.addAction(find);

    follow = new QAction(theme::icon("follow"_L1), tr("Follow new messages"), &q);
    follow->setCheckable(true);
    follow->setChecked(true);
    connect(follow, &QAction::triggered, table, &LogTable::setFollowing);

    pauseDisplay = new QAction(theme::icon("pause"_L1), tr("Pause display (keep receiving)"), &q);
    pauseDisplay->setCheckable(true);
    connect(pauseDisplay, &QAction::triggered, &q, [this](bool on) { setDisplayPaused(on); });
    stopReceiving = new QAction(theme::icon("stop"_L1), tr("Stop receiving"), &q);
    stopReceiving->setCheckable(true);
    connect(stopReceiving, &QAction::triggered, &q, [this](bool on) {
        panel.setReceiving(!on);
        updateNotices();
    });
    const auto &channels = panel.channels();
    stopReceiving->setEnabled(std::any_of(channels.cbegin(), channels.cend(), [](const Channel *channel) {
        return traits(channel->type()).canReceive || traits(channel->type()).publishes;
    }));
    for (QAction *action : {pauseDisplay, stopReceiving})
        action->setIconVisibleInMenu(false); // there it is the check mark that tells
    auto *pauseMenu = new QMenu(tr("Pause"), &q);
    pauseMenu->addAction(pauseDisplay);
    pauseMenu->addAction(stopReceiving);
    QToolButton *pauseButton = iconButton(pauseDisplay);
    pauseButton->setMenu(pauseMenu);
    pauseButton->setPopupMode(QToolButton::MenuButtonPopup);

    auto *clearAction = new QAction(theme::icon("clear"_L1), tr("Clear log"), &q);
    connect(clearAction, &QAction::triggered, &q, [this] { clear(); });

    columnMenu = new LogColumnMenu(*table, &q);
    connect(columnMenu, &LogColumnMenu::layoutChosen, &q, [this](const LogColumnLayout &layout) { chooseColumns(layout); });
    connect(columnMenu, &LogColumnMenu::resetRequested, &q, [this] {
        resetColumns();
        panel.setColumns({});
    });
    auto *columns = new QAction(theme::icon("columns"_L1), tr("Columns and time"), &q);
    columns->setMenu(columnMenu);
    QToolButton *columnsButton = iconButton(columns);
    columnsButton->setPopupMode(QToolButton::InstantPopup);
    QHeaderView *header = table->horizontalHeader();
    connect(header, &QWidget::customContextMenuRequested, &q,
            [this, header](const QPoint &position) { columnMenu->popup(header->mapToGlobal(position)); });

    toolBar = new QWidget;
    auto *layout = new QHBoxLayout(toolBar);
    layout->setContentsMargins(theme::spacing, 3, theme::spacing, 3);
    layout->setSpacing(theme::spacing / 2);
    layout->addWidget(filter, 1);
    layout->addWidget(iconButton(follow));
    layout->addWidget(pauseButton);
    layout->addWidget(iconButton(clearAction));
    layout->addWidget(columnsButton);
}

void LogView::Private::buildNotices()
{
    stopped = new LogNotice(LogNotice::Tone::Warning, tr("Resume receiving"), &q);
    connect(stopped, &LogNotice::buttonClicked, &q, [this] {
        panel.setReceiving(true);
        updateNotices();
    });
    paused = new LogNotice(LogNotice::Tone::Info, tr("Resume display"), &q);
    connect(paused, &LogNotice::buttonClicked, &q, [this] { setDisplayPaused(false); });
    cleared = new LogNotice(LogNotice::Tone::Info, tr("Undo clear"), &q);
    connect(cleared, &LogNotice::buttonClicked, &q, [this] { undoClear(); });
    told = new LogNotice(LogNotice::Tone::Warning, tr("Close notice"), &q);
    connect(told, &LogNotice::buttonClicked, &q, [this] { told->setText({}); });
    for (LogNotice *notice : {stopped, paused, cleared, told}) // the button that had the focus hides
        connect(notice, &LogNotice::buttonClicked, &q, [this] { table->setFocus(); });
}

void LogView::Private::buildStatus()
{
    counts = new ElidedLabel(theme::Role::TextMuted);
    evicted = new ToneLabel(theme::Role::Warning);
    limit = new QToolButton;
    limit->setAutoRaise(true);
    limit->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    limit->setIcon(theme::icon("history"_L1));
    limit->setFocusPolicy(Qt::TabFocus);
    limit->setToolTip(tr("Change how much this log keeps"));
    connect(limit, &QToolButton::clicked, &q, [this] { changeLimit(); });

    statusLine = new QWidget;
    auto *layout = new QHBoxLayout(statusLine);
    layout->setContentsMargins(theme::margin, 1, theme::spacing, 1);
    layout->setSpacing(theme::spacing);
    layout->addWidget(counts, 1);
    layout->addWidget(evicted);
    layout->addWidget(limit);
}

void LogView::Private::buildContextActions()
{
    contextMenu = new QMenu(&q);
    copyRows = contextMenu->addAction(theme::icon("copy"_L1), tr("Copy"), &q, [this] { copy(CopyFormat::Rows); });
    copyRows->setShortcut(QKeySequence::Copy);
    copyRows->setShortcutContext(Qt::WidgetShortcut);
    table->addAction(copyRows);
    QMenu *copyAs = contextMenu->addMenu(tr("Copy as"));
    const std::array<std::pair<QString, CopyFormat>, 5> formats{{
        {tr("Text"), CopyFormat::Text},
        {tr("Hex"), CopyFormat::Hex},
        {tr("Base64"), CopyFormat::Base64},
        {tr("JSON lines"), CopyFormat::JsonLines},
        {tr("Python bytes literal"), CopyFormat::PythonLiteral},
    }};
    for (const auto &[name, format] : formats)
        copyAs->addAction(name, &q, [this, chosen = format] { copy(chosen); });
    contextMenu->addSeparator();
    resend = contextMenu->addAction(theme::icon("resend"_L1), tr("Resend"), &q,
                                    [this] { emit q.resendRequested(q.currentMessage()); });
    edit = contextMenu->addAction(theme::icon("edit"_L1), tr("Edit and resend"), &q,
                                  [this] { emit q.editRequested(q.currentMessage()); });
    reply = contextMenu->addAction(theme::icon("reply"_L1), tr("Reply to this"), &q,
                                   [this] { emit q.replyRequested(q.currentMessage()); });
}

// Updates

void LogView::Private::onPublished()
{
    model.update();
    filter->updateCount();
    updateNotices();
    updateStatus();
    if (model.rowCount() == 0)
        updateEmptyText();
}

void LogView::Private::updateNotices()
{
    stopReceiving->setChecked(!panel.isReceiving());
    stopped->setText(panel.isReceiving() ? QString() : stoppedReceivingText(panel.config()));
    if (!model.isPaused())
        paused->setText({});
    else if (const qint64 arrived = model.arrivedWhilePaused(); arrived > 0)
        paused->setText(tr("Display paused. Messages since then: %1.").arg(count(arrived)));
    else
        paused->setText(tr("Display paused. New messages are still received and kept."));
    cleared->setText(panel.store().canUndoClear()
                         ? tr("Log cleared: %1 messages. They can be brought back until the next message comes.").arg(count(clearedCount))
                         : QString());
}

void LogView::Private::updateStatus()
{
    const MessageStore &store = panel.store();
    const PanelCounters &counters = panel.counters();
    const QLocale locale;
    const auto size = [&](qint64 bytes) { return locale.formattedDataSize(bytes, 1, QLocale::DataSizeIecFormat); };
    QStringList parts{tr("%1 shown").arg(count(model.rowCount())), tr("%1 stored").arg(count(store.count()))};
    if (counters.received > 0)
        parts += tr("%1 received").arg(count(counters.received));
    if (counters.sent > 0)
        parts += tr("%1 sent").arg(count(counters.sent));
    if (counters.passed > 0)
        parts += tr("%1 passed on").arg(count(counters.passed));
    parts += tr("%1 in memory").arg(size(store.memoryBytes()));
    counts->setWholeText(parts.join(u" · "_s));

    evicted->setVisible(store.evicted() > 0);
    evicted->setText(tr("%1 older messages went").arg(count(store.evicted())));
    const QString bytes = locale.formattedDataSize(store.limits().bytes, 0, QLocale::DataSizeIecFormat);
    limit->setText(store.limits().messages > 0 ? tr("Limit %1 or %2 messages").arg(bytes, count(store.limits().messages))
                                               : tr("Limit %1").arg(bytes));
}

void LogView::Private::updateEmptyText()
{
    if (!model.isFiltered())
        table->setEmptyText(panel.store().end() == MessageIndex{1} ? tr("No messages yet") : tr("No messages"),
                            emptyLogText(panel));
    else if (model.filter().scanning())
        table->setEmptyText(tr("Searching…"), {});
    else
        table->setEmptyText(tr("No message matches"), tr("None of the stored messages holds “%1”. Esc in the filter shows all again.")
                                                          .arg(model.filter().needle().left(60)));
}

void LogView::Private::updateWaiting()
{
    const qint64 rows = table->waitingRows();
    waiting->setVisible(rows > 0);
    if (rows == 0)
        return;
    waiting->setText(tr("%1 new ↓").arg(count(rows)));
    placeWaiting();
}

void LogView::Private::placeWaiting()
{
    waiting->adjustSize();
    const QRect area(table->viewport()->mapTo(&q, QPoint()), table->viewport()->size());
    waiting->move(area.center().x() - waiting->width() / 2, area.bottom() - waiting->height() - theme::margin);
    waiting->raise();
}

void LogView::Private::takeConfig()
{
    const PanelConfig config = panel.config();
    QList<QByteArray> prefixes = config.side.subscriptions;
    if (config.second)
        prefixes += config.second->subscriptions;
    model.setSubscriptions(prefixes);
}

// What a person does

void LogView::Private::setDisplayPaused(bool on)
{
    pauseDisplay->setChecked(on);
    model.setPaused(on);
    onPublished();
}

void LogView::Private::clear()
{
    if (panel.store().count() == 0)
        return;
    clearedCount = panel.store().count();
    panel.clearLog();
    setDisplayPaused(false);
}

void LogView::Private::undoClear()
{
    panel.undoClearLog();
    onPublished();
}

void LogView::Private::chooseColumns(const LogColumnLayout &layout)
{
    table->setColumnsAutomatic(false);
    table->setColumnLayout(layout);
    panel.setColumns(layout.toConfig());
}

void LogView::Private::resetColumns()
{
    table->setColumnLayout(LogColumnLayout::usual(model.text().firstFrame()));
    table->setColumnsAutomatic(true);
}

void LogView::Private::changeLimit()
{
    auto *dialog = new HistoryDialog(panel.store().limits(), &q);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, &q, [this, dialog] {
        panel.setHistory(dialog->limits());
        onPublished();
    });
    dialog->open();
}

void LogView::Private::copy(CopyFormat format)
{
    const CopiedMessages copied = copySelected(*table, format, panel.name(), panel.peers());
    if (copied.copied > 0)
        QGuiApplication::clipboard()->setText(copied.text);
    told->setText(copied.notice());
}

void LogView::Private::showContextMenu(const QPoint &globalPosition)
{
    const bool any = table->selectionModel()->hasSelection();
    copyRows->setEnabled(any);
    const auto message = panel.store().at(table->currentMessage());
    const SocketTraits &type = traits(panel.channels().first()->type());
    const bool canSend = panel.channels().size() == 1 && type.canSend;
    const bool isData = message && !message->header.flags.testFlag(MessageFlag::Subscription);
    for (QAction *action : {resend, edit}) {
        action->setVisible(canSend);
        action->setEnabled(isData);
    }
    reply->setVisible(canSend && type.addressesPeers);
    reply->setEnabled(isData && message->header.direction == Direction::In);
    contextMenu->exec(globalPosition);
    copyRows->setEnabled(true);
}

// The view

LogView::LogView(Panel &panel, QWidget *parent) : QWidget(parent), d(std::make_unique<Private>(*this, panel))
{
    d->table->viewport()->installEventFilter(this);
}

LogView::~LogView()
{
    delete d->table; // it looks at the model to the last
}

MessageIndex LogView::currentMessage() const
{
    return d->table->currentMessage();
}

bool LogView::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
        d->placeWaiting();
    return QWidget::eventFilter(object, event);
}

} // namespace zmqscope
