// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"
#include "core/panel/envelope.h"

#include <QWidget>

class QMenu;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace zmqscope {

class FrameListModel;
class FrameView;
class InspectorNotice;
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
    void load();
    void chooseFrame(qsizetype previousCount, int previousRow);
    void fitFrameList();
    void showFrame();
    void noticeGone();
    void copyMessage(bool asJson);
    void saveFrame();
    void saveMessage();
    QString askForFile(const QString &title, const QString &name, const QString &filter);

    Panel &m_panel;
    MessageIndex m_index;
    StoreSnapshot m_held;
    bool m_stale = false; ///< showMessage() was called while nobody could see it
    QString m_folder;     ///< where the last file was saved

    QStackedWidget *m_pages;
    MessageHeaderBar *m_header;
    InspectorNotice *m_gone;
    InspectorNotice *m_notice;
    QSplitter *m_splitter;
    QTableView *m_frames;
    FrameListModel *m_model;
    FrameView *m_frame;
    PayloadSaver *m_saver;
};

} // namespace zmqscope
