// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_big_int.h"
#include "core/codec/pickle/pickle_machine.h"
#include "core/codec/pickle/pickle_tree.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

/// pickle.dumps({"event": "突发事件A", "n": 7, "values": [1, 2.5, None]}), protocol 4.
const QByteArray sample = QByteArray::fromHex(
    "80049539000000000000007d94288c056576656e74948c0de7aa81e58f91e4ba8be4bbb641948c016e944b078c0676616c75657394"
    "5d94284b014740040000000000004e65752e");

/// An instance of data.zmqStruct(cmd=1, desc="x") as Python 3 writes it.
const QByteArray instance("\x80\x04\x8c\x04" "data\x94\x8c\x09zmqStruct\x94\x93\x94)\x81\x94}\x94(\x8c\x03" "cmd\x94K\x01\x8c\x04" "desc\x94\x8c\x01x\x94ub.", 51);

ValueTree decode(const QByteArray &pickle, const DecodeLimits &limits = {})
{
    ValueTree tree = decodePickle(pickle, limits);
    tree.keep(pickle); // the tree borrows its bytes, and a test may give temporary ones
    return tree;
}

/// Checks that all of the tree can be walked, and that places lie in the bytes.
void walk(const ValueTree &tree, qsizetype size)
{
    for (qsizetype i = 0; i < tree.nodeCount(); ++i) {
        const ValueNode &node = tree.node({quint32(i)});
        QVERIFY(node.begin <= node.end && node.end <= size);
        if (node.isContainer())
            QVERIFY(node.count == 0 || node.first + node.count <= tree.nodeCount());
        if (node.hasPairs())
            QCOMPARE(node.count % 2, 0u);
        if (node.kind == ValueKind::Reference)
            QVERIFY(tree.node({node.first}).isContainer());
    }
}

QByteArray nested(int depth)
{
    return "N" + QByteArray(depth, '\x85') + ".";
}

} // namespace

class TestPickleTree : public QObject
{
    Q_OBJECT
private slots:
    void init() { QVERIFY(sample.size() > 60); }
    void placesAndTypes();
    void showsInstances();
    void callsNothing();
    void refersToWhatCameBefore();
    void keepsBombsSmall();
    void sharedArgumentsStaySmall();
    void refusesEveryPrefix_data();
    void refusesEveryPrefix();
    void keepsWhatCameBeforeAProblem();
    void takesAnyBytes();
    void depthLimit();
    void nodeLimit();
    void stopsEarlyForAGist();
    void largeIntegers();
    void manyLargeIntegersTurnHex();
    void namesOfLongTextsAreFew();
    void numbersOfMemoNeedNoMemory();
    void outOfBandBuffers();
    void stopsOnDemand();
};

void TestPickleTree::placesAndTypes()
{
    const ValueTree tree = decode(sample);
    QVERIFY(tree.isWhole());
    const NodeId root = tree.root();
    QCOMPARE(tree.node(root).kind, ValueKind::Map);
    QCOMPARE(tree.childCount(root), 3);
    const ValueNode &text = tree.node(tree.child(root, 0));
    QCOMPARE(text.bytes().toByteArray(), "突发事件A"_ba);
    QCOMPARE(sample.mid(text.begin, text.end - text.begin), "\x8c\x0d突发事件A"_ba);
    const NodeId list = tree.child(root, 2);
    QCOMPARE(tree.childCount(list), 3);
    QCOMPARE(tree.node(tree.child(list, 1)).d, 2.5);
    const ValueNode &values = tree.node(list);
    QCOMPARE(sample.at(values.begin), ']');
    QCOMPARE(sample.at(values.end - 1), 'e');
}

void TestPickleTree::showsInstances()
{
    const ValueTree tree = decode(instance);
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.node(tree.root()).kind, ValueKind::Object);
    QCOMPARE(tree.label(tree.root()), "data.zmqStruct"_ba);
    QCOMPARE(tree.childCount(tree.root()), 2);
    QCOMPARE(tree.node(tree.key(tree.root(), 1)).bytes(), "desc"_ba);
}

