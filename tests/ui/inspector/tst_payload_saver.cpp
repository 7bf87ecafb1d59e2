// SPDX-License-Identifier: GPL-3.0-or-later
#include "stored_panel.h"
#include "ui/inspector/payload_saver.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestPayloadSaver : public QObject
{
    Q_OBJECT
private slots:
    void savesFramesExactly();
    void savesMessagesAsJsonLine();
    void saysWhatFailed();

private:
    QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(unreadable)");
    }

    PanelWorld m_world;
    QTemporaryDir m_dir;
};

void TestPayloadSaver::savesFramesExactly()
{
    StoredPanel panel(m_world, SocketType::Pull);
    PayloadSaver saver;
    QSignalSpy saved(&saver, &PayloadSaver::saved);
    const QString path = m_dir.filePath(u"frame"_s);
    for (const QByteArray &bytes : {QByteArray("\0\r\n\xff", 4), QByteArray(), QByteArray(3'000'000, 'x')}) {
        const MessageIndex index = panel.add({"other", bytes});
        const StoreSnapshot held = panel.store().snapshot().narrowedTo(index);
        saved.clear();
        saver.saveFrame({held, held.at(index)->frames[1]}, path);
        // The log may let go of the message meanwhile.
        panel.clear();
        QTRY_COMPARE(saved.count(), 1);
        QCOMPARE(saved.first().first().toString(), path);
        QVERIFY(contents(path) == bytes);
    }
}

void TestPayloadSaver::savesMessagesAsJsonLine()
{
    StoredPanel panel(m_world, SocketType::Pull);
    PayloadSaver saver;
    QSignalSpy saved(&saver, &PayloadSaver::saved);
    const Peer peer{u"127.0.0.1:5"_s, {}, {}};
    const MessageIndex index = panel.add({"a", "\xff"}, {}, peer);
    const QString path = m_dir.filePath(u"message.jsonl"_s);
    saver.saveMessage(panel.store().snapshot(), index, u"p"_s, peer, path);
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(contents(path),
             QByteArray("{\"panel\":\"p\",\"n\":1,\"time\":\"1970-01-01T00:00:00.000000000Z\",\"dir\":\"in\","
                        "\"peer\":\"127.0.0.1:5\",\"frames\":[{\"text\":\"a\"},{\"base64\":\"/w==\"}]}\n"));
    saver.saveMessage(panel.store().snapshot(), index, u"p"_s, {}, path);
    QTRY_COMPARE(saved.count(), 2);
    QVERIFY(contents(path).contains("\"peer\":null"));
}

void TestPayloadSaver::saysWhatFailed()
{
    StoredPanel panel(m_world, SocketType::Pull);
    PayloadSaver saver;
    QSignalSpy failed(&saver, &PayloadSaver::failed);
    const MessageIndex index = panel.add({"a"});
    const StoreSnapshot held = panel.store().snapshot();
    const QString path = m_dir.filePath(u"no/such/folder/frame"_s);
    saver.saveFrame({held, held.at(index)->frames[0]}, path);
    QTRY_COMPARE(failed.count(), 1);
    const Error error = failed.first().first().value<Error>();
    QVERIFY2(error.text().contains(u"no/such/folder/frame"_s), qPrintable(error.text()));
    saver.saveMessage(held, MessageIndex{99}, u"p"_s, {}, m_dir.filePath(u"gone"_s));
    QTRY_COMPARE(failed.count(), 2);
    QVERIFY(!QFile::exists(m_dir.filePath(u"gone"_s)));
}

QTEST_GUILESS_MAIN(TestPayloadSaver)
#include "tst_payload_saver.moc"
