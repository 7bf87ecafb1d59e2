// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"
#include "core/codec/pickle/big_integer.h"
#include "core/codec/pickle/pickle_names.h"
#include "core/codec/pickle/pickle_opcodes.h"
#include "core/codec/pickle/pickle_writer.h"
#include "core/codec/pickle/python_literal.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace zmqscope;

namespace {

QByteArray pickled(const QString &text, int protocol)
{
    const Result<QByteArray> bytes = pickleFromPython(text, protocol);
    return bytes ? *bytes : bytes.error().text().toUtf8();
}

} // namespace

/// Pickles of what is typed.
class TestPickleWriter : public QObject
{
    Q_OBJECT
private slots:
    void asPythonWritesIt_data();
    void asPythonWritesIt();
    void calls_data();
    void calls();
    void readsBack_data();
    void readsBack();
    void longIntegers_data();
    void longIntegers();
    void longTextsAndLists();
    void deepValues();
    void namesOfBothPythons_data();
    void namesOfBothPythons();
    void refuses();
};

void TestPickleWriter::asPythonWritesIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("expected");
    // pickletools.optimize(pickle.dumps(value, protocol)) of Python 3.11
    const auto row = [](const QString &text, const QByteArrayList &all) {
        for (int protocol = 0; protocol < all.size(); ++protocol) {
            QTest::addRow("%s, protocol %d", qPrintable(text), protocol)
                << text << protocol << QByteArray::fromHex(all[protocol]);
        }
    };
    row(u"{'event': '突发事件A', 'n': [1, -2, 70000, 2147483648]}"_s,
        {"2864566576656e740a565c75376138315c75353364315c75346538625c7534656636410a73566e0a286c49310a"
         "61492d320a614937303030300a614c323134373438333634384c0a61732e",
         "7d2858050000006576656e74580d000000e7aa81e58f91e4ba8be4bbb64158010000006e5d284b014afeffffff"
         "4a701101004c323134373438333634384c0a65752e",
         "80027d2858050000006576656e74580d000000e7aa81e58f91e4ba8be4bbb64158010000006e5d284b014afeff"
         "ffff4a701101008a05000000800065752e",
         "80037d2858050000006576656e74580d000000e7aa81e58f91e4ba8be4bbb64158010000006e5d284b014afeff"
         "ffff4a701101008a05000000800065752e",
         "80049533000000000000007d288c056576656e748c0de7aa81e58f91e4ba8be4bbb6418c016e5d284b014afeff"
         "ffff4a701101008a05000000800065752e",
         "80059533000000000000007d288c056576656e748c0de7aa81e58f91e4ba8be4bbb6418c016e5d284b014afeff"
         "ffff4a701101008a05000000800065752e"});
    row(u"data.zmqStruct(cmd=1, desc='你好')"_s,
        {"63636f70795f7265670a5f7265636f6e7374727563746f720a2863646174610a7a6d715374727563740a635f5f"
         "6275696c74696e5f5f0a6f626a6563740a4e7452286456636d640a49310a7356646573630a565c75346636305c"
         "75353937640a73622e",
         "63636f70795f7265670a5f7265636f6e7374727563746f720a2863646174610a7a6d715374727563740a635f5f"
         "6275696c74696e5f5f0a6f626a6563740a4e74527d285803000000636d644b0158040000006465736358060000"
         "00e4bda0e5a5bd75622e",
         "800263646174610a7a6d715374727563740a29817d285803000000636d644b0158040000006465736358060000"
         "00e4bda0e5a5bd75622e",
         "800363646174610a7a6d715374727563740a29817d285803000000636d644b0158040000006465736358060000"
         "00e4bda0e5a5bd75622e",
         "8004952e000000000000008c04646174618c097a6d715374727563749329817d288c03636d644b018c04646573"
         "638c06e4bda0e5a5bd75622e",
         "8005952e000000000000008c04646174618c097a6d715374727563749329817d288c03636d644b018c04646573"
         "638c06e4bda0e5a5bd75622e"});
    row(u"(True, False, None, 1.5, (), (1,), (1, 2), (1, 2, 3, 4), [], {}, [[7]])"_s,
        {"284930310a4930300a4e46312e350a28742849310a742849310a49320a742849310a49320a49330a49340a7428"
         "6c2864286c286c49370a6161742e",
         "284930310a4930300a4e473ff800000000000029284b0174284b014b0274284b014b024b034b04745d7d5d5d4b"
         "076161742e",
         "80022888894e473ff8000000000000294b01854b014b0286284b014b024b034b04745d7d5d5d4b076161742e",
         "80032888894e473ff8000000000000294b01854b014b0286284b014b024b034b04745d7d5d5d4b076161742e",
         "8004952a000000000000002888894e473ff8000000000000294b01854b014b0286284b014b024b034b04745d7d"
         "5d5d4b076161742e",
         "8005952a000000000000002888894e473ff8000000000000294b01854b014b0286284b014b024b034b04745d7d"
         "5d5d4b076161742e"});
    row(u"{'x': {1}, 'y': frozenset({'z'})}"_s,
        {"286456780a635f5f6275696c74696e5f5f0a7365740a28286c49310a6174527356790a635f5f6275696c74696e"
         "5f5f0a66726f7a656e7365740a28286c567a0a617452732e",
         "7d28580100000078635f5f6275696c74696e5f5f0a7365740a285d4b01617452580100000079635f5f6275696c"
         "74696e5f5f0a66726f7a656e7365740a285d58010000007a617452752e",
         "80027d28580100000078635f5f6275696c74696e5f5f0a7365740a5d4b01618552580100000079635f5f627569"
         "6c74696e5f5f0a66726f7a656e7365740a5d58010000007a618552752e",
         "80037d28580100000078636275696c74696e730a7365740a5d4b01618552580100000079636275696c74696e73"
         "0a66726f7a656e7365740a5d58010000007a618552752e",
         "80049514000000000000007d288c01788f284b01908c0179288c017a91752e",
         "80059514000000000000007d288c01788f284b01908c0179288c017a91752e"});
    row(u"(set(), frozenset())"_s,
        {"28635f5f6275696c74696e5f5f0a7365740a28286c7452635f5f6275696c74696e5f5f0a66726f7a656e736574"
         "0a28286c7452742e",
         "28635f5f6275696c74696e5f5f0a7365740a285d7452635f5f6275696c74696e5f5f0a66726f7a656e7365740a"
         "285d7452742e",
         "8002635f5f6275696c74696e5f5f0a7365740a5d8552635f5f6275696c74696e5f5f0a66726f7a656e7365740a"
         "5d8552862e",
         "8003636275696c74696e730a7365740a5d8552636275696c74696e730a66726f7a656e7365740a5d8552862e",
         "80049505000000000000008f2891862e",
         "80059505000000000000008f2891862e"});
    row(u"[b'\\x00\\xff', b'']"_s,
        {"286c635f636f646563730a656e636f64650a28565c7530303030ff0a566c6174696e310a745261635f5f627569"
         "6c74696e5f5f0a62797465730a287452612e",
         "5d28635f636f646563730a656e636f64650a28580300000000c3bf58060000006c6174696e317452635f5f6275"
         "696c74696e5f5f0a62797465730a2952652e",
         "80025d28635f636f646563730a656e636f64650a580300000000c3bf58060000006c6174696e318652635f5f62"
         "75696c74696e5f5f0a62797465730a2952652e",
         "80035d28430200ff4300652e",
         "8004950a000000000000005d28430200ff4300652e",
         "8005950a000000000000005d28430200ff4300652e"});
    row(u"bytearray(b'ab')"_s,
        {"635f5f6275696c74696e5f5f0a6279746561727261790a28635f636f646563730a656e636f64650a285661620a"
         "566c6174696e310a745274522e",
         "635f5f6275696c74696e5f5f0a6279746561727261790a28635f636f646563730a656e636f64650a2858020000"
         "00616258060000006c6174696e31745274522e",
         "8002635f5f6275696c74696e5f5f0a6279746561727261790a635f636f646563730a656e636f64650a58020000"
         "00616258060000006c6174696e31865285522e",
         "8003636275696c74696e730a6279746561727261790a4302616285522e",
         "8004951d000000000000008c086275696c74696e738c09627974656172726179934302616285522e",
         "8005950c0000000000000096020000000000000061622e"});
    row(u"bytearray()"_s,
        {"635f5f6275696c74696e5f5f0a6279746561727261790a2874522e",
         "635f5f6275696c74696e5f5f0a6279746561727261790a29522e",
         "8002635f5f6275696c74696e5f5f0a6279746561727261790a29522e",
         "8003636275696c74696e730a6279746561727261790a29522e",
         "80049519000000000000008c086275696c74696e738c096279746561727261799329522e",
         "8005950a000000000000009600000000000000002e"});
    row(u"[-9223372036854775809, 255, 256, 65535, 65536, -1, 0]"_s,
        {"286c4c2d393232333337323033363835343737353830394c0a61493235350a61493235360a614936353533350a"
         "614936353533360a61492d310a6149300a612e",
         "5d284c2d393232333337323033363835343737353830394c0a4bff4d00014dffff4a000001004affffffff4b00"
         "652e",
         "80025d288a09ffffffffffffff7fff4bff4d00014dffff4a000001004affffffff4b00652e",
         "80035d288a09ffffffffffffff7fff4bff4d00014dffff4a000001004affffffff4b00652e",
         "80049523000000000000005d288a09ffffffffffffff7fff4bff4d00014dffff4a000001004affffffff4b0065"
         "2e",
         "80059523000000000000005d288a09ffffffffffffff7fff4bff4d00014dffff4a000001004affffffff4b0065"
         "2e"});
    row(u"'a\\\\b\\n\\r\\x00\\x1aé你😀'"_s,
        {"56615c7530303563625c75303030615c75303030645c75303030305c7530303161e95c75346636305c55303030"
         "31663630300a2e",
         "5810000000615c620a0d001ac3a9e4bda0f09f98802e",
         "80025810000000615c620a0d001ac3a9e4bda0f09f98802e",
         "80035810000000615c620a0d001ac3a9e4bda0f09f98802e",
         "80049513000000000000008c10615c620a0d001ac3a9e4bda0f09f98802e",
         "80059513000000000000008c10615c620a0d001ac3a9e4bda0f09f98802e"});
    row(u"complex(1.0, -2.0)"_s,
        {"635f5f6275696c74696e5f5f0a636f6d706c65780a2846312e300a462d322e300a74522e",
         "635f5f6275696c74696e5f5f0a636f6d706c65780a28473ff000000000000047c00000000000000074522e",
         "8002635f5f6275696c74696e5f5f0a636f6d706c65780a473ff000000000000047c00000000000000086522e",
         "8003636275696c74696e730a636f6d706c65780a473ff000000000000047c00000000000000086522e",
         "80049529000000000000008c086275696c74696e738c07636f6d706c657893473ff000000000000047c0000000"
         "0000000086522e",
         "80059529000000000000008c086275696c74696e738c07636f6d706c657893473ff000000000000047c0000000"
         "0000000086522e"});
    row(u"range(1, 4, 1)"_s,
        {"635f5f6275696c74696e5f5f0a7872616e67650a2849310a49340a49310a74522e",
         "635f5f6275696c74696e5f5f0a7872616e67650a284b014b044b0174522e",
         "8002635f5f6275696c74696e5f5f0a7872616e67650a4b014b044b0187522e",
         "8003636275696c74696e730a72616e67650a4b014b044b0187522e",
         "8004951b000000000000008c086275696c74696e738c0572616e6765934b014b044b0187522e",
         "8005951b000000000000008c086275696c74696e738c0572616e6765934b014b044b0187522e"});
    row(u"ValueError('x')"_s,
        {"63657863657074696f6e730a56616c75654572726f720a2856780a74522e",
         "63657863657074696f6e730a56616c75654572726f720a2858010000007874522e",
         "800263657863657074696f6e730a56616c75654572726f720a58010000007885522e",
         "8003636275696c74696e730a56616c75654572726f720a58010000007885522e",
         "8004951d000000000000008c086275696c74696e738c0a56616c75654572726f72938c017885522e",
         "8005951d000000000000008c086275696c74696e738c0a56616c75654572726f72938c017885522e"});
}

