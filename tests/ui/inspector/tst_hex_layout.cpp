// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/hex_layout.h"

#include <QTest>

using namespace zmqscope;

class TestHexLayout : public QObject
{
    Q_OBJECT
private slots:
    void fillsTheWidth();
    void countsRows();
    void widensOffsets();
    void findsEachByte();
};

void TestHexLayout::fillsTheWidth()
{
    QCOMPARE(HexLayout(100, 0).bytesPerRow(), 4);
    int last = 4;
    for (int columns = 0; columns < 300; ++columns) {
        const HexLayout layout(100, columns);
        QVERIFY(layout.bytesPerRow() >= last);
        QVERIFY(layout.bytesPerRow() == 4 || layout.width() <= columns);
        last = layout.bytesPerRow();
    }
    QCOMPARE(last, 32);
}

void TestHexLayout::countsRows()
{
    QCOMPARE(HexLayout(0, 0).rows(), 0);
    QCOMPARE(HexLayout(1, 0).rows(), 1);
    QCOMPARE(HexLayout(4, 0).rows(), 1);
    QCOMPARE(HexLayout(5, 0).rows(), 2);
    QCOMPARE(HexLayout(qint64(1) << 30, 300).rows(), (qint64(1) << 30) / 32);
}

void TestHexLayout::widensOffsets()
{
    QCOMPARE(HexLayout((qint64(1) << 32) - 1, 100).offsetDigits(), 8);
    QCOMPARE(HexLayout(qint64(1) << 32, 100).offsetDigits(), 9);
    QCOMPARE(HexLayout(qint64(1) << 36, 100).offsetDigits(), 10);
}

void TestHexLayout::findsEachByte()
{
    for (const int columns : {0, 50, 85, 200}) {
        const HexLayout layout(1000, columns);
        for (int i = 0; i < layout.bytesPerRow(); ++i) {
            for (const double at : {0.1, 1.0, 1.9}) {
                QCOMPARE(layout.hit(layout.hexColumn(i) + at).byte, i);
                QVERIFY(!layout.hit(layout.hexColumn(i) + at).ascii);
            }
            QCOMPARE(layout.hit(layout.asciiColumn(i) + 0.5).byte, i);
            QVERIFY(layout.hit(layout.asciiColumn(i) + 0.5).ascii);
        }
        QCOMPARE(layout.hit(-5).byte, 0);
        QCOMPARE(layout.hit(1e6).byte, layout.bytesPerRow() - 1);
    }
}

QTEST_GUILESS_MAIN(TestHexLayout)
#include "tst_hex_layout.moc"
