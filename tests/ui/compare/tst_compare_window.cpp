// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/changes_only.h"
#include "ui/compare/compare_model.h"
#include "ui/compare/compare_window.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class TestCompareWindow : public QObject
{
    Q_OBJECT
private:
    static ComparedMessage stored(MessageStore &store, const QList<QByteArray> &frames)
    {
        std::vector<QByteArrayView> views(frames.cbegin(), frames.cend());
        const MessageIndex index = store.append(MessageHeader{}, views);
        return {store.snapshot().narrowedTo(index), index, {}};
    }
    static std::shared_ptr<const MessageComparison> compared(const QList<QByteArray> &left, const QList<QByteArray> &right)
    {
        MessageStore store;
        return std::make_shared<const MessageComparison>(*compareMessages(stored(store, left), stored(store, right)));
    }
    static QString text(const QModelIndex &index, int column)
    {
        return index.siblingAtColumn(column).data().toString();
    }

private slots:
    void treesAreComparedByKey();
    void textIsComparedByLine();
    void bytesAreComparedByRow();
    void framesMayBeMissing();
    void changesOnlyLeavesOutTheRest();
    void windowStepsThroughChanges();
};

void TestCompareWindow::treesAreComparedByKey()
{
    CompareModel model;
    const QAbstractItemModelTester tester(&model);
    model.setComparison(compared({"{\"a\":1,\"b\":[1,2]}"}, {"{\"a\":1,\"b\":[1,3],\"c\":null}"}));
    QCOMPARE(model.rowCount(), 1);
    const QModelIndex frame = model.index(0, 0);
    QVERIFY(text(frame, CompareModel::Key).contains(u"JSON"_s));
    QCOMPARE(model.rowCount(frame), 3);
    const QModelIndex b = model.index(1, 0, frame);
    QCOMPARE(text(b, CompareModel::Key), u"b"_s);
    QCOMPARE(DiffState(b.data(CompareModel::StateRole).toInt()), DiffState::Changed);
    QCOMPARE(text(model.index(1, 0, b), CompareModel::Left), u"2"_s);
    QCOMPARE(text(model.index(1, 0, b), CompareModel::Right), u"3"_s);
    const QModelIndex c = model.index(2, 0, frame);
    QCOMPARE(DiffState(c.data(CompareModel::StateRole).toInt()), DiffState::RightOnly);
    QCOMPARE(text(c, CompareModel::Left), QString());
    QCOMPARE(model.changes().size(), 2u);
    model.setComparison(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestCompareWindow::textIsComparedByLine()
{
    CompareModel model;
    model.setComparison(compared({"one\ntwo\nthree"}, {"zero\none\ntwo\nthree"}));
    QCOMPARE(model.changes().size(), 1u);
    QCOMPARE(text(model.changes().front(), CompareModel::Right), u"zero"_s);
}

void TestCompareWindow::bytesAreComparedByRow()
{
    QByteArray left(64, '\xff');
    QByteArray right = left;
    right[40] = '\0';
    CompareModel model;
    model.setComparison(compared({left}, {right}));
    QCOMPARE(model.changes().size(), 1u);
    QCOMPARE(model.changes().front().row(), 2);
}

void TestCompareWindow::framesMayBeMissing()
{
    CompareModel model;
    const QAbstractItemModelTester tester(&model);
    model.setComparison(compared({"topic", "{\"a\":1}"}, {"topic"}));
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(text(model.index(1, 0), CompareModel::Left) != text(model.index(1, 0), CompareModel::Right));
    QVERIFY(!model.changes().empty());
}

void TestCompareWindow::changesOnlyLeavesOutTheRest()
{
    CompareModel model;
    ChangesOnly shown;
    shown.setSourceModel(&model);
    const QAbstractItemModelTester tester(&shown);
    model.setComparison(compared({"{\"a\":1,\"b\":2}"}, {"{\"a\":1,\"b\":3}"}));
    QCOMPARE(shown.rowCount(shown.index(0, 0)), 2);
    shown.setOn(true);
    QCOMPARE(shown.rowCount(shown.index(0, 0)), 1);
}

void TestCompareWindow::windowStepsThroughChanges()
{
    MessageStore store;
    auto *window = new CompareWindow(u"panel"_s, nullptr);
    window->compare(stored(store, {"[1,2,3]"}), stored(store, {"[0,2,4]"}));
    window->show();
    auto *view = window->findChild<QTreeView *>();
    QTRY_VERIFY(view->model()->rowCount() == 1);
    const auto button = [&](const QString &name) {
        for (QPushButton *candidate : window->findChildren<QPushButton *>()) {
            if (QString(candidate->text()).remove(u'&') == name)
                return candidate;
        }
        return static_cast<QPushButton *>(nullptr);
    };
    button(u"Next change"_s)->click();
    QCOMPARE(view->currentIndex().row(), 0);
    button(u"Next change"_s)->click();
    QCOMPARE(view->currentIndex().row(), 2);
    button(u"Next change"_s)->click(); // round again
    QCOMPARE(view->currentIndex().row(), 0);
    button(u"Previous change"_s)->click();
    QCOMPARE(view->currentIndex().row(), 2);
    QCOMPARE(view->currentIndex().siblingAtColumn(CompareModel::Right).data().toString(), u"4"_s);
    button(u"Swap sides"_s)->click();
    QTRY_COMPARE(view->model()->index(2, CompareModel::Right, view->model()->index(0, 0)).data().toString(), u"3"_s);
    window->findChild<QCheckBox *>()->setChecked(true);
    QCOMPARE(view->model()->rowCount(view->model()->index(0, 0)), 2);
    delete window;
}

QTEST_MAIN(TestCompareWindow)
#include "tst_compare_window.moc"
