// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace zmqscope {

/// A large number with a caption above; one that leads somewhere can be pressed.
class FigureValue final : public QAbstractButton {
    Q_OBJECT
public:
    explicit FigureValue(const QString &caption, QWidget *parent = nullptr);

    void setValue(const QString &value);
    /// @p toolTip says where pressing leads to; empty = nowhere.
    void setLead(const QString &toolTip);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QFont valueFont() const;

    QString m_caption;
    bool m_leads = false;
};

} // namespace zmqscope
