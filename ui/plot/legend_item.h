// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace zmqscope {

/// A piece of the line of a series, its name and its last value: a button that is on while the
/// series is shown. Grows with its value, but does not shrink, so that its neighbours stand still;
/// where there is less room, the name is cut.
class LegendItem final : public QAbstractButton {
    Q_OBJECT
public:
    explicit LegendItem(QWidget *parent = nullptr);

    void setSeries(const QString &name, int look, bool shown, bool ended);
    void setValue(const QString &value);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString shownName() const;

    QString m_name;
    QString m_value;
    int m_look = 0;
    bool m_ended = false;
    mutable int m_valueWidth = 0;
};

} // namespace zmqscope
