// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_trees.h"
#include "ui/value_tree/value_tree_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestValueTreeModel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init();
    void cleanup();

    void isEmptyWithoutFrame();
    void showsAScalarAlone();
    void showsKeysValuesAndTypes();
    void namesPaths();
    void showsLongListsByPages();
    void movesTheWindow();
    void boundsTheWindow();
    void readsWhatIsFolded();
    void keepsRowsWhileReading();
    void dropsWhatIsReadForAnotherFrame();
    void leadsToWhatAReferenceMeans();
    void takesAnyOrderOfRequests();

private:
    QModelIndex root() const { return m_model->index(0, 0); }
    QModelIndex row(int i, const QModelIndex &parent) const { return m_model->index(i, 0, parent); }
    QModelIndex lastRow() const { return row(m_model->rowCount(root()) - 1, root()); }
    QString text(const QModelIndex &index, int column) const
    {
        return index.siblingAtColumn(column).data().toString();
    }

    std::unique_ptr<ValueTreeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestValueTreeModel::init()
{
    m_model = std::make_unique<ValueTreeModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
}

void TestValueTreeModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

void TestValueTreeModel::isEmptyWithoutFrame()
{
    QCOMPARE(m_model->rowCount(), 0);
    m_model->setFrame(mixedTree());
    QCOMPARE(m_model->rowCount(), 1);
    m_model->setFrame(nullptr);
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!m_model->decoded());
}

void TestValueTreeModel::showsAScalarAlone()
{
    m_model->setFrame(builtTree("7", [](ValueTreeBuilder &tree) { tree.addInt(7, 0, 1); }));
    QVERIFY(!m_model->hasChildren(root()));
    QCOMPARE(text(root(), ValueTreeModel::Key), u"$"_s);
    QCOMPARE(text(root(), ValueTreeModel::Value), u"7"_s);
}

void TestValueTreeModel::showsKeysValuesAndTypes()
{
    m_model->setFrame(mixedTree());
    QCOMPARE(m_model->rowCount(root()), 4);
    QVERIFY(text(root(), ValueTreeModel::Type).endsWith(u"(4)"));
    QCOMPARE(text(row(0, root()), ValueTreeModel::Key), u"event"_s);
    QCOMPARE(text(row(0, root()), ValueTreeModel::Value), u"\"start\""_s);
    QCOMPARE(text(row(2, root()), ValueTreeModel::Key), u"7"_s);
    QVERIFY(!m_model->hasChildren(row(2, root())));
    const QModelIndex tuple = row(1, row(1, root()));
    QCOMPARE(text(tuple, ValueTreeModel::Key), u"1"_s);
    QCOMPARE(text(tuple, ValueTreeModel::Type), u"tuple (2)"_s);
    const QModelIndex object = row(3, root());
    QVERIFY(text(object, ValueTreeModel::Value).startsWith(u"Cls("));
    QCOMPARE(text(object, ValueTreeModel::Type), u"pkg.Cls (3)"_s);
    QCOMPARE(text(row(0, object), ValueTreeModel::Key), u"argument 1"_s);
    QCOMPARE(text(row(1, object), ValueTreeModel::Key), u"name"_s);
    QCOMPARE(text(row(2, object), ValueTreeModel::Key), u"state"_s);
    QVERIFY(row(2, object).data(Qt::FontRole).value<QFont>().italic());
    QVERIFY(!row(1, object).data(Qt::FontRole).value<QFont>().italic());
}

void TestValueTreeModel::namesPaths()
{
    m_model->setFrame(mixedTree());
    QCOMPARE(m_model->path(root()), u"$"_s);
    QCOMPARE(m_model->path(m_model->reveal({3, 2, 0})), u"$.obj.state.k"_s);
    QCOMPARE(m_model->path(m_model->reveal({1, 1}).siblingAtColumn(ValueTreeModel::Type)), u"$[\"a b\"][1]"_s);
    QVERIFY(!m_model->reveal({9}).isValid());
    QVERIFY(!m_model->reveal({0, 0}).isValid());
}

