// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/array_reader.h"
#include "core/array/array_statistics.h"
#include "tests/core/array/npy_samples.h"

#include <QRandomGenerator>
#include <QTest>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

template <typename T>
QByteArray raw(std::initializer_list<T> values)
{
    QByteArray bytes;
    for (const T value : values)
        bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
    return bytes;
}

ArrayView vectorOf(const QString &dtype, const QByteArray &data)
{
    const DType type = *DType::parse(dtype);
    return *ArrayView::over(type, {data.size() / type.itemSize()}, false, data);
}

} // namespace

class TestArrayReader : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatNumpyWrites_data();
    void readsWhatNumpyWrites();
    void readsAllVersions();
    void refusesHeaders_data();
    void refusesHeaders();
    void boundsTheHeader();
    void survivesEveryPrefix();
    void survivesRandomBytes();

    void readsTwoFrames_data();
    void readsTwoFrames();
    void refusesTwoFrames_data();
    void refusesTwoFrames();

    void checksTheProductOfTheShape();
    void boundsTheDimensions();
    void cutsLongElements();

    void countsStatistics();
    void statisticsKeepWhatTheyCanOfOddNumbers();
    void statisticsStayExactFarFromZero();
    void statisticsStop();
};

// The headers and bytes are numpy 1.24's; the texts are in the order of numpy.ndarray.flat.
void TestArrayReader::readsWhatNumpyWrites_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QString>("dtype");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("float64") << QByteArray("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }")
        << QByteArray("0000000000000000000000000000d03f000000000000e03f000000000000e83f000000000000f03f000000000000f43f") << u"float64"_s << QStringList{u"0.0"_s, u"0.25"_s, u"0.5"_s, u"0.75"_s, u"1.0"_s, u"1.25"_s};
    QTest::newRow("fortran") << QByteArray("{'descr': '<i2', 'fortran_order': True, 'shape': (2, 3), }")
        << QByteArray("000003000100040002000500") << u"int16"_s << QStringList{u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s};
    QTest::newRow("big endian") << QByteArray("{'descr': '>i4', 'fortran_order': False, 'shape': (3,), }")
        << QByteArray("00000001fffffffe0000012c") << u">i4"_s << QStringList{u"1"_s, u"-2"_s, u"300"_s};
    QTest::newRow("bool") << QByteArray("{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }")
        << QByteArray("0100") << u"bool"_s << QStringList{u"True"_s, u"False"_s};
    QTest::newRow("half") << QByteArray("{'descr': '<f2', 'fortran_order': False, 'shape': (5,), }")
        << QByteArray("662e00c1007e007c0100") << u"float16"_s << QStringList{u"0.1"_s, u"-2.5"_s, u"nan"_s, u"inf"_s, u"6e-08"_s};
    QTest::newRow("float32") << QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }")
        << QByteArray("cdcccc3dec78ad60") << u"float32"_s << QStringList{u"0.1"_s, u"1e+20"_s};
    QTest::newRow("uint64") << QByteArray("{'descr': '<u8', 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("ffffffffffffffff") << u"uint64"_s << QStringList{u"18446744073709551615"_s};
    QTest::newRow("complex") << QByteArray("{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }")
        << QByteArray("0000803f0000004000000080000000bf") << u"complex64"_s << QStringList{u"1.0+2.0j"_s, u"-0.0-0.5j"_s};
    QTest::newRow("complex big") << QByteArray("{'descr': '>c16', 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("3ff8000000000000c000000000000000") << u">c16"_s << QStringList{u"1.5-2.0j"_s};
    QTest::newRow("text") << QByteArray("{'descr': '<U3', 'fortran_order': False, 'shape': (2,), }")
        << QByteArray("610000006200000063000000e9000000817a000000000000") << u"<U3"_s << QStringList{u"abc"_s, u"é突"_s};
    QTest::newRow("text big") << QByteArray("{'descr': '>U2', 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("0000006100000062") << u">U2"_s << QStringList{u"ab"_s};
    QTest::newRow("bytes") << QByteArray("{'descr': '|S3', 'fortran_order': False, 'shape': (2,), }")
        << QByteArray("61620063ff00") << u"|S3"_s << QStringList{u"ab"_s, u"c\\xff"_s};
    QTest::newRow("dates") << QByteArray("{'descr': '<M8[ms]', 'fortran_order': False, 'shape': (3,), }")
        << QByteArray("5308d8f48d0100000000000000000080ffffffffffffffff") << u"datetime64[ms]"_s << QStringList{u"2024-02-29T12:30:15.123"_s, u"NaT"_s, u"1969-12-31T23:59:59.999"_s};
    QTest::newRow("dates D") << QByteArray("{'descr': '<M8[D]', 'fortran_order': False, 'shape': (3,), }")
        << QByteArray("57f0fdffffffffffc606f5ffffffffffdbc6f4ffffffffff") << u"datetime64[D]"_s << QStringList{u"1600-02-29"_s, u"0001-01-01"_s, u"-0044-03-15"_s};
    QTest::newRow("dates M") << QByteArray("{'descr': '<M8[M]', 'fortran_order': False, 'shape': (2,), }")
        << QByteArray("ffffffffffffffff8c02000000000000") << u"datetime64[M]"_s << QStringList{u"1969-12"_s, u"2024-05"_s};
    QTest::newRow("dates Y") << QByteArray("{'descr': '<M8[Y]', 'fortran_order': False, 'shape': (2,), }")
        << QByteArray("ffffffffffffffff3600000000000000") << u"datetime64[Y]"_s << QStringList{u"1969"_s, u"2024"_s};
    QTest::newRow("dates W") << QByteArray("{'descr': '<M8[W]', 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("0500000000000000") << u"datetime64[W]"_s << QStringList{u"1970-02-05"_s};
    QTest::newRow("dates h") << QByteArray("{'descr': '<M8[h]', 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("fdffffffffffffff") << u"datetime64[h]"_s << QStringList{u"1969-12-31T21"_s};
    QTest::newRow("dates m") << QByteArray("{'descr': '<M8[m]', 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("3d00000000000000") << u"datetime64[m]"_s << QStringList{u"1970-01-01T01:01"_s};
    QTest::newRow("dates s") << QByteArray("{'descr': '<M8[s]', 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("8000926500000000") << u"datetime64[s]"_s << QStringList{u"2024-01-01T00:00:00"_s};
    QTest::newRow("dates ns") << QByteArray("{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("ffffffffffffff7f") << u"datetime64[ns]"_s << QStringList{u"2262-04-11T23:47:16.854775807"_s};
    QTest::newRow("dates as") << QByteArray("{'descr': '<M8[as]', 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("ffffffffffffffff") << u"datetime64[as]"_s << QStringList{u"1969-12-31T23:59:59.999999999999999999"_s};
    QTest::newRow("dates of 25 s") << QByteArray("{'descr': '<M8[25s]', 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("ffffffffffffffff") << u"datetime64[25s]"_s << QStringList{u"1969-12-31T23:59:35"_s};
    QTest::newRow("deltas") << QByteArray("{'descr': '<m8[s]', 'fortran_order': False, 'shape': (2,), }")
        << QByteArray("0500000000000000f9ffffffffffffff") << u"timedelta64[s]"_s << QStringList{u"5 s"_s, u"-7 s"_s};
    QTest::newRow("records") << QByteArray("{'descr': [('x', '<f4'), ('y', '<i2'), ('n', '<U2')], 'fortran_order': False, 'shape': (2,), }")
        << QByteArray("0000c03f0200610000006200000000004040fcff0000000000000000") << u"[('x', '<f4'), ('y', '<i2'), ('n', '<U2')]"_s << QStringList{u"(1.5, 2, 'ab')"_s, u"(3.0, -4, '')"_s};
    QTest::newRow("sub arrays") << QByteArray("{'descr': [('m', '<i2', (2, 2)), ('p', [('a', '|u1')])], 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("010002000300040009") << u"[('m', '<i2', (2, 2)), ('p', [('a', '|u1')])]"_s << QStringList{u"([1, 2, 3, 4], (9))"_s};
    QTest::newRow("padding") << QByteArray("{'descr': [('a', '|i1'), ('', '|V7'), ('b', '<f8')], 'fortran_order': False, 'shape': (1,), }")
        << QByteArray("0500000000000000000000000000e03f") << u"[('a', '|i1'), ('b', '<f8')]"_s << QStringList{u"(5, 0.5)"_s};
    QTest::newRow("scalar") << QByteArray("{'descr': '|u1', 'fortran_order': False, 'shape': (), }")
        << QByteArray("07") << u"uint8"_s << QStringList{u"7"_s};
    QTest::newRow("empty") << QByteArray("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 3), }")
        << QByteArray("") << u"float64"_s << QStringList{};
}

void TestArrayReader::readsWhatNumpyWrites()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, hex);
    QFETCH(QString, dtype);
    QFETCH(QStringList, texts);
    const QByteArray npy = npyBytes(header, QByteArray::fromHex(hex));
    const Result<ArrayView> array = parseNpy(npy);
    QVERIFY2(array.ok(), array.ok() ? "" : qPrintable(array.error().text()));
    QCOMPARE(array->dtype().name(), dtype);
    QCOMPARE(array->bytes().toByteArray(), QByteArray::fromHex(hex));
    QCOMPARE(array->count(), texts.size());
    QList<qsizetype> index(array->dimensions(), 0);
    for (const QString &text : std::as_const(texts)) {
        QCOMPARE(array->elementText(array->position(index)), text);
        for (qsizetype i = index.size() - 1; i >= 0 && ++index[i] == array->shape()[i]; --i)
            index[i] = 0;
    }
}

void TestArrayReader::readsAllVersions()
{
    const QByteArray dict = "{'descr': [('é', '<u2')], 'fortran_order': False, 'shape': (1L,), }\n";
    const QByteArray latin1 = QString::fromUtf8(dict).toLatin1();
    const QByteArray ends[] = {QByteArray("\x93NUMPY\1\0", 8) + npyLength<quint16>(latin1.size()) + latin1,
                               QByteArray("\x93NUMPY\2\0", 8) + npyLength<quint32>(latin1.size()) + latin1,
                               QByteArray("\x93NUMPY\3\0", 8) + npyLength<quint32>(dict.size()) + dict};
    for (const QByteArray &start : ends) {
        const QByteArray file = start + QByteArray("\7\0", 2);
        const Result<ArrayView> array = parseNpy(file);
        QVERIFY(array.ok());
        QCOMPARE(array->dtype().fields().front().name, u"é"_s);
        QCOMPARE(array->elementText(0), u"(7)"_s);
    }
    const QByteArray unknown = QByteArray("\x93NUMPY\4\0", 8) + npyLength<quint32>(dict.size()) + dict + "ab";
    QVERIFY(!parseNpy(unknown).ok());
    const QByteArray notUtf8 = QByteArray("\x93NUMPY\3\0", 8) + npyLength<quint32>(latin1.size()) + latin1 + "ab";
    QVERIFY(!parseNpy(notUtf8).ok());
}

void TestArrayReader::refusesHeaders_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("word");
    QTest::newRow("objects") << QByteArray("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}") << u"objects"_s;
    QTest::newRow("objects within") << QByteArray("{'descr': [('a', '|O')], 'fortran_order': False, 'shape': (1,)}") << u"objects"_s;
    QTest::newRow("no shape") << QByteArray("{'descr': '<f8', 'fortran_order': False}") << u"shape"_s;
    QTest::newRow("twice") << QByteArray("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}") << u"once"_s;
    QTest::newRow("more") << QByteArray("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'x': 1}") << u"x"_s;
    QTest::newRow("shape is a list") << QByteArray("{'descr': '<f8', 'fortran_order': False, 'shape': [1]}") << u"shape"_s;
    QTest::newRow("negative") << QByteArray("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}") << u"shape"_s;
    QTest::newRow("order is a number") << QByteArray("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}") << u"fortran_order"_s;
    QTest::newRow("JSON words") << QByteArray("{'descr': '<f8', 'fortran_order': false, 'shape': (1,)}") << u"Character"_s;
    QTest::newRow("a call") << QByteArray("{'descr': os.system('x'), 'fortran_order': False, 'shape': (1,)}") << u"Character 11"_s;
    QTest::newRow("not closed") << QByteArray("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)") << u"not closed"_s;
    QTest::newRow("a list") << QByteArray("['descr', '<f8']") << u"dict"_s;
    QTest::newRow("overflow") << QByteArray("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}") << u"not possible"_s;
    QTest::newRow("overflow of none") << QByteArray("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 9223372036854775807)}") << u"not possible"_s;
    QTest::newRow("no bytes") << QByteArray("{'descr': '|S0', 'fortran_order': False, 'shape': (9223372036854775807,)}") << u"no bytes"_s;
}

void TestArrayReader::refusesHeaders()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, word);
    const Result<NpyHeader> read = parseNpyHeader(npyBytes(header, QByteArray(64, 'x')));
    QVERIFY(!read.ok());
    QVERIFY2(read.error().detail.contains(word), qPrintable(read.error().detail));
}

void TestArrayReader::boundsTheHeader()
{
    const QByteArray dict = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)}";
    const auto file = [&](qsizetype length) {
        return QByteArray(QByteArray("\x93NUMPY\2\0", 8) + npyLength<quint32>(length) + dict.leftJustified(length, ' ') + '\7');
    };
    QVERIFY(parseNpy(file(NpyHeader::maxBytes)).ok());
    QVERIFY(!parseNpy(file(NpyHeader::maxBytes + 1)).ok());
}

void TestArrayReader::survivesEveryPrefix()
{
    const QByteArray npy = npyBytes("{'descr': [('x', '<f4'), ('y', '<i2', (3,))], 'fortran_order': True, 'shape': (2, 2), }",
                                    QByteArray(40, 'd'));
    for (qsizetype length = 0; length < npy.size(); ++length)
        QVERIFY(!parseNpy(QByteArrayView(npy).first(length)).ok());
    QVERIFY(parseNpy(npy).ok());
}

void TestArrayReader::survivesRandomBytes()
{
    QRandomGenerator random(5);
    const QByteArray npy = npyBytes("{'descr': [('x', '<f4'), ('y', '<M8[25s]', (3,))], 'fortran_order': True, 'shape': (2, 2), }",
                                    QByteArray(112, 'd'));
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes = npy;
        for (int change = 0; change < 3; ++change)
            bytes[6 + random.bounded(90)] = char(random.bounded(256));
        if (const Result<ArrayView> array = parseNpy(bytes); array && array->count() > 0)
            QVERIFY(!array->elementText(array->count() - 1).isEmpty() || array->dtype().kind() == DType::Kind::Text
                    || array->dtype().kind() == DType::Kind::Bytes);
    }
}

void TestArrayReader::readsTwoFrames_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("last");
    QTest::newRow("pyzmq's manual") << QByteArray(R"({"dtype": "int32", "shape": [2, 2]})") << raw<qint32>({1, 2, 3, -4}) << u"-4"_s;
    QTest::newRow("str(dtype) of records") << QByteArray(R"({"dtype": "[('x', '<f4'), ('y', '<i2')]", "shape": [1]})")
                                           << raw<char>({0, 0, 0, 0x3f, 5, 0}) << u"(0.5, 5)"_s;
    QTest::newRow("str(dtype) aligned")
        << QByteArray(R"({"dtype": "{'names': ['a', 'b'], 'formats': ['i1', '<f8'], 'offsets': [0, 8], 'itemsize': 16, 'aligned': True}", "shape": [1]})")
        << QByteArray(16, '\0') << u"(0, 0.0)"_s;
    QTest::newRow("descr as a list") << QByteArray(R"({"dtype": [["x", "|u1"], ["y", "|u1", [2]]], "shape": [1]})") << QByteArray("\1\2\3") << u"(1, [2, 3])"_s;
    QTest::newRow("one number as shape") << QByteArray(R"({"shape": 3, "dtype": "|u1", "more": {}})") << QByteArray("abc") << u"99"_s;
    QTest::newRow("a single value") << QByteArray(R"({"shape": [], "dtype": "uint8"})") << QByteArray("a") << u"97"_s;
}

void TestArrayReader::readsTwoFrames()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, data);
    QFETCH(QString, last);
    const Result<ArrayView> array = arrayFromHeader(json, data);
    QVERIFY2(array.ok(), array.ok() ? "" : qPrintable(array.error().text()));
    QCOMPARE(array->elementText(array->count() - 1), last);
    QVERIFY(!array->isFortran());
    QVERIFY(arrayFromHeader(QByteArray(json).replace(json.size() - 1, 1, R"(, "order": "F"})"), data)->isFortran());
}

