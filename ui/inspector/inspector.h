// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/detector.h"
#include "core/metrics/field_ref.h"
#include "core/message/message_store.h"
#include "core/panel/message_labels.h"

#include <QWidget>
#include <functional>

class QLabel;
class QMenu;
class QSplitter;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace zmqscope {

class FrameListModel;
class FrameView;
class LogNotice;
class MessageActions;
class MessageHeaderBar;
class Panel;

/// Shows one message of a panel whole: what is known of it, its frames with their parts in the
/// pattern, and the bytes of the chosen frame. Keeps the message for as long as it shows it, also
/// when the log lets go of it.
class Inspector final : public QWidget
{
    Q_OBJECT
public:
    /// @p panel must outlive the inspector.
    explicit Inspector(Panel &panel, QWidget *parent = nullptr);

    /// Value 0 when none.
    MessageIndex message() const { return m_index; }
    /// The frame that is shown, from 0; -1 when none.
    int frameNumber() const;
    FrameView &frameView() const { return *m_frame; }

    /// What rules say of how a frame is read; nothing where they say nothing.
    using PinnedReading = std::function<std::optional<Reading>(const MessageView &message, qsizetype frame)>;
    void setPinnedReading(const PinnedReading &pinned);
    /// To be called when the rules changed: looks again at what is shown.
    void updatePinnedReading();

    /// What the frames of a message are called; the pattern of the socket says when there is none.
    using Labels = std::function<MessageLabels(const MessageView &message)>;
    void setLabels(const Labels &labels);
    /// To be called when they changed: looks again at what is shown.
    void updateLabels();

signals:
    /// The person wants to see a value over time.
    void plotRequested(const zmqscope::FieldRef &field);

public slots:
    /// Value 0, or a message that is not in the log, empties the inspector.
    void showMessage(zmqscope::MessageIndex index);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeContent();
    QToolButton *makeMenuButton(QLatin1StringView icon, const QString &text, QMenu *menu);
    void load(const MessageView &message);
    void fitFrameList();
    MessageLabels labelsOf(const MessageView &message) const;
    void showFrame(int row);
    FieldRef fieldAt(const FieldPath &path) const;
    void noticeGone();
    void tell(const QString &text, bool failed);
    std::optional<Reading> pinnedReading(const MessageView &message, qsizetype frame) const;

    Panel &m_panel;
    MessageIndex m_index;
    StoreSnapshot m_held;
    bool m_stale = false;         ///< showMessage() was called while nobody could see it
    bool m_loading = false;       ///< the list of frames changes, its current row with it
    PinnedReading m_pinned;
    Labels m_labels;
    bool m_splitterMoved = false; ///< the person chose how high the list of frames is

    QStackedWidget *m_pages;
    QLabel *m_empty;
    MessageHeaderBar *m_header;
    LogNotice *m_notice;
    QSplitter *m_splitter;
    QTableView *m_frames;
    FrameListModel *m_model;
    FrameView *m_frame;
    MessageActions *m_actions;
};

} // namespace zmqscope
