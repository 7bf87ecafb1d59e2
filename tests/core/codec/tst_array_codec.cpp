// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/array_codec.h"

#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "core/codec/frame_gist.h"
#include "core/codec/npy_tree.h"
#include "core/codec/wrapped_codec.h"
#include "core/value/gist.h"
#include "tests/core/codec/hostile_bytes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

CodecPtr codec(const QString &parameter)
{
    const Result<CodecPtr> made = CodecRegistry::builtin().resolve(u"array:"_s + parameter);
    if (!made)
        qWarning("%s", qPrintable(made.error().text()));
    return made ? *made : nullptr;
}

QByteArray counted(qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i);
    return bytes;
}

NodeId dataOf(const ValueTree &tree)
{
    return tree.child(tree.root(), 3);
}

} // namespace

class TestArrayCodec : public QObject
{
    Q_OBJECT
private slots:
    void takesParameters_data();
    void takesParameters();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void boundsDimensions();
    void offersParameters();
    void needsAParameter();
    void recognisesBySize();
    void isNeverDetected();
    void showsTreeAndText();
    void ordersAsNumpyDoes();
    void keepsThePaddingOfRecords();
    void showsOneValueAndNone();
    void unfoldsLargeArrays();
    void tellsOfMissingAndFurtherBytes();
    void unpacks();
    void glimpses();
    void survivesHostileBytes();
};

void TestArrayCodec::takesParameters_data()
{
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<QString>("canonical");
    QTest::addColumn<qsizetype>("bytes");
    const auto row = [](const QString &parameter, const QString &canonical, qsizetype bytes) {
        QTest::newRow(qPrintable(parameter)) << parameter << canonical << bytes;
    };
    row(u"uint8:48x64x3"_s, u"uint8:48x64x3"_s, 9216);
    row(u"f4:2x3"_s, u"float32:2x3"_s, 24);
    row(u"<f8:4"_s, u"float64:4"_s, 32);
    row(u">i4:4:F"_s, u">i4:4:F"_s, 16);
    row(u"|u1:2x2:c"_s, u"uint8:2x2"_s, 4);
    row(u"uint8:48,64,3"_s, u"uint8:48x64x3"_s, 9216);
    row(u" uint8 : (48, 64, 3) "_s, u"uint8:48x64x3"_s, 9216);
    row(u"uint8:(3,):False"_s, u"uint8:3"_s, 3);
    row(u"uint8:3,2:true"_s, u"uint8:3x2:F"_s, 6);
    row(u"uint8:3,2:"_s, u"uint8:3x2"_s, 6);
    row(u"float64:()"_s, u"float64:()"_s, 8);
    row(u"float64:"_s, u"float64:()"_s, 8);
    row(u"float64::"_s, u"float64:()"_s, 8);
    row(u"uint8:0x5"_s, u"uint8:0x5"_s, 0);
    row(u"S5:2"_s, u"|S5:2"_s, 10);
    row(u"M8[ns]:2"_s, u"datetime64[ns]:2"_s, 16);
    row(u"[('x:1', '<f4'), ('y', '|u1', (3,))]:2:F"_s, u"[('x:1', '<f4'), ('y', '|u1', (3,))]:2:F"_s, 14);
    row(u"[[\"x\",\"<f4\"],[\"y\",\"|u1\",[3]]]:2"_s, u"[[\"x\",\"<f4\"],[\"y\",\"|u1\",[3]]]:2"_s, 14);
    row(u"uint8:"_s + QString::number(std::numeric_limits<qsizetype>::max()),
        u"uint8:9223372036854775807"_s, std::numeric_limits<qsizetype>::max());
}