void TestPickleWriter::asPythonWritesIt()
{
    QFETCH(QString, text);
    QFETCH(int, protocol);
    QFETCH(QByteArray, expected);
    QCOMPARE(pickled(text, protocol), expected);
}

void TestPickleWriter::calls_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected"); ///< of protocol 2
    const auto row = [](const QString &text, const QByteArray &expected) {
        QTest::newRow(qPrintable(text)) << text << QByteArray("\x80\x02" + expected + '.');
    };
    row(u"data.C"_s, "cdata\nC\n");
    row(u"data.C()"_s, "cdata\nC\n)R");
    row(u"data.C(**{})"_s, "cdata\nC\n)\x81");
    row(u"a.b.C(1)"_s, "ca.b\nC\nK\x01\x85R");
    row(u"data.C(1, 2, 3, 4)"_s, "cdata\nC\n(K\x01K\x02K\x03K\x04tR");
    row(u"data.C(1, x=2)"_s, "cdata\nC\nK\x01\x85R}X\x01\0\0\0xK\x02sb"_ba);
    row(u"data.C(1).__setstate__((2,))"_s, "cdata\nC\nK\x01\x85RK\x02\x85" "b");
    row(u"data.C().__setstate__(2)"_s, "cdata\nC\n)\x81K\x02" "b");
    row(u"data.C(**{'a b': 2}).extend([1])"_s, "cdata\nC\n)\x81}X\x03\0\0\0a bK\x02sbK\x01" "a"_ba);
    row(u"data.C().extend([1, 2]).update({3: 4})"_s, "cdata\nC\n)\x81(K\x01K\x02" "eK\x03K\x04s");
    row(u"data.C().extend([]).update({})"_s, "cdata\nC\n)\x81");
    row(u"data.f()(1)"_s, "cdata\nf\n)RK\x01\x85R");
}

