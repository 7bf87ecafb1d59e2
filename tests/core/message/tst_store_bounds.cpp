// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_samples.h"

#include <algorithm>
#include <random>

using namespace zmqscope;

class TestStoreBounds : public QObject
{
    Q_OBJECT
private slots:
    void messageBound();
    void messageBoundOfOne();
    void byteBound();
    void newestStaysThoughTooLarge();
    void manyLargeKeepTheBound();
    void setLimitsAppliesAtOnce();
    void likeAPlainModel();
};

void TestStoreBounds::messageBound()
{
    constexpr qint64 limit = 800;
    MessageStore store({.messages = limit});
    for (quint64 n = 1; n <= limit; ++n)
        store.append(headerFor(n), QByteArray::number(n));
    QCOMPARE(store.count(), limit);
    QCOMPARE(store.evicted(), 0);

    store.append(headerFor(limit + 1), QByteArray::number(limit + 1));
    QCOMPARE(store.evicted(), limit / 8);
    QCOMPARE(store.first(), MessageIndex{1 + limit / 8});
    QVERIFY(!store.at({limit / 8}));

    for (quint64 n = limit + 2; n <= 10 * limit; ++n) {
        store.append(headerFor(n), QByteArray::number(n));
        QVERIFY(store.count() <= limit);
        QVERIFY(store.count() > limit - limit / 8);
        QCOMPARE(quint64(store.evicted()), store.first().value - 1);
    }
    qint64 payload = 0;
    for (quint64 n = store.first().value; n < store.end().value; ++n) {
        compare(store.at({n}), {n}, Message{{QByteArray::number(n)}});
        payload += QByteArray::number(n).size();
    }
    QCOMPARE(store.payloadBytes(), payload);
}

void TestStoreBounds::messageBoundOfOne()
{
    MessageStore store({.messages = 1});
    for (quint64 n = 1; n <= 50; ++n) {
        store.append(headerFor(n), QByteArray::number(n));
        QCOMPARE(store.count(), 1);
        compare(store.at({n}), {n}, Message{{QByteArray::number(n)}});
    }
    QCOMPARE(store.evicted(), 49);
}

void TestStoreBounds::byteBound()
{
    constexpr qint64 limit = 4 * 1024 * 1024;
    MessageStore store({.bytes = limit});
    const QByteArray bytes(1000, 'x');
    qint64 fullest = 0;
    quint64 n = 0;
    while (store.evicted() == 0) {
        store.append(headerFor(++n), bytes);
        QVERIFY(store.memoryBytes() <= limit);
        fullest = std::max(fullest, store.payloadBytes());
    }
    QVERIFY2(fullest > limit * 85 / 100, "memory given up long before the bound");
    for (int i = 0; i < 20'000; ++i) {
        store.append(headerFor(++n), bytes);
        QVERIFY(store.memoryBytes() <= limit);
        QVERIFY(store.payloadBytes() > limit * 80 / 100);
    }
    QCOMPARE(store.payloadBytes(), store.count() * bytes.size());
    QCOMPARE(quint64(store.evicted()), store.first().value - 1);
    for (quint64 i = store.first().value; i < store.end().value; ++i)
        compare(store.at({i}), {i}, Message{{bytes}});
}

void TestStoreBounds::newestStaysThoughTooLarge()
{
    MessageStore store({.bytes = MessageStore::minLimitBytes});
    for (quint64 n = 1; n <= 100; ++n)
        store.append(headerFor(n), "small");
    const QByteArray large(5 * MessageStore::minLimitBytes, 'x');
    store.append(headerFor(101), large);
    QCOMPARE(store.count(), 1);
    compare(store.at({101}), {101}, Message{{large}});
    QCOMPARE(store.evicted(), 100);

    store.append(headerFor(102), "small");
    QCOMPARE(store.count(), 1);
    compare(store.at({102}), {102}, Message{{"small"}});
    QVERIFY(store.memoryBytes() <= MessageStore::minLimitBytes);
}

void TestStoreBounds::manyLargeKeepTheBound()
{
    constexpr qint64 limit = 32 * 1024 * 1024;
    MessageStore store({.bytes = limit});
    const QByteArray large(300 * 1024, 'x');
    quint64 n = 0;
    for (int i = 0; i < 1000; ++i) {
        store.append(headerFor(++n), large);
        store.append(headerFor(++n), "small");
        QVERIFY(store.memoryBytes() <= limit);
    }
    QVERIFY(store.payloadBytes() > limit * 80 / 100);
}

