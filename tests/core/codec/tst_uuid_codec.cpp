// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/detector.h"
#include "tests/core/codec/hostile_bytes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestUuidCodec : public QObject
{
    Q_OBJECT
private slots:
    void readsUuids_data();
    void readsUuids();
    void leavesOthersAlone_data();
    void leavesOthersAlone();
    void textStaysText();
    void writesAllForms_data();
    void writesAllForms();
    void refuses_data();
    void refuses();
    void survivesHostileBytes();

private:
    const Codec &m_codec = *CodecRegistry::builtin().find(u"uuid");
};

void TestUuidCodec::readsUuids_data()
{
    QTest::addColumn<QByteArray>("uuid");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("rest");
    // The examples of RFC 9562, appendix A.
    QTest::newRow("1") << QByteArray("c232ab00-9414-11ec-b3c8-9f6bdeced846") << u"UUID version 1"_s
                       << u", version=1, time=\"2022-02-22T19:22:22.000000000Z\")"_s;
    QTest::newRow("4") << QByteArray("919108f7-52d1-4320-9bac-f847db4148a8") << u"UUID version 4"_s << u", version=4)"_s;
    QTest::newRow("6") << QByteArray("1ec9414c-232a-6b00-b3c8-9f6bdeced846") << u"UUID version 6"_s
                       << u", version=6, time=\"2022-02-22T19:22:22.000000000Z\")"_s;
    QTest::newRow("7") << QByteArray("017f22e2-79b0-7cc3-98c4-dc0c0c07398f") << u"UUID version 7"_s
                       << u", version=7, time=\"2022-02-22T19:22:22.000000000Z\")"_s;
    QTest::newRow("nil") << QByteArray("00000000-0000-0000-0000-000000000000") << QString() << u")"_s;
    QTest::newRow("version 15") << QByteArray("ffffffff-ffff-ffff-bfff-ffffffffffff") << QString() << u")"_s;
}

void TestUuidCodec::readsUuids()
{
    QFETCH(QByteArray, uuid);
    QFETCH(QString, reason);
    QFETCH(QString, rest);
    const QByteArray raw = QByteArray::fromHex(QByteArray(uuid).replace('-', ""));
    for (const QByteArray &bytes : {raw, uuid, uuid.toUpper()}) {
        QCOMPARE(m_codec.recognise(bytes, Codec::gistEffort).certainty, Certainty::Possible);
        if (!reason.isEmpty())
            QCOMPARE(m_codec.recognise(bytes, Codec::gistEffort).reason, reason);
        QCOMPARE(m_codec.decode(bytes, 100)->text, QString::fromLatin1(uuid));
        const QString expected = u"UUID("_s + QString::fromLatin1(uuid) + rest;
        QCOMPARE(gist(m_codec.decodeTree(bytes, {}), 200), expected);
        QCOMPARE(*m_codec.encode(m_codec.decode(bytes, 100)->text), raw);
    }
}

void TestUuidCodec::leavesOthersAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("15") << QByteArray(15, 'a');
    QTest::newRow("17") << QByteArray(17, 'a');
    QTest::newRow("36 letters") << QByteArray(36, 'a');
    QTest::newRow("no hex") << QByteArray("g19108f7-52d1-4320-9bac-f847db4148a8");
    QTest::newRow("dash elsewhere") << QByteArray("919108f752-d1-4320-9bac-f847db4148a8");
}

void TestUuidCodec::leavesOthersAlone()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(m_codec.recognise(bytes, Codec::gistEffort).certainty, Certainty::No);
    QVERIFY(!m_codec.decode(bytes, 100).ok());
    QVERIFY(m_codec.decodeTree(bytes, {}).problem());
}

void TestUuidCodec::textStaysText()
{
    QCOMPARE(Detector().best("919108f7-52d1-4320-9bac-f847db4148a8").codec->id(), u"text"_s);
    QCOMPARE(Detector().best("sixteen letters!").codec->id(), u"text"_s);
}

void TestUuidCodec::writesAllForms_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"919108f7-52d1-4320-9bac-f847db4148a8", " 919108F7-52D1-4320-9BAC-F847DB4148A8\n",
                             "{919108f7-52d1-4320-9bac-f847db4148a8}", "urn:uuid:919108f7-52d1-4320-9bac-f847db4148a8",
                             "919108f752d143209bacf847db4148a8"})
        QTest::newRow(QByteArray(text).trimmed().constData()) << QString::fromLatin1(text);
}

void TestUuidCodec::writesAllForms()
{
    QFETCH(QString, text);
    QCOMPARE(m_codec.encode(text)->toHex(), "919108f752d143209bacf847db4148a8");
}

void TestUuidCodec::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "919108f7", "919108f752d143209bacf847db4148ag", "{919108f7-52d1-4320-9bac-f847db4148a8",
                             "919108f7-52d1-4320-9bac-f847db4148a8 x", "9191-08f752d143209bacf847db4148a800000"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestUuidCodec::refuses()
{
    QFETCH(QString, text);
    QVERIFY(!m_codec.encode(text).ok());
}

void TestUuidCodec::survivesHostileBytes()
{
    readDamaged(m_codec, "919108f7-52d1-4320-9bac-f847db4148a8");
    readDamaged(m_codec, QByteArray::fromHex("017f22e279b07cc398c4dc0c0c07398f"));
}

QTEST_GUILESS_MAIN(TestUuidCodec)
#include "tst_uuid_codec.moc"
