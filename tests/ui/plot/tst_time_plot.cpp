// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/time_plot.h"

#include "ui/plot/legend_item.h"
#include "ui/plot/plot_export.h"
#include "ui/plot/time_canvas.h"
#include "ui/theme/series_colors.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

constexpr qint64 second = TimeWindow::second;
constexpr qint64 begin = 1'700'000'000 * second;

std::shared_ptr<TimeSeries> wave(int points, double height = 1)
{
    auto series = std::make_shared<TimeSeries>();
    for (int i = 0; i < points; ++i)
        series->append({begin + i * second / 10}, height * std::sin(i * 0.1));
    return series;
}

/// How many pixels are about of this colour.
int pixelsOf(const QImage &image, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            const int distance = std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green())
                + std::abs(pixel.blue() - color.blue());
            count += distance < 60 ? 1 : 0;
        }
    }
    return count;
}

} // namespace

class TestTimePlot : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init();
    void saysThatThereIsNothing();
    void drawsEachSeriesInItsColor();
    void aSinglePointIsSeen();
    void coloursAreGivenAgain();
    void legendHidesAndShows();
    void followsAndHolds();
    void dragMovesClickDoesNot();
    void wheelZooms();
    void valueRange();
    void infinityIsAGap();
    void keys();
    void drawsOnlyWhileItIsSeen();
    void savesCsvAndPicture();
    void tellsWhatFailed();
    void followsTheTheme();

private:
    TimeCanvas &canvas() { return m_plot->canvas(); }
    void drawn()
    {
        canvas().redraw();
        QCoreApplication::processEvents();
    }

    std::unique_ptr<TimePlot> m_plot;
};

void TestTimePlot::init()
{
    theme::apply(*qApp, theme::Mode::Light);
    m_plot = std::make_unique<TimePlot>();
    m_plot->resize(700, 320);
    m_plot->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
}

void TestTimePlot::saysThatThereIsNothing()
{
    drawn();
    QVERIFY(canvas().isEmpty());
    const QImage before = m_plot->grab().toImage();
    m_plot->setEmptyText(u"Something else"_s);
    QVERIFY(m_plot->grab().toImage() != before);
    m_plot->addSeries(u"none"_s, std::make_shared<TimeSeries>());
    drawn();
    QVERIFY(canvas().isEmpty());
}

void TestTimePlot::drawsEachSeriesInItsColor()
{
    m_plot->addSeries(u"a"_s, wave(500));
    m_plot->addSeries(u"b"_s, wave(500, 2));
    drawn();
    const QImage image = canvas().picture(1);
    QVERIFY(pixelsOf(image, theme::seriesColor(0)) > 200);
    QVERIFY(pixelsOf(image, theme::seriesColor(1)) > 200);
    QCOMPARE(pixelsOf(image, theme::seriesColor(2)), 0);
}

void TestTimePlot::aSinglePointIsSeen()
{
    auto series = std::make_shared<TimeSeries>();
    series->append({begin}, 7);
    m_plot->addSeries(u"a"_s, series);
    drawn();
    QVERIFY(!canvas().isEmpty());
    QVERIFY(pixelsOf(canvas().picture(1), theme::seriesColor(0)) > 1);
    QVERIFY(canvas().valueRange().first < 7 && canvas().valueRange().second > 7);
}

void TestTimePlot::coloursAreGivenAgain()
{
    const int a = m_plot->addSeries(u"a"_s, wave(10));
    const int b = m_plot->addSeries(u"b"_s, wave(10));
    const PlotSeries removed = *m_plot->seriesOf(a);
    m_plot->removeSeries(a);
    QVERIFY(!m_plot->seriesOf(a));
    QCOMPARE(m_plot->seriesOf(b)->look, 1);
    const int back = m_plot->restoreSeries(removed);
    QCOMPARE(m_plot->seriesOf(back)->look, 0);
    m_plot->removeSeries(b);
    const int c = m_plot->addSeries(u"c"_s, wave(10));
    QCOMPARE(m_plot->seriesOf(c)->look, 1);
}

