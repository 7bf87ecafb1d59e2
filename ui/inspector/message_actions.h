// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/clipboard.h"
#include "ui/inspector/held_frame.h"

#include <QObject>
#include <functional>

class QMenu;
class QWidget;

namespace zmqscope {

class Panel;
class PayloadSaver;

/// What can be done with the message and the frame that an inspector shows: copy and save.
class MessageActions final : public QObject
{
    Q_OBJECT
public:
    /// @p panel must outlive this; @p window gets the menus and dialogs.
    MessageActions(Panel &panel, QWidget *window);

    void setMessage(const StoreSnapshot &held, MessageIndex index);
    /// @p number counts from 1.
    void setFrame(const HeldFrame &frame, int number);

    QMenu *copyMenu() const { return m_copyMenu; }
    QMenu *saveMenu() const { return m_saveMenu; }

    void copyFrame(CopyFormat format);
    void saveFrame();
    void saveMessage();
    void refuseCopy();

signals:
    /// How it went, for the person.
    void told(const QString &text, bool failed);

private:
    void makeCopyMenu();
    void makeSaveMenu();
    void copyMessage(const std::function<QString(const MessageView &message)> &format);
    void askForFile(const QString &title, const QString &name, const QString &filter,
                    const std::function<void(const QString &path)> &save);
    QString fileName(const QString &end) const;

    Panel &m_panel;
    QWidget *m_window;
    QMenu *m_copyMenu;
    QMenu *m_saveMenu;
    PayloadSaver *m_saver;
    StoreSnapshot m_held;
    MessageIndex m_index;
    HeldFrame m_frame;
    int m_frameNumber = 0;
    QString m_folder; ///< where the last file was saved
};

} // namespace zmqscope
