// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "core/codec/npy_tree.h"
#include "tests/core/array/npy_samples.h"
#include "tests/core/codec/hostile_bytes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

QByteArray bytesOf(qsizetype rows, qsizetype columns, bool isFortran = false)
{
    QByteArray data(rows * columns, '\0');
    for (qsizetype i = 0; i < data.size(); ++i)
        data[i] = char(i);
    return npyBytes("{'descr': '|u1', 'fortran_order': " + QByteArray(isFortran ? "True" : "False") + ", 'shape': ("
                        + QByteArray::number(rows) + ", " + QByteArray::number(columns) + "), }",
                    data);
}

NodeId dataOf(const ValueTree &tree)
{
    return tree.child(tree.root(), 3);
}

} // namespace

class TestNpyCodec : public QObject
{
    Q_OBJECT
private slots:
    void recognisesByItsMark();
    void showsTreeAndText();
    void ordersAsNumpyDoes();
    void showsRecords();
    void foldsLargeArrays_data();
    void foldsLargeArrays();
    void foldsManyDimensions();
    void keepsWhatIsThere();
    void tellsOfBytesBehind();
    void boundsDepthAndNodes();
    void glimpses();
    void survivesHostileBytes();

private:
    const Codec &m_codec = *CodecRegistry::builtin().find(u"npy");
};

void TestNpyCodec::recognisesByItsMark()
{
    const QByteArray npy = bytesOf(2, 3);
    const Reading best = Detector().best(npy);
    QCOMPARE(best.codec->id(), u"npy"_s);
    QCOMPARE(best.certainty, Certainty::Certain);
    QCOMPARE(best.reason, u"NumPy array, uint8, 2 × 3"_s);
    QCOMPARE(m_codec.recognise("\x93NUMPX", Codec::fullEffort).certainty, Certainty::No);
    QCOMPARE(m_codec.recognise(npy.first(20), Codec::fullEffort).certainty, Certainty::Certain);
    QVERIFY(!m_codec.encode(u"[1]"_s).ok());
}

void TestNpyCodec::showsTreeAndText()
{
    const QByteArray npy = npyBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }",
                                    QByteArray::fromHex("cdcccc3d0000803f000000bf0000c07f"));
    const ValueTree tree = m_codec.decodeTree(npy, {});
    QVERIFY(tree.isWhole());
    QCOMPARE(gist(tree, 200), u"ndarray(dtype=\"float32\", shape=(2, 2), order=\"C\", data=[[0.1, 1.0], [-0.5, nan]])"_s);
    QCOMPARE(tree.label(dataOf(tree)).toByteArray(), "2×2");
    const NodeId second = tree.child(tree.child(dataOf(tree), 0), 1);
    QCOMPARE(tree.node(second).begin, 128U + 4);
    QCOMPARE(tree.node(second).end, 128U + 8);
    QCOMPARE(m_codec.decode(npy, 1000)->text, u"float32, 2 × 2, C order\n[[0.1, 1.0],\n [-0.5, nan]]"_s);
    QVERIFY(m_codec.decode(npy, 40)->cut);
    QVERIFY(m_codec.decode(npy, 40)->text.size() <= 40);
}

void TestNpyCodec::ordersAsNumpyDoes()
{
    const QByteArray npy = bytesOf(2, 3, true);
    QVERIFY(gist(m_codec.decodeTree(npy, {}), 200).endsWith(u"order=\"F\", data=[[0, 2, 4], [1, 3, 5]])"_s));
    QCOMPARE(m_codec.decode(npy, 1000)->text, u"uint8, 2 × 3, Fortran order\n[[0, 2, 4],\n [1, 3, 5]]"_s);
}

void TestNpyCodec::showsRecords()
{
    const QByteArray npy = npyBytes("{'descr': [('n', '<U2'), ('v', '|u1', (2,)), ('t', '<M8[s]'), ('b', '|b1')], 'fortran_order': False, 'shape': (), }",
                                    QByteArray::fromHex("e90000006200000001020000000000000000" "01"));
    const ValueTree tree = m_codec.decodeTree(npy, {});
    QVERIFY(gist(tree, 500).endsWith(u"data={n: \"éb\", v: [1, 2], t: \"1970-01-01T00:00:00\", b: true})"_s));
}

