// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panel/reading_splitter.h"

#include "core/panel/message_reader.h"
#include "core/panel/panel.h"
#include "ui/compare/compare_window.h"
#include "ui/inspector/frame_readings.h"
#include "ui/inspector/inspector.h"
#include "ui/log/log_view.h"
#include "ui/panel/panel_views.h"
#include "ui/rules/pin_menu.h"

namespace zmqscope {

namespace {
constexpr int leastHeight = 96; ///< a row at least
}

ReadingSplitter::ReadingSplitter(zmqscope::Panel &panel, QWidget *parent)
    : QSplitter(parent)
    , m_panel(panel)
    , m_views(new PanelViews(panel, this))
    , m_log(&m_views->log())
    , m_inspector(new Inspector(panel, this))
{
    addWidget(m_views);
    addWidget(m_inspector);
    // What their contents would like at least is more than a panel beside others has.
    m_views->setMinimumHeight(leastHeight);
    m_inspector->setMinimumHeight(leastHeight);
    setCollapsible(0, false);
    setCollapsible(1, true);
    // In both directions the log has the larger part and most of what is added.
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
    connect(this, &QSplitter::splitterMoved, this, [this] { m_moved = true; });
    connect(m_log, &LogView::currentMessageChanged, m_inspector, &Inspector::showMessage);
    connect(m_log, &LogView::currentMessageChanged, this, &ReadingSplitter::arrange);
    connect(m_views, &PanelViews::currentChanged, this, &ReadingSplitter::arrange);
    connect(m_log, &LogView::compareRequested, this, &ReadingSplitter::compare);
    connect(m_inspector, &Inspector::plotRequested, this, &ReadingSplitter::plotRequested);
    readByRules();
}

void ReadingSplitter::readByRules()
{
    MessageReader &reader = MessageReader::of(m_panel);
    m_inspector->setPinnedReading([&reader](const MessageView &message, qsizetype frame) {
        return reader.pinnedReadingOf(message, frame, FrameReadings::effort);
    });
    m_inspector->setLabels([&reader](const MessageView &message) { return reader.labelsOf(message); });
    const auto readLog = [this, &reader] {
        m_log->setReader([&reader](const MessageView &message, qsizetype frame) {
            const std::optional<Reading> reading = reader.pinnedReadingOf(message, frame, Codec::gistEffort);
            return reading ? reading->codec : nullptr;
        });
    };
    readLog();
    connect(&reader, &MessageReader::readingsChanged, this, readLog);
    connect(&reader, &MessageReader::readingsChanged, m_inspector, &Inspector::updatePinnedReading);
    connect(&reader, &MessageReader::labelsChanged, m_inspector, &Inspector::updateLabels);
    new PinMenu(reader, *m_inspector, this);
}

void ReadingSplitter::compare(MessageIndex left, MessageIndex right)
{
    const auto held = [this](MessageIndex index) {
        ComparedMessage message{m_panel.store().snapshot().narrowedTo(index), index, {}};
        const std::optional<MessageView> view = message.owner.at(index);
        for (qsizetype i = 0; view && i < std::min(view->frames.count(), MessageComparison::maxFrames); ++i) {
            const std::optional<Reading> pinned = MessageReader::of(m_panel).pinnedReadingOf(*view, i);
            message.readings.append(pinned ? pinned->codec : nullptr);
        }
        return message;
    };
    auto *window = new CompareWindow(m_panel.name(), this);
    window->compare(held(left), held(right));
    window->show();
}

QSize ReadingSplitter::minimumSizeHint() const
{
    // An inspector below the log goes when there is no room: it must not push other panels out.
    const QSize both = QSplitter::minimumSizeHint();
    return {both.width(), m_views->minimumHeight()};
}

void ReadingSplitter::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    arrange();
}

void ReadingSplitter::arrange()
{
    const Qt::Orientation wanted = width() >= sideBySideWidth ? Qt::Horizontal : Qt::Vertical;
    // Below the log it would take rows away for nothing until there is a message to show.
    const bool useful = m_views->current() == PanelViews::View::Messages
        && (wanted == Qt::Horizontal || (height() >= stackedHeight && m_log->currentMessage().value != 0));
    m_inspector->setVisible(useful);
    if (wanted != orientation()) {
        setOrientation(wanted);
        m_moved = false;
    }
    if (m_moved)
        return;
    const int whole = wanted == Qt::Horizontal ? width() : height();
    setSizes({whole * 3 / 5, whole * 2 / 5});
}

} // namespace zmqscope