void TestArrayReader::refusesTwoFrames_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no object") << QByteArray(R"(["dtype", "shape"])");
    QTest::newRow("not JSON") << QByteArray(R"({"dtype": "uint8", "shape": [4])");
    QTest::newRow("no shape") << QByteArray(R"({"dtype": "uint8"})");
    QTest::newRow("objects") << QByteArray(R"({"dtype": "object", "shape": [4]})");
    QTest::newRow("unknown") << QByteArray(R"({"dtype": "float7", "shape": [4]})");
    QTest::newRow("too few bytes") << QByteArray(R"({"dtype": "uint8", "shape": [5]})");
    QTest::newRow("too many bytes") << QByteArray(R"({"dtype": "uint8", "shape": [3]})");
    QTest::newRow("negative") << QByteArray(R"({"dtype": "uint8", "shape": [-4]})");
    QTest::newRow("fraction") << QByteArray(R"({"dtype": "uint8", "shape": [4.0]})");
    QTest::newRow("text") << QByteArray(R"({"dtype": "uint8", "shape": "4"})");
    QTest::newRow("overflow") << QByteArray(R"({"dtype": "uint8", "shape": [4294967296, 4294967296, 4]})");
    QTest::newRow("deep") << QByteArray(R"({"shape": [4], "dtype": )") + QByteArray(10'000, '[') + QByteArray(10'000, ']') + "}";
}

