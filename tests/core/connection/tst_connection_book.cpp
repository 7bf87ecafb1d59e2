// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/connection_book.h"

#include <QTest>
#include <cerrno>
#include <zmq.h>

using namespace zmqscope;
using namespace Qt::StringLiterals;
using Kind = ConnectionEventKind;
using State = ConnectionState;

namespace {

const QString here = u"tcp://127.0.0.1:5556"_s;

ConnectionEnds from(int port)
{
    return {u"127.0.0.1:5556"_s, u"127.0.0.1:%1"_s.arg(port)};
}

/// A book whose clock ticks a millisecond an event.
class Book : public ConnectionBook
{
public:
    using ConnectionBook::ConnectionBook;

    Timestamp now() { return {m_ms++ * 1'000'000}; }
    ConnectionId accept(int fd, int port) { return take({Kind::Accepted, quint32(fd), here}, now(), from(port)).connection; }
    JoinedEvent succeed() { return take({Kind::HandshakeSucceeded, 0, here}, now()); }
    JoinedEvent fail() { return take({Kind::HandshakeFailedProtocol, ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH, here}, now()); }
    JoinedEvent disconnect(int fd) { return take({Kind::Disconnected, quint32(fd), here}, now()); }
    State state(ConnectionId id) const { return find(id)->state; }
    Traffic &hear(int fd, quint32 peer) { return *heard(fd, {{peer}, {}, u"PUSH"_s, {}, {}}, now()); }

private:
    qint64 m_ms = 1000;
};

} // namespace

class TestConnectionBook : public QObject {
    Q_OBJECT
private slots:
    void followsAConnection();
    void eventsAreJoined();
    void failureIsOfTheConnectionThatEnds();
    void misgivenSuccessIsPassedOn();
    void hangingHandshakeTakesNoSuccess();
    void failureIsKnownBeforeTheEnd();
    void whatEndedHereIsTold();
    void messageProvesTheHandshake();
    void messageBeforeTheNewsOfItsConnection();
    void messageAfterTheEnd();
    void reusedDescriptor();
    void lateAddressIsTakenBack();
    void rawTcpHasNoHandshake();
    void closingEndsAll();
    void endedOnesAreBounded();
    void untoldPeersHaveARow();
    void sentIsCountedWhereItIsKnown();
    void floodOfConnectionsStaysSmall();
};

void TestConnectionBook::followsAConnection()
{
    Book book(false);
    const ConnectionId id = book.accept(9, 4711);
    QCOMPARE(book.state(id), State::Handshaking);
    QCOMPARE(book.find(id)->peerAddress, u"127.0.0.1:4711"_s);
    QCOMPARE(book.find(id)->localAddress, u"127.0.0.1:5556"_s);
    QCOMPARE(book.find(id)->role, EndpointRole::Bind);
    book.succeed();
    QCOMPARE(book.state(id), State::Established);
    QVERIFY(!book.find(id)->assumed);
    QCOMPARE(book.establishedCount(), 1);
    QVERIFY(book.find(id)->since < book.find(id)->established);
    QVERIFY(book.disconnect(9).wasEstablished);
    QCOMPARE(book.state(id), State::Gone);
    QCOMPARE(book.establishedCount(), 0);
    QVERIFY(!book.find(id)->failure);
}

void TestConnectionBook::eventsAreJoined()
{
    Book book(false);
    const ConnectionId id = book.accept(9, 4711);
    book.succeed();
    book.disconnect(9);
    QCOMPARE(book.timeline().rows().size(), size_t(3));
    for (const TimelineRow &row : book.timeline().rows()) {
        QCOMPARE(row.connection, id);
        QCOMPARE(row.peerAddress, u"127.0.0.1:4711"_s);
    }
}

void TestConnectionBook::failureIsOfTheConnectionThatEnds()
{
    Book book(false);
    const ConnectionId good = book.accept(9, 1);
    const ConnectionId bad = book.accept(10, 2);
    book.fail();
    QVERIFY(!book.disconnect(10).wasEstablished);
    QCOMPARE(book.state(bad), State::Refused);
    QCOMPARE(handshakeProblem(*book.find(bad)->failure), HandshakeProblem::MechanismMismatch);
    QCOMPARE(book.state(good), State::Handshaking);
    book.succeed();
    QCOMPARE(book.state(good), State::Established);
    QVERIFY(!book.find(good)->failure);
}

void TestConnectionBook::misgivenSuccessIsPassedOn()
{
    Book book(false);
    const ConnectionId bad = book.accept(9, 1);
    const ConnectionId good = book.accept(10, 2);
    QCOMPARE(book.succeed().connection, bad); // the older one is the likelier
    QVERIFY(book.find(bad)->assumed);
    book.fail();
    QVERIFY(!book.disconnect(9).wasEstablished);
    QCOMPARE(book.state(bad), State::Refused);
    QCOMPARE(book.state(good), State::Established);
    QCOMPARE(book.establishedCount(), 1);
}

