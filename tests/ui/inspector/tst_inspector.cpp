// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/panel/message_reader.h"
#include "stored_panel.h"
#include "ui/array/array_widget.h"
#include "ui/array/image_view.h"
#include "ui/inspector/format_bar.h"
#include "ui/inspector/frame_view.h"
#include "ui/inspector/hex_view.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/rendered_text.h"
#include "ui/inspector/text_view.h"
#include "ui/theme/theme.h"
#include "ui/value_tree/value_tree_view.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestInspector : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();

    void saysWhatToDoWhenEmpty();
    void tellsWhatIsKnown();
    void listsTheParts();
    void choosesTheBody();
    void keepsTheFrameForMessagesOfOneShape();
    void offersTheViewsOfTheFormat();
    void remembersTheViewForEachKind();
    void saysHowAFrameIsRead();
    void flipsThroughTheCandidates();
    void readsAsAnyFormat();
    void followsPinnedReadings();
    void showsTheBytesOfAValue();
    void showsWhatIsPacked();
    void showsArraysAndPictures();
    void showsPinnedArrays();
    void keepsWhatTheLogLetsGo();
    void catchesUpWhenItIsShown();
    void showsMoreOfLargeFrames();
    void takesLargeFrames_data();
    void takesLargeFrames();
    void copiesFramesAndMessages();
    void savesThroughTheDialog();
    void hasNamesForEveryControl();

private:
    bool says(const Inspector &inspector, const QString &text) const
    {
        const auto labels = inspector.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    QStringList tabs(const Inspector &inspector) const
    {
        const auto *bar = inspector.findChild<QTabBar *>();
        QStringList names;
        for (int i = 0; i < bar->count(); ++i)
            names << bar->tabText(i);
        return names;
    }
    FrameView &frameView(const Inspector &inspector) const { return *inspector.findChild<FrameView *>(); }
    QString text(const Inspector &inspector) const { return inspector.findChild<TextView *>()->toPlainText(); }
    static QToolButton *formatButton(const Inspector &inspector)
    {
        return inspector.findChild<FormatBar *>()->findChild<QToolButton *>();
    }
    static QMenu *formatMenu(const Inspector &inspector)
    {
        QMenu *menu = formatButton(inspector)->menu();
        emit menu->aboutToShow();
        return menu;
    }
    static void show(Inspector &inspector)
    {
        inspector.resize(500, 500);
        inspector.show();
        QVERIFY(QTest::qWaitForWindowExposed(&inspector));
    }

    PanelWorld m_world;
    QTemporaryDir m_settings;
};

void TestInspector::initTestCase()
{
    QCoreApplication::setOrganizationName(u"zmqscope-test"_s);
    QCoreApplication::setApplicationName(u"tst_inspector"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    theme::apply(*qApp, theme::Mode::Light);
}

void TestInspector::init()
{
    QSettings().clear();
}

void TestInspector::saysWhatToDoWhenEmpty()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    QVERIFY(says(inspector, u"Select a message to see its frames."_s));
    inspector.showMessage(panel.add({"a"}));
    QVERIFY(!says(inspector, u"Select a message"_s));
    inspector.showMessage({});
    QVERIFY(says(inspector, u"Select a message to see its frames."_s));
    inspector.showMessage(MessageIndex{17});
    QVERIFY(says(inspector, u"Message 17 is no longer in the log."_s));
    QCOMPARE(inspector.message().value, quint64(0));
}

void TestInspector::tellsWhatIsKnown()
{
    StoredPanel panel(m_world, SocketType::Router);
    Inspector inspector(panel);
    show(inspector);
    const MessageHeader header{{1769860800123456789LL}, Direction::In, {}, {}};
    inspector.showMessage(panel.add({"worker", "abc"}, header, {u"10.0.0.1:77"_s, "worker", u"DEALER"_s}));
    for (const QString &piece : {u"#1 received"_s, u"2 frames, 9 bytes"_s, u"from worker · 10.0.0.1:77 · DEALER"_s,
                                 u"2026-01-31T12:00:00.123456789Z"_s})
        QVERIFY2(says(inspector, piece), qPrintable(piece));
    MessageHeader out;
    out.direction = Direction::Out;
    inspector.showMessage(panel.add({"worker"}, out));
    QVERIFY(says(inspector, u"#2 sent"_s));
    QVERIFY(says(inspector, u"1 frame, 6 bytes"_s));
    QVERIFY(!says(inspector, u"DEALER"_s));
}

