// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schemas/schemas_dialog.h"

#include "core/codec/protobuf/schema_library.h"
#include "tests/core/codec/protobuf/protobuf_samples.h"
#include "ui/controls/tone_label.h"
#include "ui/schemas/path_list.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000;

QAbstractButton *button(const QWidget &in, const QString &text)
{
    for (QAbstractButton *candidate : in.findChildren<QAbstractButton *>()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    qFatal("no button %s", qPrintable(text));
}

QListWidget *list(const QWidget &in, const QString &name)
{
    for (QListWidget *candidate : in.findChildren<QListWidget *>()) {
        if (candidate->accessibleName() == name)
            return candidate;
    }
    qFatal("no list %s", qPrintable(name));
}

QString state(const SchemasDialog &dialog)
{
    return dialog.findChild<ToneLabel *>()->text();
}

theme::Role tone(const SchemasDialog &dialog)
{
    return dialog.findChild<ToneLabel *>()->role();
}

QString written(const QTemporaryDir &directory, const QString &name, const QByteArray &content)
{
    const QString path = directory.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

/// Answers the file dialog that opens next: with a path, or not at all.
void answerFileDialog(QObject *context, const QString &path)
{
    auto *look = new QTimer(context);
    QObject::connect(look, &QTimer::timeout, context, [look, path] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        look->deleteLater();
        if (path.isEmpty())
            return dialog->reject();
        auto *name = dialog->findChild<QLineEdit *>(u"fileNameEdit"_s);
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    });
    look->start(10);
}

} // namespace

class TestSchemasDialog : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        theme::apply(*qApp, theme::Mode::Light);
    }
    void init() { ProtobufSchemas::setCurrent(nullptr); }
    void cleanup() { ProtobufSchemas::setCurrent(nullptr); }
    void pathsAreAddedByFileDialog();
    void foldersAreAddedByFileDialog();
    void pathsAreRemovedByKeyboard();
    void showsWhatTheLibraryHas();
    void saysWhatIsInUse();
    void saysWhatIsWrong();
    void readsAgain();
    void whatIsRemovedIsNoLongerInUse();
    void manyTypesAreCutShort();
    void everyControlHasANameAndIsReachedByKeyboard();
};

void TestSchemasDialog::pathsAreAddedByFileDialog()
{
    const QTemporaryDir directory;
    const QString path = written(directory, u"a.proto"_s, "syntax = \"proto3\"; message A {}");
    PathList paths(PathList::Kind::Files, u"Files"_s, u"none"_s, nullptr);
    paths.show();
    QSignalSpy edited(&paths, &PathList::edited);
    answerFileDialog(&paths, path);
    button(paths, u"Add files…"_s)->click();
    QCOMPARE(paths.paths(), QStringList{path});
    QCOMPARE(edited.count(), 1);
    answerFileDialog(&paths, path); // it is there already
    button(paths, u"Add files…"_s)->click();
    answerFileDialog(&paths, {});
    button(paths, u"Add files…"_s)->click();
    QCOMPARE(paths.paths(), QStringList{path});
    QCOMPARE(edited.count(), 1);
}

void TestSchemasDialog::foldersAreAddedByFileDialog()
{
    const QTemporaryDir directory;
    PathList paths(PathList::Kind::Folders, u"Folders"_s, u"none"_s, nullptr);
    paths.show();
    QSignalSpy edited(&paths, &PathList::edited);
    answerFileDialog(&paths, directory.path());
    button(paths, u"Add folder…"_s)->click();
    QCOMPARE(paths.paths(), QStringList{directory.path()});
    answerFileDialog(&paths, {});
    button(paths, u"Add folder…"_s)->click();
    QCOMPARE(edited.count(), 1);
}

