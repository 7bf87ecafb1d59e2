// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topics/topics_view.h"

#include "core/base/text_escapes.h"
#include "core/panel/panel.h"
#include "ui/controls/filter_line.h"
#include "ui/controls/tone_label.h"
#include "ui/inspector/clipboard.h"
#include "ui/log/elided_label.h"
#include "ui/log/log_empty_text.h"
#include "ui/topics/topic_model.h"
#include "ui/topics/topic_table.h"
#include "ui/topics/topic_values.h"
#include "ui/topics/topics_bar.h"

#include <QAction>
#include <QFocusEvent>
#include <QInputDialog>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace zmqscope {

using namespace Qt::StringLiterals;
using Part = PanelFigures::Part;

TopicsView::TopicsView(Panel &panel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_figures(PanelFigures::of(panel))
    , m_values(new TopicValues(panel, this))
    , m_model(new TopicModel(m_figures, *m_values, this))
    , m_table(new TopicTable(*m_model))
    , m_bar(new TopicsBar(m_figures.topics().separator()))
    , m_tablePage(new QWidget)
    , m_empty(new ToneLabel(theme::Role::TextMuted))
    , m_status(new ElidedLabel(theme::Role::TextMuted))
    , m_notice(new ToneLabel(theme::Role::Warning))
{
    m_notice->setWordWrap(true);
    m_notice->setContentsMargins(theme::margin, 3, theme::margin, 3);
    m_status->setContentsMargins(theme::margin, 3, theme::margin, 3);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(theme::margin, theme::margin, theme::margin, theme::margin);

    auto *tableRows = new QVBoxLayout(m_tablePage);
    tableRows->setContentsMargins({});
    tableRows->setSpacing(0);
    tableRows->addWidget(m_bar);
    tableRows->addWidget(m_table, 1);
    tableRows->addWidget(m_notice);
    tableRows->addWidget(m_status);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_tablePage);

    auto *copy = new QAction(tr("Copy topic"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copy);
    connect(copy, &QAction::triggered, this, &TopicsView::copyTopic);
    auto *find = new QAction(m_table);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(find);
    connect(find, &QAction::triggered, this, [this] { m_bar->search().setFocus(Qt::ShortcutFocusReason); });

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TopicsView::refresh);
    connect(&m_figures, &PanelFigures::changed, this, [this](Part part) {
        if (part == Part::Topics)
            schedule(updatePeriod);
    });
    connect(&panel, &Panel::stateChanged, this, &TopicsView::updateTexts);
    connect(m_values, &TopicValues::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(m_bar, &TopicsBar::searchChanged, this, [this](const QString &text) {
        m_table->setSearch(text);
        updateTexts();
    });
    connect(m_bar, &TopicsBar::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_bar, &TopicsBar::separatorChosen, &m_figures, &PanelFigures::setSeparator);
    connect(m_bar, &TopicsBar::numbersRequested, this, &TopicsView::askForNumbers);
    connect(m_bar, &TopicsBar::restartRequested, this,
        [this] { m_figures.restart(Part::Topics, PanelFigures::Begin::WithNext); });
    connect(m_table, &QWidget::customContextMenuRequested, this, &TopicsView::showMenu);
    connect(m_table, &QAbstractItemView::activated, this,
        [this](const QModelIndex &index) { requestMessage(m_model->nodeOf(index)); });
    updateTexts();
}

void TopicsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_watch = m_figures.watch(Part::Topics);
    refresh();
}

void TopicsView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_watch = {};
    m_timer.stop();
}

void TopicsView::focusInEvent(QFocusEvent *event)
{
    m_table->setFocus(event->reason());
}

void TopicsView::schedule(int ms)
{
    if (isVisible() && (!m_timer.isActive() || m_timer.remainingTime() > ms))
        m_timer.start(ms);
}

void TopicsView::refresh()
{
    m_figures.updateTopics();
    m_table->refresh();
    updateTexts();
    if (m_figures.topics().isMoving())
        schedule(updatePeriod);
    else if (m_figures.topics().nodeCount() > 1)
        schedule(agePeriod);
}

