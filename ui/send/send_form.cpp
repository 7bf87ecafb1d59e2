// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/send_form.h"

#include "core/automation/auto_reply.h"
#include "core/automation/message_composer.h"
#include "core/automation/panel_automation.h"
#include "core/automation/sequence_run.h"
#include "core/panel/message_reader.h"
#include "ui/controls/count_text.h"
#include "ui/send/address_row.h"
#include "ui/send/auto_reply_row.h"
#include "ui/send/file_composition.h"
#include "ui/send/frame_list.h"
#include "ui/send/history_popup.h"
#include "ui/send/outbox_bar.h"
#include "ui/send/send_footer.h"
#include "ui/send/send_outcome.h"
#include "ui/send/sequence_dialog.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Typing settles for this long before the draft is handed to the panel: short, for a save that
/// follows at once must have it.
constexpr int storeDelayMs = 100;

/// Frames beyond this are not worth encoding at each keystroke only to tell who would hear it.
constexpr qsizetype maxTopicText = 4096;

QString number(MessageIndex index)
{
    return QString::number(index.value);
}

} // namespace

SendForm::SendForm(SocketPanel &panel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_body(new QWidget(this))
{
    m_address = new AddressRow(panel, m_body);
    m_frames = new FrameList(m_body);
    m_footer = new SendFooter(panel.type() != SocketType::Stream, m_body);
    auto *outbox = new OutboxBar(panel, m_body);
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(theme::margin, 0, theme::margin, theme::spacing);
    body->setSpacing(theme::spacing);
    body->addWidget(m_address);
    body->addWidget(m_frames, 1);
    body->addWidget(m_footer);
    body->addWidget(outbox);
    if (AutoReply::canAnswer(panel.type()))
        body->addWidget(new AutoReplyRow(panel, m_body));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildHeader());
    rows->addWidget(m_body, 1);

    m_storeSoon.setSingleShot(true);
    m_storeSoon.setInterval(storeDelayMs);
    connect(&m_storeSoon, &QTimer::timeout, this, &SendForm::storeDraft);
    connect(m_address, &AddressRow::edited, this, &SendForm::draftEdited);
    connect(m_address, &AddressRow::connectRequested, this, &SendForm::connectRequested);
    connect(m_address, &AddressRow::closePeerRequested, this, &SendForm::closePeer);
    connect(m_frames, &FrameList::edited, this, &SendForm::draftEdited);
    connect(m_frames, &FrameList::caretLeft, this, &SendForm::stepHistory);
    connect(m_footer, &SendFooter::frameRequested, m_frames, &FrameList::addFrame);
    connect(m_footer, &SendFooter::pressed, this, &SendForm::sendOrStop);
    connect(&panel, &SocketPanel::outboxMoved, this, &SendForm::followOutbox);
    connect(&panel, &Panel::stateChanged, this, &SendForm::followPeers);
    connect(&panel, &Panel::configChanged, this, &SendForm::followDraft);
    connect(outbox, &OutboxBar::discarded, this, [this] {
        m_waiting = false;
        showStatus(tr("Discarded."), theme::Role::TextMuted);
    });
    connect(&MessageReader::of(panel), &MessageReader::readingsChanged, m_frames, &FrameList::check);
    attachAutomation(panel);
    SequenceRun &sequence = PanelAutomation::of(panel)->sequence();
    connect(&sequence, &SequenceRun::progressed, this, &SendForm::followSequence);
    addShortcuts();
    setDraft(panel.config().draft);
    followSequence();
}

SendForm::~SendForm()
{
    // The panel outlives the form: what was typed last is not lost with the widget.
    if (m_storeSoon.isActive())
        m_panel.setDraft(draft());
}

