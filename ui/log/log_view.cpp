// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_view.h"

#include "core/panel/panel.h"
#include "core/panel/previous_message.h"
#include "ui/log/log_copy.h"
#include "ui/log/log_empty_text.h"
#include "ui/log/log_filter_box.h"
#include "ui/log/log_notice.h"
#include "ui/log/log_status_line.h"
#include "ui/log/log_table.h"
#include "ui/log/log_tool_bar.h"
#include "ui/log/stopped_receiving.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QFocusEvent>
#include <QGuiApplication>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace zmqscope {

using namespace Qt::StringLiterals;

class LogView::Private {
    Q_DECLARE_TR_FUNCTIONS(LogView)

public:
    Private(LogView &view, Panel &panelToShow);

    void buildToolBar();
    void buildNotices();
    void buildContextActions();
    void connectPanel();

    void onPublished();
    void updateNotices();
    void updateEmptyText();
    void updateWaiting();
    void placeWaiting();
    void takeConfig();

    void setDisplayPaused(bool paused);
    void clear();
    void undoClear();
    void showUsualColumns();
    void copy(CopyFormat format);
    void showContextMenu(const QPoint &globalPosition);
    std::optional<std::pair<MessageIndex, MessageIndex>> selectedPair() const;
    void compareSelected();

    LogView &q;
    Panel &panel;
    LogModel model;
    LogTable *table;
    LogToolBar *toolBar;
    LogStatusLine *statusLine;
    LogNotice *stopped;
    LogNotice *paused;
    LogNotice *cleared;
    LogNotice *told;
    QPushButton *waiting;
    QAction *copyRows;
    QMenu *contextMenu;
    QAction *resend;
    QAction *edit;
    QAction *reply;
    QAction *compare;
    qint64 clearedCount = 0;
};

namespace {

QString count(qint64 number)
{
    return QLocale().toString(number);
}

} // namespace

LogView::Private::Private(LogView &view, Panel &panelToShow)
    : q(view)
    , panel(panelToShow)
    , model(panel.store(), panel.peers())
    , table(new LogTable(model))
{
    model.setFirstFrame(firstFrameOf(panel.config()));
    buildToolBar();
    buildNotices();
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
    statusLine = new LogStatusLine(panel, model, &q);
    connect(statusLine, &LogStatusLine::limitChanged, &q, [this] { onPublished(); });
    layout->addWidget(statusLine);

    if (const QList<LogColumnConfig> columns = panel.config().columns; columns.isEmpty())
        showUsualColumns();
    else
        table->setColumnLayout(LogColumnLayout::fromConfig(columns, model.text().firstFrame()));
    connect(table, &LogTable::columnLayoutChanged, &q,
        [this] { panel.setColumns(table->columnLayout().toConfig()); });
    connect(table, &LogTable::currentMessageChanged, &q, &LogView::currentMessageChanged);
    connect(table, &LogTable::followingChanged, toolBar, &LogToolBar::setFollowing);
    connect(table, &LogTable::waitingRowsChanged, &q, [this] { updateWaiting(); });
    connect(table, &LogTable::contextMenuRequested, &q,
        [this](const QPoint &position) { showContextMenu(position); });
    const auto onRows = [this] {
        updateEmptyText();
        statusLine->updateTexts();
    };
    connect(&model, &QAbstractItemModel::modelReset, &q, onRows);
    connect(&model.filter(), &QuickFilter::progressChanged, &q, onRows);

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
        statusLine->updateTexts();
    });
}

// Parts

void LogView::Private::buildToolBar()
{
    const QList<Channel *> &channels = panel.channels();
    const bool canReceive = std::any_of(channels.cbegin(), channels.cend(), [](const Channel *channel) {
        return traits(channel->type()).canReceive || traits(channel->type()).publishes;
    });
    toolBar = new LogToolBar(*table, panel.store(), canReceive, &q);
    connect(&toolBar->filter(), &LogFilterBox::left, &q, [this] { table->setFocus(); });
    connect(toolBar, &LogToolBar::followChosen, table, &LogTable::setFollowing);
    connect(toolBar, &LogToolBar::pauseDisplayChosen, &q, [this](bool on) { setDisplayPaused(on); });
    connect(toolBar, &LogToolBar::stopReceivingChosen, &q, [this](bool on) {
        panel.setReceiving(!on);
        updateNotices();
    });
    connect(toolBar, &LogToolBar::clearRequested, &q, [this] { clear(); });
    connect(toolBar, &LogToolBar::columnsChosen, &q, [this](const LogColumnLayout &layout) {
        table->setColumnLayout(layout);
        panel.setColumns(layout.toConfig());
    });
    connect(toolBar, &LogToolBar::columnsResetRequested, &q, [this] {
        showUsualColumns();
        panel.setColumns({});
    });
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

void LogView::Private::buildContextActions()
{
    contextMenu = new QMenu(&q);
    copyRows =
        contextMenu->addAction(theme::icon("copy"_L1), tr("Copy"), &q, [this] { copy(CopyFormat::Rows); });
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
    resend = contextMenu->addAction(
        theme::icon("resend"_L1), tr("Resend"), &q, [this] { emit q.resendRequested(q.currentMessage()); });
    edit = contextMenu->addAction(theme::icon("edit"_L1), tr("Edit and resend"), &q,
        [this] { emit q.editRequested(q.currentMessage()); });
    reply = contextMenu->addAction(theme::icon("reply"_L1), tr("Reply to this"), &q,
        [this] { emit q.replyRequested(q.currentMessage()); });
    contextMenu->addSeparator();
    compare = contextMenu->addAction(theme::icon("side-by-side"_L1), {}, &q, [this] { compareSelected(); });
    compare->setShortcut(Qt::Key_F7);
    compare->setShortcutContext(Qt::WidgetShortcut);
    table->addAction(compare);
}

// Comparing

/// The two messages that are selected; nothing when it is not two.
std::optional<std::pair<MessageIndex, MessageIndex>> LogView::Private::selectedPair() const
{
    QList<int> rows;
    for (const QItemSelectionRange &range : table->selectionModel()->selection()) {
        if (range.height() > 2)
            return {};
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (!rows.contains(row))
                rows.append(row);
        }
    }
    if (rows.size() != 2)
        return {};
    const auto [first, last] = std::minmax(rows.first(), rows.last());
    return std::pair(model.messageAt(first), model.messageAt(last));
}

