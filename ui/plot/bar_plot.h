// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/value_format.h"

#include <QList>
#include <QWidget>

namespace zmqscope {

class HoverReadout;

/// How values are distributed: a bar for each bucket, as wide as its neighbours whatever range it
/// stands for, so that buckets may grow from one to the next. Tells the bucket under the cursor.
class BarPlot final : public QWidget {
    Q_OBJECT
public:
    /// How many values v there were with low ≤ v < high.
    struct Bar {
        double low = 0;
        double high = 0;
        qint64 count = 0;

        bool operator==(const Bar &) const = default;
    };
    /// A value that is pointed out: "p99".
    struct Marker {
        QString text;
        double value = 0;

        bool operator==(const Marker &) const = default;
    };

    explicit BarPlot(QWidget *parent = nullptr);

    /// The buckets in ascending order, each beginning where the one before ends.
    void setBars(const QString &name, const QList<Bar> &bars);
    /// What they are compared with: the same buckets; empty for none.
    void setSecondBars(const QString &name, const QList<Bar> &bars);
    void setMarkers(const QList<Marker> &markers);
    /// Of the values, not of the counts.
    void setFormat(const ValueFormat &format);
    void setEmptyText(const QString &text);

    bool isEmpty() const;
    /// Where @p value stands on the axis, in pixels; values beyond the buckets at their ends.
    double positionOf(double value) const;

    QSize minimumSizeHint() const override;

protected:
    void leaveEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Group {
        QString name;
        QList<Bar> bars;
    };

    void changed();
    void paintGrid(QPainter &painter) const;
    void paintBars(QPainter &painter, int group) const;
    void paintEdges(QPainter &painter) const;
    void paintMarkers(QPainter &painter) const;
    void paintNames(QPainter &painter) const;
    QRect plotArea() const;
    double topCount() const;

    Group m_groups[2];
    QList<Marker> m_markers;
    ValueFormat m_format;
    QString m_emptyText;
    HoverReadout *m_readout;
};

} // namespace zmqscope