void TestTimePlot::legendHidesAndShows()
{
    const int id = m_plot->addSeries(u"a"_s, wave(500));
    m_plot->addSeries(u"b"_s, wave(500));
    drawn();
    const QList<LegendItem *> items = m_plot->findChildren<LegendItem *>();
    QCOMPARE(items.size(), 2);
    QSignalSpy spy(m_plot.get(), &TimePlot::visibilityChanged);
    items[0]->click();
    QCOMPARE(spy.size(), 1);
    QVERIFY(!m_plot->seriesOf(id)->visible);
    drawn();
    QCOMPARE(pixelsOf(canvas().picture(1), theme::seriesColor(0)), 0);
    items[0]->click();
    QVERIFY(m_plot->seriesOf(id)->visible);
    items[0]->click();
    items[1]->click();
    drawn();
    QVERIFY(canvas().isEmpty());
}

void TestTimePlot::followsAndHolds()
{
    const auto series = wave(1000);
    m_plot->addSeries(u"a"_s, series);
    canvas().followLive(10 * second);
    drawn();
    const Timestamp last = series->at(999).time;
    QCOMPARE(canvas().window().to(), last);
    series->append({last.ns + second}, 1);
    m_plot->refresh();
    QTRY_COMPARE(canvas().window().to(), (Timestamp{last.ns + second}));
    canvas().hold();
    series->append({last.ns + 2 * second}, 1);
    m_plot->refresh();
    drawn();
    QCOMPARE(canvas().window().to(), (Timestamp{last.ns + second}));
    canvas().resume();
    drawn();
    QCOMPARE(canvas().window().to(), (Timestamp{last.ns + 2 * second}));
}

void TestTimePlot::dragMovesClickDoesNot()
{
    m_plot->addSeries(u"a"_s, wave(1000));
    canvas().followLive(10 * second);
    drawn();
    const QPoint middle = canvas().rect().center();
    QTest::mouseClick(&canvas(), Qt::LeftButton, {}, middle);
    QVERIFY(canvas().window().isLive());
    const Timestamp before = canvas().window().from();
    QTest::mousePress(&canvas(), Qt::LeftButton, {}, middle);
    for (const int by : {60, 120}) {
        const QPointF at = middle + QPoint(by, 0);
        QMouseEvent move(
            QEvent::MouseMove, at, canvas().mapToGlobal(at), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&canvas(), &move);
    }
    QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, middle + QPoint(120, 0));
    QVERIFY(!canvas().window().isLive());
    QVERIFY(canvas().window().from() < before);
    QCOMPARE(canvas().window().span(), 10 * second);
    QTest::mouseDClick(&canvas(), Qt::LeftButton, {}, middle);
    QVERIFY(canvas().window().isLive());
}

void TestTimePlot::wheelZooms()
{
    m_plot->addSeries(u"a"_s, wave(1000));
    canvas().followLive(10 * second);
    drawn();
    const QPointF at = canvas().rect().center();
    const auto turn = [&](int steps, Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(at, canvas().mapToGlobal(at), {}, QPoint(0, 120 * steps), Qt::NoButton, modifiers,
            Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&canvas(), &event);
        drawn();
    };
    turn(1, {});
    QVERIFY(canvas().window().span() < 10 * second);
    turn(-1, {});
    QVERIFY(std::abs(canvas().window().span() - 10 * second) < 10);
    QVERIFY(canvas().isValueRangeAutomatic());
    const auto before = canvas().valueRange();
    turn(2, Qt::ControlModifier);
    QVERIFY(!canvas().isValueRangeAutomatic());
    QVERIFY(canvas().valueRange().second - canvas().valueRange().first < before.second - before.first);
    canvas().fitValues();
    drawn();
    QCOMPARE(canvas().valueRange(), before);
}

void TestTimePlot::valueRange()
{
    auto series = std::make_shared<TimeSeries>();
    for (int i = 0; i <= 100; ++i)
        series->append({begin + i * second}, 100 + i);
    m_plot->addSeries(u"a"_s, series);
    canvas().followLive({});
    drawn();
    QVERIFY(canvas().valueRange().first > 90 && canvas().valueRange().first < 100);
    QVERIFY(canvas().valueRange().second > 200 && canvas().valueRange().second < 210);
    // What is out of sight does not count.
    canvas().followLive(10 * second);
    drawn();
    QVERIFY(canvas().valueRange().first > 185);
    m_plot->setZeroBased(true);
    drawn();
    QCOMPARE(canvas().valueRange().first, 0.);
}

void TestTimePlot::infinityIsAGap()
{
    auto series = std::make_shared<TimeSeries>();
    for (int i = 0; i <= 100; ++i)
        series->append({begin + i * second}, i == 50 ? std::numeric_limits<double>::infinity() : i);
    m_plot->addSeries(u"a"_s, series);
    canvas().followLive({});
    drawn();
    QVERIFY(std::isfinite(canvas().valueRange().second) && canvas().valueRange().second < 110);
    QVERIFY(pixelsOf(canvas().picture(1), theme::seriesColor(0)) > 100);
}