void TestArrayCodec::takesParameters()
{
    QFETCH(QString, parameter);
    QFETCH(QString, canonical);
    QFETCH(qsizetype, bytes);
    const CodecPtr made = codec(parameter);
    QVERIFY(made);
    QCOMPARE(made->id(), QString(u"array:"_s + canonical));
    const Result<CodecPtr> again = CodecRegistry::builtin().resolve(made->id());
    QVERIFY(again);
    QCOMPARE((*again)->id(), made->id());
    QVERIFY(made->name().startsWith(u"Raw array "));
    QVERIFY(!made->encodes() && !made->encode(u"[1]"_s).ok());
    if (bytes <= 9216) {
        QCOMPARE(made->recognise(QByteArray(bytes, '1'), Codec::gistEffort).certainty, Certainty::Likely);
        QCOMPARE(made->recognise(QByteArray(bytes + 1, '1'), Codec::gistEffort).certainty, Certainty::No);
        QVERIFY((*again)->decodeTree(QByteArray(bytes, '1'), {}).isWhole());
    }
}

void TestArrayCodec::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<QString>("word"); ///< of the error
    const auto row = [](const QString &parameter, const QString &word) {
        QTest::newRow(parameter.isEmpty() ? "nothing" : qPrintable(parameter)) << parameter << word;
    };
    row({}, u"shape is missing"_s);
    row(u"uint8"_s, u"shape is missing"_s);
    row(u"{'names': ['x'], 'formats': ['<f4']}"_s, u"shape is missing"_s);
    row(u":4"_s, u"dtype is missing"_s);
    row(u"uint9:4"_s, u"\"uint9\""_s);
    row(u"object:4"_s, u"Python objects"_s);
    row(u"uint8:4a"_s, u"“4a”"_s);
    row(u"uint8:-4"_s, u"“-4”"_s);
    row(u"uint8:4x"_s, u"“”"_s);
    row(u"uint8:4xx4"_s, u"“”"_s);
    row(u"uint8:4 4"_s, u"“4 4”"_s);
    row(u"uint8:,"_s, u"“”"_s);
    row(u"uint8:99999999999999999999"_s, u"too large"_s);
    row(u"uint8:4294967296x4294967296"_s, u"not possible"_s);
    row(u"uint16:9223372036854775807"_s, u"not possible"_s);
    row(u"uint8:0x4294967296x4294967296"_s, u"not possible"_s);
    row(u"uint8:4:Q"_s, u"“Q” is no order"_s);
}

void TestArrayCodec::saysWhatIsWrong()
{
    QFETCH(QString, parameter);
    QFETCH(QString, word);
    const Result<CodecPtr> made = ArrayCodec().configured(parameter);
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(made.error().detail.contains(word), qPrintable(made.error().detail));
    QVERIFY(made.error().remedy.contains(u"uint8:480x640x3"));
}

