// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/time_plot.h"

#include "ui/log/log_notice.h"
#include "ui/plot/plot_export.h"
#include "ui/plot/plot_legend.h"
#include "ui/plot/time_canvas.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Pictures are for documents and screens of any kind: twice as fine as here.
constexpr double pictureScale = 2;

} // namespace

TimePlot::TimePlot(QWidget *parent)
    : QWidget(parent)
    , m_tools(new QHBoxLayout)
    , m_canvas(new TimeCanvas)
    , m_legend(new PlotLegend)
    , m_notice(new LogNotice(LogNotice::Tone::Info, tr("Dismiss"), this))
    , m_export(new PlotExport(this))
    , m_menu(new QMenu(this))
{
    makeActions();
    makeTools();
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(theme::spacing / 2);
    lines->addLayout(m_tools);
    lines->addWidget(m_notice);
    lines->addWidget(m_canvas, 1);
    lines->addWidget(m_legend);
    setFocusProxy(m_canvas);
    connect(m_canvas, &TimeCanvas::windowChanged, this, &TimePlot::updateActions);
    connect(m_canvas, &TimeCanvas::drawn, this, [this] {
        m_legend->updateValues();
        for (QAction *action : {m_csvShown, m_csvAll, m_png})
            action->setEnabled(!m_canvas->isEmpty());
    });
    connect(m_canvas, &TimeCanvas::menuRequested, this, [this](const QPoint &at) { m_menu->popup(at); });
    connect(m_legend, &PlotLegend::visibilityChosen, this, [this](int id, bool visible) {
        setSeriesVisible(id, visible);
        emit visibilityChanged(id, visible);
    });
    connect(m_notice, &LogNotice::buttonClicked, m_notice, &QWidget::hide);
    connect(m_export, &PlotExport::told, this, &TimePlot::tell);
    updateActions();
}

void TimePlot::makeActions()
{
    const auto add = [this](const QString &text, const QString &hint) {
        auto *action = new QAction(text, this);
        action->setToolTip(hint);
        m_menu->addAction(action);
        return action;
    };
    m_windows = new QActionGroup(this);
    m_windows->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    const auto addWindow = [&](const QString &text, const QString &hint, qint64 seconds) {
        QAction *action = add(text, hint);
        action->setCheckable(true);
        action->setData(seconds);
        m_windows->addAction(action);
    };
    addWindow(tr("10 s"), tr("Follow the last 10 seconds"), 10);
    addWindow(tr("1 min"), tr("Follow the last minute"), 60);
    addWindow(tr("10 min"), tr("Follow the last 10 minutes"), 600);
    addWindow(tr("All"), tr("Follow all that is there"), 0);
    connect(m_windows, &QActionGroup::triggered, this, [this](const QAction *action) {
        const qint64 seconds = action->data().toLongLong();
        m_canvas->followLive(seconds > 0 ? std::optional(seconds * TimeWindow::second) : std::nullopt);
    });
    m_menu->addSeparator();
    m_hold = add(tr("Pause"), {});
    connect(m_hold, &QAction::triggered, this, [this] {
        if (m_canvas->window().isLive())
            m_canvas->hold();
        else
            m_canvas->resume();
    });
    m_fit = add(tr("Fit values"), tr("Show all values of this stretch: undo Ctrl+wheel"));
    connect(m_fit, &QAction::triggered, m_canvas, &TimeCanvas::fitValues);
    m_menu->addSeparator();
    m_csvShown =
        add(tr("Save shown values as CSV…"), tr("Of the series and the stretch of time that are shown"));
    m_csvAll = add(tr("Save all values as CSV…"), {});
    m_png = add(tr("Save picture…"), tr("What is shown, as PNG"));
    connect(m_csvShown, &QAction::triggered, this, [this] { exportCsv(false); });
    connect(m_csvAll, &QAction::triggered, this, [this] { exportCsv(true); });
    connect(m_png, &QAction::triggered, this, &TimePlot::exportPicture);
    for (QAction *action : {m_csvShown, m_csvAll, m_png})
        action->setEnabled(false);
}

QToolButton *TimePlot::addTool(QAction *action, bool textOnly)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setToolButtonStyle(textOnly ? Qt::ToolButtonTextOnly : Qt::ToolButtonTextBesideIcon);
    m_tools->addWidget(button);
    return button;
}

void TimePlot::makeTools()
{
    m_tools->setSpacing(0);
    for (QAction *action : m_windows->actions())
        addTool(action, true);
    m_tools->addSpacing(theme::spacing);
    addTool(m_hold, false);
    m_fit->setIcon(theme::icon("fit"_L1));
    addTool(m_fit, false);
    m_tools->addStretch(1);
    auto *save = new QToolButton;
    save->setIcon(theme::icon("save"_L1));
    save->setToolTip(tr("Save values or picture"));
    save->setAccessibleName(save->toolTip());
    save->setAutoRaise(true);
    save->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(save);
    menu->addActions({m_csvShown, m_csvAll, m_png});
    save->setMenu(menu);
    m_tools->addWidget(save);
}

