// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/protobuf/protobuf_schemas.h"
#include "tests/core/codec/protobuf/protobuf_samples.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

QString written(const QTemporaryDir &directory, const QString &name, const QByteArray &content)
{
    const QString path = directory.filePath(name);
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

QString loadError(const ProtobufSchemas::Source &source)
{
    const Result<ProtobufSchemasPtr> schemas = ProtobufSchemas::load(source);
    return schemas ? QString() : schemas.error().text();
}

} // namespace

class TestProtobufSchemas : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void loadsFilesAndTheirImports();
    void findsAFileOutsideOfTheDirectories();
    void loadsDescriptorSets();
    void wellKnownTypesAreAlwaysThere();
    void errorsNameFileLineAndColumn();
    void missingImportIsAnError();
    void filesThatCannotBeReadAreErrors();
    void otherFileOfTheSameNameIsAnError();
    void sizeOfDescriptorSetsIsLimited();
    void brokenDescriptorSetsAreErrors();
    void codecKeepsItsTypes();
    void unknownTypeIsAnErrorThatHelps();
    void loadsOnOtherThreads();
};

void TestProtobufSchemas::init()
{
    ProtobufSchemas::setCurrent(nullptr);
}

void TestProtobufSchemas::loadsFilesAndTheirImports()
{
    const ProtobufSchemas::Source source = protobufSamples::source();
    const Result<ProtobufSchemasPtr> schemas = ProtobufSchemas::load(source);
    QVERIFY2(schemas.ok(), schemas.ok() ? "" : qPrintable(schemas.error().text()));
    const QStringList expected{u"old.Order"_s, u"old.Order.Line"_s, u"trade.Money"_s, u"trade.Tick"_s, u"trade.Tick.Inner"_s};
    QCOMPARE((*schemas)->messageTypes(), expected);
    QVERIFY((*schemas)->hasMessageType(u"trade.Money"_s));
    QVERIFY(!(*schemas)->hasMessageType(u"trade.Side"_s));
    QVERIFY((*schemas)->source() == source);
}

void TestProtobufSchemas::findsAFileOutsideOfTheDirectories()
{
    const QTemporaryDir directory;
    const QString path = written(directory, u"lone.proto"_s, "syntax = \"proto3\"; import \"trade/common.proto\"; message Lone { trade.Money m = 1; }");
    const Result<ProtobufSchemasPtr> schemas = ProtobufSchemas::load({{path}, {protobufSamples::directory()}});
    QVERIFY2(schemas.ok(), schemas.ok() ? "" : qPrintable(schemas.error().text()));
    QCOMPARE((*schemas)->messageTypes(), (QStringList{u"Lone"_s, u"trade.Money"_s}));
}

void TestProtobufSchemas::loadsDescriptorSets()
{
    const QTemporaryDir directory;
    // protoc --descriptor_set_out of b.proto, "message B { A a = 1; }", which imports a.proto; with
    // and without --include_imports.
    const QByteArray importing = QByteArray::fromHex(
        "0a310a07622e70726f746f1a07612e70726f746f22150a014212100a016118012001280b32022e41520161620670726f746f33");
    const QByteArray imported = QByteArray::fromHex(
        "0a240a07612e70726f746f22110a0141120c0a016e18012001280552016e620670726f746f33");
    // The order of the files does not matter.
    for (const QByteArray &set : {QByteArray(imported + importing), QByteArray(importing + imported)}) {
        const QString path = written(directory, u"set.pb"_s, set);
        const Result<ProtobufSchemasPtr> schemas = ProtobufSchemas::load({{path}, {}});
        QVERIFY2(schemas.ok(), schemas.ok() ? "" : qPrintable(schemas.error().text()));
        QCOMPARE((*schemas)->messageTypes(), (QStringList{u"A"_s, u"B"_s}));
    }
    const QString error = loadError({{written(directory, u"half.pb"_s, importing)}, {}});
    QVERIFY2(error.contains(u"a.proto"), qPrintable(error));
    QVERIFY2(error.contains(u"--include_imports"), qPrintable(error));
    // What one lacks may come from the other.
    const QString other = written(directory, u"a.proto"_s, "syntax = \"proto3\"; message A { int32 n = 1; }");
    QVERIFY(ProtobufSchemas::load({{directory.filePath(u"half.pb"_s), other}, {}}).ok());
}

