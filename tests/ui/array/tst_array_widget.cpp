// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/array/array_picture.h"
#include "ui/array/array_table.h"
#include "ui/array/array_table_model.h"
#include "ui/array/array_widget.h"
#include "ui/array/picture_view.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

ArrayView viewOf(const QString &dtype, const QList<qsizetype> &shape, const QByteArray &bytes, bool isFortran = false)
{
    return *ArrayView::over(*DType::parse(dtype), shape, isFortran, bytes);
}

QByteArray counting(qsizetype count)
{
    QByteArray bytes(count, '\0');
    for (qsizetype i = 0; i < count; ++i)
        bytes[i] = char(i);
    return bytes;
}

template <typename T>
QByteArray raw(std::initializer_list<T> values)
{
    return QByteArray(reinterpret_cast<const char *>(values.begin()), qsizetype(values.size() * sizeof(T)));
}

} // namespace

class TestArrayWidget : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();

    void modelShowsTwoDimensions_data();
    void modelShowsTwoDimensions();
    void modelShowsFields();
    void modelPassesTheTester();
    void modelComesInParts();

    void picturesOf_data();
    void picturesOf();
    void leavesOutRowsOfLargePictures();
    void stopsRendering();

    void showsWhatItIs();
    void countsOnAWorker();
    void chasesAfterTheNewestArray();
    void switchesToThePicture();
    void choosesSlices();
    void choosesParts();
    void copiesCells();
    void keepsTheBytesAlive();
    void namesItsControls();

private:
    QString cell(const QAbstractItemModel &model, int row, int column) const { return model.index(row, column).data().toString(); }
    bool hasText(const QWidget &widget, const QString &text) const
    {
        const QList<QLabel *> labels = widget.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text().contains(text); });
    }
};

void TestArrayWidget::initTestCase()
{
    theme::apply(*qApp, theme::Mode::Light);
}

void TestArrayWidget::modelShowsTwoDimensions_data()
{
    QTest::addColumn<QList<qsizetype>>("shape");
    QTest::addColumn<bool>("isFortran");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("last");
    QTest::newRow("a value") << QList<qsizetype>{} << false << 1 << 1 << u"0"_s;
    QTest::newRow("one dimension") << QList<qsizetype>{5} << false << 5 << 1 << u"4"_s;
    QTest::newRow("two") << QList<qsizetype>{2, 3} << false << 2 << 3 << u"5"_s;
    QTest::newRow("two, Fortran") << QList<qsizetype>{2, 3} << true << 2 << 3 << u"5"_s;
    QTest::newRow("four") << QList<qsizetype>{2, 2, 2, 3} << false << 2 << 3 << u"5"_s;
    QTest::newRow("none") << QList<qsizetype>{0, 3} << false << 0 << 0 << QString();
}

void TestArrayWidget::modelShowsTwoDimensions()
{
    QFETCH(QList<qsizetype>, shape);
    QFETCH(bool, isFortran);
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(QString, last);
    const QByteArray bytes = counting(24);
    ArrayTableModel model;
    model.setArray(viewOf(u"u1"_s, shape, bytes, isFortran));
    QCOMPARE(model.rowCount(), rows);
    QCOMPARE(model.columnCount(), columns);
    QCOMPARE(cell(model, rows - 1, columns - 1), last);
    if (shape.size() == 2 && rows > 0)
        QCOMPARE(cell(model, 0, 1), isFortran ? u"2"_s : u"1"_s);
    if (shape.size() == 4) {
        model.setLeading({1, 1});
        QCOMPARE(cell(model, 0, 0), u"18"_s);
    }
}

void TestArrayWidget::modelShowsFields()
{
    const QByteArray bytes = raw<qint16>({1, 2, 3, 4});
    ArrayTableModel model;
    model.setArray(viewOf(u"[('price', '<i2'), ('size', '<i2')]"_s, {2}, bytes));
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), u"size"_s);
    QCOMPARE(cell(model, 1, 0), u"3"_s);
}

void TestArrayWidget::modelPassesTheTester()
{
    const QByteArray bytes = counting(24);
    ArrayTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setArray(viewOf(u"u1"_s, {2, 3, 4}, bytes));
    model.setLeading({1});
    model.setArray(viewOf(u"u1"_s, {24}, bytes));
    model.setArray({});
    QCOMPARE(model.rowCount(), 0);
}