void TestStoreBounds::setLimitsAppliesAtOnce()
{
    MessageStore store;
    const QByteArray bytes(1000, 'x');
    for (quint64 n = 1; n <= 30'000; ++n)
        store.append(headerFor(n), bytes);
    QCOMPARE(store.count(), 30'000);

    store.setLimits({.bytes = 16 * 1024 * 1024});
    QVERIFY(store.memoryBytes() <= 16 * 1024 * 1024);
    QVERIFY(store.count() > 8'000); // old chunks are large for the new bound
    QCOMPARE(store.payloadBytes(), store.count() * 1000);

    store.setLimits({.bytes = 16 * 1024 * 1024, .messages = 17});
    QCOMPARE(store.count(), 17);
    QCOMPARE(store.end(), MessageIndex{30'001});
    QCOMPARE(store.payloadBytes(), 17'000);
    QCOMPARE(store.evicted(), 30'000 - 17);
    store.append(headerFor(30'001), bytes);
    QVERIFY(store.count() <= 17 && store.count() >= 15);
    compare(store.at({30'001}), {30'001}, Message{{bytes}});
    compare(store.at(store.first()), store.first(), Message{{bytes}});

    store.setLimits({.bytes = 1, .messages = -1});
    QCOMPARE(store.limits(), (StoreLimits{.bytes = MessageStore::minLimitBytes, .messages = 0}));
    for (quint64 n = 30'002; n <= 31'000; ++n)
        store.append(headerFor(n), bytes);
    QVERIFY(store.memoryBytes() <= MessageStore::minLimitBytes);
}

void TestStoreBounds::likeAPlainModel()
{
    for (const quint32 seed : {1u, 2u, 3u, 4u}) {
        std::mt19937 random(seed);
        const auto below = [&](quint32 n) { return quint32(random() % n); };
        MessageStore store({.bytes = 3 * 1024 * 1024, .messages = seed % 2 ? 0 : 5000});
        std::vector<Message> model(1); // [0] is no message
        quint64 clearedBelow = 1;
        for (int step = 0; step < 30'000; ++step) {
            const quint32 what = below(2000);
            if (what == 0) {
                store.clear();
                if (below(2))
                    store.undoClear();
            } else if (what == 1) {
                store.setLimits({.bytes = qint64(1 + below(6)) * 1024 * 1024,
                                 .messages = below(2) ? 0 : qint64(1 + below(8000))});
            }
            Message message;
            const quint32 frames = below(50) == 0 ? 1 + below(300) : 1 + below(4);
            for (quint32 i = 0; i < frames; ++i) {
                const quint32 size = below(400) == 0 ? below(400'000) : below(200);
                message.frames.append(QByteArray(qsizetype(size), char(random())));
            }
            const MessageHeader header = headerFor(model.size());
            MessageIndex index;
            if (below(3) == 0) {
                std::vector<OwnedFrame> owned;
                for (const QByteArray &frame : message.frames)
                    owned.push_back(OwnedFrame::copyOf(frame));
                index = store.adopt(header, std::move(owned));
            } else {
                index = frames == 1 ? store.append(header, message.frames[0]) : appendMessage(store, header, message);
            }
            QCOMPARE(index.value, quint64(model.size()));
            model.push_back(message);
            QCOMPARE(store.end().value, quint64(model.size()));
            QVERIFY(store.first().value >= clearedBelow);
            clearedBelow = store.first().value;
            if (clearedBelow > 1)
                QVERIFY(!store.at({clearedBelow - 1}));
            const MessageIndex any{clearedBelow + random() % quint64(store.count())};
            compare(store.at(any), any, model[any.value]);
            if (step % 5000 == 0) {
                const StoreSnapshot snapshot = store.snapshot();
                qint64 payload = 0;
                for (quint64 i = snapshot.first().value; i < snapshot.end().value; ++i) {
                    compare(snapshot.at({i}), {i}, model[i]);
                    payload += model[i].totalBytes();
                }
                QCOMPARE(store.payloadBytes(), payload);
            }
            if (store.count() > 1)
                QVERIFY(store.memoryBytes() <= store.limits().bytes + MessageStore::maxChunkBytes);
            for (quint64 gone = clearedBelow; gone-- > 1 && !model[gone].frames.isEmpty();)
                model[gone] = {};
        }
    }
}

QTEST_GUILESS_MAIN(TestStoreBounds)
#include "tst_store_bounds.moc"