void TestProtobufSchemas::wellKnownTypesAreAlwaysThere()
{
    QVERIFY(ProtobufSchemas::current());
    QCOMPARE(ProtobufSchemas::current()->messageTypes(), QStringList());
    QVERIFY(ProtobufSchemas::current()->hasMessageType(u"google.protobuf.Timestamp"_s));
    const QTemporaryDir directory;
    const QString path = written(directory, u"own/at.proto"_s,
                                 "syntax = \"proto3\"; import \"google/protobuf/timestamp.proto\"; import \"google/protobuf/struct.proto\";"
                                 "message At { google.protobuf.Timestamp t = 1; google.protobuf.Struct s = 2; }");
    const Result<ProtobufSchemasPtr> schemas = ProtobufSchemas::load({{path}, {}});
    QVERIFY2(schemas.ok(), schemas.ok() ? "" : qPrintable(schemas.error().text()));
    QCOMPARE((*schemas)->messageTypes(), QStringList{u"At"_s});
    QVERIFY((*schemas)->hasMessageType(u"google.protobuf.Duration"_s));
    for (const char *type : {"Any", "Api", "DescriptorProto", "Duration", "Empty", "FieldMask", "SourceContext", "Struct", "Timestamp", "Type", "Int32Value"})
        QVERIFY2(ProtobufSchemas::current()->hasMessageType(u"google.protobuf."_s + QLatin1StringView(type)), type);
}

void TestProtobufSchemas::errorsNameFileLineAndColumn()
{
    const QTemporaryDir directory;
    const QString syntax = written(directory, u"syntax.proto"_s, "syntax = \"proto3\";\nmessage A {\n  int32 n 1;\n}\n");
    const QString unknown = written(directory, u"unknown.proto"_s, "syntax = \"proto3\";\n\nmessage A {\n  Missing m = 1;\n}\n");
    QString error = loadError({{syntax}, {}});
    QVERIFY2(error.contains(u"syntax.proto, line 3, column 11: "), qPrintable(error));
    error = loadError({{unknown}, {}});
    QVERIFY2(error.contains(u"unknown.proto, line 4, column 3: "), qPrintable(error));
    QVERIFY2(error.contains(u"Missing"), qPrintable(error));
    QByteArray many = "syntax = \"proto3\"; message A {\n";
    for (int i = 1; i <= 3 * ProtobufSchemas::maxErrors; ++i)
        many += "Missing f" + QByteArray::number(i) + " = " + QByteArray::number(i) + ";\n";
    const Result<ProtobufSchemasPtr> schemas = ProtobufSchemas::load({{written(directory, u"many.proto"_s, many + "}")}, {}});
    QCOMPARE(schemas.error().detail.count(u'\n') + 1, ProtobufSchemas::maxErrors);
}

void TestProtobufSchemas::missingImportIsAnError()
{
    const QString root = protobufSamples::directory();
    const QString error = loadError({{root + u"/trade/tick.proto"_s}, {}});
    QVERIFY2(error.contains(u"trade/common.proto"), qPrintable(error));
    QVERIFY2(error.contains(u"add the directory"), qPrintable(error));
}

void TestProtobufSchemas::filesThatCannotBeReadAreErrors()
{
    const QTemporaryDir directory;
    QVERIFY(loadError({{directory.filePath(u"none.proto"_s)}, {}}).contains(u"none.proto"));
    QVERIFY(loadError({{directory.filePath(u"none.pb"_s)}, {}}).contains(u"none.pb"));
    QVERIFY(loadError({{directory.path()}, {}}).contains(directory.path()));
}

void TestProtobufSchemas::otherFileOfTheSameNameIsAnError()
{
    const QTemporaryDir directory;
    const QByteArray content = "syntax = \"proto3\"; message A {}";
    written(directory, u"one/a.proto"_s, content);
    const QString second = written(directory, u"two/a.proto"_s, content);
    const QString error = loadError({{second}, {directory.filePath(u"one"_s), directory.filePath(u"two"_s)}});
    QVERIFY2(error.contains(u"one/a.proto"), qPrintable(error));
    QVERIFY(ProtobufSchemas::load({{second}, {directory.filePath(u"two"_s), directory.filePath(u"one"_s)}}).ok());
}