void TestArrayReader::refusesTwoFrames()
{
    QFETCH(QByteArray, json);
    const Result<ArrayView> array = arrayFromHeader(json, "1234");
    QVERIFY(!array.ok());
    QVERIFY(!array.error().detail.isEmpty());
}

void TestArrayReader::checksTheProductOfTheShape()
{
    const DType type = *DType::parse(u"<f8"_s);
    const QByteArray bytes(48, '\0');
    QVERIFY(ArrayView::over(type, {2, 3}, false, bytes).ok());
    QVERIFY(!ArrayView::over(type, {2, 3}, false, QByteArrayView(bytes).first(47)).ok());
    QVERIFY(!ArrayView::over(type, {-2, -3}, false, bytes).ok());
    QVERIFY(!ArrayView::over(type, {qsizetype(1) << 61, 8}, false, bytes).ok());
    QCOMPARE(ArrayView::over(type, {0, 3}, false, {})->count(), 0);
    QCOMPARE(ArrayView::over(type, {2, 3}, true, bytes)->stride(1), 2);
}

void TestArrayReader::boundsTheDimensions()
{
    QVERIFY(ArrayView::over({}, QList<qsizetype>(ArrayView::maxDimensions, 1), false, "a").ok());
    QVERIFY(!ArrayView::over({}, QList<qsizetype>(ArrayView::maxDimensions + 1, 1), false, "a").ok());
}

