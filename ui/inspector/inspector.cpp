// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector.h"

#include "core/panel/panel.h"
#include "ui/controls/tone_label.h"
#include "ui/inspector/frame_list_model.h"
#include "ui/inspector/frame_view.h"
#include "ui/inspector/message_actions.h"
#include "ui/inspector/message_header_bar.h"
#include "ui/log/log_notice.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
/// The list of frames takes room for so many of them by itself.
constexpr int listedFrames = 5;
/// Frames that are measured for the width of the part column; the rest is alike or cut.
constexpr qsizetype measuredFrames = 32;
}

Inspector::Inspector(Panel &panel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_pages(new QStackedWidget)
    , m_empty(new ToneLabel(tr("Select a message to see its frames."), theme::Role::TextMuted))
    , m_header(new MessageHeaderBar)
    , m_notice(new LogNotice(LogNotice::Tone::Info, tr("Dismiss"), nullptr))
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_frames(new QTableView)
    , m_model(new FrameListModel(this))
    , m_frame(new FrameView)
    , m_actions(new MessageActions(panel, this))
{
    setAccessibleName(tr("Inspector"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(theme::margin);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(makeContent());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    for (const int steps : {1, -1}) {
        const QKeyCombination keys(steps > 0 ? Qt::NoModifier : Qt::ShiftModifier, Qt::Key_F4);
        // Whoever goes through the messages is in the log, beside the inspector.
        auto *flip = new QShortcut(keys, parent ? parent : this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(flip, &QShortcut::activated, m_frame, [this, steps] {
            if (m_frame->isVisible())
                m_frame->flipReading(steps);
        });
    }
    connect(&panel, &Panel::published, this, &Inspector::noticeGone);
    connect(m_frames->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (!m_loading)
                    showFrame(current.row());
            });
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_splitterMoved = true; });
    connect(m_frame, &FrameView::saveRequested, m_actions, &MessageActions::saveFrame);
    connect(m_frame, &FrameView::plotRequested, this, &Inspector::plotRequested);
    m_frame->setFieldSource([this](const FieldPath &path) { return fieldAt(path); });
    connect(m_frame, &FrameView::copyRefused, m_actions, &MessageActions::refuseCopy);
    connect(m_actions, &MessageActions::told, this, &Inspector::tell);
    connect(m_notice, &LogNotice::buttonClicked, this, [this] { m_notice->setText({}); });
}

QWidget *Inspector::makeContent()
{
    m_frames->setModel(m_model);
    m_frames->setAccessibleName(tr("Frames"));
    m_frames->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_frames->setSelectionMode(QAbstractItemView::SingleSelection);
    m_frames->setFrameShape(QFrame::NoFrame);
    m_frames->setShowGrid(false);
    m_frames->setWordWrap(false);
    m_frames->setTabKeyNavigation(false);
    m_frames->verticalHeader()->hide();
    m_frames->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_frames->verticalHeader()->setDefaultSectionSize(m_frames->fontMetrics().height() + theme::spacing);
    m_frames->horizontalHeader()->setStretchLastSection(true);
    m_frames->horizontalHeader()->setHighlightSections(false);

    m_frames->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_frames, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        QMenu menu(this);
        menu.addActions(m_actions->copyMenu()->actions());
        menu.addSeparator();
        menu.addActions(m_actions->saveMenu()->actions());
        menu.exec(m_frames->viewport()->mapToGlobal(at));
    });
    auto *copy = new QAction(m_frames);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, m_actions, [this] { m_actions->copyFrame(CopyFormat::Text); });
    m_frames->addAction(copy);

    m_frame->toolLayout()->addWidget(makeMenuButton("copy"_L1, tr("Copy"), m_actions->copyMenu()));
    m_frame->toolLayout()->addWidget(makeMenuButton("save-frame"_L1, tr("Save"), m_actions->saveMenu()));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_frames);
    m_splitter->addWidget(m_frame);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_notice->hide();

    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_notice);
    return content;
}

QToolButton *Inspector::makeMenuButton(QLatin1StringView icon, const QString &text, QMenu *menu)
{
    auto *button = new QToolButton;
    button->setIcon(theme::icon(icon));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void Inspector::showMessage(MessageIndex index)
{
    m_index = index;
    m_held = m_panel.store().snapshot().narrowedTo(index);
    m_stale = !isVisible();
    if (m_stale)
        return;
    const std::optional<MessageView> message = m_held.at(index);
    if (message) {
        load(*message);
        m_pages->setCurrentIndex(1);
        return;
    }
    m_index = {};
    m_actions->setMessage({}, {});
    m_actions->setFrame({}, 0);
    m_model->setMessage({}, {}, {});
    m_frame->setFrame({});
    m_empty->setText(index.value == 0 ? tr("Select a message to see its frames.")
                                      : tr("Message %1 is no longer in the log.").arg(index.value));
    m_pages->setCurrentIndex(0);
}

void Inspector::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_stale)
        return;
    m_stale = false;
    if (const std::optional<MessageView> message = m_held.at(m_index)) {
        load(*message);
        m_pages->setCurrentIndex(1);
        noticeGone();
    } else {
        showMessage(m_index);
    }
}