void TestSchemasDialog::pathsAreRemovedByKeyboard()
{
    PathList paths(PathList::Kind::Files, u"Files"_s, u"none"_s, nullptr);
    paths.setPaths({u"/a"_s, u"/b"_s, u"/c"_s});
    paths.show();
    QVERIFY(QTest::qWaitForWindowActive(&paths));
    QSignalSpy edited(&paths, &PathList::edited);
    QListWidget *rows = list(paths, u"Files"_s);
    QAbstractButton *remove = button(paths, u"Remove"_s);
    QVERIFY(!remove->isEnabled());
    rows->setFocus();
    rows->clearSelection();
    QTest::keyClick(rows, Qt::Key_Delete); // nothing is chosen
    QCOMPARE(edited.count(), 0);
    rows->setCurrentRow(0);
    QVERIFY(remove->isEnabled());
    QTest::keyClick(rows, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(rows, Qt::Key_Delete);
    QCOMPARE(paths.paths(), QStringList{u"/c"_s});
    QCOMPARE(edited.count(), 1);
    rows->setCurrentRow(0);
    remove->setFocus();
    QTest::keyClick(remove, Qt::Key_Space);
    QCOMPARE(paths.paths(), QStringList());
    QCOMPARE(edited.count(), 2);
    QVERIFY(!remove->isEnabled());
    paths.setPaths({u"/d"_s});
    QCOMPARE(edited.count(), 2); // nobody did
}

void TestSchemasDialog::showsWhatTheLibraryHas()
{
    SchemaLibrary library;
    library.setSource(protobufSamples::source(), patienceMs);
    const SchemasDialog dialog(library, nullptr);
    QCOMPARE(list(dialog, u"Schema files"_s)->count(), 2);
    QCOMPARE(list(dialog, u"Schema files"_s)->item(0)->text(), protobufSamples::source().files.first());
    QCOMPARE(list(dialog, u"Import folders"_s)->count(), 1);
    QVERIFY(library.source() == protobufSamples::source());
}

void TestSchemasDialog::saysWhatIsInUse()
{
    SchemaLibrary library;
    SchemasDialog dialog(library, nullptr);
    QVERIFY2(state(dialog).startsWith(u"Without a schema"_s), qPrintable(state(dialog)));
    QCOMPARE(tone(dialog), theme::Role::TextMuted);
    library.setSource(protobufSamples::source()); // as a profile that is opened
    QTRY_COMPARE(tone(dialog), theme::Role::Good);
    QVERIFY2(state(dialog).endsWith(u" old.Order, old.Order.Line, trade.Money, trade.Tick, trade.Tick.Inner"_s), qPrintable(state(dialog)));
}

void TestSchemasDialog::saysWhatIsWrong()
{
    const QTemporaryDir directory;
    SchemaLibrary library;
    library.setSource(protobufSamples::source(), patienceMs);
    SchemasDialog dialog(library, nullptr);
    dialog.show();
    const QString path = written(directory, u"wrong.proto"_s, "syntax = \"proto3\";\nmessage A { Missing m = 1; }\n");
    answerFileDialog(&dialog, path);
    button(dialog, u"Add files…"_s)->click();
    QTRY_COMPARE(tone(dialog), theme::Role::Bad);
    QVERIFY2(state(dialog).startsWith(u"Not in use:"_s), qPrintable(state(dialog)));
    QVERIFY2(state(dialog).contains(u"wrong.proto, line 2"_s) && state(dialog).contains(u"Missing"_s), qPrintable(state(dialog)));
    QVERIFY(ProtobufSchemas::current()->hasMessageType(u"trade.Tick"_s)); // the ones before
    QCOMPARE(library.source().files.last(), path);
}

void TestSchemasDialog::readsAgain()
{
    const QTemporaryDir directory;
    const QString path = written(directory, u"a.proto"_s, "syntax = \"proto3\"; message First {}");
    SchemaLibrary library;
    library.setSource({{path}, {}}, patienceMs);
    SchemasDialog dialog(library, nullptr);
    dialog.show();
    QVERIFY2(state(dialog).contains(u"First"_s), qPrintable(state(dialog)));
    written(directory, u"a.proto"_s, "syntax = \"proto3\"; message Second {}");
    button(dialog, u"Read again"_s)->click();
    QTRY_VERIFY2(state(dialog).contains(u"Second"_s), qPrintable(state(dialog)));
    QVERIFY(QFile::remove(path));
    button(dialog, u"Read again"_s)->click();
    QTRY_COMPARE(tone(dialog), theme::Role::Bad);
    written(directory, u"a.proto"_s, "syntax = \"proto3\"; message Third {}");
    button(dialog, u"Read again"_s)->click();
    QTRY_VERIFY2(state(dialog).contains(u"Third"_s), qPrintable(state(dialog)));
    QCOMPARE(tone(dialog), theme::Role::Good);
}

void TestSchemasDialog::whatIsRemovedIsNoLongerInUse()
{
    SchemaLibrary library;
    library.setSource(protobufSamples::source(), patienceMs);
    SchemasDialog dialog(library, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QListWidget *files = list(dialog, u"Schema files"_s);
    files->setFocus();
    files->setCurrentRow(0);
    QTest::keyClick(files, Qt::Key_Delete);
    QCOMPARE(library.source().files.size(), 1);
    QCOMPARE(library.source().includeDirectories, protobufSamples::source().includeDirectories);
    QTRY_VERIFY(!ProtobufSchemas::current()->hasMessageType(u"trade.Tick"_s));
    QTRY_VERIFY2(state(dialog).endsWith(u" old.Order, old.Order.Line"_s), qPrintable(state(dialog)));
    files->setCurrentRow(0);
    QTest::keyClick(files, Qt::Key_Delete);
    QTRY_VERIFY2(state(dialog).startsWith(u"Without a schema"_s), qPrintable(state(dialog)));
    QVERIFY(dialog.isVisible()); // the keys did not close it
}

void TestSchemasDialog::manyTypesAreCutShort()
{
    const QTemporaryDir directory;
    const auto messages = [&](int count) {
        QByteArray content = "syntax = \"proto3\";\n";
        for (int i = 0; i < count; ++i)
            content += "message M" + QByteArray::number(100 + i) + " {}\n";
        return ProtobufSchemas::Source{{written(directory, u"m.proto"_s, content)}, {}};
    };
    SchemaLibrary library;
    library.setSource(messages(12), patienceMs);
    SchemasDialog dialog(library, nullptr);
    QVERIFY2(state(dialog).endsWith(u"M110, M111"_s), qPrintable(state(dialog)));
    library.setSource(messages(13), patienceMs);
    QVERIFY2(state(dialog).endsWith(u"M110, M111 …"_s), qPrintable(state(dialog)));
}

void TestSchemasDialog::everyControlHasANameAndIsReachedByKeyboard()
{
    SchemaLibrary library;
    SchemasDialog dialog(library, nullptr);
    dialog.show();
    QVERIFY(!dialog.windowTitle().isEmpty());
    for (QWidget *widget : dialog.findChildren<QWidget *>()) {
        auto *push = qobject_cast<QAbstractButton *>(widget);
        if (!push && !qobject_cast<QListWidget *>(widget))
            continue;
        const QString name = widget->accessibleName().isEmpty() && push ? push->text() : widget->accessibleName();
        QVERIFY2(!name.isEmpty(), widget->metaObject()->className());
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(name));
    }
}

QTEST_MAIN(TestSchemasDialog)
#include "tst_schemas_dialog.moc"
