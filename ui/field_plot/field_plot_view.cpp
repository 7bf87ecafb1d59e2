// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/field_plot/field_plot_view.h"

#include "core/panel/session.h"
#include "ui/field_plot/field_chip.h"
#include "ui/field_plot/field_mime.h"
#include "ui/log/log_notice.h"
#include "ui/plot/time_canvas.h"
#include "ui/plot/time_plot.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
/// Longer topics are cut in names.
constexpr qsizetype maxTopicChars = 80;
constexpr int minChipsWidth = 220;
constexpr int maxChipsWidth = 380;
} // namespace

FieldPlotView::FieldPlotView(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_chips(new QScrollArea)
    , m_chipLayout(new QVBoxLayout)
    , m_undo(new LogNotice(LogNotice::Tone::Info, tr("Undo"), this))
    , m_refusal(new LogNotice(LogNotice::Tone::Warning, tr("Dismiss"), this))
    , m_plot(new TimePlot)
{
    setAcceptDrops(true);
    auto *column = new QWidget;
    column->setLayout(m_chipLayout);
    m_chipLayout->setContentsMargins(0, 0, 0, 0);
    m_chipLayout->setSpacing(theme::spacing / 2);
    m_chipLayout->addStretch(1);
    m_chips->setWidget(column);
    m_chips->setWidgetResizable(true);
    m_chips->setFrameShape(QFrame::NoFrame);
    m_chips->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_chips->setFocusPolicy(Qt::NoFocus);
    m_chips->setMinimumWidth(minChipsWidth);
    m_chips->setMaximumWidth(maxChipsWidth);
    m_chips->hide();
    m_plot->setLegendShown(false);
    m_plot->setExportName(tr("fields"));
    m_plot->setEmptyText(
        tr("Drag a number from a decoded message here, or choose “Plot this value” in its menu"));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(theme::margin, theme::spacing, theme::margin, theme::spacing);
    lines->setSpacing(theme::spacing);
    lines->addWidget(m_undo);
    lines->addWidget(m_refusal);
    auto *beside = new QHBoxLayout;
    beside->setSpacing(theme::margin);
    beside->addWidget(m_plot, 2);
    beside->addWidget(m_chips, 1);
    lines->addLayout(beside, 1);
    setFocusProxy(m_plot);
    connect(m_undo, &LogNotice::buttonClicked, this, &FieldPlotView::undoRemove);
    connect(m_refusal, &LogNotice::buttonClicked, m_refusal, &QWidget::hide);
    connect(&m_plot->canvas(), &TimeCanvas::drawn, this, &FieldPlotView::updateChips);
    connect(&session, &Session::panelRemoved, this, &FieldPlotView::panelWent);
    connect(&session, &Session::panelAdded, this, &FieldPlotView::panelCame);
}

FieldPlotView::~FieldPlotView() = default;

bool FieldPlotView::plot(const FieldRef &ref)
{
    m_refusal->hide();
    if (!ref.panel) {
        m_refusal->setText(tr("The panel of that value is closed."));
        return false;
    }
    const auto isSame = [&ref](const Field &field) {
        return field.series->panel() == ref.panel && field.series->query() == ref.query;
    };
    if (std::any_of(m_fields.begin(), m_fields.end(), isSame)) {
        m_refusal->setText(tr("%1 is plotted already.").arg(ref.query.path.text()));
        return false;
    }
    if (m_fields.size() >= maxFields) {
        m_refusal->setText(tr("%1 lines are as many as can be told apart. Remove one first.").arg(maxFields));
        return false;
    }
    add({std::make_unique<FieldSeries>(*ref.panel, ref.query), ref.panel->name(), nullptr, 0, 0}, nullptr);
    return true;
}

void FieldPlotView::add(Field field, const PlotSeries *look)
{
    field.key = ++m_lastKey;
    field.chip = new FieldChip;
    field.plotId =
        look ? m_plot->restoreSeries(*look) : m_plot->addSeries(nameOf(field), field.series->points());
    FieldSeries *series = field.series.get();
    const int key = field.key;
    const int plotId = field.plotId;
    connect(series, &FieldSeries::changed, m_plot, &TimePlot::refresh);
    connect(field.chip, &FieldChip::shownChosen, this, [this, plotId](bool shown) {
        m_plot->setSeriesVisible(plotId, shown);
        updateChipLooks();
    });
    const auto withIndex = [this, key](auto &&act) {
        if (const std::optional<std::size_t> i = indexOf(key))
            act(*i);
    };
    // The chip goes with the field: not while it is asked.
    connect(
        field.chip, &FieldChip::removeRequested, this,
        [this, withIndex] { withIndex([this](std::size_t i) { remove(i); }); }, Qt::QueuedConnection);
    connect(field.chip, &FieldChip::menuRequested, this,
        [this, withIndex](const QPoint &at) { withIndex([this, at](std::size_t i) { showMenu(i, at); }); });
    if (Panel *panel = series->panel())
        connect(panel, &Panel::nameChanged, field.chip, [this, panel] { renameFields(panel); });
    m_chipLayout->insertWidget(m_chipLayout->count() - 1, field.chip); // before the stretch
    m_fields.push_back(std::move(field));
    m_chips->show();
    updateChipLooks();
    updateChips();
}

void FieldPlotView::remove(std::size_t i)
{
    Field &field = m_fields[i];
    const QString name = nameOf(field);
    m_removedLook = *m_plot->seriesOf(field.plotId);
    m_plot->removeSeries(field.plotId);
    delete field.chip;
    field.chip = nullptr;
    field.series->end();
    field.series->disconnect(m_plot);
    m_removed = std::move(field);
    m_fields.erase(m_fields.begin() + std::ptrdiff_t(i));
    m_chips->setVisible(!m_fields.empty());
    m_undo->setText(tr("Removed %1.").arg(name));
}

void FieldPlotView::undoRemove()
{
    m_undo->hide();
    if (!m_removed)
        return;
    Field field = *std::move(m_removed);
    m_removed.reset();
    // While it was away its panel may have been closed.
    Panel *panel = field.series->panel();
    if (panel && m_session.panels().contains(panel))
        field.series->resume();
    m_removedLook.ended = field.series->hasEnded();
    if (!panel) {
        // Its points are all there is of it.
        m_refusal->setText(tr("The panel of %1 is gone; its values are here.").arg(nameOf(field)));
    }
    add(std::move(field), &m_removedLook);
}

void FieldPlotView::widenToAllTopics(std::size_t i)
{
    Panel *panel = m_fields[i].series->panel();
    if (!panel)
        return;
    FieldQuery query = m_fields[i].series->query();
    query.topic.reset();
    remove(i);
    plot({panel, query});
}

void FieldPlotView::showMenu(std::size_t i, const QPoint &at)
{
    const int key = m_fields[i].key;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, void (FieldPlotView::*act)(std::size_t)) {
        return menu->addAction(text, this, [this, key, act] {
            if (const std::optional<std::size_t> found = indexOf(key))
                (this->*act)(*found);
        });
    };
    if (m_fields[i].series->query().topic)
        add(tr("Follow it in all topics"), &FieldPlotView::widenToAllTopics)
            ->setEnabled(!m_fields[i].series->hasEnded());
    add(tr("Remove"), &FieldPlotView::remove);
    menu->popup(at);
}

