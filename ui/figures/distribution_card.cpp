// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/distribution_card.h"

#include "ui/log/log_notice.h"
#include "ui/plot/bar_plot.h"
#include "ui/plot/plot_export.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <algorithm>
#include <limits>

namespace zmqscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int plotHeight = 170;
constexpr double pictureScale = 2;
/// More bars than this cannot be told apart in a card.
constexpr qsizetype mostBars = 64;
constexpr int finest = 8; ///< bars for each power of two

using Ways = QList<DistributionCard::Way>;

/// The least and the largest value of all ways; nothing without a value.
std::optional<std::pair<qint64, qint64>> rangeOf(const Ways &ways)
{
    std::optional<std::pair<qint64, qint64>> range;
    for (const DistributionCard::Way &way : ways) {
        if (way.values->isEmpty())
            continue;
        const auto [least, most] = range.value_or(std::pair(way.values->min(), way.values->max()));
        range = {std::min(least, way.values->min()), std::max(most, way.values->max())};
    }
    return range;
}

QString csvField(QString text)
{
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n'))
        return QString(u'"' + text.replace(u'"', u"\"\""_s) + u'"');
    return text;
}

QByteArray csvOf(const Ways &ways, std::pair<qint64, qint64> range)
{
    QString text = u"from,to"_s;
    QList<QList<Histogram::Bar>> columns;
    for (const DistributionCard::Way &way : ways) {
        text += u',' + csvField(way.name);
        columns.append(way.values->bars(Histogram::bucketsPerOctave, range.first, range.second));
    }
    text += u"\r\n"_s;
    for (qsizetype row = 0; row < columns.first().size(); ++row) {
        const Histogram::Bar &bar = columns.first()[row];
        if (std::ranges::all_of(columns, [row](const auto &bars) { return bars[row].count == 0; }))
            continue;
        text += QString::number(bar.from) + u',' + QString::number(bar.to);
        for (const QList<Histogram::Bar> &bars : columns)
            text += u',' + QString::number(bars[row].count);
        text += u"\r\n"_s;
    }
    return text.toUtf8();
}

} // namespace

DistributionCard::DistributionCard(
    const QString &title, const ValueFormat &format, double unit, QWidget *parent)
    : FigureCard(title, parent)
    , m_format(format)
    , m_unit(unit)
    , m_plot(new BarPlot)
    , m_notice(new LogNotice(LogNotice::Tone::Info, tr("Dismiss"), this))
    , m_export(new PlotExport(this))
{
    m_plot->setFormat(format);
    m_plot->setMinimumHeight(plotHeight);
    auto *menu = new QMenu(this);
    QAction *csv = menu->addAction(tr("Save values as CSV…"), this, [this] { m_export->askForTable(m_csv); });
    QAction *png = menu->addAction(tr("Save picture…"), this, [this] {
        QImage picture(m_plot->size() * pictureScale, QImage::Format_ARGB32_Premultiplied);
        picture.setDevicePixelRatio(pictureScale);
        m_plot->render(&picture);
        m_export->askForPicture(picture);
    });
    connect(menu, &QMenu::aboutToShow, this, [this, csv, png] {
        csv->setEnabled(!m_csv.isEmpty());
        png->setEnabled(!m_csv.isEmpty());
    });
    connect(m_notice, &LogNotice::buttonClicked, m_notice, &QWidget::hide);
    connect(m_export, &PlotExport::told, this, &DistributionCard::tell);
    setMenu(*menu, tr("Save values or picture"));
    addContent(m_notice, 0);
    addContent(m_plot);
}

void DistributionCard::setExportName(const QString &name)
{
    m_export->setName(name);
}

QString DistributionCard::textOf(qint64 value) const
{
    return shortValue(double(value) * m_unit, m_format);
}

QStringList DistributionCard::factsOf(const Way &way, bool named) const
{
    const Histogram &values = *way.values;
    const QString median = tr("median %1").arg(textOf(values.quantile(0.5)));
    return {named ? QString(way.name + u": " + median) : median,
        tr("99 % up to %1").arg(textOf(values.quantile(0.99))), tr("largest %1").arg(textOf(values.max()))};
}

void DistributionCard::setWays(const QList<Way> &ways)
{
    const std::optional<std::pair<qint64, qint64>> range = rangeOf(ways);
    m_csv = range ? csvOf(ways, *range) : QByteArray();
    QList<QStringList> facts;
    for (const Way &way : ways) {
        if (!way.values->isEmpty())
            facts.append(factsOf(way, ways.size() > 1));
    }
    setFacts(facts);

    const auto barsOf = [&](const Histogram &values, int perOctave) {
        QList<BarPlot::Bar> bars;
        // A little beyond, so that values that are all alike are seen to be so.
        const qint64 least = range->first / 2;
        const qint64 most =
            std::max(range->second, std::min(range->second, std::numeric_limits<qint64>::max() / 4) * 2 + 1);
        for (const Histogram::Bar &bar : values.bars(perOctave, least, most))
            bars.append({double(bar.from) * m_unit, double(bar.to) * m_unit, bar.count});
        return bars;
    };
    QList<QList<BarPlot::Bar>> groups(2);
    for (int perOctave = finest; range && perOctave > 0; perOctave /= 2) {
        for (qsizetype i = 0; i < ways.size(); ++i)
            groups[i] = barsOf(*ways[i].values, perOctave);
        if (groups[0].size() <= mostBars)
            break;
    }
    // Which is which is only to be said where there are two.
    m_plot->setBars(ways.size() > 1 ? ways[0].name : QString(), groups[0]);
    m_plot->setSecondBars(ways.size() > 1 ? ways[1].name : QString(), groups[1]);
}

void DistributionCard::tell(const QString &text, bool failed)
{
    m_notice->setTones(
        failed ? theme::Role::BadFill : theme::Role::GoodFill, failed ? theme::Role::Bad : theme::Role::Good);
    m_notice->setText(text);
}

} // namespace zmqscope