QWidget *SendForm::buildHeader()
{
    auto *header = new QWidget(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(theme::spacing / 2, 2, theme::margin, 2);
    m_toggle = new QToolButton(header);
    m_toggle->setText(tr("Compose"));
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setAutoRaise(true);
    m_toggle->setIcon(theme::icon("chevron-down"_L1));
    m_toggle->setToolTip(tr("Show or hide the send form"));
    m_historyButton = new QToolButton(header);
    m_historyButton->setText(tr("History"));
    m_historyButton->setIcon(theme::icon("history"_L1));
    m_historyButton->setToolTip(tr("What was sent before (Ctrl+R; Up and Down at the edge of the text)"));
    m_sequenceButton = new QToolButton(header);
    m_sequenceButton->setText(tr("Sequence…"));
    m_sequenceButton->setIcon(theme::icon("sequence"_L1));
    m_sequenceButton->setToolTip(tr("Send numbered messages"));
    for (QToolButton *button : {m_historyButton, m_sequenceButton}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
    }
    row->addWidget(m_toggle);
    row->addStretch(1);
    row->addWidget(m_historyButton);
    row->addWidget(m_sequenceButton);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setExpanded(!m_expanded); });
    connect(m_historyButton, &QToolButton::clicked, this, &SendForm::openHistory);
    connect(m_sequenceButton, &QToolButton::clicked, this, &SendForm::openSequence);
    return header;
}

void SendForm::addShortcuts()
{
    const auto add = [this](QKeyCombination keys, auto slot) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    add(QKeyCombination(Qt::CTRL, Qt::Key_Return), &SendForm::sendNow);
    add(QKeyCombination(Qt::CTRL, Qt::Key_Enter), &SendForm::sendNow);
    add(QKeyCombination(Qt::CTRL, Qt::Key_R), &SendForm::openHistory);
    if (m_panel.type() != SocketType::Stream)
        add(QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_A), [this] { m_frames->addFrame(); });
}

SendDraft SendForm::draft() const
{
    SendDraft draft;
    draft.frames = m_frames->frames();
    m_address->fill(draft);
    return draft;
}

void SendForm::setDraft(const SendDraft &draft)
{
    {
        const QScopedValueRollback filling(m_filling, true);
        m_address->setDraft(draft);
        m_frames->setFrames(draft.frames);
    }
    draftEdited();
}

void SendForm::draftEdited()
{
    if (m_filling)
        return;
    m_storeSoon.start();
    m_footer->setTotal(m_frames->totalBytes(), m_frames->count() > 1);
    if (traits(m_panel.type()).publishes) {
        const FrameDraft first = m_frames->frames().first();
        const bool small = first.codec != fileCodecId && first.text.size() <= maxTopicText;
        std::optional<QByteArray> bytes;
        if (small) {
            if (const Result<QByteArray> encoded = encodeFrame(first))
                bytes = *encoded;
        }
        m_address->setFirstFrame(bytes);
    }
}

/// The draft may be written by somebody else, too. What is just being typed goes first.
void SendForm::followDraft()
{
    if (m_storeSoon.isActive() || m_filling)
        return;
    if (const SendDraft stored = m_panel.config().draft; stored != draft())
        setDraft(stored);
}

void SendForm::storeDraft()
{
    m_storeSoon.stop();
    m_panel.setDraft(draft());
}

void SendForm::hideEvent(QHideEvent *event)
{
    if (m_storeSoon.isActive())
        storeDraft();
    QWidget::hideEvent(event);
}

void SendForm::sendOrStop()
{
    if (!m_composing)
        return sendNow();
    endComposing();
    showStatus(tr("Stopped: nothing was sent."), theme::Role::TextMuted);
}

void SendForm::sendNow()
{
    if (m_composing)
        return;
    const SendDraft now = draft();
    PlaceholderValues values;
    values.number = m_number + 1;
    if (FileComposition::fileBytes(now) >= FileComposition::leastBytes)
        composeInBackground(now, values);
    else
        sendComposed(now, composeMessage(now, m_panel.type(), values));
}