std::optional<std::size_t> FieldPlotView::indexOf(int key) const
{
    const auto found = std::find_if(
        m_fields.begin(), m_fields.end(), [key](const Field &field) { return field.key == key; });
    return found == m_fields.end() ? std::nullopt : std::optional(std::size_t(found - m_fields.begin()));
}

QString FieldPlotView::nameOf(const Field &field)
{
    const FieldQuery &query = field.series->query();
    // What tells most comes first: the end is cut where there is no room.
    QStringList parts{query.path.isRoot() ? tr("frame %1").arg(query.path.frame() + 1) : query.path.text()};
    if (query.topic) {
        QString topic = QString::fromUtf8(*query.topic);
        if (topic.size() > maxTopicChars)
            topic = topic.left(maxTopicChars) + u'…';
        parts.append(topic.isEmpty() ? tr("(empty topic)") : topic);
    }
    parts.append(field.panelName);
    return parts.join(u" · "_s);
}

QString FieldPlotView::nameOf(std::size_t i) const
{
    return nameOf(m_fields[i]);
}

void FieldPlotView::panelWent(Panel *panel)
{
    for (Field &field : m_fields) {
        if (field.series->panel() == panel)
            field.series->end();
    }
    updateChipLooks();
}

void FieldPlotView::panelCame(Panel *panel)
{
    for (Field &field : m_fields) {
        if (field.series->panel() == panel)
            field.series->resume();
    }
    updateChipLooks();
}

void FieldPlotView::renameFields(Panel *panel)
{
    for (Field &field : m_fields) {
        if (field.series->panel() != panel)
            continue;
        field.panelName = panel->name();
        m_plot->setSeriesName(field.plotId, nameOf(field));
    }
    updateChipLooks();
}

void FieldPlotView::updateChipLooks()
{
    for (Field &field : m_fields) {
        m_plot->setSeriesEnded(field.plotId, field.series->hasEnded());
        const PlotSeries &shown = *m_plot->seriesOf(field.plotId);
        field.chip->setLook(shown.name, shown.look, shown.visible, shown.ended);
    }
}

void FieldPlotView::updateChips()
{
    for (const Field &field : m_fields)
        field.chip->update(*field.series);
}

void FieldPlotView::dragEnterEvent(QDragEnterEvent *event)
{
    if (!fieldFromMime(*event->mimeData(), m_session))
        return;
    event->acceptProposedAction();
    m_dropping = true;
    QWidget::update();
}

void FieldPlotView::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropping = false;
    QWidget::update();
}

void FieldPlotView::dropEvent(QDropEvent *event)
{
    m_dropping = false;
    QWidget::update();
    const std::optional<FieldRef> field = fieldFromMime(*event->mimeData(), m_session);
    if (!field)
        return;
    event->acceptProposedAction();
    plot(*field);
}

void FieldPlotView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Role::Window));
    if (!m_dropping)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::color(theme::Role::Accent), 2));
    painter.setBrush(theme::color(theme::Role::InfoFill));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
}

} // namespace zmqscope
