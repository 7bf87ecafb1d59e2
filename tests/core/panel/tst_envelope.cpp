// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/panel/envelope.h"

#include <QTest>
#include <vector>

using namespace zmqscope;

namespace {

const QByteArray generatedId("\0\x12\x34\x56\x78", 5);

QByteArray rolesOf(SocketType type, const QList<QByteArray> &frames, MessageHeader header = {})
{
    const std::vector<QByteArrayView> views(frames.begin(), frames.end());
    const MessageView message{MessageIndex{1}, header, FrameSpan(views.data(), 0, quint32(views.size()))};
    const Envelope envelope(type, message);
    QByteArray roles;
    for (qsizetype i = 0; i < frames.size(); ++i) {
        switch (envelope.roleOf(i)) {
        case FrameRole::Body: roles += 'B'; break;
        case FrameRole::RoutingId: roles += 'R'; break;
        case FrameRole::Delimiter: roles += 'D'; break;
        case FrameRole::Topic: roles += 'T'; break;
        case FrameRole::Subscribe: roles += '+'; break;
        case FrameRole::Unsubscribe: roles += '-'; break;
        case FrameRole::ConnectionNotice: roles += 'N'; break;
        case FrameRole::CloseRequest: roles += 'C'; break;
        }
    }
    return roles;
}

} // namespace

class TestEnvelope : public QObject
{
    Q_OBJECT
private slots:
    void roles_data();
    void roles();
    void subscriptions();
    void streamNotices();
    void looksAtFewFrames();
    void hasNames();
};

void TestEnvelope::roles_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QList<QByteArray>>("frames");
    QTest::addColumn<QByteArray>("roles");
    const auto row = [](const char *name, SocketType type, const QList<QByteArray> &frames, const char *roles) {
        QTest::newRow(name) << int(type) << frames << QByteArray(roles);
    };
    row("router, from REQ", SocketType::Router, {"id", "", "a", "b"}, "RDBB");
    row("router, from DEALER", SocketType::Router, {"id", "a", ""}, "RBB");
    row("router, id only", SocketType::Router, {"id"}, "R");
    row("router, through a proxy", SocketType::Router, {"id", generatedId, "", "a"}, "RRDB");
    row("router, body like an id", SocketType::Router, {"id", generatedId, "a"}, "RBB");
    row("router, empty body frame", SocketType::Router, {"id", "", "", "a"}, "RDBB");
    row("dealer, to REP", SocketType::Dealer, {"", "a", ""}, "DBB");
    row("dealer, plain", SocketType::Dealer, {"a", "", "b"}, "BBB");
    row("dealer, behind a router", SocketType::Dealer, {generatedId, "", "a"}, "RDB");
    row("dealer, five bytes", SocketType::Dealer, {generatedId}, "B");
    row("sub, two frames", SocketType::Sub, {"t", "a", "b"}, "TBB");
    row("sub, one frame", SocketType::Sub, {"t a"}, "B");
    row("pub", SocketType::Pub, {"", "a"}, "TB");
    row("xpub", SocketType::Xpub, {"t", "a"}, "TB");
    row("xsub", SocketType::Xsub, {"t", "a"}, "TB");
    row("stream", SocketType::Stream, {"id", "data"}, "RB");
    row("req", SocketType::Req, {"", "a"}, "BB");
    row("rep", SocketType::Rep, {"", "a"}, "BB");
    row("push", SocketType::Push, {"", "a"}, "BB");
    row("pull", SocketType::Pull, {"a"}, "B");
    row("pair", SocketType::Pair, {"", "a"}, "BB");
}

void TestEnvelope::roles()
{
    QFETCH(int, type);
    QFETCH(QList<QByteArray>, frames);
    QFETCH(QByteArray, roles);
    QCOMPARE(rolesOf(SocketType(type), frames), roles);
}

void TestEnvelope::subscriptions()
{
    MessageHeader header;
    header.flags = MessageFlag::Subscription;
    QCOMPARE(rolesOf(SocketType::Xpub, {"\x01prefix"}, header), "+");
    QCOMPARE(rolesOf(SocketType::Pub, {QByteArray("\0prefix", 7)}, header), "-");
    QCOMPARE(rolesOf(SocketType::Xpub, {"\x01prefix"}), "B");
}

void TestEnvelope::streamNotices()
{
    MessageHeader header;
    QCOMPARE(rolesOf(SocketType::Stream, {"id", ""}, header), "RN");
    header.direction = Direction::Out;
    QCOMPARE(rolesOf(SocketType::Stream, {"id", ""}, header), "RC");
}

void TestEnvelope::looksAtFewFrames()
{
    constexpr int hops = 15; // as envelope-dealer.json says
    QList<QByteArray> frames(hops, generatedId);
    frames << QByteArray() << "a";
    QVERIFY(rolesOf(SocketType::Dealer, frames).endsWith("RDB"));
    frames.prepend(generatedId);
    QVERIFY(!rolesOf(SocketType::Dealer, frames).contains('D'));
}

void TestEnvelope::hasNames()
{
    QCOMPARE(frameRoleText(FrameRole::RoutingId), QStringLiteral("routing id"));
    QCOMPARE(frameRoleText(FrameRole::Topic), QStringLiteral("topic"));
}

QTEST_GUILESS_MAIN(TestEnvelope)
#include "tst_envelope.moc"
