// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/format_picker.h"

#include "core/codec/codec_registry.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

class TestOfferedFormats : public QObject
{
    Q_OBJECT
private slots:
    void offersWhatCanBeSent();
    void offersParameters();
};

void TestOfferedFormats::offersWhatCanBeSent()
{
    QWidget parent;
    const FormatPicker reading(FormatPicker::For::Reading, &parent);
    const FormatPicker sending(FormatPicker::For::Sending, &parent);
    const auto offers = [](const FormatPicker &picker, const QString &id) {
        return picker.findChild<QComboBox *>()->findData(id) >= 0;
    };
    for (const QString &id : {u"json"_s, u"struct"_s, u"pickle"_s, u"protobuf"_s, u"number"_s}) {
        QVERIFY2(offers(reading, id), qPrintable(id));
        QVERIFY2(offers(sending, id), qPrintable(id));
    }
    for (const QString &id : {u"npy"_s, u"array"_s, u"image"_s}) {
        QVERIFY2(offers(reading, id), qPrintable(id));
        QVERIFY2(!offers(sending, id), qPrintable(id));
    }
}

void TestOfferedFormats::offersParameters()
{
    QWidget parent;
    FormatPicker picker(FormatPicker::For::Reading, &parent);
    picker.setCodec(u"gzip|array:uint8:4x6"_s);
    QCOMPARE(picker.codec(), u"gzip|array:uint8:4x6"_s);
    const QComboBox *parameter = picker.findChildren<QComboBox *>().last();
    QVERIFY(parameter->isVisibleTo(&picker));
    QCOMPARE(parameter->currentText(), u"uint8:4x6"_s);
    const Codec &codec = *CodecRegistry::builtin().find(u"array");
    QCOMPARE(parameter->count(), codec.parameters().size());
    QCOMPARE(parameter->lineEdit()->placeholderText(), codec.parameterHint());
}

QTEST_MAIN(TestOfferedFormats)
#include "tst_offered_formats.moc"