void TestArrayReader::cutsLongElements()
{
    const QByteArray bytes(1'000'000, 'a');
    const ArrayView array = vectorOf(u"S1000000"_s, bytes);
    QCOMPARE(array.elementText(0, 10), u"aaaaaaaaaa…"_s);
    const ArrayView records = *ArrayView::over(*DType::parse(u"[('a', 'u1', (1000000,))]"_s), {1}, false, bytes);
    QCOMPARE(records.elementText(0, 10), u"([97, 97, …"_s);
}

void TestArrayReader::countsStatistics()
{
    QByteArray bytes;
    for (int i = 0; i < 10'000; ++i)
        bytes += raw<qint16>({qint16(i - 5000)});
    const std::optional<ArrayStatistics> found = statisticsOf(vectorOf(u"<i2"_s, bytes));
    QVERIFY(found);
    QCOMPARE(found->numbers, 10'000);
    QCOMPARE(found->minAt, 0);
    QCOMPARE(found->maxAt, 9'999);
    QCOMPARE(found->mean, -0.5);
    QCOMPARE(found->deviation, std::sqrt((1e8 - 1) / 12)); // of an even distribution
    QCOMPARE(statisticsOf(vectorOf(u">i2"_s, raw<char>({0, 5, 0, 7})))->mean, 6.0);
    QCOMPARE(statisticsOf(vectorOf(u"?"_s, raw<char>({0, 1, 1, 0})))->mean, 0.5);
    QVERIFY(!statisticsOf(vectorOf(u"S2"_s, "abcd")));
    QVERIFY(!statisticsOf(vectorOf(u"<c8"_s, QByteArray(8, '\0'))));
    QCOMPARE(statisticsOf(vectorOf(u"<f8"_s, {}))->minAt, -1);
}

void TestArrayReader::statisticsKeepWhatTheyCanOfOddNumbers()
{
    const double nan = std::nan("");
    const double inf = INFINITY;
    const QByteArray bytes = raw<double>({nan, 3, -inf, 5, nan, inf});
    const std::optional<ArrayStatistics> found = statisticsOf(vectorOf(u"<f8"_s, bytes));
    QCOMPARE(found->nans, 2);
    QCOMPARE(found->infinities, 2);
    QCOMPARE(found->numbers, 2);
    QCOMPARE(found->minAt, 2);
    QCOMPARE(found->maxAt, 5);
    QCOMPARE(found->mean, 4.0);
    QCOMPARE(found->deviation, 1.0);
    const QByteArray none = raw<double>({nan, nan});
    QCOMPARE(statisticsOf(vectorOf(u"<f8"_s, none))->minAt, -1);
    const QByteArray halves = raw<quint16>({0x3c00, 0x7e00, 0x7c00}); // 1, NaN, infinity
    QCOMPARE(statisticsOf(vectorOf(u"<f2"_s, halves))->numbers, 1);
}

void TestArrayReader::statisticsStayExactFarFromZero()
{
    QByteArray bytes;
    for (int i = 0; i < 50'000; ++i)
        bytes += raw<double>({1e9 + i % 2});
    const std::optional<ArrayStatistics> found = statisticsOf(vectorOf(u"<f8"_s, bytes));
    QCOMPARE(found->mean, 1e9 + 0.5);
    QVERIFY(std::abs(found->deviation - 0.5) < 1e-9);
    // 2⁶⁴ − 1 and the number before it are the same double: positions tell them apart.
    const QByteArray large = raw<quint64>({~0ULL - 1, ~0ULL});
    QCOMPARE(statisticsOf(vectorOf(u"<u8"_s, large))->maxAt, 1);
}

void TestArrayReader::statisticsStop()
{
    const QByteArray bytes(100'000, 'a');
    std::atomic<bool> stop = false;
    QVERIFY(statisticsOf(vectorOf(u"u1"_s, bytes), &stop));
    stop = true;
    QVERIFY(!statisticsOf(vectorOf(u"u1"_s, bytes), &stop));
}

QTEST_GUILESS_MAIN(TestArrayReader)
#include "tst_array_reader.moc"