void TestPickleTree::callsNothing()
{
    const ValueTree tree = decode("cos\nsystem\n(S'touch /tmp/harm'\ntR.");
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.node(tree.root()).kind, ValueKind::Call);
    QCOMPARE(tree.label(tree.root()), "os.system"_ba);
    QCOMPARE(tree.node(tree.key(tree.root(), 0)).kind, ValueKind::Null);
    const NodeId command = tree.child(tree.root(), 0);
    QCOMPARE(tree.node(command).bytes(), "touch /tmp/harm"_ba);
    QCOMPARE(tree.label(command), "str (Python 2)"_ba);
}

void TestPickleTree::refersToWhatCameBefore()
{
    ValueTree tree = decode(QByteArray("]\x94h\0a.", 6)); // a = []; a.append(a)
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.childCount(tree.root()), 1);
    const ValueNode &again = tree.node(tree.child(tree.root(), 0));
    QCOMPARE(again.kind, ValueKind::Reference);
    QCOMPARE(again.first, tree.root().value);
    QCOMPARE(again.begin, 2u);

    tree = decode("(]2lq\1h\1\x86.");
    const NodeId first = tree.child(tree.root(), 0);
    QCOMPARE(tree.node(tree.child(first, 0)).kind, ValueKind::List);
    QCOMPARE(tree.node(tree.child(first, 1)).first, tree.child(first, 0).value);
    QCOMPARE(tree.node(tree.child(tree.root(), 1)).first, first.value);
}

void TestPickleTree::keepsBombsSmall()
{
    QByteArray bomb("]K\1a");
    for (int i = 0; i < 30; ++i)
        bomb += "2\x86";
    bomb += '.';
    const ValueTree tree = decode(bomb);
    QVERIFY(tree.isWhole());
    QVERIFY(tree.nodeCount() < 100);
    QVERIFY(tree.memory() < 100'000);
}

void TestPickleTree::sharedArgumentsStaySmall()
{
    constexpr int calls = 2000;
    QByteArray pickle = "cm\nf\nq" + QByteArray(1, '\0') + "0(" + QByteArray(calls, 'N') + "tq\1" + "0(";
    for (int i = 0; i < calls; ++i)
        pickle += QByteArray("h\0h\1R", 5);
    const ValueTree tree = decode(pickle + "t.");
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.childCount(tree.root()), calls);
    QVERIFY(tree.nodeCount() < 20 * calls);
    const NodeId last = tree.child(tree.root(), calls - 1);
    QCOMPARE(tree.node(tree.key(last, 0)).bytes(), "args"_ba);
    QCOMPARE(tree.node(tree.child(last, 0)).kind, ValueKind::Reference);
}

void TestPickleTree::refusesEveryPrefix_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::newRow("dict") << sample;
    QTest::newRow("instance") << instance;
    QTest::newRow("Python 2") << "(lp0\n(dp1\nS'event'\np2\nVstart\np3\nsS'n'\nI7\nsa(iold\nClass\n(dS'x'\nF2.5\nsba."_ba;
    QTest::newRow("call") << "cdatetime\ndatetime\n(C\n\x07\xea\x0b\x16\x0d\x05\x3b\x01\xe2\x40tR."_ba;
}

void TestPickleTree::refusesEveryPrefix()
{
    QFETCH(QByteArray, pickle);
    QVERIFY(decode(pickle).isWhole());
    for (qsizetype size = 0; size < pickle.size(); ++size) {
        const QByteArray start = pickle.first(size);
        const ValueTree tree = decode(start);
        QVERIFY(tree.problem().has_value());
        QVERIFY(tree.problem()->offset <= size);
        QVERIFY(!tree.problem()->text.isEmpty());
        walk(tree, size);
    }
}

