// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/quick_filter.h"

#include <QAbstractItemModelTester>
#include <QAbstractListModel>
#include <QSignalSpy>
#include <QTest>
#include <array>
#include <cstdlib>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

/// Passes the filter's signals on the way its documentation says; the tester makes sure that they
/// keep a model's contract.
class RowsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    explicit RowsModel(const QuickFilter &filter)
        : m_filter(filter)
    {
        connect(&filter, &QuickFilter::matchesAboutToBeAdded, this,
                [this](qint64 first, qint64 n) { beginInsertRows({}, int(first), int(first + n - 1)); });
        connect(&filter, &QuickFilter::matchesAdded, this, [this] { endInsertRows(); });
        connect(&filter, &QuickFilter::matchesAboutToBeRemovedFront, this,
                [this](qint64 n) { beginRemoveRows({}, 0, int(n - 1)); });
        connect(&filter, &QuickFilter::matchesRemovedFront, this, [this] { endRemoveRows(); });
        connect(&filter, &QuickFilter::aboutToReset, this, [this] { beginResetModel(); });
        connect(&filter, &QuickFilter::reset, this, [this] { endResetModel(); });
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_filter.count()); }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(m_filter.at(index.row()).value) : QVariant();
    }

private:
    const QuickFilter &m_filter;
};

std::vector<quint64> rows(const QuickFilter &filter)
{
    std::vector<quint64> result;
    for (qint64 row = 0; row < filter.count(); ++row)
        result.push_back(filter.at(row).value);
    return result;
}

/// "even 2", "odd 3", …
void appendNumbers(MessageStore &store, quint64 count)
{
    for (; count > 0; --count) {
        const quint64 n = store.end().value;
        const QByteArray text = (n % 2 ? "odd " : "even ") + QByteArray::number(n);
        store.append({}, text);
    }
}

std::vector<quint64> evenNumbers(const MessageStore &store)
{
    std::vector<quint64> result;
    for (quint64 n = store.first().value + store.first().value % 2; n < store.end().value; n += 2)
        result.push_back(n);
    return result;
}

} // namespace

class TestQuickFilter : public QObject
{
    Q_OBJECT
private slots:
    void inactiveWithoutNeedle();
    void findsInAnyFrame();
    void ofOnePeer();
    void caseDoesNotCountWhenAsked();
    void followsTheStore();
    void forgetsWhatTheStoreForgets();
    void handsOverInBatches();
    void anotherNeedleStartsOver();
    void findsAcrossPiecesOfAHugeFrame();
    void cancelsAtOnce();
    void clearAndUndo();
    void countsWhatItMissed();
    void survivesAFlood();
    void progresses();
};

void TestQuickFilter::inactiveWithoutNeedle()
{
    MessageStore store;
    appendNumbers(store, 100);
    QuickFilter filter(store);
    filter.update();
    QVERIFY(!filter.isActive());
    QVERIFY(!filter.scanning());
    QCOMPARE(filter.count(), 0);
    QCOMPARE(filter.at(0), MessageIndex{0});

    filter.setNeedle(u"even"_s, Qt::CaseSensitive);
    QTRY_COMPARE(filter.count(), 50);
    QCOMPARE(filter.at(-1), MessageIndex{0});
    QCOMPARE(filter.at(50), MessageIndex{0});
    filter.setNeedle({}, Qt::CaseSensitive);
    QVERIFY(!filter.isActive());
    QCOMPARE(filter.count(), 0);
}

void TestQuickFilter::ofOnePeer()
{
    MessageStore store;
    for (quint32 i = 0; i < 10; ++i)
        store.append({{}, Direction::In, {}, PeerId{i % 2 + 1}}, i < 5 ? "early" : "late");
    QuickFilter filter(store);
    filter.setPeer({2});
    QVERIFY(filter.isActive());
    QTRY_COMPARE(rows(filter), (std::vector<quint64>{2, 4, 6, 8, 10}));
    filter.setNeedle(u"late"_s, Qt::CaseSensitive);
    QTRY_COMPARE(rows(filter), (std::vector<quint64>{6, 8, 10}));
    filter.setPeer({});
    QTRY_COMPARE(rows(filter), (std::vector<quint64>{6, 7, 8, 9, 10}));
    filter.setPeer({7});
    QTRY_VERIFY(!filter.scanning());
    QCOMPARE(filter.count(), 0);
    filter.setPeer({});
    filter.setNeedle({}, Qt::CaseSensitive);
    QVERIFY(!filter.isActive());
}