void TestPickleWriter::calls()
{
    QFETCH(QString, text);
    QTEST(pickled(text, 2), "expected");
}

void TestPickleWriter::readsBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("protocol");
    for (const QString &text :
         {u"{'event': '突发事件A', 'n': [1, -2.5, None, True], (1, 'a'): b'\\x00'}"_s,
          u"data.zmqStruct(cmd=1, data=None, desc='你好')"_s, u"{1, 2}"_s, u"frozenset({1})"_s, u"set()"_s,
          u"bytearray(b'a')"_s, u"b'\\xff'"_s, u"(1, (2,), ())"_s, u"18446744073709551615"_s,
          u"-340282366920938463463374607431768211456"_s, u"data.C('late', code=7)"_s,
          u"data.C(1).__setstate__((2, 3))"_s, u"data.f()(1)"_s, u"data.C"_s, u"[object, len]"_s,
          u"collections.OrderedDict().update({'a': 1, 'b': 2})"_s, u"collections.deque().extend([1, 2])"_s,
          u"data.C(a=1, **{'b c': 2})"_s, u"[float('inf'), float('nan'), -0.0, 1e+16]"_s}) {
        for (int protocol = 0; protocol <= pickleNewestProtocol; ++protocol)
            QTest::addRow("%s, protocol %d", qPrintable(text), protocol) << text << protocol;
    }
}

