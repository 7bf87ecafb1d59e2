// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"
#include "core/panel/envelope.h"
#include "ui/inspector/clipboard.h"

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
class MessageHeaderBar;
class Panel;
class PayloadSaver;

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
    QMenu *makeCopyMenu();
    QMenu *makeSaveMenu();
    QToolButton *makeMenuButton(QLatin1StringView icon, const QString &text, QMenu *menu);
    void load(const MessageView &message);
    void fitFrameList(const Envelope &envelope);
    void showFrame(int row);
    void noticeGone();
    void copyFrame(CopyFormat format);
    void copyMessageAsJson();
    void copyMessageAsPython();
    void saveFrame();
    void saveMessage();
    void askForFile(const QString &title, const QString &name, const QString &filter,
                    const std::function<void(const QString &path)> &save);
    void tell(const QString &text, bool failed);
    void refuseCopy();
    QString fileName(const QString &end) const;

    Panel &m_panel;
    MessageIndex m_index;
    StoreSnapshot m_held;
    bool m_stale = false;         ///< showMessage() was called while nobody could see it
    bool m_loading = false;       ///< the list of frames changes, its current row with it
    bool m_splitterMoved = false; ///< the person chose how high the list of frames is
    QString m_folder;             ///< where the last file was saved

    QStackedWidget *m_pages;
    QLabel *m_empty;
    MessageHeaderBar *m_header;
    LogNotice *m_notice;
    QSplitter *m_splitter;
    QTableView *m_frames;
    FrameListModel *m_model;
    FrameView *m_frame;
    PayloadSaver *m_saver;
};

} // namespace zmqscope