void TestConnectionBook::hangingHandshakeTakesNoSuccess()
{
    for (const bool hangs : {false, true}) {
        ConnectionBook book(false);
        const auto accept = [&](int fd, qint64 ns) {
            return book.take({Kind::Accepted, quint32(fd), here}, {ns}, from(4000 + fd)).connection;
        };
        const qint64 second = 1 + ConnectionBook::hangsAfterNs + (hangs ? 1 : 0);
        const ConnectionId first = accept(9, 1);
        const ConnectionId later = accept(10, second);
        book.take({Kind::HandshakeSucceeded, 0, here}, {second});
        QCOMPARE(book.find(first)->state, hangs ? State::Handshaking : State::Established);
        QCOMPARE(book.find(later)->state, hangs ? State::Established : State::Handshaking);
    }
}

void TestConnectionBook::failureIsKnownBeforeTheEnd()
{
    Book book(false);
    const ConnectionId id = book.accept(9, 4711);
    book.take({Kind::HandshakeFailedNoDetail, EFAULT, here}, book.now());
    QCOMPARE(book.state(id), State::Handshaking); // libzmq may let it hang
    QCOMPARE(handshakeProblem(*book.find(id)->failure), HandshakeProblem::NoZapHandler);
    book.take({Kind::HandshakeFailedNoDetail, EAGAIN, here}, book.now()); // and end it when its time is over
    book.disconnect(9);
    QCOMPARE(book.state(id), State::Refused);
    QCOMPARE(handshakeProblem(*book.find(id)->failure), HandshakeProblem::NoZapHandler);
}

void TestConnectionBook::whatEndedHereIsTold()
{
    Book book(false);
    const ConnectionId left = book.accept(9, 4711);
    const ConnectionId dropped = book.accept(10, 4712);
    const ConnectionId closed = book.accept(11, 4713);
    book.disconnect(9);
    book.endedHere(10, book.now());
    book.closeAll(book.now());
    QVERIFY(!book.find(left)->endedHere);
    QVERIFY(book.find(dropped)->endedHere);
    QVERIFY(book.find(closed)->endedHere);
}

void TestConnectionBook::messageProvesTheHandshake()
{
    Book book(false);
    const ConnectionId first = book.accept(9, 1);
    const ConnectionId second = book.accept(10, 2);
    book.succeed(); // of the second, but that is not told
    book.hear(10, 1).count(5, book.now());
    QCOMPARE(book.state(second), State::Established);
    QCOMPARE(book.state(first), State::Handshaking);
    QCOMPARE(book.establishedCount(), 1);
    QCOMPARE(book.find(second)->in->bytes, 5);
    book.succeed();
    QCOMPARE(book.state(first), State::Established);

    const ConnectionId third = book.accept(11, 3);
    const ConnectionId fourth = book.accept(12, 4);
    book.hear(12, 2); // before the news of its success
    QCOMPARE(book.succeed().connection, fourth);
    QCOMPARE(book.state(third), State::Handshaking);
}

void TestConnectionBook::messageBeforeTheNewsOfItsConnection()
{
    Book book(false);
    book.heard(9, {{1}, u"127.0.0.1:4711"_s, u"PUSH"_s, {}, {}}, book.now())->count(5, book.now());
    QCOMPARE(book.all().size(), size_t(1));
    const ConnectionId id = book.accept(9, 4711);
    QCOMPARE(book.all().size(), size_t(1));
    book.succeed();
    QCOMPARE(book.state(id), State::Established);
    QCOMPARE(book.find(id)->in->messages, 1);
    QCOMPARE(book.find(id)->socketType, u"PUSH"_s);
}

void TestConnectionBook::messageAfterTheEnd()
{
    Book book(false);
    const ConnectionId id = book.accept(9, 4711);
    book.succeed();
    book.disconnect(9);
    book.hear(9, 1).count(5, book.now());
    QCOMPARE(book.all().size(), size_t(1));
    QCOMPARE(book.state(id), State::Gone);
    QCOMPARE(book.find(id)->in->messages, 1);
    QCOMPARE(book.ofPeer({1})->id, id);
}

void TestConnectionBook::reusedDescriptor()
{
    Book book(false);
    const ConnectionId first = book.accept(9, 1);
    book.succeed();
    book.disconnect(9);
    const ConnectionId second = book.accept(9, 2);
    QVERIFY(first != second);
    book.succeed();
    QCOMPARE(book.state(first), State::Gone);
    QCOMPARE(book.state(second), State::Established);
    QCOMPARE(book.find(first)->peerAddress, u"127.0.0.1:1"_s);
    const ConnectionId third = book.accept(9, 3); // the end of the second was not told
    QCOMPARE(book.state(second), State::Gone);
    QCOMPARE(book.state(third), State::Handshaking);
    QCOMPARE(book.establishedCount(), 0);
}

