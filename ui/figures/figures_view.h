// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/panel_figures.h"

#include <QTimer>
#include <QWidget>

class QStackedLayout;
class QToolButton;

namespace zmqscope {

class DistributionCard;
class ElidedLabel;
class RoundTripCard;
class TimePlot;
class ToneLabel;

/// The figures of a panel: what passes a second, how large messages are, how long it is from one to the
/// next, and where there are requests, how long replies take. Messages are examined only while it can be
/// seen.
class FiguresView final : public QWidget {
    Q_OBJECT
public:
    /// Milliseconds between two updates while messages come.
    static constexpr int updatePeriod = 500;

    /// @p panel must outlive the view.
    explicit FiguresView(Panel &panel, QWidget *parent = nullptr);

signals:
    /// The person wants to see this message.
    void messageRequested(zmqscope::MessageIndex message);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Way {
        MessageWay way;
        QString name;
    };
    QList<Way> waysOf(const Panel &panel) const;
    QWidget *makeRates(const QString &title, bool bytes);
    DistributionCard *makeDistribution(const QString &title, bool bytes);
    void refresh();
    void updateTexts();

    Panel &m_panel;
    PanelFigures &m_figures;
    PanelFigures::Watch m_watch;
    QList<Way> m_ways;
    QStackedLayout *m_pages;
    ToneLabel *m_empty;
    QWidget *m_dashboard;
    ElidedLabel *m_status;
    QToolButton *m_restart;
    ToneLabel *m_notice;
    QList<TimePlot *> m_rates;
    DistributionCard *m_sizes;
    DistributionCard *m_gaps;
    RoundTripCard *m_roundTrips = nullptr;
    QTimer m_timer;
};

} // namespace zmqscope
