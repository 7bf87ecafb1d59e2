// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/message_cursor.h"

#include "tests/core/message/store_samples.h"

#include <QTest>

using namespace zmqscope;
using namespace std::chrono_literals;

namespace {

void append(MessageStore &store, int count)
{
    for (int i = 0; i < count; ++i)
        store.append({}, QByteArrayView("x"));
}

std::vector<quint64> followed(MessageCursor &cursor, std::chrono::microseconds budget = 10s)
{
    std::vector<quint64> seen;
    while (cursor.follow(budget, [&](const MessageView &message) { seen.push_back(message.index.value); }))
        ;
    return seen;
}

std::vector<quint64> from(quint64 first, quint64 last)
{
    std::vector<quint64> all;
    for (quint64 i = first; i <= last; ++i)
        all.push_back(i);
    return all;
}

} // namespace

class TestMessageCursor : public QObject {
    Q_OBJECT
private slots:
    void looksAtEachOnce();
    void stopsWhenTheTimeIsUp();
    void countsWhatWentBefore();
    void whatWasSeenIsNotMissed();
    void canPassOverAndStartAgain();
};

void TestMessageCursor::looksAtEachOnce()
{
    MessageStore store;
    MessageCursor cursor(store);
    QVERIFY(followed(cursor).empty());
    append(store, 1000);
    QCOMPARE(followed(cursor), from(1, 1000));
    QVERIFY(followed(cursor).empty());
    append(store, 3);
    QCOMPARE(followed(cursor), from(1001, 1003));
    QCOMPARE(cursor.next(), store.end());
    QCOMPARE(cursor.missed(), 0);
}

void TestMessageCursor::stopsWhenTheTimeIsUp()
{
    MessageStore store;
    append(store, 3 * MessageCursor::clockEvery);
    MessageCursor cursor(store);
    int seen = 0;
    QVERIFY(cursor.follow(0us, [&](const MessageView &) { ++seen; }));
    QCOMPARE(seen, MessageCursor::clockEvery);
    QVERIFY(cursor.follow(0us, [&](const MessageView &) { ++seen; }, 1));
    QCOMPARE(seen, MessageCursor::clockEvery + 1);
    QCOMPARE(cursor.next(), MessageIndex{quint64(MessageCursor::clockEvery) + 2});
    QCOMPARE(followed(cursor, 0us), from(MessageCursor::clockEvery + 2, 3 * MessageCursor::clockEvery));
}

void TestMessageCursor::countsWhatWentBefore()
{
    MessageStore store({.messages = 100});
    MessageCursor cursor(store);
    append(store, 1000);
    const quint64 first = store.first().value;
    QVERIFY(first > 1);
    QCOMPARE(followed(cursor), from(first, 1000));
    QCOMPARE(cursor.missed(), qint64(first - 1));
    append(store, 10);
    store.clear();
    append(store, 1);
    QCOMPARE(followed(cursor), from(1011, 1011));
    QCOMPARE(cursor.missed(), qint64(first - 1 + 10));
}

void TestMessageCursor::whatWasSeenIsNotMissed()
{
    MessageStore store;
    MessageCursor cursor(store);
    append(store, 10);
    followed(cursor);
    store.clear();
    append(store, 1);
    QCOMPARE(followed(cursor), from(11, 11));
    QCOMPARE(cursor.missed(), 0);
}

void TestMessageCursor::canPassOverAndStartAgain()
{
    MessageStore store;
    append(store, 5);
    MessageCursor cursor(store);
    cursor.skipToEnd();
    append(store, 1);
    QCOMPARE(followed(cursor), from(6, 6));
    cursor.restart();
    QCOMPARE(followed(cursor), from(1, 6));
    QCOMPARE(cursor.missed(), 0);
}

QTEST_GUILESS_MAIN(TestMessageCursor)
#include "tst_message_cursor.moc"