void TestInspector::listsTheParts()
{
    StoredPanel panel(m_world, SocketType::Sub);
    Inspector inspector(panel);
    show(inspector);
    inspector.showMessage(panel.add({"topic", "body"}));
    const auto *list = inspector.findChild<QTableView *>();
    QVERIFY(list->isVisible());
    QCOMPARE(list->model()->rowCount(), 2);
    QCOMPARE(list->model()->index(0, 1).data().toString(), u"topic"_s);
    // One frame that is all body needs no list.
    inspector.showMessage(panel.add({"topic body"}));
    QVERIFY(!list->isVisible());
    QCOMPARE(text(inspector), u"topic body"_s);
}

void TestInspector::choosesTheBody()
{
    StoredPanel panel(m_world, SocketType::Router);
    Inspector inspector(panel);
    show(inspector);
    inspector.showMessage(panel.add({"id", "", "the body"}));
    QCOMPARE(text(inspector), u"the body"_s);
    inspector.findChild<QTableView *>()->selectRow(0);
    QCOMPARE(text(inspector), u"id"_s);
    inspector.findChild<QTableView *>()->selectRow(1);
    QVERIFY(says(inspector, u"This frame is empty."_s));
}

void TestInspector::keepsTheFrameForMessagesOfOneShape()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    inspector.showMessage(panel.add({"a1", "a2", "a3"}));
    QCOMPARE(text(inspector), u"a1"_s);
    inspector.findChild<QTableView *>()->selectRow(2);
    inspector.showMessage(panel.add({"b1", "b2", "b3"}));
    QCOMPARE(text(inspector), u"b3"_s);
    inspector.showMessage(panel.add({"c1", "c2"}));
    QCOMPARE(text(inspector), u"c1"_s);
}

void TestInspector::offersTheViewsOfTheFormat()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    inspector.showMessage(panel.add({"plain"}));
    QCOMPARE(tabs(inspector), QStringList({u"Text"_s, u"Hex"_s, u"Base64"_s}));
    QCOMPARE(frameView(inspector).currentView(), u"text"_s);
    inspector.showMessage(panel.add({"{\"a\":1}"}));
    QCOMPARE(tabs(inspector), QStringList({u"Tree"_s, u"Formatted"_s, u"Text"_s, u"Hex"_s, u"Base64"_s}));
    QCOMPARE(frameView(inspector).currentView(), u"tree"_s);
    const auto *tree = inspector.findChild<ValueTreeView *>();
    QVERIFY(tree->isVisible());
    const QModelIndex first = tree->model()->index(0, 0, tree->model()->index(0, 0));
    QCOMPARE(first.data().toString(), u"a"_s);
    frameView(inspector).setCurrentView(u"formatted"_s);
    QCOMPARE(text(inspector), u"{\n  \"a\": 1\n}"_s);
    inspector.showMessage(panel.add({"\xff\x01"}));
    QCOMPARE(tabs(inspector), QStringList({u"Text"_s, u"Hex"_s, u"Base64"_s}));
    QCOMPARE(frameView(inspector).currentView(), u"hex"_s);
    QVERIFY(inspector.findChild<HexView *>()->isVisible());
    QVERIFY(inspector.findChild<QTabBar *>()->height() > 10);
}

void TestInspector::remembersTheViewForEachKind()
{
    StoredPanel panel(m_world, SocketType::Pull);
    const MessageIndex text1 = panel.add({"plain"});
    const MessageIndex json = panel.add({"{\"a\":1}"});
    {
        Inspector inspector(panel);
        show(inspector);
        inspector.showMessage(text1);
        frameView(inspector).setCurrentView(u"base64"_s);
        QCOMPARE(text(inspector), u"cGxhaW4="_s);
        inspector.showMessage(json);
        QCOMPARE(frameView(inspector).currentView(), u"tree"_s);
        frameView(inspector).setCurrentView(u"text"_s);
        inspector.showMessage(text1);
        QCOMPARE(frameView(inspector).currentView(), u"base64"_s);
    }
    Inspector inspector(panel);
    show(inspector);
    inspector.showMessage(json);
    QCOMPARE(frameView(inspector).currentView(), u"text"_s);
    inspector.showMessage(text1);
    QCOMPARE(frameView(inspector).currentView(), u"base64"_s);
}

