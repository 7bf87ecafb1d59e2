// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/frame_editor.h"

#include "core/automation/message_composer.h"
#include "core/codec/codec_registry.h"
#include "ui/format/format_picker.h"
#include "ui/send/frame_preview.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

/// An editor on the screen, with what a person sees and touches.
class Shown
{
public:
    explicit Shown(const FrameDraft &draft = {}) : editor(nullptr)
    {
        editor.resize(1600, 100);
        editor.setDraft(draft);
        editor.setPlace(1, 1);
        editor.show();
        if (!QTest::qWaitForWindowActive(&editor))
            qWarning("the window did not become active");
    }
    void choose(const QString &format)
    {
        auto *box = editor.findChild<FormatPicker *>()->findChild<QComboBox *>();
        const int row = box->findData(format);
        if (row < 0)
            qFatal("no format %s", qPrintable(format));
        box->setCurrentIndex(row);
    }
    QPlainTextEdit *text() const { return editor.findChild<QPlainTextEdit *>(); }
    FramePreview *previewLine() const { return editor.findChild<FramePreview *>(); }
    /// Empty when none is shown.
    QString preview() const { return previewLine()->isVisible() ? previewLine()->text() : QString(); }
    QString problem() const
    {
        for (const ToneLabel *label : editor.findChildren<ToneLabel *>()) {
            if (label->role() == theme::Role::Bad)
                return label->isVisible() ? label->text() : QString();
        }
        return u"no label for problems"_s;
    }
    bool shows(const QString &label) const
    {
        const QList<ToneLabel *> labels = editor.findChildren<ToneLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const ToneLabel *one) { return one->isVisible() && one->text() == label; });
    }

    FrameEditor editor;
};

QString hexOf(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex(' '));
}

} // namespace

class TestFrameEditor : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void theBytesOfAPickleAreSeen();
    void previews_data();
    void previews();
    void randomBytesAreAnExample();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
    void aFormatIsChosenForTheTextAtHand();
    void longPreviewsAreCut();
    void theWholePreviewIsThereForThoseWhoCannotSee();
    void filesHaveNoPreview();
    void draftsAreKept_data();
    void draftsAreKept();
};

void TestFrameEditor::theBytesOfAPickleAreSeen()
{
    const Shown shown({u"pickle:2"_s, u"{'n': 1}"_s});
    const Result<QByteArray> bytes = encodeFrame(shown.editor.draft());
    QVERIFY(bytes.ok());
    QVERIFY(bytes->startsWith("\x80\x02"));
    QVERIFY(shown.editor.isValid());
    QCOMPARE(shown.preview(), hexOf(*bytes));
    QCOMPARE(shown.editor.byteCount(), bytes->size());
    QVERIFY(shown.shows(u"%1 B"_s.arg(bytes->size())));
    QVERIFY(shown.problem().isEmpty());
}

void TestFrameEditor::previews_data()
{
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("preview");
    const auto row = [](const char *name, const QString &codec, const QString &text, const QString &preview) {
        QTest::newRow(name) << codec << text << preview;
    };
    row("text shows itself", u"text"_s, u"hello\\n"_s, {});
    row("JSON shows itself", u"json"_s, u"{\"a\": 1}"_s, {});
    row("hex shows itself", u"hex"_s, u"00 ff"_s, {});
    row("nothing", u"text"_s, {}, {});
    row("text with a number", u"text"_s, u"task {n}\\n"_s, u"for example: task 1\\n"_s);
    row("JSON with a number", u"json"_s, u"{\"n\": {n}}"_s, u"for example: {\"n\": 1}"_s);
    row("hex with a number", u"hex"_s, u"0{n} ff"_s, u"for example: 01 ff"_s);
    row("other braces", u"text"_s, u"{m} {n"_s, {});
    row("MessagePack", u"msgpack"_s, u"{\"a\": 1}"_s, u"81 a1 61 01"_s);
    row("a MessagePack that could be text", u"msgpack"_s, u"[]"_s, u"90"_s);
    row("a number that could be a letter", u"msgpack"_s, u"65"_s, u"41"_s);
    row("struct of printable bytes", u"struct:<H"_s, u"(16705,)"_s, u"41 41"_s);
    row("base64 makes bytes", u"base64"_s, u"aGk="_s, u"68 69"_s);
    row("base64 makes text", u"base64-text|text"_s, u"hi"_s, u"aGk="_s);
    row("UTF-16", u"encoding:utf-16le"_s, u"hi"_s, u"68 00 69 00"_s);
    row("pickle with a number", u"pickle:2"_s, u"{n}"_s, u"for example: 80 02 4b 01 2e"_s);
}

