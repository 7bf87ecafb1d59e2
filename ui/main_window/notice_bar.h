// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/tone_bar.h"

#include <QList>
#include <QTimer>
#include <functional>

class QHBoxLayout;
class QLabel;

namespace zmqscope {

/// A strip in the window that tells something or offers a choice and stops nobody's work. A new
/// notice takes the place of the last.
class NoticeBar final : public ToneBar {
    Q_OBJECT
public:
    enum class Level { Info, Warning, Bad };
    struct Offer {
        QString text;
        std::function<void()> act; ///< called after the notice is gone
    };

    explicit NoticeBar(QWidget *parent = nullptr);

    /// @p seconds 0 = until it is answered, dismissed or replaced. @p onDismissed is called when it
    /// goes without an offer having been taken.
    void tell(Level level, const QString &text, const QList<Offer> &offers = {}, int seconds = 0,
        std::function<void()> onDismissed = {});
    void dismiss();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showIcon();
    void take(const std::function<void()> &act);

    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
    QTimer m_timer;
    Level m_level = Level::Info;
    std::function<void()> m_onDismissed;
};

} // namespace zmqscope
