// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/format_picker.h"

#include "core/codec/codec_registry.h"
#include "core/codec/protobuf/protobuf_schemas.h"
#include "tests/core/codec/protobuf/protobuf_samples.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

/// A picker on the screen, with what a person sees and touches.
class Shown
{
public:
    explicit Shown(FormatPicker::For purpose = FormatPicker::For::Sending) : picker(purpose, nullptr)
    {
        picker.show();
        if (!QTest::qWaitForWindowActive(&picker))
            qWarning("the window did not become active");
    }

    QComboBox *format() const { return box(false); }
    QComboBox *parameter() const { return box(true); }
    QToolButton *packing() const { return picker.findChild<QToolButton *>(); }
    /// As by mouse or arrow keys.
    void choose(const QString &id)
    {
        const int row = format()->findData(id);
        if (row < 0)
            qFatal("no format %s", qPrintable(id));
        format()->setCurrentIndex(row);
    }
    void pack(const QString &text)
    {
        for (QAction *action : packing()->menu()->actions()) {
            if (action->text() == text)
                return action->trigger();
        }
        qFatal("no packing %s", qPrintable(text));
    }
    QStringList formats() const
    {
        QStringList ids;
        for (int row = 0; row < format()->count(); ++row)
            ids.append(format()->itemData(row).toString());
        return ids;
    }

    FormatPicker picker;

private:
    QComboBox *box(bool editable) const
    {
        for (QComboBox *candidate : picker.findChildren<QComboBox *>()) {
            if (candidate->isEditable() == editable)
                return candidate;
        }
        qFatal("no such box");
    }
};

} // namespace

class TestFormatPicker : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void cleanup() { ProtobufSchemas::setCurrent(nullptr); }
    void keepsWhatItIsGiven_data();
    void keepsWhatItIsGiven();
    void everyFormatOfTheListIsKept();
    void aKnownFormatTakesThePlaceOfAnUnknownOne();
    void asksForAParameterWhereOneIsWanted();
    void offersTheMessageTypesThatAreLoaded();
    void aParameterIsTyped();
    void aNewFormatBeginsWithoutParameter();
    void packs();
    void whatIsSentIsOtherThanWhatIsRead();
    void tellsOfWhatThePersonChanges();
    void isNamedForThoseWhoCannotSee();
    void isReachedByKeyboard();
};

void TestFormatPicker::keepsWhatItIsGiven_data()
{
    QTest::addColumn<QString>("codec");
    for (const char *codec :
         {"json", "text", "pickle", "pickle:2", "gzip|msgpack", "zstd|protobuf:a.B", "gzip|zstd|base64-text|json", "struct:<Id8s",
          "struct:>2H", "gzip|struct:<Id8s", "file", "random", "encoding:gb18030", "encoding:shift_jis", "gzip|encoding:utf-16le",
          "number:u32le", "protobuf",
          // of a newer version, or nonsense
          "future:x", "future", "gzip|future", "future|json", "gzip", "json:pretty", "gzip|file", "random:5", "pickle:", "|json", ""})
        QTest::newRow(codec) << QString::fromLatin1(codec);
}

void TestFormatPicker::keepsWhatItIsGiven()
{
    QFETCH(QString, codec);
    Shown shown;
    QSignalSpy changed(&shown.picker, &FormatPicker::changed);
    shown.picker.setCodec(u"zlib|pickle:5"_s);
    shown.picker.setCodec(codec);
    QCOMPARE(shown.picker.codec(), codec);
    QCOMPARE(changed.count(), 0); // nobody changed anything
    // It is seen, also when it is not known.
    const bool known = shown.format()->currentIndex() >= 0;
    const QString seen = known ? shown.format()->currentText() : shown.format()->placeholderText();
    QCOMPARE(seen.isEmpty(), codec.isEmpty());
    if (!known) {
        QCOMPARE(seen, codec);
        QVERIFY(!shown.parameter()->isVisible());
        QVERIFY(!shown.packing()->isVisible());
    }
}