void TestArrayWidget::modelComesInParts()
{
    const QByteArray bytes = counting(ArrayTableModel::rowsPerPart + 7);
    ArrayTableModel model;
    model.setArray(viewOf(u"u1"_s, {ArrayTableModel::rowsPerPart}, bytes));
    QCOMPARE(model.rowParts(), 1);
    model.setArray(viewOf(u"u1"_s, {bytes.size()}, bytes));
    QCOMPARE(model.rowParts(), 2);
    QCOMPARE(model.rowCount(), ArrayTableModel::rowsPerPart);
    model.setPart(1, 0);
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(model.headerData(6, Qt::Vertical).toString(), QString::number(bytes.size() - 1));
    QCOMPARE(cell(model, 6, 0), QString::number(quint8(bytes.back())));
    model.setArray(viewOf(u"u1"_s, {1, ArrayTableModel::columnsPerPart + 2}, bytes));
    QCOMPARE(model.columnParts(), 2);
    model.setPart(0, 1);
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), QString::number(ArrayTableModel::columnsPerPart + 1));
}

void TestArrayWidget::picturesOf_data()
{
    QTest::addColumn<QString>("dtype");
    QTest::addColumn<QList<qsizetype>>("shape");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<QRgb>>("pixels");
    QTest::newRow("uint8 as it is") << u"u1"_s << QList<qsizetype>{1, 3} << QByteArray("\x05\x80\x90") << QList<QRgb>{qRgb(5, 5, 5), qRgb(128, 128, 128), qRgb(144, 144, 144)};
    QTest::newRow("RGB") << u"u1"_s << QList<qsizetype>{1, 2, 3} << QByteArray("\x01\x02\x03\x04\x05\x06") << QList<QRgb>{qRgb(1, 2, 3), qRgb(4, 5, 6)};
    QTest::newRow("RGBA") << u"u1"_s << QList<qsizetype>{1, 1, 4} << QByteArray("\x01\x02\x03\x04") << QList<QRgb>{qRgba(1, 2, 3, 4)};
    QTest::newRow("bool") << u"?"_s << QList<qsizetype>{1, 2} << QByteArray("\x00\x01", 2) << QList<QRgb>{qRgb(0, 0, 0), qRgb(255, 255, 255)};
    QTest::newRow("from least to most") << u"<i2"_s << QList<qsizetype>{1, 3} << raw<qint16>({-100, 25, 100}) << QList<QRgb>{qRgb(0, 0, 0), qRgb(159, 159, 159), qRgb(255, 255, 255)};
    QTest::newRow("NaN is transparent") << u"<f4"_s << QList<qsizetype>{1, 3} << raw<float>({2, NAN, 4}) << QList<QRgb>{qRgb(0, 0, 0), qRgba(0, 0, 0, 0), qRgb(255, 255, 255)};
    QTest::newRow("infinite") << u"<f4"_s << QList<qsizetype>{1, 3} << raw<float>({2, INFINITY, 4}) << QList<QRgb>{qRgb(0, 0, 0), qRgb(255, 255, 255), qRgb(255, 255, 255)};
    QTest::newRow("nothing finite") << u"<f4"_s << QList<qsizetype>{1, 3} << raw<float>({-INFINITY, NAN, INFINITY}) << QList<QRgb>{qRgb(0, 0, 0), qRgba(0, 0, 0, 0), qRgb(255, 255, 255)};
    QTest::newRow("colours from 0 to 1") << u"<f4"_s << QList<qsizetype>{1, 1, 3} << raw<float>({0.2F, 0.4F, 1}) << QList<QRgb>{qRgb(51, 102, 255)};
    QTest::newRow("all the same") << u"<f8"_s << QList<qsizetype>{1, 1} << raw<double>({7}) << QList<QRgb>{qRgb(128, 128, 128)};
    QTest::newRow("big-endian") << u">i2"_s << QList<qsizetype>{1, 2} << QByteArray("\x00\x01\x01\x00", 4) << QList<QRgb>{qRgb(0, 0, 0), qRgb(255, 255, 255)};
}

void TestArrayWidget::picturesOf()
{
    QFETCH(QString, dtype);
    QFETCH(QList<qsizetype>, shape);
    QFETCH(QByteArray, bytes);
    QFETCH(QList<QRgb>, pixels);
    const ArrayView array = viewOf(dtype, shape, bytes);
    QVERIFY(ArrayPicture::isPossible(array));
    const QImage image = ArrayPicture::render(array, {}, nullptr);
    QCOMPARE(image.size(), QSize(int(pixels.size()), 1));
    for (int x = 0; x < image.width(); ++x)
        QCOMPARE(image.pixel(x, 0), pixels[x]);
}

