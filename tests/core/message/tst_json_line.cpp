// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/json_line.h"

#include <QRandomGenerator>
#include <QTest>
#include <nlohmann/json.hpp>
#include <vector>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

QByteArray lineOf(const QList<QByteArray> &frames, const QString &panel = u"p"_s,
                  const MessageHeader &header = {}, const PeerTable &peers = {})
{
    std::vector<QByteArrayView> views(frames.begin(), frames.end());
    qint64 total = 0;
    for (const QByteArrayView view : views)
        total += view.size();
    const MessageView message{MessageIndex{7}, header, FrameSpan(views.data(), total, quint32(views.size()))};
    return messageJsonLine(panel, message, peers);
}

} // namespace

class TestJsonLine : public QObject
{
    Q_OBJECT
private slots:
    void hasTheDocumentedShape();
    void namesTheWay_data();
    void namesTheWay();
    void losesNoByte();
    void staysOnOneLine();
    void appends();
};

void TestJsonLine::hasTheDocumentedShape()
{
    PeerTable peers;
    const PeerId peer = peers.idOf({u"127.0.0.1:5"_s, {}, u"PUSH"_s});
    const MessageHeader header{{1769860800123456789LL}, Direction::In, {}, peer};
    QCOMPARE(lineOf({"hi", "\xff", ""}, u"my \"panel\""_s, header, peers),
             QByteArray("{\"panel\":\"my \\\"panel\\\"\",\"n\":7,\"time\":\"2026-01-31T12:00:00.123456789Z\","
                        "\"dir\":\"in\",\"peer\":\"127.0.0.1:5\","
                        "\"frames\":[{\"text\":\"hi\"},{\"base64\":\"/w==\"},{\"text\":\"\"}]}"));
    QVERIFY(lineOf({"x"}).contains("\"peer\":null,"));
}

void TestJsonLine::namesTheWay_data()
{
    QTest::addColumn<int>("direction");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("in") << int(Direction::In) << QByteArray("in");
    QTest::newRow("out") << int(Direction::Out) << QByteArray("out");
    QTest::newRow("forward") << int(Direction::Forward) << QByteArray("forward");
    QTest::newRow("backward") << int(Direction::Backward) << QByteArray("backward");
}

void TestJsonLine::namesTheWay()
{
    QFETCH(int, direction);
    QFETCH(QByteArray, name);
    MessageHeader header;
    header.direction = Direction(direction);
    QVERIFY(lineOf({"x"}, u"p"_s, header).contains(QByteArray("\"dir\":\"" + name + "\"")));
}

void TestJsonLine::losesNoByte()
{
    const QList<QByteArray> pieces{"\"", "\\", "\n", "\r", "\t", QByteArray(1, '\0'), "\x1f", "\x7f", "a", "/",
                                   u"ä"_s.toUtf8(), u"€"_s.toUtf8(), u"😀"_s.toUtf8(), "\xe2\x80\xae",
                                   "\xf3\xa0\x81\x81", "\xed\xa0\x80", "\xff", "\xc3"};
    QRandomGenerator random(7);
    int asText = 0;
    for (int round = 0; round < 10'000; ++round) {
        QList<QByteArray> frames;
        const int count = 1 + random.bounded(3);
        for (int i = 0; i < count; ++i) {
            QByteArray frame;
            const int length = random.bounded(6);
            for (int k = 0; k < length; ++k)
                frame += pieces[random.bounded(int(pieces.size()))];
            frames << frame;
        }
        const QByteArray line = lineOf(frames);
        const auto json = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
        QVERIFY2(!json.is_discarded(), line);
        QCOMPARE(json["frames"].size(), std::size_t(count));
        for (int i = 0; i < count; ++i) {
            const auto &frame = json["frames"][std::size_t(i)];
            const bool text = frame.contains("text");
            asText += text;
            const auto value = QByteArray::fromStdString(frame[text ? "text" : "base64"].get<std::string>());
            QCOMPARE(text ? value : QByteArray::fromBase64(value), frames[i]);
            QCOMPARE(text, QString::fromUtf8(frames[i]).toUtf8() == frames[i]);
        }
    }
    QVERIFY(asText > 1000);
}

void TestJsonLine::staysOnOneLine()
{
    const QByteArray line = lineOf({u"a\n\r\u0085\u2028\u2029\u202e\x1b[2J"_s.toUtf8()}, u"p\n"_s);
    for (const QChar c : QString::fromUtf8(line))
        QVERIFY2(c.unicode() >= 0x20 && c.unicode() < 0x7f, line);
}

void TestJsonLine::appends()
{
    const QByteArrayView frame("x");
    const MessageView message{MessageIndex{1}, {}, FrameSpan(&frame, 1, 1)};
    QByteArray out("before\n");
    appendMessageJsonLine(out, u"p"_s, message, {});
    QCOMPARE(out, "before\n" + messageJsonLine(u"p"_s, message, {}));
}

QTEST_GUILESS_MAIN(TestJsonLine)
#include "tst_json_line.moc"