void TopicsView::updateTexts()
{
    const TopicTree &tree = m_figures.topics();
    const TopicTree::More more = tree.more();
    const bool empty = tree.topicCount() == 0 && more.topics == 0;
    m_pages->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_tablePage);
    if (empty) {
        const bool restarted = m_figures.examined(Part::Topics) == 0 && m_panel.store().count() > 0;
        m_empty->setText(restarted && m_figures.waiting(Part::Topics) == 0
                ? tr("No message since you started over.")
                : tr("No message with a topic yet.\n%1").arg(emptyLogText(m_panel)));
        return;
    }
    const QLocale locale;
    QStringList parts;
    if (m_model->search().isEmpty())
        parts +=
            tree.topicCount() == 1 ? tr("1 topic") : tr("%1 topics").arg(locale.toString(tree.topicCount()));
    else
        parts += tr("%1 of %2 topics")
                     .arg(locale.toString(m_model->shownTopics()), locale.toString(tree.topicCount()));
    if (more.topics > 0) {
        const QString topics = locale.toString(more.topics);
        parts += (more.atLeast ? tr("and at least %1 more topics with %2 messages")
                               : tr("and %1 more topics with %2 messages"))
                     .arg(topics, locale.toString(more.messages));
    }
    parts += tr("%1 messages").arg(locale.toString(tree.node(0).all.messages));
    if (m_figures.isBehind(Part::Topics))
        parts += tr("%1 to be looked at").arg(locale.toString(m_figures.waiting(Part::Topics)));
    m_status->setParts(parts);

    const qint64 missed = m_figures.missed(Part::Topics);
    m_notice->setVisible(missed > 0);
    if (missed > 0)
        m_notice->setText(
            tr("%1 messages were gone before they could be examined: the figures are of the others.")
                .arg(locale.toString(missed)));
}

void TopicsView::requestMessage(TopicNode node)
{
    if (node <= 0)
        return;
    const MessageIndex last = m_figures.topics().node(node).all.last;
    if (last.value != 0)
        emit messageRequested(last);
}

/// Whether the log can be searched for the topic: it is, by text.
bool TopicsView::isSpeakable(TopicNode node) const
{
    const QByteArray topic = m_figures.topics().topic(node);
    return !topic.isEmpty() && isUtf8(topic);
}

void TopicsView::copyTopic()
{
    if (const TopicNode node = m_table->chosen(); node > 0)
        copyToClipboard(m_figures.topics().topic(node), CopyFormat::Text);
}

void TopicsView::showMenu(const QPoint &position)
{
    const QModelIndex index = m_table->indexAt(position);
    const TopicNode node = m_model->nodeOf(index);
    if (node <= 0)
        return;
    const quint64 revision = m_figures.topics().revision();
    const MessageIndex last = m_figures.topics().node(node).all.last;
    const bool kept = m_panel.store().at(last).has_value();
    // A value that is large is saved from the inspector.
    const bool copyable = kept && m_panel.store().at(last)->frames.totalBytes() <= maxClipboardBytes;
    QMenu menu(this);
    menu.addAction(tr("Show last message\tEnter"), this, [this, last] { emit messageRequested(last); })
        ->setEnabled(kept);
    menu.addAction(tr("Filter log by this topic"), this,
            [this, topic = QString::fromUtf8(m_figures.topics().topic(node))] {
                emit filterRequested(topic);
            })
        ->setEnabled(isSpeakable(node));
    menu.addSeparator();
    menu.addAction(tr("Copy topic\tCtrl+C"), this, &TopicsView::copyTopic);
    menu.addAction(tr("Copy last value"), this,
            [this, last] { copyToClipboard(m_values->bytes(last), CopyFormat::Text); })
        ->setEnabled(copyable);
    if (m_model->hasChildren(index)) {
        const bool open = m_table->isExpanded(index);
        menu.addSeparator();
        menu.addAction(open ? tr("Close") : tr("Open all below"), this, [this, node, open, revision] {
            if (m_figures.topics().revision() != revision)
                return;
            if (open)
                m_table->collapse(m_model->indexOf(node));
            else
                m_table->expandRecursively(m_model->indexOf(node), TopicTree::maxLevels);
        });
    }
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

void TopicsView::askForNumbers()
{
    QString field = m_figures.numberField();
    QString problem;
    for (bool ok = true; ok;) {
        const QString label = tr("Where is the number that goes up by one with each message of a topic?\n"
                                 "A path such as $.seq, or a frame such as “frame 3” or “last frame”.\n"
                                 "Empty: where the protocol says.");
        field = QInputDialog::getText(this, tr("Numbers of messages"),
            problem.isEmpty() ? label : QString(label + u"\n\n"_s + problem), QLineEdit::Normal, field, &ok);
        if (!ok)
            return;
        const Result<void> set = m_figures.setNumberField(field.trimmed());
        if (set)
            return;
        problem = set.error().detail;
    }
}

} // namespace zmqscope
