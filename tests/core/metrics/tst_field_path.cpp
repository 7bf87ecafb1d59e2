// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/field_path.h"

#include "core/codec/codec_registry.h"

#include <QTest>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

/// A decoded payload with the bytes that its tree borrows.
struct Decoded {
    Decoded(const QString &codecId, const QByteArray &payload)
        : bytes(payload)
        , tree((*CodecRegistry::builtin().resolve(codecId))->decodeTree(bytes, {}))
    {
    }

    std::optional<double> at(const QString &path) const { return FieldPath::parse(path)->number(tree); }

    QByteArray bytes;
    ValueTree tree;
};

const QByteArray sample =
    R"({"items": [1, {"temp": 21.5, "a b": "7.25"}], "on": true, "name": "x", "big": 18446744073709551615,)"
    R"("huge": 123456789012345678901234567890, "say \u0022hi\u0022": -3, "none": null, "list": [], "ß": 4, "word": "nan", "hex": "0x10"})";

} // namespace

class TestFieldPath : public QObject {
    Q_OBJECT
private slots:
    void writesAsItReads_data();
    void writesAsItReads();
    void refusesWhatIsNoPath_data();
    void refusesWhatIsNoPath();
    void findsNumbers_data();
    void findsNumbers();
    void readsMessagePack();
    void readsPickle();
    void countsArguments();
    void leadsToAPosition();
    void numbersInText_data();
    void numbersInText();
};

void TestFieldPath::writesAsItReads_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
        {u"$"_s, u"$.a"_s, u"$.items[2].temp"_s, u"$[\"a b\"][0]"_s, u"$[7]"_s, u"$.obj(0).state.k"_s,
            u"$[\"say \\\"hi\\\"\"]"_s, u"$[\"back\\\\slash\"]"_s, u"$.ß"_s, u"$[true]"_s})
        QTest::addRow("%s", qUtf8Printable(text)) << text;
}

void TestFieldPath::writesAsItReads()
{
    QFETCH(const QString, text);
    const Result<FieldPath> path = FieldPath::parse(text, 3);
    QVERIFY2(path.ok(), path ? "" : qPrintable(path.error().text()));
    QCOMPARE(path->text(), text);
    QCOMPARE(path->frame(), 3);
    QCOMPARE(path->isRoot(), text == u"$"_s);
    QCOMPARE(*FieldPath::parse(path->text(), 3), *path);
    QVERIFY(*FieldPath::parse(text, 2) != *path);
}

void TestFieldPath::refusesWhatIsNoPath_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("character");
    QTest::addRow("empty") << u""_s << 1;
    QTest::addRow("no root") << u"a.b"_s << 1;
    QTest::addRow("no name") << u"$."_s << 3;
    QTest::addRow("a name with a blank") << u"$.a b"_s << 3;
    QTest::addRow("an open bracket") << u"$[1"_s << 2;
    QTest::addRow("an open key") << u"$[\"a]"_s << 6;
    QTest::addRow("an empty bracket") << u"$[]"_s << 3;
    QTest::addRow("an argument by name") << u"$(a)"_s << 3;
    QTest::addRow("junk") << u"$x"_s << 2;
}

void TestFieldPath::refusesWhatIsNoPath()
{
    QFETCH(const QString, text);
    QFETCH(const int, character);
    const Result<FieldPath> path = FieldPath::parse(text);
    QVERIFY(!path.ok());
    QVERIFY2(path.error().detail.contains(QString::number(character)), qPrintable(path.error().text()));
}

void TestFieldPath::findsNumbers_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QVariant>("value");
    const auto row = [](const QString &path, const QVariant &value) {
        QTest::addRow("%s", qUtf8Printable(path)) << path << value;
    };
    row(u"$.items[0]"_s, 1.);
    row(u"$.items[1].temp"_s, 21.5);
    row(u"$.items[1][\"a b\"]"_s, 7.25);
    row(u"$.on"_s, 1.);
    row(u"$.big"_s, 18446744073709551615.);
    row(u"$.huge"_s, 123456789012345678901234567890.);
    row(u"$[\"say \\\"hi\\\"\"]"_s, -3.);
    row(u"$.ß"_s, 4.);
    // What is there and no number, and what is not there.
    for (const QString &path :
        {u"$"_s, u"$.items"_s, u"$.name"_s, u"$.none"_s, u"$.word"_s, u"$.hex"_s, u"$.items[2]"_s,
            u"$.absent"_s, u"$.name.deeper"_s, u"$.list[0]"_s, u"$.items.temp"_s, u"$[0]"_s, u"$(0)"_s})
        row(path, {});
}

