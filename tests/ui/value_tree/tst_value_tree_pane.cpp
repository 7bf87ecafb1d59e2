// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "sample_trees.h"
#include "ui/value_tree/value_tree_pane.h"
#include "ui/value_tree/value_tree_view.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestValueTreePane : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init();
    void cleanup() { m_pane.reset(); }

    void opensTheFirstLevel();
    void keepsWhatIsOpenAndChosen();
    void keepsTheChoiceThroughOtherShapes();
    void showsMoreAtTheEnd();
    void followsReferences();
    void copies();
    void copiesInTheNotationOfTheFormat();
    void expandsAndCollapses();
    void expandsNoMoreThanTheLimit();
    void finds();
    void saysWhatIsWrong();
    void saysWhereItIsCut();
    void tellsTheBytesOfAValue();

private:
    ValueTreeView &view() const { return m_pane->view(); }
    QModelIndex root() const { return view().model()->index(0, 0); }
    QModelIndex row(int i, const QModelIndex &parent) const { return view().model()->index(i, 0, parent); }
    bool says(const QString &text) const
    {
        const auto labels = m_pane->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }

    std::unique_ptr<ValueTreePane> m_pane;
};

void TestValueTreePane::init()
{
    m_pane = std::make_unique<ValueTreePane>();
    m_pane->resize(500, 300);
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
}

void TestValueTreePane::opensTheFirstLevel()
{
    m_pane->setFrame(mixedTree());
    QVERIFY(view().isExpanded(root()));
    QVERIFY(!view().isExpanded(row(1, root())));
    QCOMPARE(view().currentIndex(), root());
}

void TestValueTreePane::keepsWhatIsOpenAndChosen()
{
    m_pane->setFrame(mixedTree());
    view().expand(row(3, root()));
    view().expand(row(2, row(3, root())));
    view().setCurrentIndex(row(1, row(3, root())));
    m_pane->setFrame(mixedTree());
    QVERIFY(view().isExpanded(row(3, root())));
    QVERIFY(view().isExpanded(row(2, row(3, root()))));
    QVERIFY(!view().isExpanded(row(1, root())));
    QCOMPARE(view().currentIndex(), row(1, row(3, root())));
    view().collapse(row(3, root()));
    m_pane->setFrame(mixedTree());
    QVERIFY(!view().isExpanded(row(3, root())));
}

void TestValueTreePane::keepsTheChoiceThroughOtherShapes()
{
    m_pane->setFrame(mixedTree());
    view().setCurrentIndex(row(1, root()));
    m_pane->setFrame(treeWithReferences());
    QCOMPARE(view().currentIndex(), root());
    m_pane->setFrame(mixedTree());
    QCOMPARE(view().currentIndex(), row(1, root()));
}

void TestValueTreePane::showsMoreAtTheEnd()
{
    m_pane->setFrame(foldedList(DecodeLimits::pageChildren + 100));
    const QAbstractItemModel &model = *view().model();
    for (int turn = 0; turn < 100 && model.rowCount(root()) < DecodeLimits::pageChildren + 100; ++turn) {
        const int before = model.rowCount(root());
        view().scrollToBottom();
        QTRY_VERIFY(model.rowCount(root()) > before);
    }
    QCOMPARE(model.rowCount(root()), DecodeLimits::pageChildren + 100);
}

void TestValueTreePane::followsReferences()
{
    m_pane->setFrame(treeWithReferences());
    view().setCurrentIndex(row(1, root()));
    QTest::keyClick(&view(), Qt::Key_Return);
    QCOMPARE(view().currentIndex(), row(2, row(0, root())));
    QVERIFY(view().isExpanded(row(0, root())));
}

void TestValueTreePane::copies()
{
    m_pane->setFrame(mixedTree());
    view().setCurrentIndex(row(0, root()));
    QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"start"_s);
    QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"$.event"_s);
    view().setCurrentIndex(row(1, root()));
    view().copySubtree();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"[1, (true, null)]"_s);
}