void TestFrameEditor::previews()
{
    QFETCH(QString, codec);
    QFETCH(QString, text);
    QFETCH(QString, preview);
    const Shown shown({codec, text});
    QCOMPARE(shown.problem(), QString());
    QCOMPARE(shown.preview(), preview);
    QCOMPARE(shown.editor.byteCount(), encodeFrame({codec, text})->size());
}

void TestFrameEditor::randomBytesAreAnExample()
{
    Shown shown({QString(randomCodecId), u"4"_s});
    const QRegularExpression four(u"^for example: [0-9a-f]{2} [0-9a-f]{2} [0-9a-f]{2} [0-9a-f]{2}$"_s);
    QSet<QString> seen;
    // Bytes that happen to be letters are hex as the others.
    for (int i = 0; i < 200; ++i) {
        shown.editor.setDraft({QString(randomCodecId), u"4"_s});
        QVERIFY2(four.match(shown.preview()).hasMatch(), qPrintable(shown.preview()));
        seen.insert(shown.preview());
    }
    QVERIFY(seen.size() > 1);
    QCOMPARE(shown.editor.byteCount(), 4);
    shown.editor.setDraft({QString(randomCodecId), u"0"_s});
    QVERIFY(shown.editor.isValid());
    QCOMPARE(shown.preview(), QString());
}

void TestFrameEditor::whatIsWrongIsNamed_data()
{
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *name, const QString &codec, const QString &text, const QString &named) {
        QTest::newRow(name) << codec << text << named;
    };
    row("Python", u"pickle:2"_s, u"{'n': "_s, u"1"_s);
    row("JSON", u"json"_s, u"{\"n\": oops}"_s, u"1"_s);
    row("escape", u"text"_s, u"a\\q"_s, u"\\q"_s);
    row("variable", u"text"_s, u"{env:ZMQSCOPE_NEVER_SET}"_s, u"ZMQSCOPE_NEVER_SET"_s);
    row("range", u"json"_s, u"{random:9..1}"_s, u"9..1"_s);
    row("length", QString(randomCodecId), u"a few"_s, u"a few"_s);
    row("too many", QString(randomCodecId), QString::number(maxRandomBytes + 1), QString::number(maxRandomBytes));
    row("no struct yet", u"struct"_s, u"(1,)"_s, u"<Id8s"_s);
    row("no message type", u"protobuf:never.Loaded"_s, u"{}"_s, u"never.Loaded"_s);
    row("of a newer version", u"hologram"_s, u"x"_s, u"hologram"_s);
}

void TestFrameEditor::whatIsWrongIsNamed()
{
    QFETCH(QString, codec);
    QFETCH(QString, text);
    QFETCH(QString, named);
    Shown shown({codec, text});
    QVERIFY(!shown.editor.isValid());
    QVERIFY2(shown.problem().contains(named), qPrintable(shown.problem()));
    QCOMPARE(shown.preview(), QString());
    QCOMPARE(shown.editor.byteCount(), 0);
    QVERIFY(shown.shows(u"– B"_s));
    shown.editor.setDraft({u"pickle:2"_s, u"{'n': 1}"_s});
    QVERIFY(shown.editor.isValid());
    QCOMPARE(shown.problem(), QString());
}