void TestArrayCodec::boundsDimensions()
{
    const QString most = QStringList(ArrayView::maxDimensions, u"1"_s).join(u'x');
    QVERIFY(ArrayCodec().configured(u"uint8:"_s + most));
    const Result<CodecPtr> more = ArrayCodec().configured(u"uint8:"_s + most + u"x1"_s);
    QVERIFY(!more && more.error().detail.contains(u"dimensions"));
    QVERIFY(!ArrayCodec().configured(u"uint8:"_s + QStringList(100'000, u"1"_s).join(u'x')));
}

void TestArrayCodec::offersParameters()
{
    QVERIFY(ArrayCodec().parameterHint().contains(u"uint8:480x640x3"));
    QVERIFY(!ArrayCodec().parameters().isEmpty());
    for (const QString &parameter : ArrayCodec().parameters())
        QCOMPARE(codec(parameter)->id(), QString(u"array:"_s + parameter));
}

void TestArrayCodec::needsAParameter()
{
    const ArrayCodec plain;
    QCOMPARE(plain.id(), u"array"_s);
    QCOMPARE(plain.recognise("1234", Codec::fullEffort).certainty, Certainty::No);
    QCOMPARE(plain.recogniseStart("1234", Codec::fullEffort).certainty, Certainty::No);
    QVERIFY(!plain.decode("1234", 10));
    QVERIFY(!plain.arrayOf("1234"));
    QVERIFY(plain.decodeTree("1234", {}).problem());
}

void TestArrayCodec::recognisesBySize()
{
    const CodecPtr made = codec(u"uint8:2x3"_s);
    QCOMPARE(made->recognise("123456", Codec::gistEffort).reason, u"uint8, 2 × 3, 6 of 6 bytes used"_s);
    QCOMPARE(made->recognise("12345", Codec::gistEffort).certainty, Certainty::No);
    QCOMPARE(made->recogniseStart("12345", Codec::gistEffort).certainty, Certainty::Possible);
    QCOMPARE(made->recogniseStart("1234567", Codec::gistEffort).certainty, Certainty::No);
}

void TestArrayCodec::isNeverDetected()
{
    for (const Reading &reading : Detector().candidates(counted(48)))
        QVERIFY(!reading.codec->id().startsWith(u"array"));
}

void TestArrayCodec::showsTreeAndText()
{
    const CodecPtr made = codec(u"<f4:2x2"_s);
    const QByteArray bytes = QByteArray::fromHex("cdcccc3d0000803f000000bf0000c07f");
    const ValueTree tree = made->decodeTree(bytes, {});
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.label(tree.root()).toByteArray(), "numpy.ndarray");
    QCOMPARE(gist(tree, 200), u"ndarray(dtype=\"float32\", shape=(2, 2), order=\"C\", data=[[0.1, 1.0], [-0.5, nan]])"_s);
    QCOMPARE(tree.label(dataOf(tree)).toByteArray(), "2×2");
    const NodeId second = tree.child(tree.child(dataOf(tree), 0), 1);
    QCOMPARE(tree.node(second).begin, 4U);
    QCOMPARE(tree.node(second).end, 8U);
    QCOMPARE(made->decode(bytes, 1000)->text, u"float32, 2 × 2, C order\n[[0.1, 1.0],\n [-0.5, nan]]"_s);
    QVERIFY(!made->decode(bytes, 1000)->cut);
    QVERIFY(made->decode(bytes, 40)->cut);
    QVERIFY(made->decode(bytes, 40)->text.size() <= 40);
    QCOMPARE(made->name(), u"Raw array float32, 2 × 2"_s);
}

void TestArrayCodec::ordersAsNumpyDoes()
{
    const CodecPtr made = codec(u"uint8:2x3:F"_s);
    QVERIFY(gist(made->decodeTree(counted(6), {}), 200).endsWith(u"order=\"F\", data=[[0, 2, 4], [1, 3, 5]])"_s));
    QCOMPARE(made->decode(counted(6), 1000)->text, u"uint8, 2 × 3, Fortran order\n[[0, 2, 4],\n [1, 3, 5]]"_s);
    QVERIFY(made->name().endsWith(u"Fortran order"));
    const QByteArray bytes = counted(6);
    const auto &raw = dynamic_cast<const ArrayCodec &>(*made);
    const Result<ArrayView> array = raw.arrayOf(bytes);
    QVERIFY(array && array->isFortran());
    QCOMPARE(array->stride(1), 2);
    QCOMPARE(raw.arrayOf("12345").error().detail, u"An array of uint8, 2 × 3, Fortran order takes 6 bytes; there are 5."_s);
}

/// The id of a rule must not lose what the name of a dtype leaves out.
void TestArrayCodec::keepsThePaddingOfRecords()
{
    const CodecPtr made = codec(u"{'names': ['a', 'b'], 'formats': ['|u1', '|u1'], 'offsets': [0, 3], 'itemsize': 4}:2"_s);
    const CodecPtr again = *CodecRegistry::builtin().resolve(made->id());
    QCOMPARE(again->id(), made->id());
    QVERIFY(gist(again->decodeTree(counted(8), {}), 200).endsWith(u"data=[{a: 0, b: 3}, {a: 4, b: 7}])"_s));
}

void TestArrayCodec::showsOneValueAndNone()
{
    const ValueTree one = codec(u"uint8:()"_s)->decodeTree("7", {});
    QVERIFY(one.isWhole());
    QVERIFY2(gist(one, 200).endsWith(u"shape=(), order=\"C\", data=55)"_s), qPrintable(gist(one, 200)));
    const ValueTree none = codec(u"uint8:0"_s)->decodeTree({}, {});
    QVERIFY(none.isWhole());
    QVERIFY(gist(none, 200).endsWith(u"data=[])"_s));
}

void TestArrayCodec::unfoldsLargeArrays()
{
    const CodecPtr made = codec(u"uint8:700x700"_s);
    const QByteArray bytes = counted(490'000);
    ValueTree tree = made->decodeTree(bytes, {});
    QVERIFY(tree.isWhole());
    QVERIFY(tree.nodeCount() < 20);
    while (tree.hasMore(dataOf(tree)))
        tree = made->expand(std::move(tree), dataOf(tree), {});
    QCOMPARE(tree.childCount(dataOf(tree)), 700);
    const NodeId last = tree.child(dataOf(tree), 699);
    while (tree.hasMore(last))
        tree = made->expand(std::move(tree), last, {});
    const ValueNode &value = tree.node(tree.child(last, 699));
    QCOMPARE(value.i, 489'999 & 0xff);
    QCOMPARE(value.begin, 489'999U);
}

void TestArrayCodec::tellsOfMissingAndFurtherBytes()
{
    const CodecPtr made = codec(u"uint8:2x3"_s);
    const QByteArray bytes = counted(8);
    const ValueTree missing = made->decodeTree(bytes.first(4), {});
    QCOMPARE(missing.problem()->offset, 4);
    QVERIFY(gist(missing, 200).contains(u"[[0, 1, 2], [3"_s));
    QVERIFY(made->decode(bytes.first(4), 100)->cut);
    const ValueTree further = made->decodeTree(bytes, {});
    QCOMPARE(further.problem()->offset, 6);
    const Result<DecodedText> text = made->decode(bytes, 100);
    QVERIFY(!text);
    QCOMPARE(text.error().detail, u"An array of uint8, 2 × 3 takes 6 bytes; there are 8."_s);
}

void TestArrayCodec::unpacks()
{
    const Result<CodecPtr> packed = CodecRegistry::builtin().resolve(u"gzip|array:|u1:300x300"_s);
    QVERIFY(packed);
    QCOMPARE((*packed)->id(), u"gzip|array:uint8:300x300"_s);
    const QByteArray bytes = *(*packed)->wrap(QByteArray(90'000, 'a'));
    QVERIFY((*packed)->decodeTree(bytes, {}).isWhole());
    QVERIFY((*packed)->recognise(bytes, Codec::gistEffort).certainty != Certainty::No);
    // The text is made of as much as it needs.
    QVERIFY((*packed)->decode(bytes, 100)->cut);
}

void TestArrayCodec::glimpses()
{
    const CodecPtr made = codec(u"uint8:1000x1000"_s);
    const QByteArray bytes = counted(1'000'000);
    QVERIFY(made->decodeTree(bytes, DecodeLimits::forGist()).nodeCount() <= DecodeLimits::forGist().maxNodes + 1);
    const QString line = frameGist(bytes, made, 90);
    QVERIFY2(line.startsWith(u"ndarray(dtype=\"uint8\", shape=(1000, 1000), order=\"C\", data=[[0, 1, 2"_s), qPrintable(line));
}

void TestArrayCodec::survivesHostileBytes()
{
    readDamaged(*codec(u"f4:2x3"_s), QByteArray(26, 'd'));
    readDamaged(*codec(u"[('x', '<f4'), ('y', '<M8[s]', (2,)), ('z', '>U1')]:2x2:F"_s), QByteArray(96, 'd'));
    // An empty array of a billion rows, and one that nobody has the bytes of.
    readAllWays(*codec(u"uint8:999999999x0"_s), {});
    readAllWays(*codec(u"uint8:0x999999999"_s), "x");
    readAllWays(*codec(u"uint8:9223372036854775807"_s), "x");
    readAllWays(*codec(u"uint8:3037000499x3037000499"_s), "x");
    readAllWays(ArrayCodec(), "x");
}

QTEST_GUILESS_MAIN(TestArrayCodec)
#include "tst_array_codec.moc"
