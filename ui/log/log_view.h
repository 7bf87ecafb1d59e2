// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"
#include "ui/log/log_text.h"

#include <QWidget>
#include <memory>

namespace zmqscope {

class Panel;

/// The live log of one panel: toolbar with filter and pause, the table, notices, a status line.
/// Follows Panel::published(), so it costs one update a frame however many messages come.
class LogView final : public QWidget {
    Q_OBJECT
public:
    /// @p panel must outlive the view.
    explicit LogView(Panel &panel, QWidget *parent = nullptr);
    ~LogView() override;

    /// The message the person looks at; value 0 when none. It stays the same when the message is
    /// pushed out of the store: then store().at() has nothing for it.
    MessageIndex currentMessage() const;
    /// What the previews are read as, see LogText::setReader().
    void setReader(const LogText::Reader &reader);
    /// Puts the keyboard into the filter.
    void activateFilter();
    /// Makes @p text the filter.
    void filterBy(const QString &text);
    /// Shows only messages that came from @p peer, or went to it; PeerId{0} those of all.
    void filterByPeer(PeerId peer);
    /// Chooses a message and brings it into sight, lifting the filter where it hides it. False when
    /// the log does not hold it any more, which is then told.
    bool showMessage(MessageIndex index);

signals:
    void currentMessageChanged(zmqscope::MessageIndex index);
    /// Send the message once more as it is.
    void resendRequested(zmqscope::MessageIndex index);
    /// Put the message into the send form.
    void editRequested(zmqscope::MessageIndex index);
    /// Address the send form to whoever sent the message.
    void replyRequested(zmqscope::MessageIndex index);
    /// Show both side by side; @p left is the older one.
    void compareRequested(zmqscope::MessageIndex left, zmqscope::MessageIndex right);

protected:
    /// Hands the focus to the table. A focus proxy would make Tab leave out all that stands before it.
    void focusInEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace zmqscope
