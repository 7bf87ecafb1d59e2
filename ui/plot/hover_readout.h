// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPen>
#include <QWidget>

namespace zmqscope {

/// Lies over a plot and tells the values under the cursor: a line, the points, and a box of text.
/// Painting it does not paint the plot again.
class HoverReadout final : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QPen pen;
        QString name;
        QString value;
        QPointF point; ///< null where it has none
    };

    explicit HoverReadout(QWidget *parent);

    /// The line stands at @p x and runs over @p area, in pixels of this widget.
    void tell(int x, const QRect &area, const QString &title, const QList<Row> &rows);
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintBox(QPainter &painter) const;

    int m_x = -1;
    QRect m_area;
    QString m_title;
    QList<Row> m_rows;
};

} // namespace zmqscope