void SendForm::composeInBackground(const SendDraft &draft, const PlaceholderValues &values)
{
    m_composing = new FileComposition(draft, m_panel.type(), values, this);
    m_footer->setReading(true);
    const auto showProgress = [this](qint64 bytes, qint64 total) {
        showStatus(tr("Reading %1: %2 %").arg(QLocale().formattedDataSize(total, 1, QLocale::DataSizeIecFormat)).arg(100 * bytes / qMax<qint64>(1, total)),
                   theme::Role::Info);
    };
    showProgress(0, FileComposition::fileBytes(draft));
    connect(m_composing, &FileComposition::progressed, this, showProgress);
    connect(m_composing, &FileComposition::finished, this, [this](const Result<Message> &message) {
        const SendDraft composed = m_composing->draft();
        endComposing();
        sendComposed(composed, message);
    });
}

void SendForm::endComposing()
{
    if (m_composing) {
        m_composing->disconnect(this);
        m_composing->deleteLater(); // it may be telling right now that it is done
        m_composing = nullptr;
    }
    m_footer->setReading(false);
}

void SendForm::sendComposed(const SendDraft &draft, const Result<Message> &message)
{
    if (!message) {
        m_waiting = false;
        showStatus(tr("Not sent: %1").arg(message.error().text()), theme::Role::Bad);
        if (const int invalid = m_frames->firstInvalid(); invalid >= 0)
            m_frames->focusFrame(invalid);
        return;
    }
    storeDraft();
    m_history.add(draft);
    if (send(*message))
        ++m_number;
}

bool SendForm::send(const Message &message)
{
    const SendReport report = m_panel.send(message);
    m_waiting = report.status == SendReport::Status::Waiting;
    const SendOutcome outcome = outcomeOf(report);
    showStatus(outcome.text, outcome.role);
    m_queued = report.flags.testFlag(MessageFlag::QueuedOffline);
    return report.status != SendReport::Status::Refused;
}

void SendForm::followPeers()
{
    if (m_queued && m_panel.channel().connectedPeers() > 0)
        showStatus(tr("A peer connected: what was queued goes out."), theme::Role::Good);
}

void SendForm::closePeer()
{
    const Result<Message> message = composeMessage(draft(), m_panel.type(), QList<QByteArray>{QByteArray()});
    if (!message)
        return showStatus(tr("Not closed: %1").arg(message.error().text()), theme::Role::Bad);
    const SendReport report = m_panel.send(*message);
    if (report.status == SendReport::Status::Sent)
        showStatus(tr("Connection closed, as #%1").arg(number(report.index)), theme::Role::Good);
    else
        showStatus(tr("Not closed: %1").arg(report.error.text()), theme::Role::Bad);
}

void SendForm::showStatus(const QString &text, theme::Role role)
{
    m_footer->showStatus(text, role);
    m_queued = false;
}

void SendForm::followOutbox()
{
    if (!m_waiting || !m_panel.outbox().isEmpty())
        return;
    m_waiting = false;
    showStatus(tr("What waited has gone out."), theme::Role::Good);
}

std::optional<MessageView> SendForm::logged(MessageIndex index)
{
    std::optional<MessageView> message = m_panel.store().at(index);
    if (!message)
        showStatus(tr("Message #%1 is no longer in the log.").arg(number(index)), theme::Role::Bad);
    return message;
}

void SendForm::resend(MessageIndex index)
{
    const std::optional<MessageView> message = logged(index);
    if (!message)
        return;
    if (message->header.flags.testFlag(MessageFlag::Subscription))
        showStatus(tr("#%1 is a subscription request: it is not sent again.").arg(number(index)), theme::Role::Bad);
    else
        send(message->toMessage());
}

void SendForm::edit(MessageIndex index)
{
    const std::optional<MessageView> message = logged(index);
    if (!message)
        return;
    setExpanded(true);
    if (message->frames.totalBytes() > maxEditBytes || message->frames.count() > FrameList::maxEditors) {
        showStatus(tr("#%1 is too large to edit here. Resend it as it is, or save its frames and send them as files.")
                       .arg(number(index)),
                   theme::Role::Bad);
        return;
    }
    const MessageReader &reader = MessageReader::of(m_panel);
    setDraft(draftOf(*message, m_panel.type(),
                     [&](qsizetype frame) { return reader.readingOf(*message, frame).codec; }));
    showStatus(tr("Editing a copy of #%1").arg(number(index)), theme::Role::TextMuted);
    m_frames->focusFrame(0);
}

