// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol_samples.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

QByteArray protocolJson(const QByteArray &id, const QByteArray &name, const QByteArray &more = {})
{
    return "{\"id\": \"" + id + "\", \"name\": \"" + name + "\", " + more + "\"frames\": [{\"name\": \"only\"}]}";
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestProtocolRegistry : public QObject
{
    Q_OBJECT
private slots:
    void readsAFolder();
    void installedHasTheUsersFirst();
    void onlyDetectsWhatMayBeDetected();
    void fileLimit();
};

void TestProtocolRegistry::readsAFolder()
{
    QTemporaryDir dir;
    write(dir.filePath(u"a.json"_s), protocolJson("a", "first"));
    write(dir.filePath(u"b.json"_s), "{\n\"id\": 5}");
    write(dir.filePath(u"c.json"_s), protocolJson("a", "second"));
    write(dir.filePath(u"d.txt"_s), "not looked at");
    ProtocolRegistry registry;
    registry.addFolder(dir.path());
    registry.addFolder(dir.filePath(u"not there"_s));
    QCOMPARE(registry.all().size(), std::size_t(1));
    QCOMPARE(registry.find(u"a")->name, u"second"_s);
    QVERIFY(!registry.find(u"b"));
    QVERIFY(!registry.problems().isEmpty());
    QCOMPARE(registry.problems().first().file, dir.filePath(u"b.json"_s));
    const auto ofId = std::ranges::find(registry.problems(), u"id"_s, &ProtocolProblem::key);
    QVERIFY(ofId != registry.problems().end());
    QCOMPARE(ofId->line, 2);
}

void TestProtocolRegistry::installedHasTheUsersFirst()
{
    QStandardPaths::setTestModeEnabled(true);
    const QString folder = ProtocolRegistry::userFolder();
    QVERIFY(QDir().mkpath(folder));
    write(folder + u"/zap.json", protocolJson("zap", "my own"));
    write(folder + u"/mine.json", protocolJson("mine", "Mine"));
    const ProtocolRegistry &registry = ProtocolRegistry::installed();
    QVERIFY(QDir(folder).removeRecursively());
    QCOMPARE(registry.find(u"zap")->name, u"my own"_s);
    QCOMPARE(registry.all().front()->id, u"mine"_s);
    QVERIFY(registry.find(u"jupyter"));
    QCOMPARE(registry.all().size(), ProtocolRegistry::builtin().all().size() + 1);
}

void TestProtocolRegistry::onlyDetectsWhatMayBeDetected()
{
    ProtocolRegistry registry;
    const ProtocolPtr asked = readProtocol(protocolJson("asked", "Asked", "\"detect\": false, \"sockets\": [\"PULL\"], "), u"x"_s).protocol;
    registry.add(asked);
    const SampleMessage sample({"x"});
    QVERIFY(!registry.match(SocketType::Pull, sample.view()));
    QVERIFY(registry.match(asked, SocketType::Pull, sample.view()));
    QVERIFY(!registry.match(asked, SocketType::Pair, sample.view()));
    SampleMessage subscription({"x"});
    subscription.header().flags = MessageFlag::Subscription;
    QVERIFY(!registry.match(asked, SocketType::Pull, subscription.view()));
}

void TestProtocolRegistry::fileLimit()
{
    QTemporaryDir dir;
    for (qsizetype i = 0; i <= ProtocolRegistry::maxFiles; ++i) {
        const QByteArray id = QByteArray::number(i).rightJustified(4, '0');
        write(dir.filePath(QString::fromLatin1(id) + u".json"), protocolJson(id, "x"));
    }
    ProtocolRegistry registry;
    registry.addFolder(dir.path());
    QCOMPARE(registry.all().size(), std::size_t(ProtocolRegistry::maxFiles));
    QCOMPARE(registry.problems().size(), 1);
    QVERIFY(QFile::remove(dir.filePath(u"0000.json"_s)));
    ProtocolRegistry whole;
    whole.addFolder(dir.path());
    QCOMPARE(whole.all().size(), std::size_t(ProtocolRegistry::maxFiles));
    QVERIFY(whole.problems().isEmpty());
}

QTEST_GUILESS_MAIN(TestProtocolRegistry)
#include "tst_protocol_registry.moc"