void TestQuickFilter::findsInAnyFrame()
{
    MessageStore store;
    const std::array<QByteArrayView, 3> first{"topic.a", "", "body one"};
    const std::array<QByteArrayView, 3> second{"topic.b", "", "body two"};
    store.append({}, first);
    store.append({}, second);
    store.append({}, "top" "ic");
    QuickFilter filter(store);
    filter.setNeedle(u"topic.a"_s, Qt::CaseSensitive);
    QTRY_COMPARE(filter.scannedTo(), store.end());
    QCOMPARE(rows(filter), std::vector<quint64>{1});
    filter.setNeedle(u"body"_s, Qt::CaseSensitive);
    QTRY_COMPARE(rows(filter), (std::vector<quint64>{1, 2}));
    filter.setNeedle(u"abody"_s, Qt::CaseSensitive); // not across frames
    QTRY_COMPARE(filter.scannedTo(), store.end());
    QCOMPARE(filter.count(), 0);
}

void TestQuickFilter::caseDoesNotCountWhenAsked()
{
    MessageStore store;
    store.append({}, "Größe");
    store.append({}, "GRÖSSE");
    store.append({}, "GRÖẞE");
    store.append({}, "größe");
    QuickFilter filter(store);
    filter.setNeedle(u"GRÖ"_s, Qt::CaseSensitive);
    QTRY_COMPARE(rows(filter), (std::vector<quint64>{2, 3}));
    filter.setNeedle(u"GRÖ"_s, Qt::CaseInsensitive);
    QTRY_COMPARE(rows(filter), (std::vector<quint64>{1, 2, 3, 4}));
}

