// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/value_format.h"

#include <QLocale>
#include <QTest>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace zmqscope;
using Scale = ValueFormat::Scale;

namespace {

QString plain(QString text)
{
    return text.replace(u'\u00A0', u' ');
}

} // namespace

class TestValueFormat : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void shortTexts_data();
    void shortTexts();
    void textsToRead();
    void steps_data();
    void steps();
    void unitsOfTicks();
};

void TestValueFormat::shortTexts_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("text");
    const auto row = [](double value, Scale scale, const QString &unit, const QString &text) {
        QTest::addRow("%s", qUtf8Printable(text)) << value << int(scale) << unit << text;
    };
    row(0, Scale::Plain, u""_s, u"0"_s);
    row(21.5, Scale::Plain, u""_s, u"21.5"_s);
    row(-0.25, Scale::Plain, u""_s, u"-0.25"_s);
    row(99'999, Scale::Plain, u"msg/s"_s, u"99999 msg/s"_s);
    row(487'123, Scale::Plain, u"msg/s"_s, u"487 k msg/s"_s);
    row(1'250'000, Scale::Plain, u""_s, u"1.25 M"_s);
    row(1e20, Scale::Plain, u""_s, u"1e+20"_s);
    row(1e-7, Scale::Plain, u""_s, u"1e-07"_s);
    row(1023, Scale::Bytes, u""_s, u"1023 B"_s);
    row(1024, Scale::Bytes, u"/s"_s, u"1.00 KiB/s"_s);
    row(3.2 * 1024 * 1024, Scale::Bytes, u"/s"_s, u"3.20 MiB/s"_s);
    row(0.00125, Scale::Seconds, u""_s, u"1.25 ms"_s);
    row(0.000'012'5, Scale::Seconds, u""_s, u"12.5 µs"_s);
    row(90, Scale::Seconds, u""_s, u"90.0 s"_s);
    row(std::numeric_limits<double>::quiet_NaN(), Scale::Plain, u""_s, u"–"_s);
}

void TestValueFormat::shortTexts()
{
    QFETCH(const double, value);
    QFETCH(const int, scale);
    QFETCH(const QString, unit);
    QTEST(plain(shortValue(value, {Scale(scale), unit})), "text");
}

void TestValueFormat::textsToRead()
{
    QCOMPARE(plain(readValue(487'123.25, {Scale::Plain, u"msg/s"_s})), u"487123.25 msg/s"_s);
    QCOMPARE(plain(readValue(1.0 / 3, {})), u"0.333333333"_s);
    QCOMPARE(plain(readValue(-12'345'678'901.0, {})), u"-12345678901"_s);
    QCOMPARE(plain(readValue(2048, {Scale::Bytes, u"/s"_s})), u"2.00 KiB/s"_s);
    QCOMPARE(readValue(std::numeric_limits<double>::quiet_NaN(), {}), u"–"_s);
}

void TestValueFormat::steps_data()
{
    QTest::addColumn<double>("span");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("scale");
    QTest::addColumn<double>("step");
    QTest::newRow("1") << 5. << 5 << int(Scale::Plain) << 1.;
    QTest::newRow("2") << 10. << 5 << int(Scale::Plain) << 2.;
    QTest::newRow("5") << 23. << 5 << int(Scale::Plain) << 5.;
    QTest::newRow("10") << 48. << 5 << int(Scale::Plain) << 10.;
    QTest::newRow("small") << 0.00048 << 5 << int(Scale::Plain) << 0.0001;
    QTest::newRow("powers of two") << 5000. << 5 << int(Scale::Bytes) << 1024.;
    QTest::newRow("no count") << 10. << 0 << int(Scale::Plain) << 10.;
}

void TestValueFormat::steps()
{
    QFETCH(const double, span);
    QFETCH(const int, count);
    QFETCH(const int, scale);
    QFETCH(const double, step);
    QCOMPARE(tickStep(span, count, {Scale(scale), {}}), step);
}

void TestValueFormat::unitsOfTicks()
{
    QCOMPARE(tickUnit(999, {}).text, QString());
    QCOMPARE(tickUnit(1000, {}).text, u"k"_s);
    QCOMPARE(tickUnit(-5e6, {}).text, u"M"_s);
    QCOMPARE(tickUnit(0, {Scale::Seconds, {}}).text, u"s"_s);
    QCOMPARE(tickUnit(0.002, {Scale::Seconds, {}}).text, u"ms"_s);
    QCOMPARE(tickUnit(5e5, {Scale::Bytes, {}}).text, u"KiB"_s);
    QCOMPARE(tickUnit(5e5, {Scale::Bytes, {}}).factor, 1024.);
}

QTEST_APPLESS_MAIN(TestValueFormat)
#include "tst_value_format.moc"