void TestInspector::saysHowAFrameIsRead()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    inspector.showMessage(panel.add({"{\"a\":1}"}));
    const Reading reading = frameView(inspector).reading();
    QCOMPARE(reading.codec->id(), u"json"_s);
    QVERIFY(!reading.reason.isEmpty());
    QVERIFY(says(inspector, reading.reason));
    QVERIFY(formatButton(inspector)->isVisible());
    QCOMPARE(formatButton(inspector)->text(), reading.codec->name());
    inspector.showMessage(panel.add({""}));
    QVERIFY(!formatButton(inspector)->isVisible());
}

void TestInspector::flipsThroughTheCandidates()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    FrameView &view = frameView(inspector);
    QSignalSpy chosen(&view, &FrameView::readingChosen);
    inspector.showMessage(panel.add({"{\"a\":1}"}));
    inspector.activateWindow();
    inspector.findChild<ValueTreeView *>()->setFocus();
    QTRY_VERIFY(inspector.focusWidget() && QApplication::focusWidget());
    QTest::keyClick(&inspector, Qt::Key_F4);
    const QString second = view.reading().codec->id();
    QVERIFY(second != u"json"_s);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toString(), second);
    // It stays for frames of the same kind, and for these only.
    inspector.showMessage(panel.add({"[1, 2]"}));
    QCOMPARE(view.reading().codec->id(), second);
    inspector.showMessage(panel.add({"plain"}));
    QCOMPARE(view.reading().codec->id(), u"text"_s);
    inspector.showMessage(panel.add({"[1]"}));
    QTest::keyClick(&inspector, Qt::Key_F4, Qt::ShiftModifier);
    QCOMPARE(view.reading().codec->id(), u"json"_s);
    inspector.showMessage(panel.add({"[2]"}));
    QCOMPARE(view.reading().codec->id(), u"json"_s);
    // Round and round, past the first to the last and back.
    QTest::keyClick(&inspector, Qt::Key_F4, Qt::ShiftModifier);
    QVERIFY(view.reading().codec->id() != u"json"_s);
    QTest::keyClick(&inspector, Qt::Key_F4);
    QCOMPARE(view.reading().codec->id(), u"json"_s);
}

void TestInspector::readsAsAnyFormat()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    FrameView &view = frameView(inspector);
    inspector.showMessage(panel.add({"plain"}));
    view.readAs(*CodecRegistry::builtin().resolve(u"json"_s));
    QCOMPARE(view.reading().codec->id(), u"json"_s);
    QVERIFY(says(inspector, u"chosen by you"_s));
    QCOMPARE(view.currentView(), u"tree"_s);
    QVERIFY(says(inspector, u"Byte 0"_s));
    const auto actions = formatMenu(inspector)->actions();
    QCOMPARE(std::count_if(actions.begin(), actions.end(), [](const QAction *action) { return action->isChecked(); }), 1);
    const auto automatic = std::find_if(actions.begin(), actions.end(), [](const QAction *action) {
        return action->text() == u"Back to automatic"_s;
    });
    QVERIFY(automatic != actions.end());
    (*automatic)->trigger();
    QCOMPARE(view.reading().codec->id(), u"text"_s);
}

void TestInspector::followsPinnedReadings()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    FrameView &view = frameView(inspector);
    inspector.showMessage(panel.add({"{}", "{}"}));
    QCOMPARE(view.reading().codec->id(), u"json"_s);
    inspector.setPinnedReading([](const MessageView &message, qsizetype frame) -> std::optional<Reading> {
        if (frame == 1 && message.frames.count() == 2)
            return Reading{*CodecRegistry::builtin().resolve(u"base64"_s), Certainty::Certain, u"rule of this panel"_s};
        return {};
    });
    QCOMPARE(view.reading().codec->id(), u"json"_s);
    inspector.findChild<QTableView *>()->selectRow(1);
    QCOMPARE(view.reading().codec->id(), u"base64"_s);
    QVERIFY(says(inspector, u"rule of this panel"_s));
    // A key flips away from a rule too; a choice for what is detected is another matter.
    view.flipReading(1);
    QVERIFY(view.reading().codec->id() != u"base64"_s);
    inspector.findChild<QTableView *>()->selectRow(0);
    QCOMPARE(view.reading().codec->id(), u"json"_s);
    inspector.setPinnedReading({});
    inspector.findChild<QTableView *>()->selectRow(1);
    QCOMPARE(view.reading().codec->id(), u"json"_s);
}

