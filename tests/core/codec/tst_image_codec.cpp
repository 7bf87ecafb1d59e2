// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "core/codec/image_header.h"
#include "tests/core/codec/hostile_bytes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

const QByteArray png = QByteArray::fromHex("89504e470d0a1a0a0000000d4948445200000280000001e00802000000");
const QByteArray gif = QByteArray::fromHex("4749463839618002e001f70000");
const QByteArray bmp = QByteArray::fromHex("424d36100e000000000036000000280000008002000020feffff010018000000000000100e00");
const QByteArray webpLossy = QByteArray::fromHex("52494646b6030000574542505650382022000000300100" "9d012a8002e0010000");
const QByteArray webpLossless = QByteArray::fromHex("52494646b60300005745425056503" "84c22000000" "2f7fc277100000000000");
const QByteArray webpExtended = QByteArray::fromHex("52494646b603000057454250565038580a000000120000007f0200df0100");

/// A JPEG with @p segments comments in front of what says its size.
QByteArray jpeg(int segments)
{
    QByteArray bytes("\xff\xd8\xff\xe0\x00\x04\x00\x00", 8);
    for (int i = 0; i < segments; ++i)
        bytes += QByteArray("\xff\xfe\x00\x03\x61", 5);
    return bytes + QByteArray::fromHex("ffc0001108" "01e0" "0280" "03" "012200021101031101");
}

} // namespace

class TestImageCodec : public QObject
{
    Q_OBJECT
private slots:
    void readsHeaders_data();
    void readsHeaders();
    void leavesOthersAlone_data();
    void leavesOthersAlone();
    void tellsWhatIsDamaged_data();
    void tellsWhatIsDamaged();
    void boundsTheSegments();
    void showsMembers();
    void survivesHostileBytes();

private:
    const Codec &m_codec = *CodecRegistry::builtin().find(u"image");
};

void TestImageCodec::readsHeaders_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("PNG") << png << u"PNG 640×480, RGB, 24 bit a pixel, 29 bytes"_s;
    QTest::newRow("JPEG") << jpeg(0) << u"JPEG 640×480, YCbCr, 24 bit a pixel, 27 bytes"_s;
    QTest::newRow("JPEG with comments") << jpeg(3) << u"JPEG 640×480, YCbCr, 24 bit a pixel, 42 bytes"_s;
    QTest::newRow("GIF") << gif << u"GIF 640×480, palette, 8 bit a pixel, 13 bytes"_s;
    QTest::newRow("BMP, upper line first") << bmp << u"BMP 640×480, RGB, 24 bit a pixel, 38 bytes"_s;
    QTest::newRow("WebP lossy") << webpLossy << u"WebP 640×480, YCbCr, 32 bytes"_s;
    QTest::newRow("WebP lossless") << webpLossless << u"WebP 640×480, RGBA, 30 bytes"_s;
    QTest::newRow("WebP extended") << webpExtended << u"WebP 640×480, RGBA, 30 bytes"_s;
}

void TestImageCodec::readsHeaders()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    const Reading best = Detector().best(bytes);
    QCOMPARE(best.codec->id(), u"image"_s);
    QCOMPARE(best.certainty, Certainty::Certain);
    QCOMPARE(best.reason, text.first(text.indexOf(u',')));
    QCOMPARE(m_codec.decode(bytes, 1000)->text, text);
    QCOMPARE(gist(m_codec.decodeTree(bytes, DecodeLimits::forGist()), 100), best.reason);
}

void TestImageCodec::leavesOthersAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("SVG") << QByteArray("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    QTest::newRow("about GIF") << QByteArray("GIF89a is a format of CompuServe");
    QTest::newRow("about BMW") << QByteArray("BMW is a maker of cars and of motorcycles, in Munich");
    QTest::newRow("sound") << QByteArray("RIFF\x24\x08\x00\x00WAVEfmt \x10\x00\x00\x00", 20);
    QTest::newRow("two planes") << QByteArray(bmp).replace(26, 1, "\x02");
    QTest::newRow("nothing") << QByteArray();
}

void TestImageCodec::leavesOthersAlone()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(m_codec.recognise(bytes, Codec::fullEffort).certainty, Certainty::No);
    QVERIFY(!m_codec.decode(bytes, 100).ok());
    QVERIFY(m_codec.decodeTree(bytes, {}).problem());
}

void TestImageCodec::tellsWhatIsDamaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("PNG cut") << png.first(20);
    QTest::newRow("PNG without width") << QByteArray(png).replace(16, 4, QByteArray(4, '\0'));
    QTest::newRow("PNG too wide") << QByteArray(png).replace(16, 4, QByteArray(4, '\xff'));
    QTest::newRow("JPEG cut") << jpeg(0).first(14);
    QTest::newRow("JPEG segment of no length") << QByteArray(jpeg(0)).replace(5, 1, QByteArray(1, '\0'));
    QTest::newRow("JPEG segment beyond") << QByteArray(jpeg(0)).replace(4, 1, "\x70");
    QTest::newRow("WebP of nothing") << QByteArray(webpLossy).replace(26, 4, QByteArray(4, '\0'));
}

void TestImageCodec::tellsWhatIsDamaged()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(m_codec.recognise(bytes, Codec::fullEffort).certainty, Certainty::Certain);
    QVERIFY(m_codec.decodeTree(bytes, {}).problem());
    QVERIFY(!readImageHeader(bytes)->hasSize());
}

void TestImageCodec::boundsTheSegments()
{
    QVERIFY(readImageHeader(jpeg(ImageHeader::maxSegments - 2))->hasSize()); // the first and the last are segments too
    QVERIFY(!readImageHeader(jpeg(ImageHeader::maxSegments - 1))->hasSize());
}

void TestImageCodec::showsMembers()
{
    QCOMPARE(gist(m_codec.decodeTree(png, {}), 200),
             u"PNG(width=640, height=480, colors=\"RGB\", \"bits per pixel\"=24, bytes=29)"_s);
    QVERIFY(!m_codec.encodes());
    QVERIFY(!m_codec.encode(u"PNG"_s).ok());
}

void TestImageCodec::survivesHostileBytes()
{
    for (const QByteArray &sample : {png, jpeg(2), gif, bmp, webpLossy, webpLossless, webpExtended})
        readDamaged(m_codec, sample);
}

QTEST_GUILESS_MAIN(TestImageCodec)
#include "tst_image_codec.moc"
