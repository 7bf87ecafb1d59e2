// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"
#include "core/panel/envelope.h"

#include <QWidget>

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

public slots:
    /// Value 0, or a message that is not in the log, empties the inspector.
    void showMessage(zmqscope::MessageIndex index);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeContent();
    QToolButton *makeMenuButton(QLatin1StringView icon, const QString &text, QMenu *menu);
    void load(const MessageView &message);
    void fitFrameList(const Envelope &envelope);
    void showFrame(int row);
    void noticeGone();
    void tell(const QString &text, bool failed);

    Panel &m_panel;
    MessageIndex m_index;
    StoreSnapshot m_held;
    bool m_stale = false;         ///< showMessage() was called while nobody could see it
    bool m_loading = false;       ///< the list of frames changes, its current row with it
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
