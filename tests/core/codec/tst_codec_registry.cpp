// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestCodecRegistry : public QObject
{
    Q_OBJECT
private slots:
    void holdsTheBuiltinCodecs();
    void everyCodecIsFitForMenus();
};

void TestCodecRegistry::holdsTheBuiltinCodecs()
{
    const CodecRegistry &registry = CodecRegistry::builtin();
    for (const QString &id : {u"text"_s, u"hex"_s, u"base64"_s, u"json"_s}) {
        QVERIFY(registry.find(id));
        QCOMPARE(registry.find(id)->id(), id);
    }
    QCOMPARE(registry.find(u"nothing"), nullptr);
    QCOMPARE(registry.find(u""), nullptr);
    QCOMPARE(registry.all().front()->id(), u"text"_s);
}

void TestCodecRegistry::everyCodecIsFitForMenus()
{
    QSet<QString> names;
    for (const auto &codec : CodecRegistry::builtin().all()) {
        QVERIFY(!codec->name().isEmpty());
        QVERIFY(!names.contains(codec->name()));
        names.insert(codec->name());
        QVERIFY(!codec->hint().isEmpty());
        QVERIFY(!codec->hint().contains(u'\n'));
    }
}

QTEST_GUILESS_MAIN(TestCodecRegistry)
#include "tst_codec_registry.moc"
