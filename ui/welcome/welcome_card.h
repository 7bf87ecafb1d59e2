// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace zmqscope {

/// A large button with a heading and a sentence below that wraps.
class WelcomeCard final : public QAbstractButton {
    Q_OBJECT
public:
    WelcomeCard(const QString &title, const QString &sentence, const QIcon &icon, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QFont titleFont() const;
    int textLeft() const;

    QString m_sentence;
};

} // namespace zmqscope