void Inspector::load(const MessageView &message)
{
    const MessageLabels labels = labelsOf(message);
    const int previousCount = m_model->rowCount();
    const int previousRow = m_frames->currentIndex().row();
    m_header->showMessage(message, m_panel.peers().peer(message.header.peer));
    m_header->showProtocol(labels.title(message.frames));
    m_notice->setText({});
    m_actions->setMessage(m_held, m_index);
    m_loading = true;
    m_model->setMessage(m_held, m_index, labels);
    fitFrameList();
    // Messages of one shape are gone through with the same frame in view; else the body is shown.
    const int count = m_model->rowCount();
    const int row = count == previousCount && previousRow >= 0
        ? previousRow
        : std::clamp(int(labels.bodyStart()), 0, count - 1);
    m_frames->setCurrentIndex(m_model->index(row, 0));
    m_loading = false;
    showFrame(row);
}

void Inspector::fitFrameList()
{
    const int count = m_model->rowCount();
    const auto partOf = [this](int row) { return m_model->index(row, FrameListModel::Role).data().toString(); };
    m_frames->setVisible(count > 1 || (count == 1 && partOf(0) != frameRoleText(FrameRole::Body)));
    const QFontMetrics metrics = m_frames->fontMetrics();
    const int padding = 3 * theme::spacing;
    const auto width = [&](FrameListModel::Column column, const QString &widest) {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        return std::max(metrics.horizontalAdvance(title), metrics.horizontalAdvance(widest)) + padding;
    };
    QString part;
    for (int row = 0; row < std::min<int>(count, measuredFrames); ++row) {
        const QString text = partOf(row);
        if (text.size() > part.size())
            part = text;
    }
    m_frames->setColumnWidth(FrameListModel::Number, width(FrameListModel::Number, QString::number(count)));
    m_frames->setColumnWidth(FrameListModel::Role, width(FrameListModel::Role, part));
    m_frames->setColumnWidth(FrameListModel::Size, width(FrameListModel::Size, u"1023.9 KiB"_s));
    const int rowHeight = m_frames->verticalHeader()->defaultSectionSize();
    const int header = m_frames->horizontalHeader()->sizeHint().height();
    m_frames->setMinimumHeight(header + rowHeight);
    if (m_splitterMoved || m_splitter->height() == 0)
        return;
    const int rows = header + std::min(count, listedFrames) * rowHeight + 1;
    const int list = std::min(rows, m_splitter->height() / 3);
    m_splitter->setSizes({list, m_splitter->height() - list});
}

void Inspector::showFrame(int row)
{
    const std::optional<MessageView> message = m_held.at(m_index);
    if (!message || row < 0 || row >= message->frames.count())
        return;
    const HeldFrame frame{m_held, message->frames[row]};
    m_actions->setFrame(frame, row + 1);
    m_frame->setFrame(frame, pinnedReading(*message, row), row > 0 ? message->frames[row - 1] : QByteArrayView());
}

int Inspector::frameNumber() const
{
    return m_index.value == 0 ? -1 : m_frames->currentIndex().row();
}

void Inspector::setPinnedReading(const PinnedReading &pinned)
{
    m_pinned = pinned;
    updatePinnedReading();
}

void Inspector::updatePinnedReading()
{
    const std::optional<MessageView> message = m_held.at(m_index);
    const int frame = frameNumber();
    if (!m_stale && message && frame >= 0)
        m_frame->setPinnedReading(pinnedReading(*message, frame));
}

void Inspector::setLabels(const Labels &labels)
{
    m_labels = labels;
    updateLabels();
}

void Inspector::updateLabels()
{
    const std::optional<MessageView> message = m_held.at(m_index);
    if (m_stale || !message)
        return;
    const MessageLabels labels = labelsOf(*message);
    m_header->showProtocol(labels.title(message->frames));
    m_model->setLabels(labels);
    fitFrameList();
}

MessageLabels Inspector::labelsOf(const MessageView &message) const
{
    return m_labels ? m_labels(message) : MessageLabels(Envelope::of(m_panel, message));
}

std::optional<Reading> Inspector::pinnedReading(const MessageView &message, qsizetype frame) const
{
    return m_pinned ? m_pinned(message, frame) : std::nullopt;
}

FieldRef Inspector::fieldAt(const FieldPath &path) const
{
    FieldRef field{&m_panel, {path, {}, {}, m_frame->reading().codec->id()}};
    field.query.path.setFrame(frameNumber());
    const std::optional<MessageView> message = m_held.at(m_index);
    // The first frame says what kind of message it is, where there is another one for the values.
    const bool hasTopic = message && m_panel.pattern() == Pattern::PublishSubscribe && message->frames.count() > 1
        && frameNumber() > 0;
    if (hasTopic)
        field.query.topic = message->frames[0].toByteArray();
    return field;
}

void Inspector::noticeGone()
{
    if (m_index.value != 0 && !m_stale && !m_panel.store().at(m_index))
        m_header->showGone();
}

void Inspector::tell(const QString &text, bool failed)
{
    m_notice->setTones(failed ? theme::Role::BadFill : theme::Role::GoodFill,
                       failed ? theme::Role::Bad : theme::Role::Good);
    m_notice->setText(text);
}

} // namespace zmqscope