void TestArrayWidget::leavesOutRowsOfLargePictures()
{
    const QByteArray bytes = counting(ArrayPicture::maxSide + 1);
    QCOMPARE(ArrayPicture::step(viewOf(u"u1"_s, {ArrayPicture::maxSide, 1}, bytes)), 1);
    const ArrayView high = viewOf(u"u1"_s, {ArrayPicture::maxSide + 1, 1}, bytes);
    QCOMPARE(ArrayPicture::step(high), 2);
    const QImage image = ArrayPicture::render(high, {}, nullptr);
    QCOMPARE(image.height(), ArrayPicture::maxSide / 2 + 1);
    QCOMPARE(qRed(image.pixel(0, 1)), 2);
    QVERIFY(!ArrayPicture::isPossible(viewOf(u"u1"_s, {9}, bytes)));
    QVERIFY(!ArrayPicture::isPossible(viewOf(u"u1"_s, {9, 0}, bytes)));
    QVERIFY(!ArrayPicture::isPossible(viewOf(u"S1"_s, {3, 3}, bytes)));
}

void TestArrayWidget::stopsRendering()
{
    const QByteArray bytes = counting(100);
    const std::atomic<bool> stop = true;
    QVERIFY(ArrayPicture::render(viewOf(u"u1"_s, {10, 10}, bytes), {}, &stop).isNull());
}

void TestArrayWidget::showsWhatItIs()
{
    const auto bytes = std::make_shared<QByteArray>(counting(24));
    ArrayWidget widget;
    widget.setArray(viewOf(u"<i2"_s, {3, 4}, *bytes), bytes);
    QVERIFY(hasText(widget, u"int16 · 3 × 4 · 24 bytes"_s));
    widget.setArray(viewOf(u"<i2"_s, {3, 4}, *bytes, true), bytes);
    QVERIFY(hasText(widget, u"Fortran order"_s));
}

void TestArrayWidget::countsOnAWorker()
{
    const auto bytes = std::make_shared<QByteArray>(raw<double>({1, 3, NAN, 0.5, 3.5}));
    ArrayWidget widget;
    widget.setArray(viewOf(u"<f8"_s, {5}, *bytes), bytes);
    QTRY_VERIFY(hasText(widget, u"min 0.5  ·  max 3.5  ·  mean 2  ·  std 1.27475  ·  NaN 1"_s));
    const auto text = std::make_shared<QByteArray>("abcd");
    widget.setArray(viewOf(u"S2"_s, {2}, *text), text);
    QVERIFY(!hasText(widget, u"min"_s));
}