void TestInspector::showsTheBytesOfAValue()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    FrameView &view = frameView(inspector);
    inspector.showMessage(panel.add({"{\"a\": 12345}"}));
    auto *tree = inspector.findChild<ValueTreeView *>();
    tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
    const auto bytes = tree->chosenBytes();
    QVERIFY(bytes);
    view.setCurrentView(u"hex"_s);
    const auto *hex = inspector.findChild<HexView *>();
    QCOMPARE(hex->selectionStart(), bytes->first);
    QCOMPARE(hex->selectionLength(), bytes->second - bytes->first);
    QVERIFY(bytes->second - bytes->first >= 5);
}

void TestInspector::showsWhatIsPacked()
{
    const CodecPtr codec = *CodecRegistry::builtin().resolve(u"gzip|json"_s);
    const Result<QByteArray> packed = codec->encode(u"{\"a\": \"inside\"}"_s);
    QVERIFY(packed);
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    FrameView &view = frameView(inspector);
    inspector.showMessage(panel.add({*packed}));
    QCOMPARE(view.reading().codec->id(), u"gzip|json"_s);
    auto *tree = inspector.findChild<ValueTreeView *>();
    QTRY_COMPARE(tree->model()->index(0, 0, tree->model()->index(0, 0)).data().toString(), u"a"_s);
    view.setCurrentView(u"text"_s);
    QTRY_VERIFY(!text(inspector).isEmpty());
    QVERIFY(!text(inspector).contains(u"inside"));
    QToolButton *unpacked = nullptr;
    for (QToolButton *button : inspector.findChildren<QToolButton *>()) {
        if (button->text() == u"Unpacked"_s)
            unpacked = button;
    }
    QVERIFY(unpacked && unpacked->isVisible());
    unpacked->click();
    QTRY_VERIFY(text(inspector).contains(u"inside"));
    unpacked->click();
    view.showBytes(1, 4);
    QVERIFY(unpacked->isChecked());
    QCOMPARE(view.currentView(), u"hex"_s);
    const auto *hex = inspector.findChild<HexView *>();
    QTRY_COMPARE(hex->selectionLength(), 3);
    QCOMPARE(hex->selectionStart(), 1);
}

void TestInspector::showsArraysAndPictures()
{
    QByteArray png;
    QBuffer buffer(&png);
    QImage image(3, 2, QImage::Format_RGB32);
    image.fill(0);
    QVERIFY(image.save(&buffer, "PNG"));
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    inspector.showMessage(panel.add({png}));
    QCOMPARE(frameView(inspector).currentView(), u"picture"_s);
    QVERIFY(inspector.findChild<ImageView *>()->isVisible());

    // Bare elements are an array when the frame before says so.
    const QByteArray header(R"({"dtype": "<i4", "shape": [2, 3]})");
    inspector.showMessage(panel.add({header, QByteArray(24, '\x01')}));
    QVERIFY(!tabs(inspector).contains(u"Array"_s));
    inspector.findChild<QTableView *>()->selectRow(1);
    QCOMPARE(frameView(inspector).currentView(), u"array"_s);
    QVERIFY(inspector.findChild<ArrayWidget *>()->isVisible());
    inspector.showMessage(panel.add({header, QByteArray(23, '\x01')}));
    QVERIFY(!tabs(inspector).contains(u"Array"_s));
}

/// As the protocol of a message or a rule says, also without a frame before that does.
void TestInspector::showsPinnedArrays()
{
    StoredPanel panel(m_world, SocketType::Pull);
    MessageReader reader(panel, ProtocolRegistry::builtin());
    Inspector inspector(panel);
    inspector.setPinnedReading([&](const MessageView &message, qsizetype frame) {
        return reader.pinnedReadingOf(message, frame);
    });
    connect(&reader, &MessageReader::readingsChanged, &inspector, &Inspector::updatePinnedReading);
    show(inspector);
    inspector.showMessage(panel.add({R"({"dtype": "<i4", "shape": [2, 3]})", QByteArray(24, '\x01')}));
    inspector.findChild<QTableView *>()->selectRow(1);
    QCOMPARE(frameView(inspector).reading().codec->id(), u"array:int32:2x3"_s);
    QCOMPARE(frameView(inspector).currentView(), u"array"_s);
    QVERIFY(tabs(inspector).contains(u"Tree"_s));

    ReadingRule rule;
    rule.codec = u"array:uint8:4x6"_s;
    panel.setReadingRules({rule});
    inspector.showMessage(panel.add({QByteArray(24, '\x01')}));
    QCOMPARE(frameView(inspector).currentView(), u"array"_s);
    const auto *array = inspector.findChild<ArrayWidget *>();
    QVERIFY(array->isVisible());
    const QAbstractItemModel *cells = array->findChild<QTableView *>()->model();
    QCOMPARE(cells->rowCount(), 4);
    QCOMPARE(cells->columnCount(), 6);
    inspector.showMessage(panel.add({QByteArray(23, '\x01')}));
    QVERIFY(says(inspector, u"An array of uint8, 4 × 6 takes 24 bytes; there are 23."_s));
    QVERIFY(!array->isVisible());

    rule.codec = u"gzip|array:uint8:4x6"_s;
    panel.setReadingRules({rule});
    const CodecPtr gzip = *CodecRegistry::builtin().resolve(u"gzip"_s);
    inspector.showMessage(panel.add({*gzip->wrap(QByteArray(24, '\x01'))}));
    QCOMPARE(frameView(inspector).currentView(), u"array"_s);
    QTRY_VERIFY(array->isVisible());
}