void TestTimePlot::keys()
{
    m_plot->addSeries(u"a"_s, wave(1000));
    canvas().followLive(10 * second);
    drawn();
    const Timestamp newest = canvas().window().to();
    canvas().setFocus();
    QTest::keyClick(&canvas(), Qt::Key_Space);
    QVERIFY(!canvas().window().isLive());
    QTest::keyClick(&canvas(), Qt::Key_Left);
    QCOMPARE(canvas().window().to(), (Timestamp{newest.ns - second}));
    QTest::keyClick(&canvas(), Qt::Key_Right);
    QCOMPARE(canvas().window().to(), newest);
    QTest::keyClick(&canvas(), Qt::Key_Plus);
    QCOMPARE(canvas().window().span(), 8 * second);
    QTest::keyClick(&canvas(), Qt::Key_Minus);
    QCOMPARE(canvas().window().span(), 10 * second);
    QTest::keyClick(&canvas(), Qt::Key_Home);
    QCOMPARE(canvas().window().from(), (Timestamp{begin}));
    QTest::keyClick(&canvas(), Qt::Key_End);
    QVERIFY(canvas().window().isLive());
    QCOMPARE(canvas().window().to(), newest);
}

void TestTimePlot::drawsOnlyWhileItIsSeen()
{
    const auto series = wave(100);
    m_plot->addSeries(u"a"_s, series);
    QSignalSpy pictures(&canvas(), &TimeCanvas::drawn);
    QTRY_VERIFY(!pictures.isEmpty());
    m_plot->hide();
    QCoreApplication::processEvents();
    pictures.clear();
    for (int i = 0; i < 10; ++i) {
        m_plot->refresh();
        QCoreApplication::processEvents();
    }
    QCOMPARE(pictures.size(), 0);
    m_plot->show();
    QTRY_VERIFY(!pictures.isEmpty());
}

void TestTimePlot::savesCsvAndPicture()
{
    QTemporaryDir folder;
    const auto series = wave(100);
    m_plot->addSeries(u"a"_s, series);
    drawn();
    QSignalSpy told(&m_plot->exporter(), &PlotExport::told);
    const QString csv = folder.filePath(u"a.csv"_s);
    m_plot->exporter().saveCsv({copyColumn(u"a"_s, *series, {0}, {begin + 1000 * second})}, csv);
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(!told[0][1].toBool());
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 101);
    const QString png = folder.filePath(u"a.png"_s);
    m_plot->exporter().savePicture(m_plot->picture(2), png);
    QTRY_COMPARE(told.size(), 2);
    QVERIFY2(!told[1][1].toBool(), qPrintable(told[1][0].toString()));
    const QImage image(png);
    QCOMPARE(image.width(), 2 * canvas().width());
    QVERIFY(image.height() > 2 * canvas().height()); // and the legend
    QVERIFY(pixelsOf(image, theme::seriesColor(0)) > 100);
}

void TestTimePlot::tellsWhatFailed()
{
    QTemporaryDir folder;
    QSignalSpy told(&m_plot->exporter(), &PlotExport::told);
    const QString path = folder.filePath(u"no/folder.csv"_s);
    m_plot->exporter().saveCsv({}, path);
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(told[0][1].toBool());
    QVERIFY(told[0][0].toString().contains(QDir::toNativeSeparators(path)));
    m_plot->exporter().savePicture(QImage(4, 4, QImage::Format_RGB32), path);
    QTRY_COMPARE(told.size(), 2);
    QVERIFY(told[1][1].toBool());
}

void TestTimePlot::followsTheTheme()
{
    m_plot->addSeries(u"a"_s, wave(100));
    drawn();
    const QColor light = canvas().picture(1).pixelColor(2, 2);
    theme::apply(*qApp, theme::Mode::Dark);
    QCoreApplication::processEvents();
    drawn();
    QVERIFY(canvas().picture(1).pixelColor(2, 2) != light);
    QCOMPARE(canvas().picture(1).pixelColor(2, 2), theme::color(theme::Role::Surface));
    QVERIFY(pixelsOf(canvas().picture(1), theme::seriesColor(0)) > 50);
}

QTEST_MAIN(TestTimePlot)
#include "tst_time_plot.moc"
