// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_samples.h"

#include <array>
#include <thread>

using namespace zmqscope;

class TestMessageStore : public QObject
{
    Q_OBJECT
private slots:
    void startsEmpty();
    void keepsBytes_data();
    void keepsBytes();
    void copyMayChangeAfterwards();
    void countsFrom1();
    void clearAndUndo();
    void clearIsFinalAfterAppend();
    void clearTwiceKeepsTheFirst();
    void snapshotOutlivesEverything();
    void snapshotReadByWorkerWhileAppending();
    void adoptsWithoutCopy();
    void releasesAdoptedOnce();
    void smallAdoptedAreCopied();
    void framesBeyond4GiB();
};

void TestMessageStore::startsEmpty()
{
    MessageStore store;
    QCOMPARE(store.first(), MessageIndex{1});
    QCOMPARE(store.end(), MessageIndex{1});
    QCOMPARE(store.count(), 0);
    QVERIFY(!store.at({0}));
    QVERIFY(!store.at({1}));
    QVERIFY(!store.snapshot().at({1}));
    QVERIFY(!store.canUndoClear());
    QCOMPARE(store.memoryBytes(), 0);
}

void TestMessageStore::keepsBytes_data()
{
    QTest::addColumn<QList<QByteArray>>("frames");
    QByteArray binary;
    for (int i = 0; i < 256; ++i)
        binary.append(char(i));
    const auto many = [](int n, int step) {
        QList<QByteArray> frames;
        for (int i = 0; i < n; ++i)
            frames.append(QByteArray::number(i).left(i % step));
        return frames;
    };
    QTest::newRow("one empty frame") << QList<QByteArray>{""};
    QTest::newRow("empty frames") << QList<QByteArray>{"", "", ""};
    QTest::newRow("binary") << QList<QByteArray>{binary};
    QTest::newRow("empty around binary") << QList<QByteArray>{"", binary, ""};
    QTest::newRow("10,000 frames") << many(10'000, 7);
    QTest::newRow("65,535 empty frames") << QList<QByteArray>(65'535, QByteArray());
    QTest::newRow("65,536 empty frames") << QList<QByteArray>(65'536, QByteArray());
    QTest::newRow("70,000 frames") << many(70'000, 7);
    const auto large = MessageStore::largeMessageBytes;
    QTest::newRow("as large as a small one can be") << QList<QByteArray>{QByteArray(large, 'x')};
    QTest::newRow("just large") << QList<QByteArray>{QByteArray(large + 1, 'x')};
    QTest::newRow("large multipart") << QList<QByteArray>{"id", "", QByteArray(9 * large, 'y'), binary};
}

void TestMessageStore::keepsBytes()
{
    QFETCH(QList<QByteArray>, frames);
    const Message message{frames};
    MessageStore store;
    for (quint64 n = 1; n <= 20; ++n)
        QCOMPARE(appendMessage(store, headerFor(n), message), MessageIndex{n});
    QCOMPARE(store.payloadBytes(), 20 * message.totalBytes());
    for (quint64 n = 1; n <= 20; ++n)
        compare(store.at({n}), {n}, message);
}

void TestMessageStore::copyMayChangeAfterwards()
{
    MessageStore store;
    QByteArray bytes("before");
    store.append(headerFor(1), bytes);
    bytes.fill('x');
    compare(store.at({1}), {1}, Message{{"before"}});
}

void TestMessageStore::countsFrom1()
{
    MessageStore store;
    QCOMPARE(store.append(headerFor(1), "a"), MessageIndex{1});
    const std::array<QByteArrayView, 2> two{"b", "c"};
    QCOMPARE(store.append(headerFor(2), two), MessageIndex{2});
    QCOMPARE(store.append(headerFor(3), std::span<const QByteArrayView>()), MessageIndex{3});
    compare(store.at({3}), {3}, Message{{""}});
    QVERIFY(!store.at({0}));
    QVERIFY(!store.at({4}));
    QCOMPARE(store.count(), 3);
}

void TestMessageStore::clearAndUndo()
{
    MessageStore store;
    for (quint64 n = 1; n <= 1000; ++n)
        store.append(headerFor(n), QByteArray::number(n));
    const qint64 payload = store.payloadBytes();
    const qint64 memory = store.memoryBytes();
    store.clear();
    QCOMPARE(store.count(), 0);
    QCOMPARE(store.first(), MessageIndex{1001});
    QCOMPARE(store.payloadBytes(), 0);
    QCOMPARE(store.evicted(), 0);
    QVERIFY(!store.at({1000}));
    QVERIFY(store.canUndoClear());

    store.undoClear();
    QVERIFY(!store.canUndoClear());
    QCOMPARE(store.count(), 1000);
    QCOMPARE(store.payloadBytes(), payload);
    QCOMPARE(store.memoryBytes(), memory);
    QCOMPARE(store.append(headerFor(1001), "1001"), MessageIndex{1001});
    for (quint64 n = 1; n <= 1001; ++n)
        compare(store.at({n}), {n}, Message{{QByteArray::number(n)}});
}

void TestMessageStore::clearIsFinalAfterAppend()
{
    MessageStore store;
    const auto released = std::make_shared<std::atomic<int>>(0);
    for (quint64 n = 1; n <= 20; ++n)
        store.adopt(headerFor(n), countedFrames(1, 1'000'000, released));
    store.clear();
    QCOMPARE(released->load(), 0);
    QCOMPARE(store.append(headerFor(21), "new"), MessageIndex{21});
    QCOMPARE(released->load(), 20);
    QVERIFY(!store.canUndoClear());
    store.undoClear();
    QCOMPARE(store.count(), 1);
    QCOMPARE(store.payloadBytes(), 3);
    QVERIFY(store.memoryBytes() < 1'000'000);
    QVERIFY(!store.at({20}));
    compare(store.at({21}), {21}, Message{{"new"}});
}

void TestMessageStore::clearTwiceKeepsTheFirst()
{
    MessageStore store;
    store.clear();
    QVERIFY(!store.canUndoClear());
    store.append(headerFor(1), "one");
    store.clear();
    store.clear();
    QVERIFY(store.canUndoClear());
    store.undoClear();
    compare(store.at({1}), {1}, Message{{"one"}});
}

void TestMessageStore::snapshotOutlivesEverything()
{
    StoreSnapshot snapshot;
    {
        MessageStore store({.bytes = MessageStore::minLimitBytes});
        for (quint64 n = 1; n <= 3000; ++n)
            store.append(headerFor(n), QByteArray::number(n));
        snapshot = store.snapshot();
        for (quint64 n = 3001; n <= 100'000; ++n)
            store.append(headerFor(n), QByteArray(300, 'x'));
        QVERIFY(!store.at({3000}));
    }
    QCOMPARE(snapshot.first(), MessageIndex{1});
    QCOMPARE(snapshot.end(), MessageIndex{3001});
    QVERIFY(!snapshot.at({0}));
    QVERIFY(!snapshot.at({3001}));
    for (quint64 n = 1; n <= 3000; ++n)
        compare(snapshot.at({n}), {n}, Message{{QByteArray::number(n)}});
}

void TestMessageStore::snapshotReadByWorkerWhileAppending()
{
    MessageStore store({.bytes = 2 * MessageStore::minLimitBytes});
    // Every message says its number, so that a reader can tell a torn one.
    const auto add = [&](quint64 n) {
        const QByteArray number = QByteArray::number(n);
        if (n % 1000 == 0)
            store.append(headerFor(n), number.repeated(300'000 / number.size()));
        else
            appendMessage(store, headerFor(n), Message{{number, QByteArray(qsizetype(n % 50), 'x'), number}});
    };
    quint64 n = 0;
    for (int round = 0; round < 20; ++round) {
        while (n < quint64(round + 1) * 1500)
            add(++n);
        std::atomic<bool> reading = false;
        std::atomic<qint64> wrong = 0;
        std::atomic<bool> done = false;
        std::jthread worker([&, snapshot = store.snapshot()]() mutable {
            for (quint64 i = snapshot.first().value; i < snapshot.end().value; ++i) {
                const auto view = snapshot.at({i});
                const QByteArray number = QByteArray::number(i);
                if (!view || view->header.time != headerFor(i).time || !view->frames[0].startsWith(number)
                    || (i % 1000 != 0 && view->frames[2] != number))
                    ++wrong;
                reading = true;
            }
            snapshot = {}; // gives its chunks back while the store goes on
            done = true;
        });
        while (!reading)
            std::this_thread::yield();
        while (!done)
            add(++n);
        worker.join();
        QCOMPARE(wrong.load(), 0);
    }
    QVERIFY(store.evicted() > 0);
}

void TestMessageStore::adoptsWithoutCopy()
{
    MessageStore store;
    const auto released = std::make_shared<std::atomic<int>>(0);
    std::vector<OwnedFrame> frames = countedFrames(3, 200'000, released);
    const char *bytes = frames[1].bytes().data();
    store.adopt(headerFor(1), std::move(frames));
    const auto view = store.at({1});
    QVERIFY(view);
    QCOMPARE(view->frames.count(), 3);
    QCOMPARE(view->frames[1].data(), bytes);
    QCOMPARE(view->frames.totalBytes(), 600'000);
    QCOMPARE(store.payloadBytes(), 600'000);
    QVERIFY(store.memoryBytes() > 600'000);
}

void TestMessageStore::releasesAdoptedOnce()
{
    const auto released = std::make_shared<std::atomic<int>>(0);
    {
        MessageStore store({.bytes = 8 * 1024 * 1024});
        for (quint64 n = 1; n <= 100; ++n)
            store.adopt(headerFor(n), countedFrames(2, 500'000, released));
        QCOMPARE(released->load(), 2 * store.evicted());
        QVERIFY(store.evicted() > 80);
        {
            const StoreSnapshot snapshot = store.snapshot();
            const int before = released->load();
            store.clear();
            store.append(headerFor(101), "x");
            QCOMPARE(released->load(), before);
        }
        QCOMPARE(released->load(), 200);
    }
    QCOMPARE(released->load(), 200);
}

void TestMessageStore::smallAdoptedAreCopied()
{
    MessageStore store;
    const auto released = std::make_shared<std::atomic<int>>(0);
    store.adopt(headerFor(1), countedFrames(2, 100, released));
    QCOMPARE(released->load(), 2);
    compare(store.at({1}), {1}, Message{{QByteArray(100, 'a'), QByteArray(100, 'b')}});
}

void TestMessageStore::framesBeyond4GiB()
{
    // Nothing is read, so the pages are never made: address space alone will do.
    static const char address = 0;
    constexpr qsizetype gib = 1024 * 1024 * 1024;
    MessageStore store({.bytes = 64LL * gib});
    std::vector<OwnedFrame> frames;
    for (int i = 0; i < 5; ++i)
        frames.emplace_back(QByteArrayView(&address, gib), nullptr, nullptr);
    frames.emplace_back(QByteArrayView(&address, 5 * gib), nullptr, nullptr);
    store.adopt(headerFor(1), std::move(frames));
    store.append(headerFor(2), "after");
    const auto view = store.at({1});
    QVERIFY(view);
    QCOMPARE(view->frames.totalBytes(), 10 * gib);
    QCOMPARE(view->frames[4].size(), gib);
    QCOMPARE(view->frames[5].size(), 5 * gib);
    QCOMPARE(store.payloadBytes(), 10 * gib + 5);
    QVERIFY(store.memoryBytes() > 10 * gib);
    compare(store.at({2}), {2}, Message{{"after"}});
}

QTEST_GUILESS_MAIN(TestMessageStore)
#include "tst_message_store.moc"
