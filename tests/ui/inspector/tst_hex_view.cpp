// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/hex_view.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestHexView : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();

    void movesByKeyboard();
    void selectsByKeyboard();
    void selectsByMouse();
    void copies();
    void refusesToCopyTooMuch();
    void survivesEmptyFrames();
    void opensHugeFramesAtOnce();
    void keepsThePlaceWhenResized();

private:
    void show(const QByteArray &bytes);
    QPoint centreOf(int row, int column) const;
    /// As the view has it.
    HexLayout layout() const
    {
        int columns = 0;
        while (HexLayout(m_bytes.size(), columns).bytesPerRow() < m_view->bytesPerRow())
            ++columns;
        return HexLayout(m_bytes.size(), columns);
    }

    QByteArray m_bytes;
    std::unique_ptr<HexView> m_view;
};

void TestHexView::initTestCase()
{
    theme::apply(*qApp, theme::Mode::Light);
}

void TestHexView::init()
{
    m_view = std::make_unique<HexView>();
    m_view->resize(1000, 300);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    QByteArray bytes;
    for (int i = 0; i < 1000; ++i)
        bytes += char(i);
    show(bytes);
}

void TestHexView::cleanup()
{
    m_view.reset();
}

void TestHexView::show(const QByteArray &bytes)
{
    m_bytes = bytes;
    m_view->setFrame({{}, m_bytes});
}

/// The middle of a character.
QPoint TestHexView::centreOf(int row, int column) const
{
    const QFontMetricsF metrics(theme::monospace());
    const qreal height = std::ceil(metrics.height()) + 2;
    return QPointF(theme::margin + (column + 0.5) * MonoText(theme::monospace()).advance(), (row + 0.5) * height)
        .toPoint();
}

void TestHexView::movesByKeyboard()
{
    const int perRow = m_view->bytesPerRow();
    QVERIFY(perRow >= 16);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->cursor(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->cursor(), perRow + 1);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(m_view->cursor(), 2 * perRow - 1);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->cursor(), perRow);
    QTest::keyClick(m_view.get(), Qt::Key_PageDown);
    QVERIFY(m_view->cursor() > 5 * perRow);
    QTest::keyClick(m_view.get(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(m_view->cursor(), 999);
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->cursor(), 999);
    QTest::keyClick(m_view.get(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(m_view->cursor(), 0);
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    QCOMPARE(m_view->selectionLength(), 0);
}

void TestHexView::selectsByKeyboard()
{
    QSignalSpy changed(m_view.get(), &HexView::selectionChanged);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_view->selectionStart(), 1);
    QCOMPARE(m_view->selectionLength(), 3);
    QCOMPARE(changed.count(), 3);
    // Back over the anchor.
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(m_view->selectionStart(), 0);
    QCOMPARE(m_view->selectionLength(), 2);
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_view->selectionLength(), 1000);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->selectionLength(), 0);
}

void TestHexView::selectsByMouse()
{
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, centreOf(0, layout().hexColumn(2)));
    QCOMPARE(m_view->cursor(), 2);
    QTest::mouseMove(m_view->viewport(), centreOf(1, layout().hexColumn(3)));
    QCOMPARE(m_view->selectionStart(), 2);
    QCOMPARE(m_view->selectionLength(), m_view->bytesPerRow() + 2);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, centreOf(0, layout().hexColumn(0)));
    QCOMPARE(m_view->selectionStart(), 0);
    QCOMPARE(m_view->selectionLength(), 3);
}

void TestHexView::copies()
{
    show("Hello\n");
    m_view->select(1, 3);
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"65 6c 6c"_s);
    // In the ASCII part the text itself is meant.
    const int ascii = layout().asciiColumn(0);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, centreOf(0, ascii));
    QTest::mouseMove(m_view->viewport(), centreOf(0, ascii + 4));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton);
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Hello"_s);
}

void TestHexView::refusesToCopyTooMuch()
{
    QSignalSpy refused(m_view.get(), &HexView::copyRefused);
    show(QByteArray(maxClipboardBytes + 1, 'a'));
    QGuiApplication::clipboard()->setText(u"before"_s);
    m_view->selectAll();
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(refused.count(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    m_view->select(1, maxClipboardBytes);
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(refused.count(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text().size(), maxClipboardBytes * 3 - 1);
}

void TestHexView::survivesEmptyFrames()
{
    m_view->select(500, 600);
    show({});
    for (const int key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown,
                          Qt::Key_Home, Qt::Key_End})
        QTest::keyClick(m_view.get(), Qt::Key(key), Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton);
    QCOMPARE(m_view->cursor(), 0);
    QCOMPARE(m_view->selectionLength(), 0);
    m_view->grab();
}

void TestHexView::opensHugeFramesAtOnce()
{
    // Untouched pages cost no memory, so this is a gigabyte in name only.
    const qsizetype size = qsizetype(1) << 30;
    char *const memory = static_cast<char *>(std::calloc(size_t(size), 1));
    QVERIFY(memory);
    m_view->setFrame({{}, QByteArrayView(memory, size)});
    QTest::keyClick(m_view.get(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(m_view->cursor(), size - 1);
    m_view->grab();
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_view->selectionLength(), size);
    m_view->grab();
    m_view->setFrame({});
    std::free(memory);
}

void TestHexView::keepsThePlaceWhenResized()
{
    show(QByteArray(100'000, 'a'));
    const int wide = m_view->bytesPerRow();
    m_view->verticalScrollBar()->setValue(1000);
    m_view->resize(400, 300);
    const int narrow = m_view->bytesPerRow();
    QVERIFY(narrow < wide);
    QCOMPARE(m_view->verticalScrollBar()->value() * narrow, 1000 * wide);
}

QTEST_MAIN(TestHexView)
#include "tst_hex_view.moc"
