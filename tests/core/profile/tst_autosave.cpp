// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile/autosave.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class AutosaveTest : public QObject
{
    Q_OBJECT

private slots:
    void cleanEndLeavesNothing();
    void runningSessionIsNoCrash();
    void crashIsFoundOnce();
    void newestCrashFirst();
    void changesAreWrittenTogether();
    void emptySessionLeavesNothing();
    void failureIsToldOnce();
};

namespace {

Profile someProfile(const QString &name)
{
    PanelConfig panel;
    panel.name = name;
    Profile profile;
    profile.panels = {panel};
    return profile;
}

/// What a killed program leaves: its copy, and a lock of a process that is no more.
QString leaveCrash(const QTemporaryDir &dir, const QString &name, const QDateTime &time)
{
    const QString path = dir.filePath(QString(name + u".zmqscope"));
    if (!saveProfile(someProfile(name), path))
        return {};
    QFile lock(QString(path + u".lock"));
    if (!lock.open(QIODevice::WriteOnly))
        return {};
    lock.write("999999999\nzmqscope\n" + QSysInfo::machineHostName().toUtf8() + '\n');
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.setFileTime(time, QFileDevice::FileModificationTime))
        return {};
    return path;
}

} // namespace

void AutosaveTest::cleanEndLeavesNothing()
{
    QTemporaryDir dir;
    {
        Autosave autosave([] { return someProfile(u"a"_s); }, dir.filePath(u"session"_s));
        QSignalSpy saved(&autosave, &Autosave::saved);
        autosave.noteChange();
        QTRY_COMPARE(saved.size(), 1);
        const Result<LoadedProfile> loaded = loadProfile(autosave.path());
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->profile, someProfile(u"a"_s));
    }
    QCOMPARE(QDir(dir.filePath(u"session"_s)).entryList(QDir::Files | QDir::Hidden), QStringList());
    QVERIFY(!Autosave::findCrashed(dir.filePath(u"session"_s)));
}

void AutosaveTest::runningSessionIsNoCrash()
{
    QTemporaryDir dir;
    Autosave autosave([] { return someProfile(u"a"_s); }, dir.path());
    QSignalSpy saved(&autosave, &Autosave::saved);
    autosave.noteChange();
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(!Autosave::findCrashed(dir.path()));
}

void AutosaveTest::crashIsFoundOnce()
{
    QTemporaryDir dir;
    const QDateTime time(QDate(2026, 1, 31), QTime(12, 0), Qt::UTC);
    const QString path = leaveCrash(dir, u"x"_s, time);
    std::optional<Autosave::Recovered> recovered = Autosave::findCrashed(dir.path());
    QVERIFY(recovered);
    QCOMPARE(recovered->path, path);
    QCOMPARE(recovered->savedAt, time);
    // A second program that starts meanwhile does not offer it too.
    QVERIFY(!Autosave::findCrashed(dir.path()));
    recovered->discard();
    QVERIFY(!Autosave::findCrashed(dir.path()));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void AutosaveTest::newestCrashFirst()
{
    QTemporaryDir dir;
    leaveCrash(dir, u"older"_s, QDateTime(QDate(2026, 1, 30), QTime(12, 0), Qt::UTC));
    leaveCrash(dir, u"newer"_s, QDateTime(QDate(2026, 1, 31), QTime(12, 0), Qt::UTC));
    std::optional<Autosave::Recovered> first = Autosave::findCrashed(dir.path());
    QVERIFY(first);
    QVERIFY(first->path.endsWith(u"newer.zmqscope"));
    first->discard();
    const std::optional<Autosave::Recovered> second = Autosave::findCrashed(dir.path());
    QVERIFY(second);
    QVERIFY(second->path.endsWith(u"older.zmqscope"));
}

void AutosaveTest::changesAreWrittenTogether()
{
    QTemporaryDir dir;
    int captured = 0;
    Autosave autosave([&] { ++captured; return someProfile(u"a"_s); }, dir.path());
    QSignalSpy saved(&autosave, &Autosave::saved);
    for (int i = 0; i < 100; ++i)
        autosave.noteChange();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(captured, 1);
    autosave.noteChange();
    QTRY_COMPARE(saved.size(), 2);
    QCOMPARE(captured, 2);
}

void AutosaveTest::emptySessionLeavesNothing()
{
    QTemporaryDir dir;
    Profile current = someProfile(u"a"_s);
    Autosave autosave([&] { return current; }, dir.path());
    QSignalSpy saved(&autosave, &Autosave::saved);
    autosave.noteChange();
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(QFile::exists(autosave.path()));
    current = Profile();
    autosave.noteChange();
    QTRY_COMPARE(saved.size(), 2);
    QVERIFY(!QFile::exists(autosave.path()));
}

void AutosaveTest::failureIsToldOnce()
{
    QTemporaryDir dir;
    // A file stands where the folder should be.
    QFile blocker(dir.filePath(u"session"_s));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    int captured = 0;
    Autosave autosave([&] { ++captured; return someProfile(u"a"_s); }, dir.filePath(u"session"_s));
    QSignalSpy failed(&autosave, &Autosave::failed);
    QSignalSpy saved(&autosave, &Autosave::saved);
    autosave.noteChange();
    QTRY_COMPARE(failed.size(), 1);
    autosave.noteChange();
    QTRY_COMPARE(captured, 2);
    QVERIFY(blocker.remove());
    QVERIFY(QDir().mkpath(dir.filePath(u"session"_s)));
    autosave.noteChange();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(failed.size(), 1);
}

QTEST_GUILESS_MAIN(AutosaveTest)
#include "tst_autosave.moc"