void TestProtobufSchemas::sizeOfDescriptorSetsIsLimited()
{
    const QTemporaryDir directory;
    const QByteArray set = QByteArray::fromHex("0a240a07612e70726f746f22110a0141120c0a016e18012001280552016e620670726f746f33");
    // Padded to the limit by a field that is not known.
    const auto padded = [&](qint64 size) {
        QByteArray head = set + QByteArray::fromHex("7a");
        qint64 rest = size - head.size() - 4; // the length takes 4 bytes
        for (int i = 0; i < 4; ++i, rest >>= 7)
            head += char(i < 3 ? rest | 0x80 : rest & 0x7f);
        return QByteArray(head + QByteArray(size - head.size(), 'x'));
    };
    QVERIFY(ProtobufSchemas::load({{written(directory, u"max.pb"_s, padded(ProtobufSchemas::maxDescriptorSet))}, {}}).ok());
    const QString error = loadError({{written(directory, u"more.pb"_s, padded(ProtobufSchemas::maxDescriptorSet + 1))}, {}});
    QVERIFY2(error.contains(u"64 MiB"), qPrintable(error));
}

void TestProtobufSchemas::brokenDescriptorSetsAreErrors()
{
    const QTemporaryDir directory;
    QVERIFY(!loadError({{written(directory, u"empty.pb"_s, {})}, {}}).isEmpty());
    QVERIFY(!loadError({{written(directory, u"text.pb"_s, "hello")}, {}}).isEmpty());
    // Every prefix, and files that import each other.
    const QByteArray set = QByteArray::fromHex(
        "0a310a07622e70726f746f1a07612e70726f746f22150a014212100a016118012001280b32022e41520161620670726f746f33");
    for (qsizetype length = 1; length < set.size(); ++length)
        QVERIFY(!loadError({{written(directory, u"cut.pb"_s, set.first(length))}, {}}).isEmpty());
    const QByteArray circle = QByteArray::fromHex("0a120a07612e70726f746f1a07622e70726f746f" "0a120a07622e70726f746f1a07612e70726f746f");
    QVERIFY(!loadError({{written(directory, u"circle.pb"_s, circle)}, {}}).isEmpty());
}

void TestProtobufSchemas::codecKeepsItsTypes()
{
    const CodecRegistry &registry = CodecRegistry::builtin();
    ProtobufSchemas::setCurrent(*ProtobufSchemas::load(protobufSamples::source()));
    QVERIFY(registry.find(u"protobuf")->parameters().contains(u"trade.Tick"_s));
    const Result<CodecPtr> codec = registry.resolve(u"protobuf:trade.Tick"_s);
    QVERIFY(codec.ok());
    QCOMPARE((*codec)->id(), u"protobuf:trade.Tick"_s);
    QCOMPARE((*registry.resolve(u"gzip|protobuf:.trade.Tick"_s))->id(), u"gzip|protobuf:trade.Tick"_s);
    ProtobufSchemas::setCurrent(nullptr);
    QVERIFY(!registry.resolve(u"protobuf:trade.Tick"_s).ok());
    QVERIFY((*codec)->decode(protobufSamples::tick(), 10'000)->text.contains(u"EURUSD"));
    QVERIFY((*codec)->encode(u"{\"symbol\": \"X\"}"_s).ok());
}

void TestProtobufSchemas::unknownTypeIsAnErrorThatHelps()
{
    const CodecRegistry &registry = CodecRegistry::builtin();
    QString error = registry.resolve(u"protobuf:trade.Tick"_s).error().text();
    QVERIFY2(error.contains(u"trade.Tick") && error.contains(u".proto"), qPrintable(error));
    ProtobufSchemas::setCurrent(*ProtobufSchemas::load(protobufSamples::source()));
    error = registry.resolve(u"protobuf:tick"_s).error().text();
    QVERIFY2(error.contains(u"Choose trade.Tick"), qPrintable(error));
    error = registry.resolve(u"protobuf:other.Type"_s).error().text();
    QVERIFY2(error.contains(u"old.Order") && error.contains(u"Load the .proto file"), qPrintable(error));
    QVERIFY(!registry.resolve(u"protobuf:"_s).ok());
    QVERIFY(!registry.resolve(u"protobuf:trade.Side"_s).ok());
}

void TestProtobufSchemas::loadsOnOtherThreads()
{
    const ProtobufSchemas::Source source = protobufSamples::source();
    std::vector<std::thread> threads;
    std::atomic<int> right = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 10; ++round) {
                ProtobufSchemas::setCurrent(*ProtobufSchemas::load(source));
                const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(u"protobuf:trade.Tick"_s);
                const QByteArray bytes = protobufSamples::tick();
                if (codec && (*codec)->decodeTree(bytes, {}).isWhole() && (*codec)->decode(bytes, 10'000).ok())
                    ++right;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(right.load(), 40);
}

QTEST_GUILESS_MAIN(TestProtobufSchemas)
#include "tst_protobuf_schemas.moc"
