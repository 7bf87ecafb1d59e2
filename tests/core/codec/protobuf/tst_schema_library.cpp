// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/protobuf/schema_library.h"
#include "tests/core/codec/protobuf/protobuf_samples.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

/// Long enough for any machine: what takes so long would fail the test.
constexpr int patienceMs = 60'000;

QString written(const QTemporaryDir &directory, const QString &name, const QByteArray &content)
{
    const QString path = directory.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

/// A file with a message type of this name, and as many others as take a while to read.
ProtobufSchemas::Source large(const QTemporaryDir &directory, const QString &type)
{
    QByteArray content = "syntax = \"proto3\";\nmessage " + type.toUtf8() + " { int32 n = 1; }\n";
    for (int i = 0; i < 2000; ++i)
        content += "message " + type.toUtf8() + QByteArray::number(i) + " { int32 a = 1; repeated string b = 2; }\n";
    return {{written(directory, type + u".proto"_s, content)}, {}};
}

/// All that was started is through, and told.
void settle()
{
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
}

} // namespace

class TestSchemaLibrary : public QObject
{
    Q_OBJECT
private slots:
    void init() { ProtobufSchemas::setCurrent(nullptr); }
    void cleanup() { ProtobufSchemas::setCurrent(nullptr); }
    void beginsWithWhatIsInUse();
    void isInUseAtOnceWithPatience();
    void readsInTheBackgroundWithoutPatience();
    void aFailureKeepsTheSetBefore();
    void readsTheSameFilesAnew();
    void theLastCallWins();
    void patienceOvertakesWhatIsBeingRead();
    void mayGoWhileItReads();
};

void TestSchemaLibrary::beginsWithWhatIsInUse()
{
    QVERIFY(SchemaLibrary().source() == ProtobufSchemas::Source());
    ProtobufSchemas::setCurrent(*ProtobufSchemas::load(protobufSamples::source()));
    const SchemaLibrary library;
    QVERIFY(library.source() == protobufSamples::source());
    QVERIFY(!library.isLoading());
    QVERIFY(library.error().detail.isEmpty());
}

void TestSchemaLibrary::isInUseAtOnceWithPatience()
{
    SchemaLibrary library;
    QSignalSpy sourceChanged(&library, &SchemaLibrary::sourceChanged);
    QSignalSpy loaded(&library, &SchemaLibrary::loaded);
    QSignalSpy failed(&library, &SchemaLibrary::failed);
    library.setSource(protobufSamples::source(), patienceMs);
    QVERIFY(CodecRegistry::builtin().resolve(u"protobuf:trade.Tick"_s).ok());
    QVERIFY(!library.isLoading());
    settle();
    QCOMPARE(sourceChanged.size(), 1);
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(failed.size(), 0);
}

void TestSchemaLibrary::readsInTheBackgroundWithoutPatience()
{
    const QTemporaryDir directory;
    SchemaLibrary library;
    QSignalSpy loaded(&library, &SchemaLibrary::loaded);
    const ProtobufSchemas::Source source = large(directory, u"Slow"_s);
    library.setSource(source);
    QVERIFY(library.source() == source); // what was asked for, in use or not
    QTRY_COMPARE(loaded.size(), 1);
    QVERIFY(!library.isLoading());
    QVERIFY(library.error().detail.isEmpty());
    QVERIFY(ProtobufSchemas::current()->hasMessageType(u"Slow"_s));
    QVERIFY(ProtobufSchemas::current()->source() == source);
    settle();
    QCOMPARE(loaded.size(), 1);
}