void LogView::Private::compareSelected()
{
    if (const auto pair = selectedPair()) {
        emit q.compareRequested(pair->first, pair->second);
        return;
    }
    const MessageIndex current = q.currentMessage();
    const Channel &channel = *panel.channels().first();
    const MessageIndex previous =
        previousOfSameTopic(panel.store(), current, channel.type(), channel.config().subscriptions);
    if (previous.value > 0)
        emit q.compareRequested(previous, current);
    else if (current.value == 0)
        told->setText(tr("Select a message to compare it with the one before, or two to compare them."));
    else
        told->setText(tr("No earlier message of the same topic is in the log to compare %1 with.").arg(current.value));
}

// Updates

void LogView::Private::onPublished()
{
    model.update();
    toolBar->filter().updateCount();
    updateNotices();
    statusLine->updateTexts();
    if (model.rowCount() == 0)
        updateEmptyText();
}

void LogView::Private::updateNotices()
{
    toolBar->setReceivingStopped(!panel.isReceiving());
    stopped->setText(panel.isReceiving() ? QString() : stoppedReceivingText(panel.config()));
    if (!model.isPaused())
        paused->setText({});
    else if (const qint64 arrived = model.arrivedWhilePaused(); arrived > 0)
        paused->setText(tr("Display paused. Messages since then: %1.").arg(count(arrived)));
    else
        paused->setText(tr("Display paused. New messages are still received and kept."));
    cleared->setText(panel.store().canUndoClear()
            ? tr("Log cleared: %1 messages. They can be brought back until the next message comes.")
                  .arg(count(clearedCount))
            : QString());
}

void LogView::Private::updateEmptyText()
{
    if (!model.isFiltered())
        table->setEmptyText(
            panel.store().end() == MessageIndex{1} ? tr("No messages yet") : tr("No messages"),
            emptyLogText(panel));
    else if (model.filter().scanning())
        table->setEmptyText(tr("Searching…"), {});
    else if (model.filter().needle().isEmpty())
        table->setEmptyText(tr("No message of this peer"), tr("The log holds none that came from it or went to it."));
    else
        table->setEmptyText(tr("No message matches"),
            tr("None of the stored messages holds “%1”. Esc in the filter shows all again.")
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
    waiting->move(
        area.center().x() - waiting->width() / 2, area.bottom() - waiting->height() - theme::margin);
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
    toolBar->setDisplayPaused(on);
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

void LogView::Private::showUsualColumns()
{
    table->setColumnLayout(LogColumnLayout::usual(model.text().firstFrame()));
    table->setColumnsAutomatic(true);
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
    compare->setText(selectedPair() ? tr("Compare the two") : tr("Compare with previous of the same topic"));
    compare->setEnabled(message.has_value());
    reply->setVisible(canSend && type.addressesPeers);
    reply->setEnabled(isData && message->header.direction == Direction::In);
    contextMenu->exec(globalPosition);
    copyRows->setEnabled(true);
}

// The view

LogView::LogView(Panel &panel, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, panel))
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

void LogView::setReader(const LogText::Reader &reader)
{
    d->model.setReader(reader);
}

void LogView::activateFilter()
{
    d->toolBar->filter().activate();
}

void LogView::filterBy(const QString &text)
{
    d->toolBar->filter().setText(text);
}

void LogView::filterByPeer(PeerId peer)
{
    d->toolBar->filter().setPeer(peer, d->panel.peers().peer(peer).label());
}

bool LogView::showMessage(MessageIndex index)
{
    d->model.update();
    if (d->model.rowOf(index) < 0 && d->model.isFiltered())
        d->toolBar->filter().clear();
    d->model.update();
    const int row = d->model.rowOf(index);
    if (row < 0) {
        d->told->setText(Private::tr("Message %1 is not in the log any more.").arg(index.value));
        return false;
    }
    d->table->setFollowing(false);
    d->table->setCurrentIndex(d->model.index(row, 0));
    d->table->scrollTo(d->model.index(row, 0), QAbstractItemView::PositionAtCenter);
    d->table->setFocus();
    return true;
}

void LogView::focusInEvent(QFocusEvent *event)
{
    d->table->setFocus(event->reason());
}

bool LogView::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
        d->placeWaiting();
    return QWidget::eventFilter(object, event);
}

} // namespace zmqscope
