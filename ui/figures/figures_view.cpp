// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/figures_view.h"

#include "core/panel/panel.h"
#include "ui/controls/tone_label.h"
#include "ui/figures/card_grid.h"
#include "ui/figures/distribution_card.h"
#include "ui/figures/figure_card.h"
#include "ui/figures/narrow_plot.h"
#include "ui/figures/round_trip_card.h"
#include "ui/log/elided_label.h"
#include "ui/log/log_empty_text.h"

#include <QLocale>
#include <QScrollArea>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace zmqscope {

using namespace Qt::StringLiterals;
using Part = PanelFigures::Part;

namespace {

constexpr int ratePlotHeight = 210;
constexpr double nanosecond = 1e-9;

} // namespace

FiguresView::FiguresView(Panel &panel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_figures(PanelFigures::of(panel))
    , m_ways(waysOf(panel))
    , m_empty(new ToneLabel(theme::Role::TextMuted))
    , m_dashboard(new QWidget)
    , m_status(new ElidedLabel(theme::Role::TextMuted))
    , m_restart(new QToolButton)
    , m_notice(new ToneLabel(theme::Role::Warning))
{
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(theme::margin, theme::margin, theme::margin, theme::margin);
    m_notice->setWordWrap(true);
    m_notice->setContentsMargins(theme::margin, 0, theme::margin, 0);
    m_restart->setIcon(theme::icon("start-over"_L1));
    m_restart->setAutoRaise(true);
    m_restart->setToolTip(tr("Start over: sizes, gaps and round trips of what comes from now on"));
    m_restart->setAccessibleName(tr("Start over"));
    m_restart->setFocusPolicy(Qt::TabFocus);
    connect(m_restart, &QToolButton::clicked, this,
        [this] { m_figures.restart(Part::Traffic, PanelFigures::Begin::WithNext); });

    auto *grid = new CardGrid;
    grid->add(makeRates(tr("Messages a second"), false), false);
    grid->add(makeRates(tr("Bytes a second"), true), false);
    m_sizes = makeDistribution(tr("Message sizes"), true);
    grid->add(m_sizes, false);
    m_gaps = makeDistribution(tr("Time from one message to the next"), false);
    grid->add(m_gaps, false);
    if (m_figures.hasRoundTrips()) {
        m_roundTrips = new RoundTripCard(m_figures);
        grid->add(m_roundTrips, true);
        connect(m_roundTrips, &RoundTripCard::messageRequested, this, &FiguresView::messageRequested);
    }
    auto *inner = new QWidget;
    auto *innerRows = new QVBoxLayout(inner);
    innerRows->setContentsMargins({});
    innerRows->setSpacing(0);
    innerRows->addWidget(grid);
    innerRows->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    scroll->setWidget(inner);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme::margin, 3, theme::spacing, 3);
    head->addWidget(m_status, 1);
    head->addWidget(m_restart);
    auto *rows = new QVBoxLayout(m_dashboard);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_notice);
    rows->addWidget(scroll, 1);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_dashboard);

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FiguresView::refresh);
    connect(&m_figures, &PanelFigures::changed, this, [this](Part part) {
        if (part == Part::Traffic && isVisible() && !m_timer.isActive())
            m_timer.start(updatePeriod);
    });
    connect(&m_figures, &PanelFigures::ratesChanged, this, [this] {
        for (TimePlot *plot : std::as_const(m_rates))
            plot->refresh();
        updateTexts();
    });
    connect(&panel, &Panel::stateChanged, this, &FiguresView::updateTexts);
    updateTexts();
}

QList<FiguresView::Way> FiguresView::waysOf(const Panel &panel) const
{
    const Way in{MessageWay::InOrForward, panel.channels().size() > 1 ? tr("forward") : tr("received")};
    const Way out{MessageWay::OutOrBackward, panel.channels().size() > 1 ? tr("backward") : tr("sent")};
    if (panel.channels().size() > 1)
        return {in, out};
    const SocketTraits &type = traits(panel.channels().first()->type());
    QList<Way> ways;
    if (type.canReceive)
        ways += in;
    if (type.canSend)
        ways += out;
    return ways;
}

QWidget *FiguresView::makeRates(const QString &title, bool bytes)
{
    auto *plot = new TimePlot;
    for (const Way &way : m_ways) {
        // The counters of a bridge do not tell forward from backward.
        QString name = way.name;
        if (m_panel.channels().size() > 1)
            name = way.way == MessageWay::InOrForward ? tr("received") : tr("passed on");
        plot->addSeries(name, bytes ? m_figures.rates().bytes(way.way) : m_figures.rates().messages(way.way));
    }
    plot->setFormat(bytes ? ValueFormat{ValueFormat::Scale::Bytes, u"/s"_s}
                          : ValueFormat{ValueFormat::Scale::Plain, u"msg/s"_s});
    plot->setZeroBased(true);
    plot->setEmptyText(tr("Nothing has passed yet"));
    plot->setExportName(tr("%1 of %2", "figure, panel").arg(title, m_panel.name()));
    fitNarrow(*plot, ratePlotHeight);
    m_rates.append(plot);
    auto *card = new FigureCard(title);
    card->addContent(plot);
    return card;
}

DistributionCard *FiguresView::makeDistribution(const QString &title, bool bytes)
{
    const ValueFormat format{bytes ? ValueFormat::Scale::Bytes : ValueFormat::Scale::Seconds, {}};
    auto *card = new DistributionCard(title, format, bytes ? 1 : nanosecond);
    card->setExportName(tr("%1 of %2", "figure, panel").arg(title, m_panel.name()));
    return card;
}

void FiguresView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_watch = m_figures.watch(Part::Traffic);
    refresh();
}

void FiguresView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_watch = {};
    m_timer.stop();
}

void FiguresView::refresh()
{
    QList<DistributionCard::Way> sizes;
    QList<DistributionCard::Way> gaps;
    for (const Way &way : std::as_const(m_ways)) {
        sizes.append({way.name, &m_figures.sizes().sizes(way.way)});
        gaps.append({way.name, &m_figures.sizes().gaps(way.way)});
    }
    m_sizes->setWays(sizes);
    m_gaps->setWays(gaps);
    if (m_roundTrips)
        m_roundTrips->refresh();
    updateTexts();
}

void FiguresView::updateTexts()
{
    const bool empty =
        m_panel.store().end().value <= 1 && m_panel.counters().received + m_panel.counters().sent == 0;
    m_pages->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_dashboard);
    if (empty) {
        m_empty->setText(tr("No message yet.\n%1").arg(emptyLogText(m_panel)));
        return;
    }
    const QLocale locale;
    QStringList parts{tr("Figures of %1 messages").arg(locale.toString(m_figures.examined(Part::Traffic)))};
    if (m_figures.isBehind(Part::Traffic))
        parts += tr("%1 to be looked at").arg(locale.toString(m_figures.waiting(Part::Traffic)));
    m_status->setParts(parts);
    const qint64 missed = m_figures.missed(Part::Traffic);
    m_notice->setVisible(missed > 0);
    if (missed > 0)
        m_notice->setText(
            tr("%1 messages were gone before they could be examined: sizes, gaps and round trips are of the "
               "others.")
                .arg(locale.toString(missed)));
}

} // namespace zmqscope