void TestSchemaLibrary::aFailureKeepsTheSetBefore()
{
    const QTemporaryDir directory;
    SchemaLibrary library;
    library.setSource(protobufSamples::source(), patienceMs);
    const ProtobufSchemasPtr before = ProtobufSchemas::current();
    QSignalSpy sourceChanged(&library, &SchemaLibrary::sourceChanged);
    QSignalSpy loaded(&library, &SchemaLibrary::loaded);
    QSignalSpy failed(&library, &SchemaLibrary::failed);
    const ProtobufSchemas::Source wrong{{written(directory, u"wrong.proto"_s, "syntax = \"proto3\";\nmessage {}\n")}, {}};
    for (const int patience : {0, patienceMs}) {
        library.setSource(wrong, patience);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(loaded.size(), 1);
        QVERIFY2(library.error().text().contains(u"wrong.proto, line 2"), qPrintable(library.error().text()));
        QCOMPARE(failed.takeFirst().first().value<Error>().text(), library.error().text());
        loaded.clear();
        QCOMPARE(ProtobufSchemas::current(), before);
        QVERIFY(library.source() == wrong); // the file may be put right
    }
    QCOMPARE(sourceChanged.size(), 1); // it was the same the second time
}

void TestSchemaLibrary::readsTheSameFilesAnew()
{
    const QTemporaryDir directory;
    const ProtobufSchemas::Source source{{written(directory, u"a.proto"_s, "nonsense")}, {}};
    SchemaLibrary library;
    library.setSource(source, patienceMs);
    QVERIFY(!library.error().detail.isEmpty());
    QSignalSpy sourceChanged(&library, &SchemaLibrary::sourceChanged);
    written(directory, u"a.proto"_s, "syntax = \"proto3\"; message A {}");
    library.setSource(source, patienceMs);
    QVERIFY(library.error().detail.isEmpty());
    QCOMPARE(ProtobufSchemas::current()->messageTypes(), QStringList{u"A"_s});
    written(directory, u"a.proto"_s, "syntax = \"proto3\"; message B {}");
    library.setSource(library.source(), patienceMs);
    QCOMPARE(ProtobufSchemas::current()->messageTypes(), QStringList{u"B"_s});
    QVERIFY(library.source() == source);
    QCOMPARE(sourceChanged.size(), 0);
}

void TestSchemaLibrary::theLastCallWins()
{
    const QTemporaryDir directory;
    SchemaLibrary library;
    const ProtobufSchemas::Source first = large(directory, u"First"_s);
    const ProtobufSchemas::Source second = large(directory, u"Second"_s);
    library.setSource(first);
    library.setSource(second);
    QTRY_VERIFY(!library.isLoading());
    settle();
    QVERIFY(ProtobufSchemas::current()->hasMessageType(u"Second"_s));
    QVERIFY(library.source() == second);
    // Also when the last has no files, and is read sooner.
    library.setSource(first);
    library.setSource({});
    settle();
    QTRY_COMPARE(ProtobufSchemas::current()->messageTypes(), QStringList());
    settle();
    QCOMPARE(ProtobufSchemas::current()->messageTypes(), QStringList());
    QVERIFY(!library.isLoading());
}

void TestSchemaLibrary::patienceOvertakesWhatIsBeingRead()
{
    const QTemporaryDir directory;
    SchemaLibrary library;
    library.setSource(large(directory, u"Early"_s));
    library.setSource(protobufSamples::source(), patienceMs);
    QSignalSpy loaded(&library, &SchemaLibrary::loaded);
    const ProtobufSchemasPtr current = ProtobufSchemas::current();
    QVERIFY(current->hasMessageType(u"trade.Tick"_s));
    settle();
    QCOMPARE(ProtobufSchemas::current(), current);
    QCOMPARE(loaded.size(), 0);
}

void TestSchemaLibrary::mayGoWhileItReads()
{
    const QTemporaryDir directory;
    {
        SchemaLibrary library;
        library.setSource(large(directory, u"Gone"_s));
    }
    settle();
    QVERIFY(!ProtobufSchemas::current()->hasMessageType(u"Gone"_s));
}

QTEST_GUILESS_MAIN(TestSchemaLibrary)
#include "tst_schema_library.moc"