void TestValueTreePane::copiesInTheNotationOfTheFormat()
{
    const QByteArray json(R"({"a": {"b": [1, 2.50, "x"]}, "c": 5})");
    const CodecPtr codec = *CodecRegistry::builtin().resolve(u"json"_s);
    m_pane->setFrame(std::make_shared<DecodedFrame>(decodeFrame({{}, json, json}, codec, {})));
    view().setCurrentIndex(row(0, root()));
    view().copySubtree();
    QCOMPARE(QGuiApplication::clipboard()->text().simplified(), u"{ \"b\": [ 1, 2.50, \"x\" ] }"_s);
    view().setCurrentIndex(row(1, root()));
    view().copySubtree();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"5"_s);
}

void TestValueTreePane::expandsAndCollapses()
{
    m_pane->setFrame(mixedTree());
    view().expandBelow();
    QVERIFY(view().isExpanded(row(1, row(1, root()))));
    QVERIFY(view().isExpanded(row(2, row(3, root()))));
    view().collapseBelow();
    QVERIFY(view().isExpanded(root()));
    QVERIFY(!view().isExpanded(row(1, root())));
    view().expand(row(1, root()));
    QVERIFY(!view().isExpanded(row(1, row(1, root()))));
}

void TestValueTreePane::expandsNoMoreThanTheLimit()
{
    const auto listOfLists = [](qsizetype count) {
        return builtTree("x", [count](ValueTreeBuilder &tree) {
            tree.open(ValueKind::List, 0);
            for (qsizetype i = 0; i < count; ++i) {
                tree.open(ValueKind::List, 0);
                for (int k = 0; k < 100; ++k)
                    tree.addInt(k, 0, 0);
                tree.close(0);
            }
            tree.close(1);
        });
    };
    m_pane->setFrame(listOfLists(50));
    view().expandBelow();
    QVERIFY(view().isExpanded(row(49, root())));
    m_pane->setFrame(nullptr);
    m_pane = std::make_unique<ValueTreePane>();
    m_pane->setFrame(listOfLists(300));
    view().expandBelow();
    QVERIFY(view().isExpanded(row(0, root())));
    QVERIFY(!view().isExpanded(row(299, root())));
}

void TestValueTreePane::finds()
{
    m_pane->setFrame(mixedTree());
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_F, Qt::ControlModifier);
    auto *text = m_pane->findChild<QLineEdit *>();
    QVERIFY(text->isVisible());
    QTest::keyClicks(text, u"st"_s);
    QTRY_VERIFY(says(u"1 of 2"_s));
    QCOMPARE(view().currentIndex(), row(0, root()));
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(view().currentIndex(), row(2, row(3, root())));
    QVERIFY(says(u"2 of 2"_s));
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(view().currentIndex(), row(0, root()));
    text->setText(u"nowhere"_s);
    QTRY_VERIFY(says(u"Not found"_s));
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!text->isVisible());
}

void TestValueTreePane::saysWhatIsWrong()
{
    auto frame = mixedTree();
    frame->tree.setProblem({3, u"The list ends too early."_s});
    m_pane->setFrame(frame);
    QVERIFY(says(u"Byte 3: The list ends too early."_s));
    QSignalSpy bytes(m_pane.get(), &ValueTreePane::bytesRequested);
    for (QPushButton *button : m_pane->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == u"Show byte"_s)
            button->click();
    }
    QCOMPARE(bytes.count(), 1);
    QCOMPARE(bytes[0][0].toLongLong(), 3);
    QCOMPARE(bytes[0][1].toLongLong(), 4);
    m_pane->setFrame(mixedTree());
    QVERIFY(!says(u"Byte 3"_s));
}

void TestValueTreePane::saysWhereItIsCut()
{
    auto frame = mixedTree();
    frame->tree.setCut();
    m_pane->setFrame(frame);
    QVERIFY(says(u"Cut"_s));
    m_pane->setFrame(mixedTree());
    QVERIFY(!says(u"Cut"_s));
}

void TestValueTreePane::tellsTheBytesOfAValue()
{
    m_pane->setFrame(mixedTree());
    QSignalSpy chosen(m_pane.get(), &ValueTreePane::chosenChanged);
    view().setCurrentIndex(row(0, root()));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(view().chosenBytes(), std::optional(std::pair<qint64, qint64>(2, 5)));
    view().setCurrentIndex(row(2, root()));
    QCOMPARE(view().chosenBytes(), std::nullopt);
}

QTEST_MAIN(TestValueTreePane)
#include "tst_value_tree_pane.moc"
