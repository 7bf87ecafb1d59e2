// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile/recent_files.h"

#include <QDir>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace zmqscope;
using namespace Qt::StringLiterals;

class RecentFilesTest : public QObject
{
    Q_OBJECT

private slots:
    void newestFirstWithoutDoubles();
    void limit();
    void removedAndCleared();
    void keptBetweenRuns();
};

void RecentFilesTest::newestFirstWithoutDoubles()
{
    QTemporaryDir dir;
    QSettings settings(dir.filePath(u"s.ini"_s), QSettings::IniFormat);
    RecentFiles files(settings);
    QSignalSpy changed(&files, &RecentFiles::changed);
    files.add(u"/a/1.zmqscope"_s);
    files.add(u"/a/2.zmqscope"_s);
    files.add(u"/a/../a/1.zmqscope"_s);
    QCOMPARE(files.paths(), (QStringList{u"/a/1.zmqscope"_s, u"/a/2.zmqscope"_s}));
    QCOMPARE(changed.size(), 3);
    files.add(u"here.zmqscope"_s);
    QCOMPARE(files.paths().first(), QDir::current().absoluteFilePath(u"here.zmqscope"_s));
}

void RecentFilesTest::limit()
{
    QTemporaryDir dir;
    QSettings settings(dir.filePath(u"s.ini"_s), QSettings::IniFormat);
    RecentFiles files(settings);
    for (qsizetype i = 0; i < RecentFiles::maxFiles; ++i)
        files.add(u"/f"_s + QString::number(i));
    QCOMPARE(files.paths().size(), RecentFiles::maxFiles);
    QCOMPARE(files.paths().last(), u"/f0"_s);
    files.add(u"/new"_s);
    QCOMPARE(files.paths().size(), RecentFiles::maxFiles);
    QCOMPARE(files.paths().last(), u"/f1"_s);
}

void RecentFilesTest::removedAndCleared()
{
    QTemporaryDir dir;
    QSettings settings(dir.filePath(u"s.ini"_s), QSettings::IniFormat);
    RecentFiles files(settings);
    files.add(u"/a"_s);
    files.add(u"/b"_s);
    QSignalSpy changed(&files, &RecentFiles::changed);
    files.remove(u"/never"_s);
    QCOMPARE(changed.size(), 0);
    files.remove(u"/a"_s);
    QCOMPARE(files.paths(), QStringList{u"/b"_s});
    files.clear();
    QCOMPARE(files.paths(), QStringList());
    QCOMPARE(changed.size(), 2);
}

void RecentFilesTest::keptBetweenRuns()
{
    QTemporaryDir dir;
    {
        QSettings settings(dir.filePath(u"s.ini"_s), QSettings::IniFormat);
        RecentFiles(settings).add(u"/ä,b;c"_s);
    }
    QSettings settings(dir.filePath(u"s.ini"_s), QSettings::IniFormat);
    QCOMPARE(RecentFiles(settings).paths(), QStringList{u"/ä,b;c"_s});
}

QTEST_GUILESS_MAIN(RecentFilesTest)
#include "tst_recent_files.moc"