void TestPickleTree::keepsWhatCameBeforeAProblem()
{
    // Cut behind "values": what is complete stays, and the key without its value goes.
    const qsizetype at = sample.indexOf("values") + 7;
    const ValueTree tree = decode(sample.first(at));
    QCOMPARE(tree.node(tree.root()).kind, ValueKind::Null); // the frame is not all there

    QByteArray unframed = sample;
    unframed.remove(2, 9);
    const ValueTree started = decode(unframed.first(at - 9));
    QVERIFY(started.problem().has_value());
    QCOMPARE(started.node(started.root()).kind, ValueKind::Map);
    QVERIFY(started.node(started.root()).has(ValueFlag::Cut));
    QCOMPARE(started.childCount(started.root()), 2);

    const ValueTree list = decode("](K\1K\2?");
    QCOMPARE(list.problem()->offset, 6);
    QCOMPARE(list.childCount(list.root()), 2);

    const ValueTree members = decode(instance.first(instance.indexOf("desc") + 5));
    QCOMPARE(members.node(members.root()).kind, ValueKind::Object);
    QCOMPARE(members.childCount(members.root()), 1);
}

void TestPickleTree::takesAnyBytes()
{
    QRandomGenerator random(7);
    constexpr char all[] = "(.012BCFGIJKLMNPQRSTUVX]abcdeghijloprqstu})\x80\x81\x82\x85\x86\x87\x88\x8a\x8b\x8c\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\n\1";
    const QByteArray opcodes(all, sizeof all); // with a NUL
    for (int round = 0; round < 3000; ++round) {
        QByteArray bytes(random.bounded(1, 120), Qt::Uninitialized);
        for (char &c : bytes)
            c = round % 2 == 0 ? char(random.bounded(256)) : opcodes[random.bounded(int(opcodes.size()))];
        walk(decode(bytes), bytes.size());
        walk(decode(bytes, DecodeLimits::forGist()), bytes.size());
        if (QTest::currentTestFailed()) {
            qWarning("%s", bytes.toHex().constData());
            return;
        }
    }
}

void TestPickleTree::depthLimit()
{
    QVERIFY(decode(nested(DecodeLimits::defaultDepth)).isWhole());
    const ValueTree tree = decode(nested(DecodeLimits::defaultDepth + 1));
    QVERIFY(tree.problem().has_value());
    QCOMPARE(tree.nodeCount(), DecodeLimits::defaultDepth + 1);
    QVERIFY(decode(nested(1'000'000)).problem().has_value());
}

void TestPickleTree::nodeLimit()
{
    DecodeLimits limits;
    limits.maxNodes = 101;
    QVERIFY(decode("(" + QByteArray(100, 'N') + "t.", limits).isWhole());
    const ValueTree cut = decode("(" + QByteArray(101, 'N') + "t.", limits);
    QVERIFY(cut.isCut());
    QCOMPARE(cut.nodeCount(), 101);
    QVERIFY(cut.node(cut.root()).has(ValueFlag::Cut));
    const ValueTree pairs = decode("}(" + QByteArray(101, 'N') + "Nu.", limits);
    QVERIFY(pairs.isCut());
    QCOMPARE(pairs.childCount(pairs.root()), 50);
    // And of what is made on the way, which the tree does not get.
    constexpr qsizetype made = PickleMachine::fewestMade;
    QVERIFY(decode(QByteArray("N0").repeated(made - 2) + "N.", limits).isWhole());
    QVERIFY(decode(QByteArray("N0").repeated(made) + "N.", limits).isCut());
}