void TestPickleWriter::readsBack()
{
    QFETCH(QString, text);
    QFETCH(int, protocol);
    const CodecPtr codec = *CodecRegistry::builtin().resolve(u"pickle:%1"_s.arg(protocol));
    const Result<QByteArray> bytes = codec->encode(text);
    QVERIFY2(bytes.ok(), qPrintable(bytes ? QString() : bytes.error().text()));
    const Result<DecodedText> back = codec->decode(*bytes, 10'000);
    QVERIFY2(back.ok(), qPrintable(back ? QString() : back.error().text()));
    QCOMPARE(back->text, text);
}

void TestPickleWriter::longIntegers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected"); ///< of protocol 2
    const auto row = [](const QString &text, const QByteArray &expected) {
        QTest::newRow(qPrintable(text.left(40))) << text << QByteArray("\x80\x02" + expected + '.');
    };
    row(u"2147483647"_s, "J\xff\xff\xff\x7f");
    row(u"2147483648"_s, "\x8a\x05\0\0\0\x80\0"_ba);
    row(u"-2147483648"_s, "J\0\0\0\x80"_ba);
    row(u"-2147483649"_s, "\x8a\x05\xff\xff\xff\x7f\xff");
    row(u"-9223372036854775808"_s, "\x8a\x08\0\0\0\0\0\0\0\x80"_ba);
    row(u"9223372036854775808"_s, "\x8a\x09\0\0\0\0\0\0\0\x80\0"_ba);
    row(u"1000000000000000000000"_s, "\x8a\x09\0\0\xa0\xde\xc5\xad\xc9\x35\x36"_ba);
    row(u"-0x8000000000000000000"_s, "\x8a\x0a\0\0\0\0\0\0\0\0\0\xf8"_ba);
    row(QString(u"0x1"_s + QString(508, u'0')), "\x8a\xff" + QByteArray(254, '\0') + '\x01');
    row(QString(u"0x1"_s + QString(510, u'0')), "\x8b\0\x01\0\0"_ba + QByteArray(255, '\0') + '\x01');
}

