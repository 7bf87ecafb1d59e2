// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/array/array_widget.h"

#include "ui/array/array_picture.h"
#include "ui/array/array_table.h"
#include "ui/array/array_table_model.h"
#include "ui/array/picture_view.h"
#include "ui/array/zoom_switch.h"
#include "ui/controls/flow_layout.h"
#include "ui/controls/tone_label.h"

#include <QBoxLayout>
#include <QLocale>
#include <QPromise>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabBar>
#include <QThreadPool>
#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qsizetype rowPartSpinner = -1;
constexpr qsizetype columnPartSpinner = -2;
/// So many digits of a mean are worth reading.
constexpr int meanDigits = 6;

template <typename Value, typename Job>
void runOnWorker(QFutureWatcher<Value> &watcher, Job job)
{
    auto promise = std::make_shared<QPromise<Value>>();
    promise->start();
    watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, job = std::move(job)] {
        promise->addResult(job());
        promise->finish();
    });
}

} // namespace

ArrayWidget::ArrayWidget(QWidget *parent)
    : QWidget(parent)
    , m_kind(new QLabel)
    , m_statistics(new ToneLabel(theme::Role::TextMuted))
    , m_pages(new QTabBar)
    , m_indexRow(new QWidget)
    , m_stack(new QStackedWidget)
    , m_model(new ArrayTableModel(this))
    , m_picture(new PictureView)
{
    m_kind->setTextFormat(Qt::PlainText);
    for (QLabel *label : {m_kind, static_cast<QLabel *>(m_statistics)}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a narrow panel cuts it, never grows
    }
    m_pages->setAccessibleName(tr("Show array as"));
    m_pages->setDrawBase(false);
    m_pages->setExpanding(false);
    m_pages->addTab(tr("Table"));
    m_pages->addTab(tr("Picture"));
    m_zoom = new ZoomSwitch(m_picture);
    auto *table = new ArrayTable;
    table->setModel(m_model);
    m_stack->addWidget(table);
    m_stack->addWidget(m_picture);
    new FlowLayout(m_indexRow);

    auto *top = new QHBoxLayout;
    top->setSpacing(theme::spacing);
    top->addWidget(m_kind, 1);
    top->addWidget(m_zoom);
    top->addWidget(m_pages);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(theme::spacing);
    lines->addLayout(top);
    lines->addWidget(m_statistics);
    lines->addWidget(m_indexRow);
    lines->addWidget(m_stack, 1);

    connect(table, &ArrayTable::copyRefused, this, &ArrayWidget::copyRefused);
    connect(m_pages, &QTabBar::currentChanged, this, &ArrayWidget::showPage);
    connect(&m_statisticsWatcher, &QFutureWatcherBase::finished, this, &ArrayWidget::showStatistics);
    connect(&m_pictureWatcher, &QFutureWatcherBase::finished, this, [this] {
        const QImage image = m_pictureWatcher.future().resultCount() > 0 ? m_pictureWatcher.result() : QImage();
        if (!image.isNull())
            m_picture->setPicture(image, false);
    });
    setArray({}, {});
}

ArrayWidget::~ArrayWidget()
{
    for (const StopFlag &stop : {m_stopStatistics, m_stopPicture}) {
        if (stop)
            *stop = true;
    }
}

void ArrayWidget::setArray(const ArrayView &array, const std::shared_ptr<const void> &owner)
{
    // The model looks at the old bytes until it has the new ones: they go last.
    const std::shared_ptr<const void> oldOwner = std::exchange(m_owner, owner);
    m_array = array;
    if (m_stopPicture)
        *m_stopPicture = true;
    m_pictureWatcher.setFuture({});
    m_model->setArray(array);
    m_picture->setPicture({}, false);
    const QString size = QLocale().formattedDataSize(array.bytes().size(), 1);
    m_kind->setText(tr("%1 · %2 · %3").arg(array.dtype().name(), array.shapeText(), size)
                    + (array.isFortran() && array.dimensions() > 1 ? tr(" · Fortran order") : QString()));
    m_kind->setToolTip(m_kind->text());
    m_kind->setVisible(owner != nullptr);
    const bool canBePicture = ArrayPicture::isPossible(array);
    m_pages->setTabEnabled(PicturePage, canBePicture);
    m_pages->setTabToolTip(PicturePage, canBePicture ? QString() : tr("Only numbers in two dimensions or more make a picture."));
    startStatistics();
    showPage();
}

void ArrayWidget::showPage()
{
    const int page = m_pages->currentIndex() == PicturePage && ArrayPicture::isPossible(m_array) ? PicturePage : TablePage;
    m_stack->setCurrentIndex(page);
    m_zoom->setVisible(page == PicturePage);
    rebuildIndices();
    applyIndices();
}

void ArrayWidget::addSpinner(const QString &label, qsizetype first, qsizetype last, const QString &hint)
{
    auto *spinner = new QSpinBox;
    spinner->setRange(int(first), int(std::min<qsizetype>(last, std::numeric_limits<int>::max())));
    spinner->setSuffix(tr(" / %1").arg(last));
    spinner->setToolTip(hint);
    spinner->setKeyboardTracking(false);
    auto *title = new QLabel(label);
    title->setBuddy(spinner);
    m_indexRow->layout()->addWidget(title);
    m_indexRow->layout()->addWidget(spinner);
    m_spinners.append(spinner);
    connect(spinner, &QSpinBox::valueChanged, this, &ArrayWidget::applyIndices);
}

