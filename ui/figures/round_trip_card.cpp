// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/round_trip_card.h"

#include "core/metrics/panel_figures.h"
#include "core/panel/panel.h"
#include "ui/controls/airy_rows.h"
#include "ui/controls/flow_layout.h"
#include "ui/controls/tone_label.h"
#include "ui/figures/figure_card.h"
#include "ui/figures/figure_value.h"
#include "ui/figures/narrow_plot.h"
#include "ui/figures/orphan_model.h"
#include "ui/figures/pairing_row.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QScrollBar>
#include <QTableView>

namespace zmqscope {

namespace {

constexpr int roundTripPlotHeight = 190;
constexpr int mostOrphanRows = 7; ///< seen at once
constexpr double secondsPerNs = 1e-9;

QString timeText(qint64 ns)
{
    return shortValue(double(ns) * secondsPerNs, {ValueFormat::Scale::Seconds, {}});
}

} // namespace

RoundTripCard::RoundTripCard(PanelFigures &figures, QWidget *parent)
    : QWidget(parent)
    , m_figures(figures)
    , m_card(new FigureCard(tr("Round-trip time")))
    , m_median(new FigureValue(tr("median")))
    , m_high(new FigureValue(tr("99 %")))
    , m_longest(new FigureValue(tr("longest")))
    , m_plot(new TimePlot)
    , m_orphanText(new ToneLabel(theme::Role::TextMuted))
    , m_orphans(new OrphanModel(figures.roundTrips(), this))
    , m_orphanTable(new QTableView)
{
    m_median->setToolTip(tr("Half of the replies took no longer"));
    m_high->setToolTip(tr("99 of 100 replies took no longer"));
    auto *numbers = new QWidget;
    auto *flow = new FlowLayout(numbers);
    flow->setSpacing(theme::margin);
    for (FigureValue *value : {m_median, m_high, m_longest})
        flow->addWidget(value);
    connect(m_longest, &QAbstractButton::clicked, this, [this] {
        if (const RoundTrip &slowest = m_figures.roundTrips().slowest(); slowest.request.value != 0)
            emit messageRequested(slowest.reply);
    });

    m_plot->addSeries(tr("round trip"), figures.roundTrips().series());
    m_plot->setFormat({ValueFormat::Scale::Seconds, {}});
    m_plot->setZeroBased(true);
    m_plot->setLegendShown(false);
    m_plot->setEmptyText(tr("No reply yet"));
    m_plot->setExportName(tr("round trips of %1").arg(figures.panel().name()));
    fitNarrow(*m_plot, roundTripPlotHeight);

    m_orphanText->setWordWrap(true);
    m_orphanTable->setModel(m_orphans);
    m_orphanTable->setItemDelegate(new AiryRows(m_orphanTable));
    m_orphanTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_orphanTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_orphanTable->setShowGrid(false);
    m_orphanTable->setWordWrap(false);
    m_orphanTable->setTabKeyNavigation(false);
    m_orphanTable->setAccessibleName(tr("Messages without their other half"));
    m_orphanTable->verticalHeader()->hide();
    m_orphanTable->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_orphanTable->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + theme::spacing / 2);
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    m_orphanTable->setColumnWidth(OrphanModel::Number, 10 * digit);
    m_orphanTable->setColumnWidth(OrphanModel::Time, 14 * digit);
    m_orphanTable->horizontalHeader()->setStretchLastSection(true);
    m_orphanTable->horizontalHeader()->setHighlightSections(false);
    m_orphanTable->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const auto request = [this](const QModelIndex &index) {
        if (const MessageIndex message = m_orphans->messageAt(index.row()); message.value != 0)
            emit messageRequested(message);
    };
    connect(m_orphanTable, &QAbstractItemView::clicked, this, request);
    connect(m_orphanTable, &QAbstractItemView::activated, this, request);

    m_card->addContent(numbers, 0);
    m_card->addContent(m_plot);
    m_card->addContent(new PairingRow(figures), 0);
    m_card->addContent(m_orphanText, 0);
    m_card->addContent(m_orphanTable, 0);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->addWidget(m_card);
    refresh();
}

void RoundTripCard::refresh()
{
    const RoundTrips &trips = m_figures.roundTrips();
    const Histogram &times = trips.times();
    const QString unknown = QStringLiteral("–");
    m_median->setValue(times.isEmpty() ? unknown : timeText(times.quantile(0.5)));
    m_high->setValue(times.isEmpty() ? unknown : timeText(times.quantile(0.99)));
    m_longest->setValue(times.isEmpty() ? unknown : timeText(times.max()));
    m_longest->setLead(times.isEmpty() ? QString() : tr("Show the reply that took longest"));
    const QLocale locale;
    QStringList facts{tr("%1 answered").arg(locale.toString(times.count())),
        tr("%1 open").arg(locale.toString(trips.open()))};
    if (trips.withoutKey() > 0)
        facts += tr("%1 without the field").arg(locale.toString(trips.withoutKey()));
    m_card->setFacts({facts});
    m_plot->refresh();
    updateOrphans();
}

void RoundTripCard::updateOrphans()
{
    const RoundTrips &trips = m_figures.roundTrips();
    m_orphans->refresh();
    const qint64 all = trips.unansweredRequests() + trips.repliesToNothing();
    const QLocale locale;
    QString text;
    if (all == 0) {
        text = trips.times().isEmpty() ? QString() : tr("Each request was answered, or still can be.");
    } else {
        text =
            tr("%1 requests were not answered, %2 replies answer nothing.")
                .arg(locale.toString(trips.unansweredRequests()), locale.toString(trips.repliesToNothing()));
        if (all > m_orphans->rowCount())
            text += QLatin1Char(' ') + tr("The newest %1:").arg(locale.toString(m_orphans->rowCount()));
    }
    m_orphanText->setTextAndRole(text, all == 0 ? theme::Role::TextMuted : theme::Role::Warning);
    m_orphanText->setVisible(!text.isEmpty());
    const int rows = m_orphans->rowCount();
    m_orphanTable->setVisible(rows > 0);
    m_orphanTable->setFixedHeight(m_orphanTable->horizontalHeader()->sizeHint().height()
        + 2 * m_orphanTable->frameWidth()
        + std::min(rows, mostOrphanRows) * m_orphanTable->verticalHeader()->defaultSectionSize());
}

} // namespace zmqscope