void SendForm::replyTo(MessageIndex index)
{
    const std::optional<MessageView> message = logged(index);
    if (!message)
        return;
    setExpanded(true);
    const QList<QByteArray> envelope = replyEnvelope(*message, m_panel.type());
    if (traits(m_panel.type()).addressesPeers && !envelope.isEmpty())
        m_address->setReceiver(envelope.first());
    const bool delimited = envelope.size() > 1 || (m_panel.type() == SocketType::Dealer && !envelope.isEmpty());
    const bool passedOn = envelope.size() > 2;
    m_address->setDelimiter(delimited && !passedOn);
    if (passedOn) {
        // The request came through other routers: their routing ids lead the answer back.
        QList<FrameDraft> frames;
        for (const QByteArray &id : envelope.sliced(1))
            frames.append(FrameDraft{u"hex"_s, QString::fromLatin1(id.toHex(' '))});
        frames.append(m_frames->frames().last());
        m_frames->setFrames(frames);
    }
    showStatus(tr("Answering #%1").arg(number(index)), theme::Role::TextMuted);
    m_frames->focusFrame(m_frames->count() - 1);
}

void SendForm::address(const QByteArray &routingId)
{
    setExpanded(true);
    m_address->setReceiver(routingId);
    m_frames->focusFrame(m_frames->count() - 1);
}

void SendForm::stepHistory(int by)
{
    const SendDraft *step = by < 0 ? m_history.older(draft()) : m_history.newer();
    if (!step)
        return;
    setDraft(*step);
    m_frames->focusFrame(by < 0 ? 0 : m_frames->count() - 1);
}

void SendForm::openHistory()
{
    auto *popup = new HistoryPopup(m_history, this);
    connect(popup, &HistoryPopup::chosen, this, [this](int index) {
        setExpanded(true);
        setDraft(m_history.entries()[std::size_t(index)]);
        m_frames->focusFrame(0);
    });
    popup->popUp(this);
}

void SendForm::openSequence()
{
    // Its messages go in the envelope that stands here now.
    storeDraft();
    if (!m_sequence)
        m_sequence = new SequenceDialog(m_panel, this);
    m_sequence->show();
    m_sequence->raise();
    m_sequence->activateWindow();
}

void SendForm::followSequence()
{
    const SequenceRun &sequence = PanelAutomation::of(m_panel)->sequence();
    m_sequenceButton->setText(sequence.isRunning()
                                  ? tr("Sequence: %1 sent").arg(shortCount(sequence.progress().sent))
                                  : tr("Sequence…"));
}

void SendForm::setExpanded(bool on)
{
    m_expanded = on;
    m_toggle->setIcon(theme::icon(on ? "chevron-down"_L1 : "chevron-right"_L1));
    m_body->setVisible(on);
    fitHeight();
}

int SendForm::preferredHeight() const
{
    return layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : layout()->sizeHint().height();
}

void SendForm::fitHeight()
{
    if (!isVisible())
        return; // its width is not the one it will have
    // A splitter asks nobody for a height that depends on the width: wrapped texts would be cut.
    const int least = layout()->hasHeightForWidth() ? layout()->minimumHeightForWidth(width())
                                                    : layout()->minimumSize().height();
    if (least == minimumHeight() && preferredHeight() == m_preferredTold)
        return;
    m_preferredTold = preferredHeight();
    setMinimumHeight(least);
    setMaximumHeight(m_expanded ? QWIDGETSIZE_MAX : least);
    emit preferredHeightChanged();
}

void SendForm::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fitHeight();
}

void SendForm::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

bool SendForm::event(QEvent *event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest)
        fitHeight();
    return handled;
}

} // namespace zmqscope