void TestInspector::keepsWhatTheLogLetsGo()
{
    StoreLimits limits;
    limits.bytes = MessageStore::minLimitBytes;
    StoredPanel panel(m_world, SocketType::Pull, limits);
    Inspector inspector(panel);
    show(inspector);
    const MessageIndex index = panel.add({"first", "still here"});
    inspector.showMessage(index);
    QVERIFY(!says(inspector, u"No longer in the log"_s));
    while (panel.store().at(index))
        panel.add({QByteArray(1000, 'x')});
    QVERIFY(says(inspector, u"No longer in the log"_s));
    inspector.findChild<QTableView *>()->selectRow(1);
    QCOMPARE(text(inspector), u"still here"_s);
    inspector.showMessage(panel.add({"new"}));
    QVERIFY(!says(inspector, u"No longer in the log"_s));
}

void TestInspector::catchesUpWhenItIsShown()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    inspector.showMessage(panel.add({"a message"}));
    panel.clear();
    show(inspector);
    QCOMPARE(text(inspector), u"a message"_s);
    QVERIFY(says(inspector, u"No longer in the log"_s));
}

void TestInspector::showsMoreOfLargeFrames()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    const QByteArray bytes = QByteArray("0123456789abcde\n").repeated(100'000);
    inspector.showMessage(panel.add({bytes}));
    QVERIFY(says(inspector, u"Shown: first 128.0 KiB of 1.5 MiB."_s));
    QTRY_COMPARE(text(inspector).size(), TextLimit::first);
    QPushButton *more = nullptr;
    for (QPushButton *button : inspector.findChildren<QPushButton *>()) {
        if (button->text() == u"Show more"_s)
            more = button;
    }
    QVERIFY(more && more->isVisible());
    more->click();
    QTRY_COMPARE(text(inspector).size(), TextLimit::first * TextLimit::factor);
    more->click();
    QTRY_COMPARE(text(inspector).size(), bytes.size());
    QVERIFY(!more->isVisible());
    inspector.showMessage(panel.add({"short"}));
    QCOMPARE(text(inspector), u"short"_s);
}

void TestInspector::takesLargeFrames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("view");
    const qsizetype size = 64 * 1024 * 1024;
    QTest::newRow("one line, text") << QByteArray(size, 'x') << u"text"_s;
    QTest::newRow("one line, base64") << QByteArray(size, 'x') << u"base64"_s;
    QTest::newRow("binary, text") << QByteArray(size, '\xff') << u"text"_s;
    QTest::newRow("binary, hex") << QByteArray(size, '\xff') << u"hex"_s;
    QTest::newRow("json, one string") << QByteArray("[\"" + QByteArray(size, 'x') + "\"]") << u"tree"_s;
    QTest::newRow("json, many values") << QByteArray("[1" + QByteArray(",1").repeated(size / 2) + "]") << u"tree"_s;
    QTest::newRow("json, formatted") << QByteArray("[1" + QByteArray(",1").repeated(size / 2) + "]") << u"formatted"_s;
    QTest::newRow("json, nested") << QByteArray(QByteArray(1000, '[') + QByteArray(1000, ']')) << u"tree"_s;
}

void TestInspector::takesLargeFrames()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, view);
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    const MessageIndex index = panel.add({bytes});
    inspector.showMessage(index);
    frameView(inspector).setCurrentView(view);
    QCOMPARE(frameView(inspector).currentView(), view);
    for (int turn = 0; turn < 20; ++turn)
        QCoreApplication::processEvents();
    QCOMPARE(frameView(inspector).currentView(), view);
}