void TestFormatPicker::everyFormatOfTheListIsKept()
{
    for (const auto purpose : {FormatPicker::For::Sending, FormatPicker::For::Reading}) {
        Shown shown(purpose);
        for (const QString &id : shown.formats()) {
            shown.choose(id);
            QCOMPARE(shown.picker.codec(), id);
            QVERIFY2(!shown.picker.hint().isEmpty(), qPrintable(id));
            QCOMPARE(shown.format()->toolTip(), shown.picker.hint());
            shown.picker.setCodec(u"text"_s);
            shown.picker.setCodec(id);
            QCOMPARE(shown.picker.codec(), id);
            QCOMPARE(shown.format()->currentData().toString(), id); // under the name it was chosen by
        }
    }
}

void TestFormatPicker::aKnownFormatTakesThePlaceOfAnUnknownOne()
{
    Shown shown;
    shown.picker.setCodec(u"future:x"_s);
    shown.choose(u"json"_s);
    QCOMPARE(shown.picker.codec(), u"json"_s);
    shown.picker.setCodec(u"gzip|future:x"_s);
    shown.choose(u"msgpack"_s);
    QCOMPARE(shown.picker.codec(), u"msgpack"_s);
}

void TestFormatPicker::asksForAParameterWhereOneIsWanted()
{
    Shown shown(FormatPicker::For::Reading);
    for (const QString &id : shown.formats()) {
        shown.choose(id);
        const Codec *codec = CodecRegistry::builtin().find(id);
        // One that has its parameter already wants no other.
        const bool wanted = !codec->parameterHint().isEmpty() && !id.contains(u':');
        QVERIFY2(shown.parameter()->isVisible() == wanted, qPrintable(id));
        if (wanted) {
            QCOMPARE(shown.parameter()->currentText(), QString());
            QCOMPARE(shown.parameter()->lineEdit()->placeholderText(), codec->parameterHint());
            QCOMPARE(shown.parameter()->count(), int(codec->parameters().size()));
        }
    }
    shown.choose(u"pickle"_s);
    shown.parameter()->setCurrentIndex(2);
    QCOMPARE(shown.picker.codec(), u"pickle:2"_s);
}

void TestFormatPicker::offersTheMessageTypesThatAreLoaded()
{
    ProtobufSchemas::setCurrent(*ProtobufSchemas::load(protobufSamples::source()));
    Shown shown;
    shown.choose(u"protobuf"_s);
    QVERIFY(shown.parameter()->findText(u"trade.Tick"_s) >= 0);
    shown.parameter()->setCurrentText(u"trade.Tick"_s);
    QCOMPARE(shown.picker.codec(), u"protobuf:trade.Tick"_s);
}

void TestFormatPicker::aParameterIsTyped()
{
    Shown shown;
    shown.choose(u"struct"_s);
    QSignalSpy changed(&shown.picker, &FormatPicker::changed);
    shown.parameter()->setFocus();
    QTest::keyClicks(shown.parameter(), u"<Id8s"_s);
    QCOMPARE(shown.picker.codec(), u"struct:<Id8s"_s);
    QVERIFY(changed.count() > 0);
    QTest::keyClick(shown.parameter(), Qt::Key_Return);
    shown.format()->setFocus();
    QCOMPARE(shown.picker.codec(), u"struct:<Id8s"_s);
    QTest::keyClicks(shown.parameter(), u"  "_s);
    QCOMPARE(shown.picker.codec(), u"struct:<Id8s"_s); // blanks at the end mean nothing
}

void TestFormatPicker::aNewFormatBeginsWithoutParameter()
{
    Shown shown;
    shown.picker.setCodec(u"gzip|pickle:2"_s);
    shown.choose(u"struct"_s);
    QCOMPARE(shown.picker.codec(), u"gzip|struct"_s); // the packing is another choice
    shown.choose(u"json"_s);
    QCOMPARE(shown.picker.codec(), u"gzip|json"_s);
    shown.choose(u"pickle"_s);
    QCOMPARE(shown.picker.codec(), u"gzip|pickle"_s);
}

