// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/peer_table.h"

#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class TestPeerTable : public QObject
{
    Q_OBJECT
private slots:
    void unknownPeer();
    void equalPeersShareAnId();
    void findsTheLatestByRoutingId();
    void isBounded();
    void label();
    void routingIdText_data();
    void routingIdText();
};

void TestPeerTable::unknownPeer()
{
    const PeerTable table;
    QCOMPARE(table.peer({0}), Peer());
    QCOMPARE(table.peer({7}), Peer());
    QCOMPARE(table.findRoutingId("x"), PeerId{0});
}

void TestPeerTable::equalPeersShareAnId()
{
    PeerTable table;
    const Peer a{u"127.0.0.1:1"_s, "id", u"DEALER"_s};
    const Peer b{u"127.0.0.1:2"_s, "id", u"DEALER"_s};
    const PeerId idA = table.idOf(a);
    const PeerId idB = table.idOf(b);
    QCOMPARE(idA, PeerId{1});
    QCOMPARE(idB, PeerId{2});
    QCOMPARE(table.idOf(a), idA);
    QCOMPARE(table.count(), 2u);
    QCOMPARE(table.peer(idA), a);
    QCOMPARE(table.peer(idB), b);
}

void TestPeerTable::findsTheLatestByRoutingId()
{
    PeerTable table;
    const PeerId first = table.idOf({u"127.0.0.1:1"_s, "id", {}});
    const PeerId second = table.idOf({u"127.0.0.1:2"_s, "id", {}});
    table.idOf({u"127.0.0.1:3"_s, {}, {}});
    QCOMPARE(table.findRoutingId("id"), second);
    QCOMPARE(table.findRoutingId(""), PeerId{0});
    table.idOf({u"127.0.0.1:1"_s, "id", {}});
    QCOMPARE(table.findRoutingId("id"), first);
}

void TestPeerTable::isBounded()
{
    PeerTable table;
    for (quint32 i = 1; i <= PeerTable::maxPeers; ++i)
        QCOMPARE(table.idOf({QString::number(i), {}, {}}), PeerId{i});
    QCOMPARE(table.idOf({u"one more"_s, {}, {}}), PeerId{0});
    QCOMPARE(table.idOf({u"1"_s, {}, {}}), PeerId{1});
    QCOMPARE(table.count(), PeerTable::maxPeers);
}

void TestPeerTable::label()
{
    QCOMPARE((Peer{u"127.0.0.1:1"_s, {}, u"REQ"_s}.label()), u"127.0.0.1:1"_s);
    QCOMPARE((Peer{u"127.0.0.1:1"_s, "worker", u"REQ"_s}.label()), u"worker"_s);
    QCOMPARE(Peer().label(), QString());
}

void TestPeerTable::routingIdText_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("text");
    QTest::newRow("text") << QByteArray("worker-1") << u"worker-1"_s;
    QTest::newRow("UTF-8") << QByteArray("wörker \xe2\x82\xac") << u"wörker €"_s;
    QTest::newRow("libzmq's own") << QByteArray::fromHex("00a1b2c3d4") << u"0x00a1b2c3d4"_s;
    QTest::newRow("control") << QByteArray("a\nb") << u"0x610a62"_s;
    QTest::newRow("bidi control") << QByteArray("a\xe2\x80\xae") << u"0x61e280ae"_s;
    QTest::newRow("broken UTF-8") << QByteArray("a\xc3") << u"0x61c3"_s;
}

void TestPeerTable::routingIdText()
{
    QFETCH(QByteArray, id);
    QTEST(zmqscope::routingIdText(id), "text");
}

QTEST_GUILESS_MAIN(TestPeerTable)
#include "tst_peer_table.moc"