void ArrayWidget::rebuildIndices()
{
    while (QLayoutItem *item = m_indexRow->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_spinners.clear();
    m_spinnerDimension.clear();
    const bool isPicture = m_stack->currentIndex() == PicturePage;
    const qsizetype leading = m_array.count() == 0 ? 0 : isPicture ? ArrayPicture::leadingDimensions(m_array) : m_model->leadingDimensions();
    for (qsizetype dimension = 0; dimension < leading; ++dimension) {
        const qsizetype size = m_array.shape()[dimension];
        if (size < 2)
            continue; // there is nothing to choose
        addSpinner(tr("Index %1:").arg(dimension), 0, size - 1, tr("The place in dimension %1, from 0.").arg(dimension));
        m_spinnerDimension.append(dimension);
    }
    if (!isPicture && m_model->rowParts() > 1) {
        addSpinner(tr("Rows, part:"), 1, m_model->rowParts(),
                   tr("%1 rows are shown at a time.").arg(QLocale().toString(qint64(ArrayTableModel::rowsPerPart))));
        m_spinnerDimension.append(rowPartSpinner);
    }
    if (!isPicture && m_model->columnParts() > 1) {
        addSpinner(tr("Columns, part:"), 1, m_model->columnParts(),
                   tr("%1 columns are shown at a time.").arg(QLocale().toString(qint64(ArrayTableModel::columnsPerPart))));
        m_spinnerDimension.append(columnPartSpinner);
    }
    m_indexRow->setVisible(!m_spinners.isEmpty());
}

void ArrayWidget::applyIndices()
{
    if (m_stack->currentIndex() == PicturePage) {
        startPicture();
        return;
    }
    QList<qsizetype> leading(m_model->leadingDimensions(), 0);
    qsizetype rowPart = 0;
    qsizetype columnPart = 0;
    for (qsizetype i = 0; i < m_spinnerDimension.size(); ++i) {
        const int value = m_spinners[i]->value();
        if (m_spinnerDimension[i] == rowPartSpinner)
            rowPart = value - 1;
        else if (m_spinnerDimension[i] == columnPartSpinner)
            columnPart = value - 1;
        else
            leading[m_spinnerDimension[i]] = value;
    }
    m_model->setLeading(leading);
    m_model->setPart(rowPart, columnPart);
}

void ArrayWidget::startStatistics()
{
    if (m_stopStatistics)
        *m_stopStatistics = true;
    m_statistics->setText(QString());
    m_statistics->setVisible(m_array.dtype().isNumber() && m_array.count() > 0);
    if (m_statistics->isHidden()) {
        m_statisticsWatcher.setFuture({});
        return;
    }
    m_statistics->setText(tr("Counting…"));
    m_stopStatistics = std::make_shared<std::atomic<bool>>(false);
    runOnWorker(m_statisticsWatcher, [array = m_array, owner = m_owner, stop = m_stopStatistics] {
        return statisticsOf(array, stop.get());
    });
}

void ArrayWidget::showStatistics()
{
    if (m_statisticsWatcher.future().resultCount() == 0)
        return; // there is nothing to count
    const std::optional<ArrayStatistics> found = m_statisticsWatcher.result();
    if (!found)
        return;
    QStringList parts;
    if (found->minAt >= 0) {
        parts.append(tr("min %1").arg(m_array.elementText(found->minAt)));
        parts.append(tr("max %1").arg(m_array.elementText(found->maxAt)));
    }
    if (found->numbers > 0) {
        parts.append(tr("mean %1").arg(QString::number(found->mean, 'g', meanDigits)));
        parts.append(tr("std %1").arg(QString::number(found->deviation, 'g', meanDigits)));
    }
    if (m_array.dtype().kind() == DType::Kind::Float)
        parts.append(tr("NaN %1").arg(QLocale().toString(found->nans)));
    if (found->infinities > 0)
        parts.append(tr("infinite %1").arg(QLocale().toString(found->infinities)));
    m_statistics->setText(parts.join(u"  ·  "_s));
    m_statistics->setToolTip(tr("Of all elements. Mean and standard deviation leave out what is not finite."));
}

void ArrayWidget::startPicture()
{
    if (m_stopPicture)
        *m_stopPicture = true;
    QList<qsizetype> leading(ArrayPicture::leadingDimensions(m_array), 0);
    for (qsizetype i = 0; i < m_spinnerDimension.size(); ++i)
        leading[m_spinnerDimension[i]] = m_spinners[i]->value();
    const qsizetype step = ArrayPicture::step(m_array);
    m_picture->setToolTip(step > 1 ? tr("Every %1th row and column is shown.").arg(step) : QString());
    m_stopPicture = std::make_shared<std::atomic<bool>>(false);
    runOnWorker(m_pictureWatcher, [array = m_array, owner = m_owner, leading, stop = m_stopPicture] {
        return ArrayPicture::render(array, leading, stop.get());
    });
}

} // namespace zmqscope