void TestFieldPath::findsNumbers()
{
    QFETCH(const QString, path);
    QFETCH(const QVariant, value);
    const std::optional<double> found = Decoded(u"json"_s, sample).at(path);
    QCOMPARE(found.has_value(), value.isValid());
    if (found)
        QCOMPARE(*found, value.toDouble());
}

void TestFieldPath::readsMessagePack()
{
    // {"t": 7, 5: [1.5], true: -1}
    const Decoded decoded(u"msgpack"_s,
        QByteArray::fromHex("83a17407"
                            "0591cb3ff8000000000000"
                            "c3ff"));
    QVERIFY(!decoded.tree.problem());
    QCOMPARE(decoded.at(u"$.t"_s), 7.);
    QCOMPARE(decoded.at(u"$[5][0]"_s), 1.5);
    QCOMPARE(decoded.at(u"$[true]"_s), -1.);
    QCOMPARE(decoded.at(u"$[\"5\"]"_s), std::nullopt);
}

void TestFieldPath::readsPickle()
{
    const Decoded named(u"pickle"_s,
        QByteArray::fromHex("80049529000000000000007d94288c056974656d73945d947d948c0474656d709447403580000000"
                            "000073618c026f6e9488752e"));
    QCOMPARE(named.at(u"$.items[0].temp"_s), 21.5);
    QCOMPARE(named.at(u"$.on"_s), 1.);
    const Decoded numbered(u"pickle"_s,
        QByteArray::fromHex("80027d7100284b07473ff400000000000058010000006e71018a09000000000000000040752e"));
    QCOMPARE(numbered.at(u"$[7]"_s), 1.25);
    QCOMPARE(numbered.at(u"$.n"_s), std::pow(2., 70));
}

void TestFieldPath::countsArguments()
{
    // pickle of data.P(1.5, 2, x=3) as a call: built by REDUCE with two arguments.
    const QByteArray call("cdata\nP\n(F1.5\nI2\ntR.");
    const Decoded decoded(u"pickle"_s, call);
    QVERIFY(!decoded.tree.problem());
    QCOMPARE(decoded.at(u"$(0)"_s), 1.5);
    QCOMPARE(decoded.at(u"$(1)"_s), 2.);
    QCOMPARE(decoded.at(u"$(2)"_s), std::nullopt);
}

void TestFieldPath::leadsToAPosition()
{
    const Decoded json(u"json"_s, sample);
    const auto to = [](const ValueTree &tree, const QList<qsizetype> &position) {
        return FieldPath::to(tree, position, 1);
    };
    QCOMPARE(to(json.tree, {})->text(), u"$"_s);
    QCOMPARE(to(json.tree, {0, 1, 0})->text(), u"$.items[1].temp"_s);
    QCOMPARE(to(json.tree, {0, 1, 1})->text(), u"$.items[1][\"a b\"]"_s);
    QCOMPARE(to(json.tree, {0, 1, 0})->frame(), 1);
    QVERIFY(!to(json.tree, {99}));
    QVERIFY(!to(json.tree, {0, 0, 0}));
    // Each value is found again where it was.
    for (qsizetype i = 0; i < json.tree.childCount(json.tree.root()); ++i)
        QCOMPARE(to(json.tree, {i})->find(json.tree), json.tree.child(json.tree.root(), i));
    const Decoded call(u"pickle"_s, "cdata\nP\n(F1.5\nI2\ntR.");
    QCOMPARE(to(call.tree, {1})->text(), u"$(1)"_s);
}

void TestFieldPath::numbersInText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QVariant>("value");
    QTest::newRow("integer") << QByteArray("42") << QVariant(42.);
    QTest::newRow("blanks") << QByteArray(" -1.5e3\r\n") << QVariant(-1500.);
    QTest::newRow("unit") << QByteArray("21.5 C") << QVariant();
    QTest::newRow("word") << QByteArray("inf") << QVariant();
    QTest::newRow("nothing") << QByteArray() << QVariant();
    QTest::newRow("64 digits") << QByteArray(64, '1') << QVariant(QByteArray(64, '1').toDouble());
    QTest::newRow("65 digits") << QByteArray(65, '1') << QVariant();
    QTest::newRow("date") << QByteArray("2026-01-31") << QVariant();
}

void TestFieldPath::numbersInText()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QVariant, value);
    const std::optional<double> found = numberInText(text);
    QCOMPARE(found.has_value(), value.isValid());
    if (found)
        QCOMPARE(*found, value.toDouble());
}

QTEST_GUILESS_MAIN(TestFieldPath)
#include "tst_field_path.moc"
