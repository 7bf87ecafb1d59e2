// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zmq/socket_type.h"

#include <QSet>
#include <QTest>
#include <algorithm>
#include <zmq.h>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestSocketType : public QObject {
    Q_OBJECT
private slots:
    void rowsStandInTheOrderOfTheEnum()
    {
        QCOMPARE(allSocketTypes().size(), std::size_t(12));
        int value = 0;
        for (const SocketTraits &row : allSocketTypes()) {
            QCOMPARE(int(row.type), value++);
            QCOMPARE(&traits(row.type), &row);
        }
        QCOMPARE(traits(SocketType::Router).nativeType, ZMQ_ROUTER);
        QCOMPARE(traits(SocketType::Pub).nativeType, ZMQ_PUB);
    }

    void namesAreReadInAnyCase()
    {
        for (const SocketTraits &row : allSocketTypes()) {
            QCOMPARE(socketTypeFromName(socketTypeName(row.type)), row.type);
            QCOMPARE(socketTypeFromName(socketTypeName(row.type).toLower()), row.type);
        }
        QVERIFY(!socketTypeFromName(u"RADIO"_s));
        QVERIFY(!socketTypeFromName(u""_s));
    }

    void whoTalksToWhomGoesBothWays()
    {
        for (const SocketTraits &row : allSocketTypes()) {
            for (SocketType peer : row.peers) {
                const std::span<const SocketType> back = traits(peer).peers;
                QVERIFY2(std::find(back.begin(), back.end(), row.type) != back.end(), row.name);
            }
        }
        QCOMPARE(socketTypePeers(SocketType::Req), u"REP, ROUTER"_s);
        QCOMPARE(socketTypePeers(SocketType::Stream), u"any TCP program"_s);
    }

    void everyTypeHasAPurposeOfItsOwn()
    {
        QSet<QString> purposes;
        for (const SocketTraits &row : allSocketTypes()) {
            purposes.insert(socketTypePurpose(row.type));
            QVERIFY(!socketTypePurpose(row.type).contains(u'\n'));
        }
        QCOMPARE(purposes.size(), 12);
        QVERIFY(!purposes.contains(QString()));
    }

    void lockstepAndAddressing()
    {
        for (const SocketTraits &row : allSocketTypes()) {
            QCOMPARE(row.lockstep, row.type == SocketType::Req || row.type == SocketType::Rep);
            QCOMPARE(row.addressesPeers, row.type == SocketType::Router || row.type == SocketType::Stream);
            QCOMPARE(row.canSend, row.type != SocketType::Sub && row.type != SocketType::Pull);
            QCOMPARE(row.canReceive, row.type != SocketType::Pub && row.type != SocketType::Push);
        }
    }
};

QTEST_GUILESS_MAIN(TestSocketType)
#include "tst_socket_type.moc"