void TestNpyCodec::foldsLargeArrays_data()
{
    QTest::addColumn<qsizetype>("rows");
    QTest::addColumn<qsizetype>("columns");
    QTest::addColumn<bool>("isFortran");
    QTest::newRow("long rows") << qsizetype(3) << qsizetype(100'000) << false;
    QTest::newRow("many rows") << qsizetype(100'000) << qsizetype(3) << false;
    QTest::newRow("square") << qsizetype(700) << qsizetype(700) << false;
    QTest::newRow("Fortran") << qsizetype(700) << qsizetype(700) << true;
    QTest::newRow("one row of all") << qsizetype(1) << qsizetype(200'000) << false;
}

void TestNpyCodec::foldsLargeArrays()
{
    QFETCH(qsizetype, rows);
    QFETCH(qsizetype, columns);
    QFETCH(bool, isFortran);
    const QByteArray npy = bytesOf(rows, columns, isFortran);
    ValueTree tree = m_codec.decodeTree(npy, {});
    QVERIFY(tree.isWhole());
    QVERIFY(tree.nodeCount() < 20);
    while (tree.hasMore(dataOf(tree)))
        tree = m_codec.expand(std::move(tree), dataOf(tree), {});
    QCOMPARE(tree.childCount(dataOf(tree)), rows);
    const NodeId last = tree.child(dataOf(tree), rows - 1);
    while (tree.hasMore(last))
        tree = m_codec.expand(std::move(tree), last, {});
    QCOMPARE(tree.childCount(last), columns);
    for (const qsizetype column : {qsizetype(0), columns / 2, columns - 1}) {
        const ValueNode &value = tree.node(tree.child(last, column));
        const qsizetype position = isFortran ? column * rows + rows - 1 : (rows - 1) * columns + column;
        QCOMPARE(value.i, position & 0xff);
        QCOMPARE(value.begin, quint32(128 + position));
    }
    QVERIFY(tree.isWhole());
}

void TestNpyCodec::foldsManyDimensions()
{
    const QByteArray npy = npyBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 300, 1, 300), }", QByteArray(90'000, 'a'));
    ValueTree tree = m_codec.decodeTree(npy, {});
    NodeId at = dataOf(tree);
    for (const qsizetype count : {1, 1, 300, 1, 300}) {
        while (tree.hasMore(at))
            tree = m_codec.expand(std::move(tree), at, {});
        QCOMPARE(tree.childCount(at), count);
        at = tree.child(at, count - 1);
    }
    QCOMPARE(tree.node(at).i, 'a');
}

void TestNpyCodec::keepsWhatIsThere()
{
    const QByteArray npy = bytesOf(2, 3);
    const ValueTree tree = m_codec.decodeTree(npy.first(npy.size() - 2), {});
    QVERIFY(tree.problem());
    QCOMPARE(tree.problem()->offset, npy.size() - 2);
    QVERIFY2(gist(tree, 200).contains(u"[[0, 1, 2], [3"_s), qPrintable(gist(tree, 200)));
    QVERIFY(m_codec.decode(npy.first(npy.size() - 2), 100)->cut);

    const QByteArray large = bytesOf(500, 500).chopped(600);
    ValueTree folded = m_codec.decodeTree(large, {});
    QVERIFY(folded.problem());
    while (folded.hasMore(dataOf(folded)))
        folded = m_codec.expand(std::move(folded), dataOf(folded), {});
    QCOMPARE(folded.childCount(dataOf(folded)), 498);
}

void TestNpyCodec::tellsOfBytesBehind()
{
    const QByteArray npy = bytesOf(2, 3) + "xy";
    const ValueTree tree = m_codec.decodeTree(npy, {});
    QCOMPARE(tree.problem()->offset, 128 + 6);
    QCOMPARE(tree.childCount(dataOf(tree)), 2);
}

void TestNpyCodec::boundsDepthAndNodes()
{
    const QByteArray npy = bytesOf(2, 3);
    DecodeLimits limits;
    limits.maxDepth = 4; // the object, what it holds, and two dimensions
    QVERIFY(m_codec.decodeTree(npy, limits).isWhole());
    limits.maxDepth = 3;
    QVERIFY(m_codec.decodeTree(npy, limits).problem());
    limits = {};
    const qsizetype all = m_codec.decodeTree(npy, limits).nodeCount() - 1; // an empty tree has one, too
    limits.maxNodes = all;
    QVERIFY(m_codec.decodeTree(npy, limits).isWhole());
    limits.maxNodes = all - 1;
    QVERIFY(m_codec.decodeTree(npy, limits).isCut());
    // A page never holds half a row.
    const QByteArray large = bytesOf(100'000, 3);
    ValueTree tree = m_codec.decodeTree(large, {});
    limits.maxNodes = 4 * 10 + 3;
    tree = m_codec.expand(std::move(tree), dataOf(tree), limits);
    QCOMPARE(tree.childCount(dataOf(tree)), 10);
    QVERIFY(tree.isCut() && !tree.hasMore(dataOf(tree)));
}

void TestNpyCodec::glimpses()
{
    const QByteArray large = bytesOf(1000, 1000);
    const ValueTree tree = m_codec.decodeTree(large, DecodeLimits::forGist());
    QVERIFY(tree.nodeCount() <= DecodeLimits::forGist().maxNodes + 1);
    QVERIFY2(gist(tree, 90).startsWith(u"ndarray(dtype=\"uint8\", shape=(1000, 1000), order=\"C\", data=[[0, 1, 2, 3"_s), qPrintable(gist(tree, 90)));
}

void TestNpyCodec::survivesHostileBytes()
{
    readDamaged(m_codec, npyBytes("{'descr': [('x', '<f4'), ('y', '<M8[s]', (2,)), ('z', '>U1')], 'fortran_order': True, 'shape': (2, 2), }",
                                  QByteArray(96, 'd')));
    readDamaged(m_codec, npyBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (0, 999999999), }", {}));
    readDamaged(m_codec, npyBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (999999999, 0), }", {}));
}

QTEST_GUILESS_MAIN(TestNpyCodec)
#include "tst_npy_codec.moc"