void TestFrameEditor::aFormatIsChosenForTheTextAtHand()
{
    Shown shown;
    QSignalSpy edited(&shown.editor, &FrameEditor::edited);
    shown.text()->setFocus();
    QTest::keyClicks(shown.text(), u"[1, 2]"_s);
    QCOMPARE(edited.count(), 6);
    QCOMPARE(shown.preview(), QString());
    shown.choose(u"msgpack"_s);
    QCOMPARE(edited.count(), 7);
    QCOMPARE(shown.preview(), u"92 01 02"_s);
    QCOMPARE(shown.editor.draft(), (FrameDraft{u"msgpack"_s, u"[1, 2]"_s}));
    QTest::keyClick(shown.text(), Qt::Key_Backspace);
    QVERIFY(!shown.editor.isValid());
    QCOMPARE(shown.preview(), QString());
    shown.choose(u"text"_s);
    QVERIFY(shown.editor.isValid());
    QCOMPARE(shown.editor.byteCount(), 5);
}

void TestFrameEditor::longPreviewsAreCut()
{
    const Shown bytes({u"hex"_s, u"{n}1"_s + u"ff"_s.repeated(63)});
    QCOMPARE(bytes.preview(), QString(u"for example: 11"_s + u" ff"_s.repeated(63))); // the most
    const Shown more({u"hex"_s, u"{n}1"_s + u"ff"_s.repeated(64)});
    QCOMPARE(more.preview(), QString(u"for example: 11"_s + u" ff"_s.repeated(63) + u" …"_s));
    // Characters of several bytes are not cut in the middle.
    const Shown text({u"text"_s, u"{n}"_s + u"突"_s.repeated(300)});
    QVERIFY2(text.preview().startsWith(u"for example: 1突突突突"_s), qPrintable(text.preview()));
    QVERIFY2(text.preview().endsWith(u"突…"_s), qPrintable(text.preview()));
    QVERIFY2(!text.previewLine()->toolTip().contains(u'\\'), qPrintable(text.previewLine()->toolTip()));
    QVERIFY(text.previewLine()->toolTip().size() > text.preview().size());
}

void TestFrameEditor::theWholePreviewIsThereForThoseWhoCannotSee()
{
    Shown shown({u"pickle:2"_s, u"list(range(1))"_s});
    shown.editor.setDraft({u"pickle:2"_s, u"['some', 'longer', 'value', 'with', 'words']"_s});
    const QString whole = shown.previewLine()->accessibleName();
    QVERIFY(whole.startsWith(u"80 02 "_s));
    shown.editor.resize(300, 100);
    QTRY_VERIFY(shown.preview().endsWith(u'…'));
    QCOMPARE(shown.previewLine()->accessibleName(), whole);
    QVERIFY(shown.previewLine()->toolTip().contains(u"80 02 "_s));
}

void TestFrameEditor::filesHaveNoPreview()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("\x80\x02");
    file.close();
    Shown shown({u"pickle:2"_s, u"1"_s});
    QVERIFY(!shown.preview().isEmpty());
    shown.editor.setDraft({QString(fileCodecId), file.fileName()});
    QCOMPARE(shown.preview(), QString());
    QCOMPARE(shown.editor.byteCount(), 2);
    shown.editor.setDraft({QString(fileCodecId), u"/no/such/{n}"_s});
    QVERIFY2(shown.problem().contains(u"/no/such/{n}"_s), qPrintable(shown.problem()));
}

void TestFrameEditor::draftsAreKept_data()
{
    QTest::addColumn<QString>("codec");
    for (const char *codec : {"text", "pickle:2", "gzip|msgpack", "zstd|protobuf:a.B", "struct:<Id8s", "random", "file", "hologram:x"})
        QTest::newRow(codec) << QString::fromLatin1(codec);
}

void TestFrameEditor::draftsAreKept()
{
    QFETCH(QString, codec);
    const FrameDraft draft{codec, u"{n} 突发"_s};
    const Shown shown(draft);
    QCOMPARE(shown.editor.draft(), draft);
}

QTEST_MAIN(TestFrameEditor)
#include "tst_frame_editor.moc"