void TestConnectionBook::lateAddressIsTakenBack()
{
    Book book(false);
    const ConnectionId first = book.accept(9, 2); // asked for when the descriptor was the second one's
    book.disconnect(9);
    const ConnectionId second = book.accept(9, 2);
    QVERIFY(book.find(first)->peerAddress.isEmpty());
    QCOMPARE(book.find(second)->peerAddress, u"127.0.0.1:2"_s);
}

void TestConnectionBook::rawTcpHasNoHandshake()
{
    Book book(true);
    const ConnectionId id = book.accept(9, 1);
    QCOMPARE(book.state(id), State::Established);
    QVERIFY(book.endedHere(9, book.now())->wasEstablished);
    QVERIFY(!book.endedHere(9, book.now()));
    QCOMPARE(book.state(id), State::Gone);
}

void TestConnectionBook::closingEndsAll()
{
    Book book(false);
    const ConnectionId established = book.accept(9, 1);
    book.succeed();
    const ConnectionId waiting = book.accept(10, 2);
    const quint64 before = book.revision();
    book.closeAll(book.now());
    QCOMPARE(book.state(established), State::Gone);
    QCOMPARE(book.state(waiting), State::Refused);
    QCOMPARE(book.establishedCount(), 0);
    QVERIFY(book.revision() > before);
    const ConnectionId anew = book.accept(9, 3);
    QCOMPARE(book.succeed().connection, anew);
}

void TestConnectionBook::endedOnesAreBounded()
{
    Book book(false);
    const ConnectionId living = book.accept(5, 1);
    book.succeed();
    for (size_t i = 0; i < ConnectionBook::maxEnded + 1; ++i) {
        book.accept(9, int(1000 + i));
        book.succeed();
        book.hear(9, quint32(i + 2));
        book.disconnect(9);
    }
    QCOMPARE(book.all().size(), ConnectionBook::maxEnded + 1);
    QCOMPARE(book.forgotten(), 1);
    QCOMPARE(book.state(living), State::Established);
    QVERIFY(!book.ofPeer({2}));
    QVERIFY(book.ofPeer({3}));
}

void TestConnectionBook::untoldPeersHaveARow()
{
    Book book(false);
    book.hear(-1, 0).count(3, book.now());
    QCOMPARE(&book.hear(-1, 0), &book.hear(-1, 0));
    QCOMPARE(book.all().size(), size_t(1));
    QCOMPARE(book.all().begin()->second.state, State::Untold);
    book.hear(-1, 7);
    QCOMPARE(book.all().size(), size_t(2));
}

void TestConnectionBook::sentIsCountedWhereItIsKnown()
{
    Book book(false);
    const ConnectionId first = book.accept(9, 1);
    book.sentToSome(10, book.now()); // nobody is there: it waits in libzmq
    QCOMPARE(book.find(first)->out.messages, 0);
    book.succeed();
    book.sentToSome(10, book.now());
    QCOMPARE(book.find(first)->out.messages, 1);
    const ConnectionId second = book.accept(10, 2);
    book.succeed();
    book.sentToSome(10, book.now());
    QCOMPARE(book.find(first)->out.messages, 1);
    QVERIFY(!book.find(first)->outIsExact);
    QVERIFY(!book.find(second)->outIsExact);
    book.hear(10, 5);
    book.sentTo({5}, 7, book.now());
    QCOMPARE(book.find(second)->out.bytes, 7);
    book.sentTo({6}, 7, book.now());
    book.sentTo({}, 7, book.now());
    QCOMPARE(book.find(second)->out.messages, 1);
    book.disconnect(9);
    book.sentToSome(10, book.now());
    QCOMPARE(book.find(second)->out.messages, 2);
}

void TestConnectionBook::floodOfConnectionsStaysSmall()
{
    Book book(false);
    for (int i = 0; i < 100'000; ++i) {
        book.accept(100 + i % 50, i % 60'000 + 1);
        book.fail();
        book.disconnect(100 + i % 50);
    }
    QVERIFY(book.all().size() <= ConnectionBook::maxEnded);
    QVERIFY(book.timeline().rows().size() <= ConnectionTimeline::maxRows);
    QCOMPARE(book.timeline().events(), 300'000);
    qint64 shown = book.timeline().pushedOut();
    for (const TimelineRow &row : book.timeline().rows())
        shown += row.count;
    QCOMPARE(shown, 300'000);
}

QTEST_GUILESS_MAIN(TestConnectionBook)
#include "tst_connection_book.moc"
