// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/value/gist.h"
#include "core/value/tree_diff.h"
#include "core/value/value_tree_builder.h"

#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class TestTreeDiff : public QObject
{
    Q_OBJECT
private:
    static ValueTree parsed(QByteArrayView json)
    {
        return CodecRegistry::builtin().find(u"json")->decodeTree(json, {});
    }
    /// The rows without children, as "key: left > right" where they differ.
    static QStringList changes(const ValueTree &left, const ValueTree &right, const TreeDiff &diff);
    static void checkShape(const TreeDiff &diff);

private slots:
    void finds_data();
    void finds();
    void digestsDoNotDependOnTheBytes();
    void longListsAreMatchedByPlace();
    void stops();
};

QStringList TestTreeDiff::changes(const ValueTree &left, const ValueTree &right, const TreeDiff &diff)
{
    QStringList found;
    for (std::size_t i = 0; i < diff.rows.size(); ++i) {
        const DiffRow &row = diff.rows[i];
        if (row.childCount > 0 || row.state == DiffState::Same)
            continue;
        const QString a = row.hasLeft ? gist(left, row.left, 50) : u"-"_s;
        const QString b = row.hasRight ? gist(right, row.right, 50) : u"-"_s;
        found.append(QString(a + u" > " + b));
    }
    return found;
}

void TestTreeDiff::checkShape(const TreeDiff &diff)
{
    for (std::size_t i = 0; i < diff.rows.size(); ++i) {
        for (quint32 k = 0; k < diff.rows[i].childCount; ++k) {
            const DiffRow &child = diff.rows[diff.rows[i].firstChild + k];
            QCOMPARE(child.parent, quint32(i));
            QCOMPARE(child.index, k);
        }
    }
}

void TestTreeDiff::finds_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("same") << "{\"a\": [1, 2]}"_ba << "{ \"a\":[1,2] }"_ba << QStringList{};
    QTest::newRow("order of keys") << "{\"a\":1,\"b\":2}"_ba << "{\"b\":2,\"a\":1}"_ba << QStringList{};
    QTest::newRow("a value") << "{\"a\":1,\"b\":2}"_ba << "{\"a\":1,\"b\":3}"_ba << QStringList{u"2 > 3"_s};
    QTest::newRow("a kind") << "{\"a\":1}"_ba << "{\"a\":1.0}"_ba << QStringList{u"1 > 1.0"_s};
    QTest::newRow("a key more") << "{\"a\":1}"_ba << "{\"a\":1,\"b\":2}"_ba << QStringList{u"- > 2"_s};
    QTest::newRow("a key less") << "{\"a\":1,\"b\":2}"_ba << "{\"b\":2}"_ba << QStringList{u"1 > -"_s};
    QTest::newRow("the second of equal keys") << "{\"a\":1,\"a\":2}"_ba << "{\"a\":1,\"a\":3}"_ba << QStringList{u"2 > 3"_s};
    QTest::newRow("an element in front") << "[1,2,3]"_ba << "[0,1,2,3]"_ba << QStringList{u"- > 0"_s};
    QTest::newRow("an element at the end") << "[1,2,3]"_ba << "[1,2]"_ba << QStringList{u"3 > -"_s};
    QTest::newRow("one in the middle") << "[1,2,3]"_ba << "[1,9,3]"_ba << QStringList{u"2 > 9"_s};
    QTest::newRow("moved together") << "[1,2,3,4,5]"_ba << "[9,2,3,8,5,7]"_ba
                                    << QStringList{u"1 > 9"_s, u"4 > 8"_s, u"- > 7"_s};
    QTest::newRow("deep") << "[{\"a\":[[1]]}]"_ba << "[{\"a\":[[2]]}]"_ba << QStringList{u"1 > 2"_s};
    QTest::newRow("emptied") << "[[1]]"_ba << "[[]]"_ba << QStringList{u"1 > -"_s};
    QTest::newRow("list and map") << "[1]"_ba << "{\"a\":1}"_ba << QStringList{u"[1] > {a: 1}"_s};
}

void TestTreeDiff::finds()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(QStringList, expected);
    const ValueTree a = parsed(left);
    const ValueTree b = parsed(right);
    const std::optional<TreeDiff> diff = compareTrees(a, b);
    QVERIFY(diff);
    checkShape(*diff);
    QVERIFY(!diff->cut);
    QCOMPARE(changes(a, b, *diff), expected);
    QCOMPARE(diff->changes, int(expected.size()));
    QCOMPARE(diff->rows.front().state, expected.isEmpty() ? DiffState::Same : DiffState::Changed);
}

void TestTreeDiff::digestsDoNotDependOnTheBytes()
{
    const ValueTree a = parsed("{\"k\": \"\\u0041\", \"n\": [10]}");
    const ValueTree b = parsed("{\"k\":\"A\",\"n\":[10]}");
    QCOMPARE(compareTrees(a, b)->changes, 0);
}

void TestTreeDiff::longListsAreMatchedByPlace()
{
    const auto list = [](int from) {
        QByteArray json = "[";
        for (int i = 0; i < 3000; ++i)
            json += QByteArray::number(from + i * 2) + ',';
        json.back() = ']';
        return json;
    };
    const QByteArray left = list(0);
    const QByteArray right = list(1); // nothing in common: beyond what is worth matching
    const ValueTree a = parsed(left);
    const ValueTree b = parsed(right);
    const std::optional<TreeDiff> diff = compareTrees(a, b);
    QVERIFY(diff);
    QCOMPARE(diff->changes, 3000);
    QCOMPARE(diff->rows.front().childCount, 3000u);
}

void TestTreeDiff::stops()
{
    const std::atomic<bool> stop = true;
    QVERIFY(!compareTrees(parsed("[1]"), parsed("[2]"), &stop));
}

QTEST_GUILESS_MAIN(TestTreeDiff)
#include "tst_tree_diff.moc"