void TestInspector::copiesFramesAndMessages()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    inspector.showMessage(panel.add({"a\n", "b"}));
    const auto copy = [&](const QString &name) {
        for (QAction *action : inspector.findChildren<QAction *>()) {
            if (action->text() == name) {
                action->trigger();
                return QGuiApplication::clipboard()->text();
            }
        }
        return QString(u"no action "_s + name);
    };
    QCOMPARE(copy(u"Copy frame as text"_s), u"a\n"_s);
    QCOMPARE(copy(u"Copy frame as hex"_s), u"61 0a"_s);
    QCOMPARE(copy(u"Copy frame as base64"_s), u"YQo="_s);
    QCOMPARE(copy(u"Copy frame as Python bytes literal"_s), u"b'a\\n'"_s);
    QVERIFY(copy(u"Copy frame as hex dump"_s).startsWith(u"00000000  61 0a"));
    QCOMPARE(copy(u"Copy message as Python list"_s), u"[b'a\\n', b'b']"_s);
    QVERIFY(copy(u"Copy message as JSON line"_s).endsWith(u"\"frames\":[{\"text\":\"a\\n\"},{\"text\":\"b\"}]}"));

    QGuiApplication::clipboard()->setText(u"before"_s);
    inspector.showMessage(panel.add({QByteArray(maxClipboardBytes + 1, 'x')}));
    QCOMPARE(copy(u"Copy frame as text"_s), u"before"_s);
    QVERIFY(says(inspector, u"too much for the clipboard"_s));
}

void TestInspector::savesThroughTheDialog()
{
    StoredPanel panel(m_world, SocketType::Pull);
    Inspector inspector(panel);
    show(inspector);
    inspector.showMessage(panel.add({"first", "second"}));
    const auto save = [&](const QString &name, const QString &path) {
        for (QAction *action : inspector.findChildren<QAction *>()) {
            if (action->text() == name)
                action->trigger();
        }
        auto *dialog = inspector.findChild<QFileDialog *>();
        QVERIFY(dialog);
        // What is saved was chosen before the dialog opened.
        inspector.showMessage(panel.add({"another"}));
        dialog->selectFile(path);
        static_cast<QDialog *>(dialog)->accept();
        QTRY_VERIFY(!inspector.findChild<QFileDialog *>());
    };
    const auto contents = [](const QString &path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QString frame = m_settings.filePath(u"frame.txt"_s);
    inspector.findChild<QTableView *>()->selectRow(1);
    save(u"Save frame…"_s, frame);
    QTRY_VERIFY(says(inspector, u"Saved "_s));
    QCOMPARE(contents(frame), QByteArray("second"));

    const QString message = m_settings.filePath(u"message.jsonl"_s);
    inspector.showMessage(MessageIndex{1});
    save(u"Save message…"_s, message);
    QTRY_VERIFY(contents(message).contains("[{\"text\":\"first\"},{\"text\":\"second\"}]"));
}

void TestInspector::hasNamesForEveryControl()
{
    StoredPanel panel(m_world, SocketType::Router);
    Inspector inspector(panel);
    show(inspector);
    inspector.showMessage(panel.add({"id", "", "{}"}));
    QCOMPARE(inspector.findChild<QTableView *>()->accessibleName(), u"Frames"_s);
    QCOMPARE(inspector.findChild<HexView *>()->accessibleName(), u"Hex"_s);
    QCOMPARE(inspector.findChild<ValueTreeView *>()->accessibleName(), u"Tree"_s);
    QCOMPARE(formatButton(inspector)->accessibleName(), u"Format: JSON"_s);
    frameView(inspector).setCurrentView(u"formatted"_s);
    QCOMPARE(inspector.findChild<TextView *>()->accessibleName(), u"JSON"_s);
    QCOMPARE(inspector.findChild<QTabBar *>()->accessibleName(), u"View frame as"_s);
    for (const QString &name : {u"Copy"_s, u"Save"_s}) {
        const auto buttons = inspector.findChildren<QToolButton *>();
        QVERIFY(std::any_of(buttons.begin(), buttons.end(), [&](const QToolButton *button) {
            return button->accessibleName() == name && button->toolTip() == name
                && (button->focusPolicy() & Qt::TabFocus);
        }));
    }
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