void TimePlot::updateActions()
{
    const TimeWindow &window = m_canvas->window();
    for (QAction *action : m_windows->actions()) {
        const qint64 seconds = action->data().toLongLong();
        action->setChecked(window.isLive() && window.width().value_or(0) == seconds * TimeWindow::second);
    }
    m_hold->setText(window.isLive() ? tr("Pause") : tr("Back to live"));
    m_hold->setToolTip(window.isLive() ? tr("Stay at this stretch; values go on coming (Space)")
                                       : tr("Follow the newest values again (End, or a double click)"));
    m_hold->setIcon(theme::icon(window.isLive() ? "pause"_L1 : "play"_L1));
    m_fit->setEnabled(!m_canvas->isValueRangeAutomatic());
}

PlotSeries *TimePlot::find(int id)
{
    const auto found = std::find_if(
        m_series.begin(), m_series.end(), [id](const PlotSeries &each) { return each.id == id; });
    return found == m_series.end() ? nullptr : &*found;
}

const PlotSeries *TimePlot::seriesOf(int id) const
{
    const auto found = std::find_if(
        m_series.begin(), m_series.end(), [id](const PlotSeries &each) { return each.id == id; });
    return found == m_series.end() ? nullptr : &*found;
}

int TimePlot::addSeries(const QString &name, const std::shared_ptr<const TimeSeries> &points)
{
    const auto isTaken = [this](int look) {
        return std::any_of(
            m_series.begin(), m_series.end(), [look](const PlotSeries &each) { return each.look == look; });
    };
    int look = 0;
    while (isTaken(look))
        ++look;
    m_series.append({++m_lastId, name, points, look});
    seriesChanged();
    return m_lastId;
}

int TimePlot::restoreSeries(const PlotSeries &series)
{
    const bool taken = std::any_of(m_series.begin(), m_series.end(),
        [&series](const PlotSeries &each) { return each.look == series.look; });
    const int id = addSeries(series.name, series.points);
    PlotSeries &restored = m_series.last();
    if (!taken)
        restored.look = series.look;
    restored.visible = series.visible;
    restored.ended = series.ended;
    seriesChanged();
    return id;
}

void TimePlot::removeSeries(int id)
{
    m_series.removeIf([id](const PlotSeries &each) { return each.id == id; });
    seriesChanged();
}

void TimePlot::setSeriesName(int id, const QString &name)
{
    PlotSeries *series = find(id);
    if (!series || series->name == name)
        return;
    series->name = name;
    seriesChanged();
}

void TimePlot::setSeriesVisible(int id, bool visible)
{
    PlotSeries *series = find(id);
    if (!series || series->visible == visible)
        return;
    series->visible = visible;
    seriesChanged();
}

void TimePlot::setSeriesEnded(int id, bool ended)
{
    PlotSeries *series = find(id);
    if (!series || series->ended == ended)
        return;
    series->ended = ended;
    seriesChanged();
}

void TimePlot::seriesChanged()
{
    m_canvas->setSeries(m_series);
    m_legend->setSeries(m_series);
}

void TimePlot::refresh()
{
    m_canvas->refresh();
}

void TimePlot::setFormat(const ValueFormat &format)
{
    m_format = format;
    m_canvas->setFormat(format);
    m_legend->setFormat(format);
}

void TimePlot::setZeroBased(bool zeroBased)
{
    m_canvas->setZeroBased(zeroBased);
}

void TimePlot::setEmptyText(const QString &text)
{
    m_canvas->setEmptyText(text);
}

void TimePlot::setLegendShown(bool shown)
{
    m_legend->setVisible(shown);
}

void TimePlot::setExportName(const QString &name)
{
    m_export->setName(name);
}

QImage TimePlot::picture(double scale) const
{
    const QImage plot = m_canvas->picture(scale);
    const int legendHeight = m_legend->isVisibleTo(this) ? m_legend->height() : 0;
    const QSize size(m_canvas->width(), m_canvas->height() + legendHeight);
    QImage picture(size * scale, QImage::Format_ARGB32_Premultiplied);
    picture.fill(theme::color(theme::Role::Surface));
    QPainter painter(&picture);
    painter.drawImage(QRect(QPoint(), m_canvas->size() * scale), plot);
    painter.scale(scale, scale);
    if (legendHeight > 0)
        m_legend->render(&painter, QPoint(0, m_canvas->height()), {}, QWidget::DrawChildren);
    return picture;
}

void TimePlot::exportCsv(bool all)
{
    const TimeWindow &window = m_canvas->window();
    const Timestamp from = all ? Timestamp{std::numeric_limits<qint64>::min()} : window.from();
    const Timestamp to = all ? Timestamp{std::numeric_limits<qint64>::max()} : window.to();
    QList<SeriesColumn> columns;
    for (const PlotSeries &series : m_series) {
        if (all || series.visible)
            columns.append(copyColumn(series.name, *series.points, from, to));
    }
    m_export->askForCsv(columns);
}

void TimePlot::exportPicture()
{
    m_export->askForPicture(picture(pictureScale));
}

void TimePlot::tell(const QString &text, bool failed)
{
    m_notice->setTones(
        failed ? theme::Role::BadFill : theme::Role::GoodFill, failed ? theme::Role::Bad : theme::Role::Good);
    m_notice->setText(text);
}

} // namespace zmqscope