void TestPickleWriter::longIntegers()
{
    QFETCH(QString, text);
    QTEST(pickled(text, 2), "expected");
    // In words of older protocols: decimal while Python reads as many digits.
    const QByteArray hex = "0x1" + QByteArray(1000, '0');
    QCOMPARE(BigInteger::fromText(BigInteger::fromText(hex).text()).magnitude, BigInteger::fromText(hex).magnitude);
    QVERIFY(!pickled(u"0x1"_s + QString(1000, u'0'), 0).contains('x'));
    QCOMPARE(pickled(u"-0x1"_s + QString(10'000, u'0'), 0), QByteArray("L-0x01" + QByteArray(10'000, '0') + "L\n."));
    const QByteArray most(pythonDecimalDigits, '9');
    QVERIFY(BigInteger::fromText(BigInteger::fromText(most).text()).magnitude == BigInteger::fromText(most).magnitude);
}

void TestPickleWriter::longTextsAndLists()
{
    const auto quoted = [](qsizetype length) { return QString(u'\'' + QString(length, u'x') + u'\''); };
    QVERIFY(pickled(quoted(255), 4).contains("\x8c\xff" "xx"));
    QVERIFY(pickled(quoted(256), 4).contains("X\0\x01\0\0xx"_ba));
    QVERIFY(pickled(quoted(255), 3).contains("X\xff\0\0\0xx"_ba));
    QVERIFY(pickled(QString(u'b' + quoted(255)), 3).contains("C\xff" "xx"));
    QVERIFY(pickled(QString(u'b' + quoted(256)), 3).contains("B\0\x01\0\0xx"_ba));
    const QString many = u'[' + u"1,"_s.repeated(100'000) + u']';
    QCOMPARE(pickled(many, 2).size(), 2 + 1 + 1 + 200'000 + 2);
}

void TestPickleWriter::deepValues()
{
    const int levels = 999;
    const QString deep = u"["_s.repeated(levels) + u"1"_s + u"]"_s.repeated(levels);
    QCOMPARE(pickled(deep, 2), QByteArray("\x80\x02" + QByteArray(levels, ']') + "K\x01" + QByteArray(levels, 'a') + "."));
}

void TestPickleWriter::namesOfBothPythons_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("older"); ///< protocol 2
    QTest::addColumn<QByteArray>("newer"); ///< protocol 3
    const auto row = [](const QString &text, const QByteArray &older, const QByteArray &newer) {
        QTest::newRow(qPrintable(text)) << text << QByteArray("\x80\x02" + older + '.') << QByteArray("\x80\x03" + newer + '.');
    };
    row(u"object"_s, "c__builtin__\nobject\n", "cbuiltins\nobject\n");
    row(u"__builtin__.object"_s, "c__builtin__\nobject\n", "cbuiltins\nobject\n");
    row(u"range"_s, "c__builtin__\nxrange\n", "cbuiltins\nrange\n");
    row(u"KeyError"_s, "cexceptions\nKeyError\n", "cbuiltins\nKeyError\n");
    row(u"exceptions.KeyError"_s, "cexceptions\nKeyError\n", "cbuiltins\nKeyError\n");
    row(u"copyreg._reconstructor"_s, "ccopy_reg\n_reconstructor\n", "ccopyreg\n_reconstructor\n");
    row(u"http.client.HTTPException"_s, "chttplib\nHTTPException\n", "chttp.client\nHTTPException\n");
    row(u"data.zmqStruct"_s, "cdata\nzmqStruct\n", "cdata\nzmqStruct\n");
}

void TestPickleWriter::namesOfBothPythons()
{
    QFETCH(QString, text);
    QTEST(pickled(text, 2), "older");
    QTEST(pickled(text, 3), "newer");
}

void TestPickleWriter::refuses()
{
    const Result<QByteArray> wrong = pickleFromPython(u"{'a': true}"_s, 4);
    QVERIFY(!wrong);
    QVERIFY(wrong.error().detail.startsWith(u"Line 1, column 7"));
    const QString byNew = u"data.C.__new__(data.C, 1, n=2)"_s;
    QCOMPARE(pickleFromPython(byNew, 3).error().code, ErrorCode::Unsupported);
    QVERIFY(pickleFromPython(byNew, 4).ok());
}

QTEST_GUILESS_MAIN(TestPickleWriter)
#include "tst_pickle_writer.moc"
