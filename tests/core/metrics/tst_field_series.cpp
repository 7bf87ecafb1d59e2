// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/field_series.h"

#include "core/codec/reading_rule.h"
#include "tests/ui/inspector/stored_panel.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

FieldQuery queryFor(const QString &path, int frame = 0)
{
    return {*FieldPath::parse(path, frame), {}, {}, {}};
}

QList<double> valuesOf(const FieldSeries &series)
{
    QList<double> values;
    for (qsizetype i = 0; i < series.points()->count(); ++i)
        values.append(series.points()->at(i).value);
    return values;
}

MessageHeader headerAt(qint64 ns, Direction direction = Direction::In)
{
    MessageHeader header;
    header.time = {ns};
    header.direction = direction;
    return header;
}

} // namespace

class TestFieldSeries : public QObject {
    Q_OBJECT
private slots:
    void beginsWithWhatIsThereAndFollows();
    void keepsTheTimesOfMessages();
    void readsWhateverFormat_data();
    void readsWhateverFormat();
    void formatsMayChangeAmongMessages();
    void onlyTheTopic();
    void onlyTheDirection();
    void rulesSayHow();
    void theChosenFormatSaysHow();
    void countsWhatWasGone();
    void endsAndGoesOn();
    void outlivesItsPanel();
    void largeBacklogInPortions();

private:
    PanelWorld m_world;
};

void TestFieldSeries::beginsWithWhatIsThereAndFollows()
{
    StoredPanel panel(m_world, SocketType::Pull);
    panel.add({R"({"t": 1})"});
    panel.add({R"({"u": 2})"});
    FieldSeries series(panel, queryFor(u"$.t"_s));
    QSignalSpy changed(&series, &FieldSeries::changed);
    QTRY_COMPARE(valuesOf(series), QList<double>({1}));
    QCOMPARE(series.withoutNumber(), 1);
    panel.add({R"({"t": 3.5})"});
    QTRY_COMPARE(valuesOf(series), QList<double>({1, 3.5}));
    QVERIFY(!changed.isEmpty());
    QCOMPARE(series.gone(), 0);
    QVERIFY(!series.isBehind());
}

void TestFieldSeries::keepsTheTimesOfMessages()
{
    StoredPanel panel(m_world, SocketType::Pull);
    panel.add({"1"}, headerAt(1'700'000'000'123'456'789));
    panel.add({"2"}, headerAt(1'700'000'000'123'456'790));
    FieldSeries series(panel, queryFor(u"$"_s));
    QTRY_COMPARE(series.points()->count(), 2);
    QCOMPARE(series.points()->at(0), (SeriesPoint{{1'700'000'000'123'456'789}, 1}));
    QCOMPARE(series.points()->at(1), (SeriesPoint{{1'700'000'000'123'456'790}, 2}));
}

void TestFieldSeries::readsWhateverFormat_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("path");
    QTest::addColumn<double>("value");
    QTest::newRow("JSON") << QByteArray(R"({"a": [1, {"b": "2.5"}]})") << u"$.a[1].b"_s << 2.5;
    QTest::newRow("MessagePack") << QByteArray::fromHex("82a174cb4035800000000000a16e01") << u"$.t"_s << 21.5;
    QTest::newRow("pickle") << QByteArray::fromHex("80049529000000000000007d94288c056974656d73945d947d948c047"
                                                   "4656d709447403580000000000073618c026f6e9488752e")
                            << u"$.items[0].temp"_s << 21.5;
    QTest::newRow("plain text") << QByteArray("21.5") << u"$"_s << 21.5;
    QTest::newRow("plain text with a line end") << QByteArray("-7\n") << u"$"_s << -7.;
}

void TestFieldSeries::readsWhateverFormat()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, path);
    QFETCH(const double, value);
    StoredPanel panel(m_world, SocketType::Sub);
    panel.add({"topic", bytes});
    FieldSeries series(panel, queryFor(path, 1));
    QTRY_COMPARE(valuesOf(series), QList<double>({value}));
    QCOMPARE(series.withoutNumber(), 0);
}

void TestFieldSeries::formatsMayChangeAmongMessages()
{
    StoredPanel panel(m_world, SocketType::Pull);
    const QByteArray json(R"({"t": 1})");
    const QByteArray msgpack = QByteArray::fromHex("82a174cb4035800000000000a16e01");
    for (const QByteArray &bytes : {json, msgpack, QByteArray("not a number"), json, msgpack})
        panel.add({bytes});
    panel.add({json, "more"});
    FieldSeries series(panel, queryFor(u"$.t"_s));
    QTRY_COMPARE(valuesOf(series), QList<double>({1, 21.5, 1, 21.5, 1}));
    QCOMPARE(series.withoutNumber(), 1);

    FieldSeries second(panel, queryFor(u"$.t"_s, 1)); // a frame that few messages have
    QTRY_COMPARE(second.withoutNumber(), 6);
    QCOMPARE(second.points()->count(), 0);
}