void TestValueTreeModel::showsLongListsByPages()
{
    m_model->setFrame(eagerList(ValueTreeModel::pageRows));
    QCOMPARE(m_model->rowCount(root()), ValueTreeModel::pageRows);
    QVERIFY(!m_model->isMoreRow(lastRow()));

    m_model->setFrame(eagerList(ValueTreeModel::pageRows + 20));
    QCOMPARE(m_model->rowCount(root()), ValueTreeModel::pageRows + 1);
    QVERIFY(m_model->isMoreRow(lastRow()));
    QCOMPARE(text(lastRow(), ValueTreeModel::Key), u"… 20 more"_s);
    QVERIFY(!m_model->node(lastRow()));
    m_model->showMore(lastRow());
    QCOMPARE(m_model->rowCount(root()), ValueTreeModel::pageRows + 20);
    QVERIFY(!m_model->isMoreRow(lastRow()));
    QCOMPARE(text(lastRow(), ValueTreeModel::Value), QString::number(ValueTreeModel::pageRows + 19));
}

void TestValueTreeModel::movesTheWindow()
{
    m_model->setFrame(eagerList(100'000));
    const QModelIndex far = m_model->reveal({70'000});
    QCOMPARE(text(far, ValueTreeModel::Value), u"70000"_s);
    QCOMPARE(m_model->path(far), u"$[70000]"_s);
    QVERIFY(m_model->rowCount(root()) < 2 * ValueTreeModel::pageRows);
    const QModelIndex before = row(0, root());
    QVERIFY(m_model->isMoreRow(before));
    QCOMPARE(text(row(1, root()), ValueTreeModel::Value), u"69900"_s);
    m_model->showMore(before);
    QCOMPARE(text(row(1, root()), ValueTreeModel::Value), u"69400"_s);
    QCOMPARE(text(m_model->reveal({70'000}), ValueTreeModel::Value), u"70000"_s);
    // Close to the start there is no row for what is before.
    m_model->reveal({200});
    QVERIFY(!m_model->isMoreRow(row(0, root())));
    QCOMPARE(text(row(0, root()), ValueTreeModel::Value), u"0"_s);
}

void TestValueTreeModel::boundsTheWindow()
{
    m_tester.reset(); // looks at every row at every change
    m_model->setFrame(eagerList(2 * ValueTreeModel::windowRows));
    QModelIndex place;
    int pages = 0;
    while (!m_model->showMore(lastRow(), &place)) {
        QVERIFY(m_model->rowCount(root()) <= ValueTreeModel::windowRows + 2);
        QVERIFY(++pages < 100);
    }
    QVERIFY(m_model->rowCount(root()) < 2 * ValueTreeModel::pageRows);
    // The row that was the last one before is the place to go on from.
    QVERIFY(text(place, ValueTreeModel::Value).toInt() > ValueTreeModel::windowRows - 2 * ValueTreeModel::mostPageRows);
    QVERIFY(!m_model->isMoreRow(place.siblingAtRow(place.row() + 1)));
}

void TestValueTreeModel::readsWhatIsFolded()
{
    const qsizetype count = 2 * DecodeLimits::pageChildren + 10;
    m_model->setFrame(foldedList(count));
    QVERIFY(m_model->hasChildren(root()));
    QSignalSpy read(m_model.get(), &ValueTreeModel::pageRead);
    int steps = 0;
    while (m_model->isMoreRow(lastRow())) {
        m_model->showMore(lastRow());
        QTRY_VERIFY(!m_model->isReading());
        QVERIFY(++steps < 100);
    }
    QCOMPARE(read.count(), 2);
    QCOMPARE(m_model->rowCount(root()), count);
    QCOMPARE(text(lastRow(), ValueTreeModel::Value), QString::number(count - 1));
    QVERIFY(text(root(), ValueTreeModel::Type).contains(QLocale().toString(count)));
}

namespace {

/// Reads a page when it is told to, and not before.
class SlowCodec final : public Codec
{
public:
    mutable QSemaphore go;

    QString id() const override { return u"slow"_s; }
    QString name() const override { return id(); }
    QString hint() const override { return {}; }
    Recognition recognise(QByteArrayView, qsizetype) const override { return {}; }
    Result<DecodedText> decode(QByteArrayView, qsizetype) const override { return DecodedText{}; }
    Result<QByteArray> encode(const QString &) const override { return QByteArray(); }
    ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const override
    {
        go.acquire();
        return CountingCodec().expand(std::move(tree), folded, limits);
    }
};

} // namespace

void TestValueTreeModel::keepsRowsWhileReading()
{
    auto frame = foldedList(DecodeLimits::pageChildren + 5);
    const auto slow = std::make_shared<SlowCodec>();
    frame->codec = slow;
    m_model->setFrame(frame);
    QCOMPARE(text(row(3, root()), ValueTreeModel::Value), u"3"_s);
    QVERIFY(m_model->read(frame->tree.root()));
    QVERIFY(m_model->isReading());
    QVERIFY(!m_model->decoded());
    QVERIFY(!m_model->read({0}));
    QCOMPARE(text(row(3, root()), ValueTreeModel::Value), u"3"_s);
    QCOMPARE(text(lastRow(), ValueTreeModel::Key), u"Reading…"_s);
    QVERIFY(!m_model->node(row(3, root())));
    QVERIFY(!m_model->reveal({3}).isValid());
    slow->go.release();
    QTRY_VERIFY(!m_model->isReading());
    QCOMPARE(m_model->decoded()->tree.childCount(m_model->decoded()->tree.root()), DecodeLimits::pageChildren + 5);
}

void TestValueTreeModel::dropsWhatIsReadForAnotherFrame()
{
    auto frame = foldedList(DecodeLimits::pageChildren + 5);
    const auto slow = std::make_shared<SlowCodec>();
    frame->codec = slow;
    m_model->setFrame(frame);
    QSignalSpy read(m_model.get(), &ValueTreeModel::pageRead);
    QVERIFY(m_model->read(frame->tree.root()));
    m_model->setFrame(eagerList(3));
    QVERIFY(!m_model->isReading());
    QCOMPARE(m_model->rowCount(root()), 3);
    slow->go.release();
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(read.count(), 0);
    QCOMPARE(m_model->rowCount(root()), 3);
}

void TestValueTreeModel::leadsToWhatAReferenceMeans()
{
    m_model->setFrame(treeWithReferences());
    const QModelIndex same = row(1, root());
    QCOMPARE(text(same, ValueTreeModel::Value), u"→ same as $.items[2]"_s);
    QVERIFY(!m_model->hasChildren(same));
    QCOMPARE(m_model->target(same), m_model->reveal({0, 2}));
    QCOMPARE(text(row(2, root()), ValueTreeModel::Value), u"→ same as $"_s);
    QCOMPARE(m_model->target(row(2, root())), root());
    QVERIFY(!m_model->target(row(0, root())).isValid());
}

void TestValueTreeModel::takesAnyOrderOfRequests()
{
    m_model->setFrame(foldedList(DecodeLimits::pageChildren * 3));
    m_model->reveal({4000});
    m_model->showMore(row(0, root()));
    m_model->showMore(lastRow());
    QTRY_VERIFY(!m_model->isReading());
    m_model->reveal({0});
    m_model->reveal({DecodeLimits::pageChildren - 1});
    QCOMPARE(text(m_model->reveal({1234}), ValueTreeModel::Value), u"1234"_s);
    QVERIFY(!m_model->reveal({DecodeLimits::pageChildren * 3}).isValid());
}

QTEST_MAIN(TestValueTreeModel)
#include "tst_value_tree_model.moc"
