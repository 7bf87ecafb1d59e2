// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/array_statistics.h"

#include <QFutureWatcher>
#include <QImage>
#include <QWidget>
#include <memory>

class QLabel;
class QSpinBox;
class QStackedWidget;
class QTabBar;

namespace zmqscope {

class ArrayTableModel;
class PictureView;
class ToneLabel;
class ZoomSwitch;

/// An array: what it is, its statistics, its elements as a table, and where it can be one, as a
/// picture. Statistics and picture are made on a worker thread.
class ArrayWidget final : public QWidget
{
    Q_OBJECT
public:
    explicit ArrayWidget(QWidget *parent = nullptr);
    ~ArrayWidget() override;

    /// @p owner keeps the bytes that @p array borrows, as long as any thread reads them. An empty
    /// array and no owner clear the widget.
    void setArray(const ArrayView &array, const std::shared_ptr<const void> &owner);

signals:
    /// Too many cells were selected to be copied.
    void copyRefused();

private:
    enum Page { TablePage, PicturePage };
    /// Told to worker threads whose result is not wanted any more.
    using StopFlag = std::shared_ptr<std::atomic<bool>>;

    void rebuildIndices();
    void addSpinner(const QString &label, qsizetype first, qsizetype last, const QString &hint);
    void applyIndices();
    void startStatistics();
    void startPicture();
    void showStatistics();
    void showPage();

    ArrayView m_array;
    std::shared_ptr<const void> m_owner;
    StopFlag m_stopStatistics;
    StopFlag m_stopPicture;
    QFutureWatcher<std::optional<ArrayStatistics>> m_statisticsWatcher;
    QFutureWatcher<QImage> m_pictureWatcher;

    QLabel *m_kind;
    ToneLabel *m_statistics;
    QTabBar *m_pages;
    ZoomSwitch *m_zoom;
    QWidget *m_indexRow;
    QList<QSpinBox *> m_spinners; ///< of the leading dimensions, in order; then of the parts
    QList<qsizetype> m_spinnerDimension; ///< what each counts; −1 and −2 for parts of rows and columns
    QStackedWidget *m_stack;
    ArrayTableModel *m_model;
    PictureView *m_picture;
};

} // namespace zmqscope
