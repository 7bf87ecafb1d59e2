// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"

#include <QWidget>

class QTableView;

namespace zmqscope {

class FigureCard;
class FigureValue;
class OrphanModel;
class PanelFigures;
class TimePlot;
class ToneLabel;

/// How long replies take: large numbers, a plot over time, how they are paired, and what was never
/// answered.
class RoundTripCard final : public QWidget {
    Q_OBJECT
public:
    /// @p figures must outlive the card.
    explicit RoundTripCard(PanelFigures &figures, QWidget *parent = nullptr);

    /// Tells what the figures are now.
    void refresh();

signals:
    void messageRequested(zmqscope::MessageIndex message);

private:
    void updateOrphans();

    PanelFigures &m_figures;
    FigureCard *m_card;
    FigureValue *m_median;
    FigureValue *m_high;
    FigureValue *m_longest;
    TimePlot *m_plot;
    ToneLabel *m_orphanText;
    OrphanModel *m_orphans;
    QTableView *m_orphanTable;
};

} // namespace zmqscope