void TestPickleTree::stopsEarlyForAGist()
{
    QByteArray large("}(");
    for (int i = 0; i < 50'000; ++i)
        large += "\x8c\x01k]K\1a";
    const ValueTree tree = decode(large, DecodeLimits::forGist()); // neither whole nor right, but that lies far behind
    QVERIFY(tree.isCut());
    QVERIFY(!tree.problem());
    QCOMPARE(tree.node(tree.root()).kind, ValueKind::Map);
    QVERIFY(tree.nodeCount() <= DecodeLimits::forGist().maxNodes);
    QCOMPARE(tree.node(tree.key(tree.root(), 0)).bytes(), "k"_ba);

    QByteArray objects("](");
    for (int i = 0; i < 5000; ++i)
        objects += instance.sliced(2).chopped(1);
    const ValueTree instances = decode(objects, DecodeLimits::forGist());
    QCOMPARE(instances.node(instances.root()).kind, ValueKind::List);
    QCOMPARE(instances.node(instances.child(instances.root(), 0)).kind, ValueKind::Object);
}

void TestPickleTree::largeIntegers()
{
    const auto ofBytes = [](qsizetype size) -> QByteArray {
        QByteArray pickle("\x8b");
        for (int shift = 0; shift < 32; shift += 8)
            pickle += char(size >> shift);
        return pickle + QByteArray(size, '\x11') + ".";
    };
    const ValueTree decimal = decode(ofBytes(mostDecimalBytes));
    QVERIFY(!decimal.node(decimal.root()).bytes().startsWith("0x"));
    QCOMPARE(decimal.node(decimal.root()).kind, ValueKind::BigInt);
    const ValueTree hex = decode(ofBytes(mostDecimalBytes + 1));
    QCOMPARE(hex.node(hex.root()).bytes().toByteArray(), "0x"_ba + QByteArray(2 * mostDecimalBytes + 2, '1'));
    const ValueTree negative = decode(QByteArray("\x8a\x09\0\0\0\0\0\0\0\0\xff.", 12));
    QCOMPARE(negative.node(negative.root()).bytes().toByteArray(), "-18446744073709551616"_ba);
}

void TestPickleTree::manyLargeIntegersTurnHex()
{
    const QByteArray one = QByteArray("\x8b\0\x10\0\0", 5) + QByteArray(4096, '\x11');
    const ValueTree tree = decode("(" + one.repeated(65) + "t.");
    QVERIFY(!tree.node(tree.child(tree.root(), 63)).bytes().startsWith("0x"));
    QVERIFY(tree.node(tree.child(tree.root(), 64)).bytes().startsWith("0x"));
}

void TestPickleTree::namesOfLongTextsAreFew()
{
    QByteArray pickle("X\0\0\1\0", 5);
    pickle += QByteArray(0x10000, 'm') + QByteArray("q\0" "0(", 4);
    const QByteArray name("h\0h\0\x93", 5);
    QVERIFY(decode(pickle + name + "t.").isWhole());
    const ValueTree tree = decode(pickle + name.repeated(100) + "t.");
    QVERIFY(tree.problem().has_value());
    QVERIFY(tree.memory() < 1'000'000);
}

void TestPickleTree::numbersOfMemoNeedNoMemory()
{
    const ValueTree tree = decode("]r\xf0\xff\xff\xffj\xf0\xff\xff\xff\x86.");
    QVERIFY(tree.isWhole());
    QCOMPARE(tree.childCount(tree.root()), 2);
    QVERIFY(decode("Np9223372036854775807\ng9223372036854775807\n\x86.").isWhole());
    QVERIFY(decode("Np9223372036854775808\n.").problem().has_value());
}

void TestPickleTree::outOfBandBuffers()
{
    const ValueTree buffers = decode("\x97\x97\x98\x86.");
    QCOMPARE(buffers.node(buffers.child(buffers.root(), 0)).bytes(), "out-of-band buffer 1"_ba);
    QCOMPARE(buffers.node(buffers.child(buffers.root(), 1)).bytes(), "out-of-band buffer 2"_ba);
    QCOMPARE(buffers.label(buffers.child(buffers.root(), 1)), "read-only"_ba);
    const ValueTree others = decode("\x82\5Pid\n\x86.");
    QCOMPARE(others.node(others.child(others.root(), 0)).bytes(), "extension 5"_ba);
    QCOMPARE(others.label(others.child(others.root(), 1)), "persistent id"_ba);
}

void TestPickleTree::stopsOnDemand()
{
    const std::atomic<bool> stop = true;
    DecodeLimits limits;
    limits.stop = &stop;
    const ValueTree tree = decode("(" + QByteArray(100'000, 'N') + "t.", limits);
    QVERIFY(tree.isCut());
    QVERIFY(tree.nodeCount() < 10'000);
}

QTEST_GUILESS_MAIN(TestPickleTree)
#include "tst_pickle_tree.moc"
