// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/array/image_view.h"
#include "ui/array/picture_view.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QLabel>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

QByteArray encoded(const char *format, const QSize &size = {60, 40})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format) ? bytes : QByteArray();
}

} // namespace

class TestImageView : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void showsImages_data();
    void showsImages();
    void saysWhyNot_data();
    void saysWhyNot();
    void showsTheNewestOfMany();
    void zooms();

private:
    void set(ImageView &view, const QByteArray &bytes)
    {
        const auto owner = std::make_shared<QByteArray>(bytes);
        view.setImage(*owner, owner);
    }
    bool hasText(const QWidget &widget, const QString &text) const
    {
        const QList<QLabel *> labels = widget.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text().contains(text); });
    }
};

void TestImageView::initTestCase()
{
    theme::apply(*qApp, theme::Mode::Light);
}

void TestImageView::showsImages_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("PNG") << encoded("PNG") << u"PNG · 60 × 40 · RGB"_s;
    QTest::newRow("JPEG") << encoded("JPEG") << u"JPEG · 60 × 40 · YCbCr"_s;
    QTest::newRow("BMP") << encoded("BMP") << u"BMP · 60 × 40"_s;
    QTest::newRow("GIF") << QByteArray::fromBase64("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==") << u"GIF · 1 × 1"_s;
}

void TestImageView::showsImages()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    ImageView view;
    set(view, bytes);
    QVERIFY(hasText(view, text));
    auto *picture = view.findChild<PictureView *>();
    QTRY_VERIFY(!picture->picture().isNull());
    QVERIFY(picture->isVisibleTo(&view));
    view.setImage({}, {});
    QVERIFY(picture->picture().isNull());
    QVERIFY(!hasText(view, text));
}

void TestImageView::saysWhyNot_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    const auto sized = [](quint32 side) {
        const quint32 big = qToBigEndian(side);
        const QByteArray raw(reinterpret_cast<const char *>(&big), 4);
        return QByteArray(encoded("PNG").replace(16, 4, raw).replace(20, 4, raw));
    };
    QTest::newRow("SVG") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>") << u"none of PNG"_s;
    QTest::newRow("no size") << encoded("PNG").first(20) << u"damaged, or cut off"_s;
    QTest::newRow("cut off") << encoded("PNG").first(40) << u"cannot be shown"_s;
    QTest::newRow("one side too many") << sized(8193) << u"more than 256 MB"_s; // 8192² pixels of 4 bytes are just that
    QTest::newRow("not too many") << sized(8192) << u"cannot be shown"_s; // a wrong checksum
    QTest::newRow("a wall of pixels") << sized(0x7fffffff) << u"more than 256 MB"_s;
    QTest::newRow("WebP without its reader") << QByteArray::fromHex("52494646b603000057454250565038580a000000120000007f0200df0100") << u"cannot be shown"_s;
}

void TestImageView::saysWhyNot()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    ImageView view;
    set(view, bytes);
    QTRY_VERIFY(hasText(view, text));
    QVERIFY(!view.findChild<PictureView *>()->isVisibleTo(&view));
}

void TestImageView::showsTheNewestOfMany()
{
    ImageView view;
    for (int width = 1; width <= 30; ++width)
        set(view, encoded("PNG", {width, 10}));
    QTRY_COMPARE(view.findChild<PictureView *>()->picture().width(), 30);
}

void TestImageView::zooms()
{
    ImageView view;
    view.resize(300, 200);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    set(view, encoded("PNG", {1000, 100}));
    auto *picture = view.findChild<PictureView *>();
    QTRY_VERIFY(picture->isVisible());
    QVERIFY(picture->pictureRect().width() <= picture->viewport()->width());
    QCOMPARE(picture->horizontalScrollBar()->maximum(), 0);
    const QList<QToolButton *> buttons = view.findChildren<QToolButton *>();
    QCOMPARE(buttons.size(), 2);
    QTest::mouseClick(buttons[1], Qt::LeftButton);
    QCOMPARE(picture->pictureRect().width(), qRound(1000 / picture->devicePixelRatioF()));
    QVERIFY(picture->horizontalScrollBar()->maximum() > 0);
    QTest::mouseClick(buttons[0], Qt::LeftButton);
    QCOMPARE(picture->horizontalScrollBar()->maximum(), 0);
}

QTEST_MAIN(TestImageView)
#include "tst_image_view.moc"
