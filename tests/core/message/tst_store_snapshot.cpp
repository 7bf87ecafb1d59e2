// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/message_store.h"

#include <QTest>

using namespace zmqscope;

class TestStoreSnapshot : public QObject
{
    Q_OBJECT
private slots:
    void narrowsToOneMessage();
    void outlivesTheStore();
};

void TestStoreSnapshot::narrowsToOneMessage()
{
    MessageStore store;
    for (int i = 1; i <= 100'000; ++i)
        store.append({}, QByteArray::number(i));
    const StoreSnapshot all = store.snapshot();
    for (const quint64 i : {quint64(1), quint64(50'000), quint64(100'000)}) {
        const StoreSnapshot one = all.narrowedTo(MessageIndex{i});
        QCOMPARE(one.first().value, i);
        QCOMPARE(one.end().value, i + 1);
        QCOMPARE(one.at(MessageIndex{i})->frames[0].toByteArray(), QByteArray::number(i));
        QVERIFY(!one.at(MessageIndex{i - 1}));
        QVERIFY(!one.at(MessageIndex{i + 1}));
    }
    for (const quint64 i : {quint64(0), quint64(100'001)}) {
        QVERIFY(!all.narrowedTo(MessageIndex{i}).at(MessageIndex{i}));
        QVERIFY(!all.narrowedTo(MessageIndex{i}).at(MessageIndex{1}));
    }
    QVERIFY(!StoreSnapshot().narrowedTo(MessageIndex{1}).at(MessageIndex{1}));
}

void TestStoreSnapshot::outlivesTheStore()
{
    StoreSnapshot one;
    {
        MessageStore store;
        store.append({}, "a");
        store.append({}, QByteArray(1'000'000, 'b'));
        one = store.snapshot().narrowedTo(MessageIndex{2});
    }
    QCOMPARE(one.at(MessageIndex{2})->frames[0].toByteArray(), QByteArray(1'000'000, 'b'));
}

QTEST_GUILESS_MAIN(TestStoreSnapshot)
#include "tst_store_snapshot.moc"
