// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/metrics/log_of_messages.h"
#include "ui/figures/orphan_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

RoundTrips::KeyOf firstFrame()
{
    return [](const MessageView &message) { return std::optional(message.frames[0].toByteArray()); };
}

} // namespace

class TestOrphanModel : public QObject {
    Q_OBJECT
private slots:
    void rowsComeAndGoInPlace();
    void saysWhatIsWrong();
};

void TestOrphanModel::rowsComeAndGoInPlace()
{
    PairingRule rule;
    rule.by = PairingRule::By::Field;
    rule.timeoutNs = 1'000'000;
    RoundTrips trips;
    trips.setRule(rule, firstFrame(), firstFrame());
    OrphanModel model(trips);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    LogOfMessages log;
    for (const char *key : {"a", "b", "c", "d"})
        trips.take(log.add(Direction::Out, 0, {key}));
    trips.expire(Timestamp{2'000'000});
    model.refresh();
    QCOMPARE(model.rowCount(), 4);
    const QPersistentModelIndex d = model.index(3, 0);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    trips.take(log.add(Direction::In, 3, {"b"})); // late, but there
    trips.take(log.add(Direction::In, 3, {"c"}));
    trips.take(log.add(Direction::In, 3, {"x"}));
    model.refresh();
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(d.row(), 1);
    QCOMPARE(model.messageAt(0), MessageIndex{1});
    QCOMPARE(model.messageAt(1), MessageIndex{4});
    QCOMPARE(model.messageAt(2), MessageIndex{7});
    QCOMPARE(model.messageAt(3), MessageIndex{});
    model.refresh();
    QCOMPARE(removed.size(), 1);
    trips.clear();
    model.refresh();
    QCOMPARE(model.rowCount(), 0);
}

void TestOrphanModel::saysWhatIsWrong()
{
    PairingRule rule;
    rule.lockstep = true;
    RoundTrips trips(rule);
    LogOfMessages log;
    trips.take(log.add(Direction::In, 0, {"r"}));
    trips.take(log.add(Direction::Out, 1, {"q"}));
    trips.take(log.add(Direction::Out, 2, {"q"}));
    const OrphanModel model(trips);
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(model.index(0, OrphanModel::What).data().toString().startsWith(u"Reply to nothing"));
    QVERIFY(model.index(1, OrphanModel::What).data().toString().startsWith(u"Request without a reply"));
    QCOMPARE(model.index(1, OrphanModel::Number).data().toString(), u"2"_s);
    QVERIFY(!model.index(1, OrphanModel::Time).data().toString().isEmpty());
}

QTEST_MAIN(TestOrphanModel)
#include "tst_orphan_model.moc"