void TestArrayWidget::chasesAfterTheNewestArray()
{
    ArrayWidget widget;
    for (int i = 1; i <= 50; ++i) {
        const auto bytes = std::make_shared<QByteArray>(100'000, char(i));
        widget.setArray(viewOf(u"u1"_s, {100, 1000}, *bytes), bytes);
    }
    QTRY_VERIFY(hasText(widget, u"mean 50  "_s));
}

void TestArrayWidget::switchesToThePicture()
{
    const auto bytes = std::make_shared<QByteArray>(counting(12));
    ArrayWidget widget;
    widget.resize(500, 300);
    widget.setArray(viewOf(u"u1"_s, {2, 2, 3}, *bytes), bytes);
    auto *pages = widget.findChild<QTabBar *>();
    auto *picture = widget.findChild<PictureView *>();
    QVERIFY(pages->isTabEnabled(1));
    pages->setCurrentIndex(1);
    QTRY_COMPARE(picture->picture().size(), QSize(2, 2));
    QCOMPARE(picture->picture().pixel(1, 1), qRgb(9, 10, 11));
    // The next array that can be a picture is shown as one; another as a table.
    const auto text = std::make_shared<QByteArray>("abcd");
    widget.setArray(viewOf(u"S2"_s, {2}, *text), text);
    QVERIFY(!pages->isTabEnabled(1));
    QVERIFY(widget.findChild<ArrayTable *>()->isVisibleTo(&widget));
    widget.setArray(viewOf(u"u1"_s, {3, 4}, *bytes), bytes);
    pages->setCurrentIndex(1);
    QTRY_COMPARE(picture->picture().size(), QSize(4, 3));
}

void TestArrayWidget::choosesSlices()
{
    const auto bytes = std::make_shared<QByteArray>(counting(48));
    ArrayWidget widget;
    widget.setArray(viewOf(u"u1"_s, {2, 1, 2, 3, 4}, *bytes), bytes);
    const QList<QSpinBox *> spinners = widget.findChildren<QSpinBox *>();
    QCOMPARE(spinners.size(), 2); // a dimension of one has nothing to choose
    const QAbstractItemModel &model = *widget.findChild<ArrayTable *>()->model();
    QCOMPARE(cell(model, 0, 0), u"0"_s);
    spinners[0]->setValue(1);
    QCOMPARE(cell(model, 0, 0), u"24"_s);
    spinners[1]->setValue(1);
    QCOMPARE(cell(model, 2, 3), u"47"_s);
    widget.findChild<QTabBar *>()->setCurrentIndex(1); // four channels: the last two of three
    QTRY_COMPARE(widget.findChild<PictureView *>()->picture().size(), QSize(3, 2));
    QCOMPARE(widget.findChildren<QSpinBox *>().size(), 1);
    widget.findChildren<QSpinBox *>().front()->setValue(1);
    QTRY_COMPARE(widget.findChild<PictureView *>()->picture().pixel(0, 0), qRgba(24, 25, 26, 27));
}

void TestArrayWidget::choosesParts()
{
    const auto bytes = std::make_shared<QByteArray>(counting(3 * ArrayTableModel::rowsPerPart));
    ArrayWidget widget;
    widget.setArray(viewOf(u"u1"_s, {bytes->size()}, *bytes), bytes);
    const QList<QSpinBox *> spinners = widget.findChildren<QSpinBox *>();
    QCOMPARE(spinners.size(), 1);
    QCOMPARE(spinners[0]->maximum(), 3); // people count parts from 1
    spinners[0]->setValue(3);
    QCOMPARE(widget.findChild<ArrayTable *>()->model()->headerData(0, Qt::Vertical).toString(), u"2000000"_s);
}

void TestArrayWidget::copiesCells()
{
    const auto bytes = std::make_shared<QByteArray>(counting(12));
    ArrayWidget widget;
    QSignalSpy refused(&widget, &ArrayWidget::copyRefused);
    widget.setArray(viewOf(u"u1"_s, {3, 4}, *bytes), bytes);
    auto *table = widget.findChild<ArrayTable *>();
    table->selectionModel()->select(QItemSelection(table->model()->index(1, 1), table->model()->index(2, 2)), QItemSelectionModel::Select);
    table->copySelection();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"5\t6\n9\t10\n"_s);
    const auto many = std::make_shared<QByteArray>(counting(ArrayTable::maxCopiedCells + 1));
    widget.setArray(viewOf(u"u1"_s, {many->size()}, *many), many);
    table->selectAll();
    table->copySelection();
    QCOMPARE(refused.count(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"5\t6\n9\t10\n"_s);
}

void TestArrayWidget::keepsTheBytesAlive()
{
    auto bytes = std::make_shared<QByteArray>(counting(12));
    const std::weak_ptr<QByteArray> watched = bytes;
    ArrayWidget widget;
    widget.setArray(viewOf(u"u1"_s, {3, 4}, *bytes), bytes);
    bytes.reset();
    QVERIFY(!watched.expired());
    QCOMPARE(cell(*widget.findChild<ArrayTable *>()->model(), 2, 3), u"11"_s);
    widget.setArray({}, {});
    QTRY_VERIFY(watched.expired());
}

void TestArrayWidget::namesItsControls()
{
    const auto bytes = std::make_shared<QByteArray>(counting(24));
    ArrayWidget widget;
    widget.setArray(viewOf(u"u1"_s, {2, 3, 4}, *bytes), bytes);
    for (const QToolButton *button : widget.findChildren<QToolButton *>()) {
        if (button->isVisibleTo(&widget))
            QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
    }
    for (const QSpinBox *spinner : widget.findChildren<QSpinBox *>()) {
        const QList<QLabel *> labels = widget.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [spinner](const QLabel *label) { return label->buddy() == spinner; }));
    }
    QVERIFY(!widget.findChild<ArrayTable *>()->accessibleName().isEmpty());
    QVERIFY(!widget.findChild<PictureView *>()->accessibleName().isEmpty());
}

QTEST_MAIN(TestArrayWidget)
#include "tst_array_widget.moc"