void TestQuickFilter::followsTheStore()
{
    MessageStore store;
    QuickFilter filter(store);
    RowsModel model(filter);
    const QAbstractItemModelTester tester(&model);
    filter.setNeedle(u"even"_s, Qt::CaseSensitive);
    for (int i = 0; i < 30; ++i) {
        appendNumbers(store, 7);
        filter.update();
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(rows(filter), evenNumbers(store));
    QCOMPARE(filter.scannedTo(), store.end());
    QCOMPARE(model.rowCount(), 105);
    QCOMPARE(filter.rowAtOrAfter({1}), 0);
    QCOMPARE(filter.rowAtOrAfter({4}), 1);
    QCOMPARE(filter.rowAtOrAfter({5}), 2);
    QCOMPARE(filter.rowAtOrAfter({1000}), 105);
}

void TestQuickFilter::forgetsWhatTheStoreForgets()
{
    MessageStore store({.messages = 80});
    QuickFilter filter(store);
    RowsModel model(filter);
    const QAbstractItemModelTester tester(&model);
    filter.setNeedle(u"even"_s, Qt::CaseSensitive);
    QSignalSpy removed(&filter, &QuickFilter::matchesRemovedFront);
    for (int i = 0; i < 30; ++i) {
        appendNumbers(store, 8);
        filter.update();
        QTRY_COMPARE(filter.scannedTo(), store.end());
        QCOMPARE(rows(filter), evenNumbers(store));
    }
    QVERIFY(removed.count() > 5);
    QCOMPARE(filter.missed(), 0);
    store.setLimits({.messages = 5});
    filter.update();
    QCOMPARE(rows(filter), evenNumbers(store));
}

void TestQuickFilter::handsOverInBatches()
{
    MessageStore store;
    for (qsizetype i = 0; i < QuickFilter::maxBatch * 5 / 2; ++i)
        store.append({}, "x");
    QuickFilter filter(store);
    QSignalSpy added(&filter, &QuickFilter::matchesAdded);
    filter.setNeedle(u"x"_s, Qt::CaseSensitive);
    QTRY_COMPARE(filter.count(), store.count());
    QVERIFY(added.count() >= 3);
    qint64 next = 0;
    for (const QList<QVariant> &signal : added) {
        QCOMPARE(signal[0].toLongLong(), next);
        QVERIFY(signal[1].toLongLong() <= QuickFilter::maxBatch);
        next += signal[1].toLongLong();
    }
}

void TestQuickFilter::anotherNeedleStartsOver()
{
    MessageStore store;
    appendNumbers(store, 200'000);
    QuickFilter filter(store);
    RowsModel model(filter);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    // As fast as one types; none of the earlier texts may leave a row behind.
    for (const QString &needle : {u"o"_s, u"od"_s, u"odd"_s, u"odd 1"_s, u"odd"_s, u"e"_s, u"even 777"_s, u"even 7777"_s}) {
        filter.setNeedle(needle, Qt::CaseInsensitive);
        QCOMPARE(filter.count(), 0);
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(filter.scannedTo(), store.end());
    QCOMPARE(rows(filter), (std::vector<quint64>{77770, 77772, 77774, 77776, 77778}));
}

void TestQuickFilter::findsAcrossPiecesOfAHugeFrame()
{
    MessageStore store;
    const QByteArray needle("needle");
    for (const qsizetype at : {0, 256 * 1024 - 3, 256 * 1024, 1'000'000 - 6}) {
        QByteArray frame(1'000'000, '.');
        frame.replace(at, needle.size(), needle);
        store.append({}, frame);
    }
    store.append({}, QByteArray(1'000'000, '.'));
    QuickFilter filter(store);
    filter.setNeedle(u"NEEDLE"_s, Qt::CaseInsensitive);
    QTRY_COMPARE(filter.scannedTo(), store.end());
    QCOMPARE(rows(filter), (std::vector<quint64>{1, 2, 3, 4}));
}

void TestQuickFilter::cancelsAtOnce()
{
    // Never written, so it costs next to no memory, but a good while to search.
    constexpr size_t size = 256 * 1024 * 1024;
    void *zeros = std::calloc(size, 1);
    QVERIFY(zeros);
    MessageStore store({.bytes = 2 * qint64(size)});
    std::vector<OwnedFrame> frames;
    frames.emplace_back(QByteArrayView(static_cast<char *>(zeros), qsizetype(size)), zeros, [](void *p) { std::free(p); });
    store.adopt({}, std::move(frames));
    store.append({}, "even");

    // Broken off so often, this ends only because each search does at once.
    QuickFilter filter(store);
    for (int i = 0; i < 1000; ++i) {
        filter.setNeedle(u"ä"_s + QString::number(i), Qt::CaseInsensitive);
        QTest::qWait(1); // let it begin
    }
    filter.setNeedle(u"even"_s, Qt::CaseSensitive);
    QTRY_COMPARE_WITH_TIMEOUT(filter.scannedTo(), store.end(), 60'000);
    QCOMPARE(filter.count(), 1);
}

void TestQuickFilter::clearAndUndo()
{
    MessageStore store;
    appendNumbers(store, 1000);
    QuickFilter filter(store);
    RowsModel model(filter);
    const QAbstractItemModelTester tester(&model);
    filter.setNeedle(u"even"_s, Qt::CaseSensitive);
    QTRY_COMPARE(filter.count(), 500);
    store.clear();
    filter.update();
    QCOMPARE(filter.count(), 0);
    store.undoClear();
    filter.update();
    QTRY_COMPARE(rows(filter), evenNumbers(store));
    QCOMPARE(filter.count(), 500);

    appendNumbers(store, 500'000);
    filter.update();
    store.clear();
    appendNumbers(store, 10);
    filter.update();
    QTRY_COMPARE(filter.scannedTo(), store.end());
    QCOMPARE(rows(filter), evenNumbers(store));
    QCOMPARE(filter.missed(), 0);
}

void TestQuickFilter::countsWhatItMissed()
{
    MessageStore store({.messages = 80});
    appendNumbers(store, 80);
    QuickFilter filter(store);
    filter.setNeedle(u"even"_s, Qt::CaseSensitive);
    QTRY_COMPARE(filter.scannedTo(), MessageIndex{81});
    QSignalSpy missed(&filter, &QuickFilter::missedChanged);
    appendNumbers(store, 1000); // gone before anyone called update()
    filter.update();
    QCOMPARE(filter.missed(), qint64(store.first().value - 81));
    QCOMPARE(missed.count(), 1);
    QTRY_COMPARE(rows(filter), evenNumbers(store));
    filter.setNeedle(u"odd"_s, Qt::CaseSensitive);
    QCOMPARE(filter.missed(), 0);
}

void TestQuickFilter::survivesAFlood()
{
    MessageStore store({.bytes = 4 * 1024 * 1024});
    QuickFilter filter(store);
    RowsModel model(filter);
    filter.setNeedle(u"even"_s, Qt::CaseInsensitive);
    qint64 searched = 0;
    for (int frame = 0; frame < 100; ++frame) {
        appendNumbers(store, 60'000);
        filter.update();
        QVERIFY(filter.count() <= store.count());
        QCoreApplication::processEvents();
        QVERIFY(filter.count() <= store.count());
        searched = qint64(filter.scannedTo().value) - 1 - filter.missed();
    }
    QVERIFY(searched > 0);
    filter.update();
    QTRY_COMPARE(filter.scannedTo(), store.end());
    QCOMPARE(rows(filter), evenNumbers(store));
    QCOMPARE(model.rowCount(), int(filter.count()));
    QVERIFY(filter.missed() < qint64(store.end().value));
}

void TestQuickFilter::progresses()
{
    MessageStore store;
    for (int i = 0; i < 300'000; ++i)
        store.append({}, "x");
    QuickFilter filter(store);
    QSignalSpy progress(&filter, &QuickFilter::progressChanged);
    filter.setNeedle(u"x"_s, Qt::CaseSensitive);
    QVERIFY(filter.scanning());
    QCOMPARE(filter.progress(), 0.0);
    QTRY_VERIFY(!filter.scanning());
    double last = 0;
    for (const QList<QVariant> &signal : progress) {
        QVERIFY(signal[0].toDouble() >= last);
        last = signal[0].toDouble();
    }
    QCOMPARE(last, 1.0);
    QVERIFY(progress.count() >= 3);
    store.append({}, "x");
    filter.update();
    QVERIFY(!filter.scanning());
    QTRY_COMPARE(filter.count(), 300'001);
}

QTEST_GUILESS_MAIN(TestQuickFilter)
#include "tst_quick_filter.moc"