void TestFieldSeries::onlyTheTopic()
{
    StoredPanel panel(m_world, SocketType::Sub);
    for (int i = 0; i < 6; ++i)
        panel.add({i % 2 ? "odd" : "even", QByteArray::number(i)});
    panel.add({"odder", "7"});
    FieldQuery query = queryFor(u"$"_s, 1);
    query.topic = "odd";
    FieldSeries series(panel, query);
    QTRY_COMPARE(valuesOf(series), QList<double>({1, 3, 5}));
    QCOMPARE(series.withoutNumber(), 0);
}

void TestFieldSeries::onlyTheDirection()
{
    StoredPanel panel(m_world, SocketType::Dealer);
    panel.add({"1"}, headerAt(1, Direction::In));
    panel.add({"2"}, headerAt(2, Direction::Out));
    FieldQuery query = queryFor(u"$"_s);
    query.direction = Direction::Out;
    FieldSeries series(panel, query);
    QTRY_COMPARE(valuesOf(series), QList<double>({2}));
    FieldSeries both(panel, queryFor(u"$"_s));
    QTRY_COMPARE(valuesOf(both), QList<double>({1, 2}));
}

void TestFieldSeries::rulesSayHow()
{
    StoredPanel panel(m_world, SocketType::Pull);
    const QByteArray bytes = QByteArray::fromHex("0000c03f0700"); // <fH: 1.5, 7
    panel.add({bytes});
    FieldSeries series(panel, queryFor(u"$[1]"_s));
    QTRY_COMPARE(series.withoutNumber(), 1);
    ReadingRule rule;
    rule.codec = u"struct:<fH"_s;
    panel.setReadingRules({rule});
    panel.add({bytes});
    QTRY_COMPARE(valuesOf(series), QList<double>({7}));
}

void TestFieldSeries::theChosenFormatSaysHow()
{
    StoredPanel panel(m_world, SocketType::Pull);
    panel.add({QByteArray::fromHex("0000c03f0700")});
    FieldQuery query = queryFor(u"$[0]"_s);
    query.codecId = u"struct:<fH"_s;
    FieldSeries series(panel, query);
    QTRY_COMPARE(valuesOf(series), QList<double>({1.5}));
}

void TestFieldSeries::countsWhatWasGone()
{
    StoredPanel panel(m_world, SocketType::Pull, {.bytes = 256 * 1024 * 1024, .messages = 10});
    panel.add({"0"});
    FieldSeries series(panel, queryFor(u"$"_s));
    QTRY_COMPARE(series.points()->count(), 1);
    series.end();
    constexpr int more = 5000;
    for (int i = 0; i < more; ++i)
        panel.add({QByteArray::number(i)});
    series.resume();
    QTRY_COMPARE(series.points()->count() + series.gone(), more + 1);
    QVERIFY(series.gone() > 0);
    QCOMPARE(series.points()->at(series.points()->count() - 1).value, more - 1.);
}

void TestFieldSeries::endsAndGoesOn()
{
    StoredPanel panel(m_world, SocketType::Pull);
    panel.add({"1"});
    FieldSeries series(panel, queryFor(u"$"_s));
    QTRY_COMPARE(series.points()->count(), 1);
    QVERIFY(!series.hasEnded());
    series.end();
    QVERIFY(series.hasEnded());
    panel.add({"2"});
    QCoreApplication::processEvents();
    QCOMPARE(series.points()->count(), 1);
    series.resume();
    QVERIFY(!series.hasEnded());
    QTRY_COMPARE(valuesOf(series), QList<double>({1, 2}));
}

void TestFieldSeries::outlivesItsPanel()
{
    auto panel = std::make_unique<StoredPanel>(m_world, SocketType::Pull);
    panel->add({"1"});
    FieldSeries series(*panel, queryFor(u"$"_s));
    QTRY_COMPARE(series.points()->count(), 1);
    panel.reset();
    QVERIFY(series.hasEnded());
    QVERIFY(!series.panel());
    series.resume();
    QVERIFY(series.hasEnded());
    QCOMPARE(valuesOf(series), QList<double>({1}));
}

void TestFieldSeries::largeBacklogInPortions()
{
    StoredPanel panel(m_world, SocketType::Pull);
    constexpr int count = 100'000;
    {
        const QSignalBlocker quiet(panel);
        for (int i = 0; i < count; ++i)
            panel.add({R"({"n": )" + QByteArray::number(i) + '}'});
    }
    FieldSeries series(panel, queryFor(u"$.n"_s));
    int portions = 0;
    connect(&series, &FieldSeries::changed, &series, [&] { ++portions; });
    QTRY_VERIFY(series.isBehind());
    QTRY_COMPARE(series.points()->count(), count);
    QVERIFY(portions > 2);
    QVERIFY(!series.isBehind());
    QCOMPARE(series.points()->at(count / 2).value, count / 2.);
}

QTEST_GUILESS_MAIN(TestFieldSeries)
#include "tst_field_series.moc"