void TestFormatPicker::packs()
{
    Shown shown;
    shown.choose(u"json"_s);
    QVERIFY(shown.packing()->isVisible());
    const QString gzip = CodecRegistry::builtin().find(u"gzip")->name();
    qsizetype packings = 0;
    for (const CodecPtr &codec : CodecRegistry::builtin().all())
        packings += codec->unwraps();
    QCOMPARE(shown.packing()->menu()->actions().size(), packings + 1);
    shown.pack(QString(u"Packed as "_s + gzip));
    QCOMPARE(shown.picker.codec(), u"gzip|json"_s);
    QCOMPARE(shown.packing()->text(), gzip);
    QCOMPARE(shown.packing()->toolButtonStyle(), Qt::ToolButtonTextOnly);
    shown.pack(u"Not packed"_s);
    QCOMPARE(shown.picker.codec(), u"json"_s);
    QCOMPARE(shown.packing()->toolButtonStyle(), Qt::ToolButtonIconOnly);
    QVERIFY(!shown.packing()->icon().isNull());
    // A file is sent as it is.
    shown.pack(QString(u"Packed as "_s + gzip));
    shown.choose(u"file"_s);
    QVERIFY(!shown.packing()->isVisible());
    QCOMPARE(shown.picker.codec(), u"file"_s);
    // What is packed several times names all of them.
    shown.picker.setCodec(u"gzip|zstd|json"_s);
    QCOMPARE(shown.packing()->text(), QString(gzip + u" › "_s + CodecRegistry::builtin().find(u"zstd")->name()));
}

void TestFormatPicker::whatIsSentIsOtherThanWhatIsRead()
{
    const QStringList sending = Shown(FormatPicker::For::Sending).formats();
    const QStringList reading = Shown(FormatPicker::For::Reading).formats();
    for (const QString &id : {u"file"_s, u"random"_s})
        QVERIFY2(sending.contains(id) && !reading.contains(id), qPrintable(id));
    QVERIFY(reading.contains(u"image"_s) && !sending.contains(u"image"_s));
    for (const QString &id : {u"text"_s, u"json"_s, u"msgpack"_s, u"cbor"_s, u"bson"_s, u"pickle"_s, u"protobuf"_s, u"struct"_s,
                              u"number"_s, u"uuid"_s, u"hex"_s, u"encoding"_s})
        QVERIFY2(sending.contains(id) && reading.contains(id), qPrintable(id));
    for (const QString &id : {u"gzip"_s, u"zstd"_s, u"lz4"_s, u"zlib"_s})
        QVERIFY2(!sending.contains(id) && !reading.contains(id), qPrintable(id));
}

void TestFormatPicker::tellsOfWhatThePersonChanges()
{
    Shown shown;
    QSignalSpy changed(&shown.picker, &FormatPicker::changed);
    shown.choose(u"pickle"_s);
    QCOMPARE(changed.count(), 1);
    shown.parameter()->setCurrentIndex(shown.parameter()->findText(u"2"_s));
    QCOMPARE(changed.count(), 2);
    shown.pack(u"Packed as gzip"_s);
    QCOMPARE(changed.count(), 3);
    shown.choose(u"random"_s);
    QCOMPARE(changed.count(), 4);
    shown.picker.setCodec(u"pickle:4"_s);
    QCOMPARE(changed.count(), 4);
}

void TestFormatPicker::isNamedForThoseWhoCannotSee()
{
    Shown shown;
    shown.picker.setFormatName(u"Format of frame 1"_s);
    shown.picker.setCodec(u"pickle:2"_s);
    QCOMPARE(shown.format()->accessibleName(), u"Format of frame 1"_s);
    QVERIFY(!shown.parameter()->accessibleName().isEmpty());
    QVERIFY(!shown.packing()->accessibleName().isEmpty());
    QCOMPARE(shown.packing()->accessibleName(), shown.packing()->toolTip());
    const QString unpacked = shown.packing()->accessibleName();
    shown.pack(u"Packed as gzip"_s);
    QVERIFY(shown.packing()->accessibleName() != unpacked);
    QCOMPARE(shown.packing()->accessibleName(), shown.packing()->toolTip());
    QVERIFY(shown.packing()->accessibleName().contains(u"gzip"_s));
}

void TestFormatPicker::isReachedByKeyboard()
{
    Shown shown;
    shown.picker.setCodec(u"pickle:2"_s);
    shown.picker.setFocus();
    QVERIFY(shown.format()->hasFocus());
    QTest::keyClick(shown.format(), Qt::Key_Tab);
    QVERIFY(shown.parameter()->hasFocus() || shown.parameter()->lineEdit()->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(shown.packing()->hasFocus());
}

QTEST_MAIN(TestFormatPicker)
#include "tst_format_picker.moc"
