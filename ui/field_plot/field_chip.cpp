// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/field_plot/field_chip.h"

#include "core/metrics/field_series.h"
#include "ui/controls/count_text.h"
#include "ui/controls/tone_label.h"
#include "ui/plot/legend_item.h"
#include "ui/plot/value_format.h"

#include <QBoxLayout>
#include <QContextMenuEvent>
#include <QLocale>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace zmqscope {

FieldChip::FieldChip(QWidget *parent)
    : ToneBar(theme::Role::SurfaceRaised, theme::Role::Border, parent)
    , m_item(new LegendItem)
    , m_skipped(new ToneLabel(theme::Role::Warning))
    , m_remove(new QToolButton)
{
    m_remove->setIcon(theme::icon("close"_L1));
    m_remove->setAutoRaise(true);
    m_remove->setToolTip(tr("Plot it no longer"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(2, 1, 1, 1);
    row->setSpacing(2);
    row->addWidget(m_item, 1);
    row->addWidget(m_skipped);
    row->addWidget(m_remove);
    m_skipped->hide();
    connect(m_item, &LegendItem::clicked, this, &FieldChip::shownChosen);
    connect(m_remove, &QToolButton::clicked, this, &FieldChip::removeRequested);
}

void FieldChip::setLook(const QString &name, int look, bool shown, bool ended)
{
    m_item->setSeries(name, look, shown, ended);
    m_remove->setAccessibleName(tr("Remove %1").arg(name));
}

void FieldChip::update(const FieldSeries &series)
{
    const TimeSeries &points = *series.points();
    m_item->setValue(points.count() == 0 ? u"–"_s : shortValue(points.at(points.count() - 1).value, {}));
    const QString skipped = skippedText(series);
    m_skipped->setText(skipped);
    m_skipped->setVisible(!skipped.isEmpty());
    const QLocale locale;
    QStringList lines;
    lines.append(tr("%1 values").arg(locale.toString(points.count() + points.dropped())));
    if (series.withoutNumber() > 0)
        lines.append(tr("%1 messages had no such number").arg(locale.toString(series.withoutNumber())));
    if (series.gone() > 0)
        lines.append(
            tr("%1 messages left the log before they were read").arg(locale.toString(series.gone())));
    if (points.dropped() > 0)
        lines.append(tr("the oldest %1 values made room").arg(locale.toString(points.dropped())));
    if (series.isBehind())
        lines.append(tr("still reading the messages at hand"));
    m_skipped->setToolTip(lines.join(u'\n'));
    setToolTip(lines.join(u'\n'));
}

void FieldChip::contextMenuEvent(QContextMenuEvent *event)
{
    emit menuRequested(event->globalPos());
}

QString skippedText(const FieldSeries &series)
{
    QStringList parts;
    if (series.withoutNumber() > 0)
        parts.append(FieldChip::tr("%1 without it").arg(shortCount(series.withoutNumber())));
    if (series.gone() > 0)
        parts.append(FieldChip::tr("%1 gone").arg(shortCount(series.gone())));
    if (series.points()->dropped() > 0)
        parts.append(FieldChip::tr("oldest %1 dropped").arg(shortCount(series.points()->dropped())));
    return parts.join(u" · "_s);
}

} // namespace zmqscope
