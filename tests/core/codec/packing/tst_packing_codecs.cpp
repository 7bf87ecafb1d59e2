// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec_registry.h"

#include <QRandomGenerator>
#include <QTest>
#include <limits>

using namespace Qt::StringLiterals;
using namespace zmqscope;

Q_DECLARE_METATYPE(zmqscope::Certainty)

namespace {

const QByteArray jsonBytes = R"({"a": [1, 2]})";
// What the programs gzip, zstd and lz4, and Python's zlib, make of jsonBytes.
const QByteArray gzipBytes = QByteArray::fromHex("1f8b0800000000000203ab564a54b2528836d451308aad0500d56961720d000000");
const QByteArray zstdBytes = QByteArray::fromHex("28b52ffd04586900007b2261223a205b312c20325d7d88df3a94");
const QByteArray lz4Bytes = QByteArray::fromHex("04224d186440a70d0000807b2261223a205b312c20325d7d00000000b59e5019");
const QByteArray zlibBytes = QByteArray::fromHex("789cab564a54b2528836d451308aad05001739035f");
/// A frame that zstd and LZ4 pass over, with five bytes of somebody's.
const QByteArray skippable = QByteArray::fromHex("532a4d18050000006869646521");

const Codec &codec(const QString &id)
{
    return *CodecRegistry::builtin().find(id);
}

Certainty certainty(const QString &id, QByteArrayView bytes, qsizetype effort = Codec::fullEffort)
{
    return codec(id).recognise(bytes, effort).certainty;
}

QByteArray joined(std::initializer_list<QByteArray> parts)
{
    QByteArray all;
    for (const QByteArray &part : parts)
        all += part;
    return all;
}

/// Few repetitions, and the same bytes each time.
QByteArray noise(qsizetype size, quint32 seed = 7)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &c : bytes)
        c = char(random.bounded(256));
    return bytes;
}

} // namespace

class TestPackingCodecs : public QObject
{
    Q_OBJECT
private slots:
    void unpacksWhatOthersPacked_data();
    void unpacksWhatOthersPacked();
    void roundTrips_data();
    void roundTrips();
    void everyPrefixIsHarmless_data();
    void everyPrefixIsHarmless();
    void flippedBytesAreHarmless_data() { everyPrefixIsHarmless_data(); }
    void flippedBytesAreHarmless();
    void outputIsCapped_data() { everyPrefixIsHarmless_data(); }
    void outputIsCapped();
    void bombsAreBounded_data();
    void bombsAreBounded();
    void joinedFramesAreAllUnpacked();
    void bytesBehindAreAProblem();
    void damageIsToldWithWhatCameBefore();
    void promisedSizesAreHintsOnly();
    void hugeWindowsAreRefused();
    void recognises_data();
    void recognises();
    void readsBase64Text();
    void readsZ85();
    void textIsThatOfThePackedBytes();
};

void TestPackingCodecs::unpacksWhatOthersPacked_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("packed");
    QTest::newRow("gzip") << u"gzip"_s << gzipBytes;
    QTest::newRow("zlib") << u"zlib"_s << zlibBytes;
    QTest::newRow("zstd") << u"zstd"_s << zstdBytes;
    QTest::newRow("lz4") << u"lz4"_s << lz4Bytes;
    QTest::newRow("base64") << u"base64-text"_s << QByteArray("eyJhIjogWzEsIDJdfQ==");
    QTest::newRow("skippable zstd") << u"zstd"_s << QByteArray(skippable + skippable + zstdBytes + skippable);
    QTest::newRow("skippable lz4") << u"lz4"_s << QByteArray(skippable + skippable + lz4Bytes + skippable);
}

void TestPackingCodecs::unpacksWhatOthersPacked()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, packed);
    const Unwrapped inside = codec(id).unwrap(packed, 1000);
    QVERIFY2(!inside.problem, inside.problem ? qPrintable(inside.problem->text) : "");
    QVERIFY(!inside.cut);
    QCOMPARE(inside.bytes, jsonBytes);
    QVERIFY(codec(id).recognises(packed));
}

void TestPackingCodecs::roundTrips_data()
{
    QTest::addColumn<QString>("id");
    for (const char *id : {"gzip", "zlib", "zstd", "lz4", "base64-text", "z85"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void TestPackingCodecs::roundTrips()
{
    QFETCH(QString, id);
    for (const QByteArray &bytes : {QByteArray(), QByteArray("abcd"), QByteArray(100'000, 'x'), noise(400'000)}) {
        const Result<QByteArray> packed = codec(id).wrap(bytes);
        QVERIFY(packed.ok());
        const Unwrapped inside = codec(id).unwrap(*packed, bytes.size());
        QVERIFY2(bytes.isEmpty() || !inside.problem, inside.problem ? qPrintable(inside.problem->text) : "");
        QVERIFY(!inside.cut);
        QCOMPARE(inside.bytes, bytes);
    }
}

void TestPackingCodecs::everyPrefixIsHarmless_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("plain");
    QByteArray plain;
    for (int i = 0; i < 60; ++i)
        plain += "line " + QByteArray::number(i * i * 7919) + "\n";
    plain.resize(plain.size() / 4 * 4);
    for (const char *id : {"gzip", "zlib", "zstd", "lz4", "base64-text", "z85"})
        QTest::newRow(id) << QString::fromLatin1(id) << plain;
}

void TestPackingCodecs::everyPrefixIsHarmless()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, plain);
    const QByteArray packed = *codec(id).wrap(plain);
    for (qsizetype length = 0; length < packed.size(); ++length) {
        const QByteArray prefix(packed.constData(), length); // of its own, so that reading too far is caught
        const Unwrapped inside = codec(id).unwrap(prefix, 1'000'000);
        QVERIFY(plain.startsWith(inside.bytes));
        const bool textMayEndHere = id == u"base64-text" || id == u"z85";
        if (!textMayEndHere) {
            QVERIFY(inside.problem.has_value());
            QVERIFY(inside.cut);
            QCOMPARE(inside.problem->offset, length);
        } else {
            QVERIFY(inside.problem || inside.bytes.size() >= length * 3 / 4 - 2);
        }
        codec(id).recognise(prefix, Codec::fullEffort);
        codec(id).recognise(prefix, 7);
        const Result<DecodedText> text = codec(id).decode(prefix, 100'000);
        QVERIFY(!text || text->cut || textMayEndHere);
    }
}

void TestPackingCodecs::flippedBytesAreHarmless()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, plain);
    const QByteArray packed = *codec(id).wrap(plain);
    for (qsizetype at = 0; at < packed.size(); ++at) {
        for (const int flip : {1, 0x80, 0xff}) {
            QByteArray bent = packed;
            bent[at] = char(bent[at] ^ flip);
            const Unwrapped inside = codec(id).unwrap(bent, 10'000);
            QVERIFY(inside.bytes.size() <= 10'000);
            if (inside.problem)
                QVERIFY(inside.problem->offset >= 0 && inside.problem->offset <= bent.size());
            codec(id).recognise(bent, Codec::gistEffort);
        }
    }
    for (quint32 seed = 0; seed < 200; ++seed) {
        const QByteArray bytes = packed.left(12) + noise(200, seed);
        QVERIFY(codec(id).unwrap(bytes, 10'000).bytes.size() <= 10'000);
    }
}

void TestPackingCodecs::outputIsCapped()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, plain);
    const QByteArray packed = *codec(id).wrap(plain);
    for (const qsizetype most : {qsizetype(0), qsizetype(1), plain.size() - 1}) {
        const Unwrapped inside = codec(id).unwrap(packed, most);
        QVERIFY(inside.cut);
        QVERIFY(!inside.problem);
        QCOMPARE(inside.bytes, plain.first(most));
    }
    for (const qsizetype most : {plain.size(), plain.size() + 1, std::numeric_limits<qsizetype>::max()}) {
        const Unwrapped inside = codec(id).unwrap(packed, most);
        QVERIFY(!inside.cut);
        QCOMPARE(inside.bytes, plain);
    }
}

void TestPackingCodecs::bombsAreBounded_data()
{
    QTest::addColumn<QString>("id");
    for (const char *id : {"gzip", "zlib", "zstd", "lz4"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void TestPackingCodecs::bombsAreBounded()
{
    QFETCH(QString, id);
    const QByteArray packed = *codec(id).wrap(QByteArray(10'000'000, '\0'));
    QVERIFY(packed.size() < 50'000);
    const Unwrapped inside = codec(id).unwrap(packed, 100'000);
    QVERIFY(inside.cut);
    QCOMPARE(inside.bytes.size(), 100'000);
    QVERIFY(inside.bytes.capacity() < 200'000);
    QCOMPARE(codec(id).unwrap(packed, 10'000'000).bytes.size(), 10'000'000);
    const Result<DecodedText> text = codec(id).decode(packed, 1000);
    QVERIFY(text.ok());
    QVERIFY(text->cut);
    QVERIFY(text->text.size() < 2000);
    QVERIFY(codec(id).recognise(packed, Codec::gistEffort).certainty >= Certainty::Likely);
}

void TestPackingCodecs::joinedFramesAreAllUnpacked()
{
    QCOMPARE(codec(u"gzip"_s).unwrap(joined({gzipBytes, gzipBytes}), 1000).bytes, joined({jsonBytes, jsonBytes}));
    QCOMPARE(codec(u"zstd"_s).unwrap(joined({zstdBytes, skippable, zstdBytes}), 1000).bytes, joined({jsonBytes, jsonBytes}));
    QCOMPARE(codec(u"lz4"_s).unwrap(joined({lz4Bytes, skippable, lz4Bytes}), 1000).bytes, joined({jsonBytes, jsonBytes}));
    // The limit counts for all of them together.
    const Unwrapped start = codec(u"gzip"_s).unwrap(joined({gzipBytes, gzipBytes}), jsonBytes.size());
    QCOMPARE(start.bytes, jsonBytes);
    QVERIFY(start.cut);
}

void TestPackingCodecs::bytesBehindAreAProblem()
{
    for (const auto &[id, packed] : {std::pair{u"gzip"_s, gzipBytes}, {u"zlib"_s, zlibBytes}, {u"zstd"_s, zstdBytes}, {u"lz4"_s, lz4Bytes}}) {
        const Unwrapped inside = codec(id).unwrap(joined({packed, "more"}), 1000);
        QCOMPARE(inside.bytes, jsonBytes);
        QVERIFY(inside.problem.has_value());
        QCOMPARE(inside.problem->offset, packed.size());
        QVERIFY2(inside.problem->text.contains(u'4'), qPrintable(inside.problem->text));
    }
}

void TestPackingCodecs::damageIsToldWithWhatCameBefore()
{
    for (const char *id : {"gzip", "zlib", "lz4", "zstd"}) {
        const Codec &packer = codec(QString::fromLatin1(id));
        const QByteArray plain = noise(300'000);
        QByteArray packed = *packer.wrap(plain);
        packed.back() = char(packed.back() ^ 1); // of the checksum, where there is one
        if (packer.id() == u"zstd")
            packed[packed.size() / 2] = char(packed[packed.size() / 2] ^ 1); // stored as it is: nobody can tell
        else
            QVERIFY(packer.unwrap(packed, 1'000'000).problem.has_value());
        QVERIFY(packer.unwrap(packed, 1'000'000).bytes.size() > 200'000);
    }
    const QByteArray broken = gzipBytes.first(12) + QByteArray(10, '\xff');
    const Unwrapped inside = codec(u"gzip"_s).unwrap(broken, 1000);
    QVERIFY(inside.problem.has_value());
    QVERIFY(inside.problem->offset >= 10 && inside.problem->offset <= 22);
    const Result<DecodedText> text = codec(u"gzip"_s).decode("no gzip", 1000);
    QVERIFY(!text.ok());
    QVERIFY2(text.error().text().contains(u"Byte "), qPrintable(text.error().text()));
}

void TestPackingCodecs::promisedSizesAreHintsOnly()
{
    // Headers that promise 2^60 bytes, and a little content.
    const QByteArray zstdPromise = QByteArray::fromHex("28b52ffdc0580000000000000010" "090000" "78");
    const Unwrapped zstd = codec(u"zstd"_s).unwrap(zstdPromise, 1000);
    QVERIFY(zstd.problem.has_value());
    QVERIFY(zstd.bytes.size() <= 1);
    QByteArray lz4Promise = *codec(u"lz4"_s).wrap(jsonBytes);
    lz4Promise[12] = 0x10; // of the content size: now the header's checksum is wrong
    QVERIFY(codec(u"lz4"_s).unwrap(lz4Promise, 1000).problem.has_value());
    QCOMPARE(certainty(u"lz4"_s, lz4Promise), Certainty::Possible);
}

void TestPackingCodecs::hugeWindowsAreRefused()
{
    // Frame headers without content size: window descriptors of 2^27 and of 2^31 bytes, then an
    // empty last block.
    const QByteArray largest = QByteArray::fromHex("28b52ffd00" "88" "010000");
    const QByteArray tooLarge = QByteArray::fromHex("28b52ffd00" "a8" "010000");
    QVERIFY(!codec(u"zstd"_s).unwrap(largest, 1000).problem);
    const Unwrapped inside = codec(u"zstd"_s).unwrap(tooLarge, 1000);
    QVERIFY(inside.problem.has_value());
    QVERIFY2(inside.problem->text.contains(u"128 MiB"), qPrintable(inside.problem->text));
}

void TestPackingCodecs::recognises_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Certainty>("certainty");
    QTest::newRow("gzip") << u"gzip"_s << gzipBytes << Certainty::Certain;
    QTest::newRow("gzip cut") << u"gzip"_s << gzipBytes.first(20) << Certainty::Certain;
    QTest::newRow("gzip mark only") << u"gzip"_s << gzipBytes.first(10) << Certainty::Possible;
    QTest::newRow("gzip broken") << u"gzip"_s << QByteArray(gzipBytes.first(10) + QByteArray(9, '\xff')) << Certainty::Possible;
    QTest::newRow("not gzip") << u"gzip"_s << QByteArray::fromHex("1f8b09000000") << Certainty::No;
    QTest::newRow("gzip too short") << u"gzip"_s << QByteArray::fromHex("1f8b") << Certainty::No;
    QTest::newRow("zlib") << u"zlib"_s << zlibBytes << Certainty::Likely;
    QTest::newRow("zlib cut") << u"zlib"_s << zlibBytes.chopped(1) << Certainty::No;
    QTest::newRow("zlib with more") << u"zlib"_s << QByteArray(zlibBytes + "x") << Certainty::No;
    QTest::newRow("text like zlib") << u"zlib"_s << QByteArray("x^2 + y^2 = 25, and so on and on") << Certainty::No;
    QTest::newRow("more like zlib") << u"zlib"_s << QByteArray("HC is no compression, H\xc7 neither") << Certainty::No;
    QTest::newRow("zstd") << u"zstd"_s << zstdBytes << Certainty::Certain;
    QTest::newRow("zstd cut") << u"zstd"_s << zstdBytes.first(20) << Certainty::Certain;
    QTest::newRow("zstd mark only") << u"zstd"_s << zstdBytes.first(4) << Certainty::Possible;
    QTest::newRow("zstd behind others") << u"zstd"_s << QByteArray(skippable + zstdBytes) << Certainty::Certain;
    QTest::newRow("not lz4") << u"lz4"_s << QByteArray(skippable + zstdBytes) << Certainty::No;
    QTest::newRow("lz4 behind others") << u"lz4"_s << QByteArray(skippable + lz4Bytes) << Certainty::Certain;
    QTest::newRow("skippable only") << u"zstd"_s << skippable << Certainty::No;
    QTest::newRow("skippable promise") << u"zstd"_s << QByteArray::fromHex("502a4d18ffffffff00") << Certainty::No;
    QTest::newRow("lz4") << u"lz4"_s << lz4Bytes << Certainty::Certain;
    QTest::newRow("lz4 mark only") << u"lz4"_s << lz4Bytes.first(4) << Certainty::Possible;
    QTest::newRow("base64 of JSON") << u"base64-text"_s << QByteArray("eyJhIjogWzEsIDJdfQ==") << Certainty::Likely;
    QTest::newRow("base64 lines") << u"base64-text"_s << QByteArray("eyJhIjog\r\nWzEsIDJd\r\nfQ==\r\n") << Certainty::Likely;
    QTest::newRow("base64 of gzip") << u"base64-text"_s << gzipBytes.toBase64() << Certainty::Likely;
    QTest::newRow("base64 of noise") << u"base64-text"_s << noise(60).toBase64() << Certainty::Possible;
    QTest::newRow("base64 of 11 bytes") << u"base64-text"_s << QByteArray("Hello world").toBase64() << Certainty::Likely;
    QTest::newRow("too short") << u"base64-text"_s << QByteArray("Hello wor").toBase64() << Certainty::No;
    QTest::newRow("unpadded") << u"base64-text"_s << QByteArray("eyJhIjogWzEsIDJdfQ") << Certainty::No;
    QTest::newRow("a word") << u"base64-text"_s << QByteArray("internationalise") << Certainty::No;
    QTest::newRow("a name") << u"base64-text"_s << QByteArray("ValueTreeBuilder") << Certainty::No;
    QTest::newRow("a path") << u"base64-text"_s << QByteArray("usr/share/locale") << Certainty::No;
    QTest::newRow("a UUID") << u"base64-text"_s << QByteArray("550e8400-e29b-41d4-a716-446655440000") << Certainty::No;
    QTest::newRow("a hash") << u"base64-text"_s << QByteArray("d41d8cd98f00b204e9800998ecf8427e") << Certainty::No;
    QTest::newRow("a number") << u"base64-text"_s << QByteArray("1234567890123456") << Certainty::No;
    QTest::newRow("a sentence") << u"base64-text"_s << QByteArray("This is 1 sentence with blanks..") << Certainty::No;
    QTest::newRow("Z85 key") << u"z85"_s << QByteArray("rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7") << Certainty::Possible;
    QTest::newRow("Z85 odd") << u"z85"_s << QByteArray("rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf") << Certainty::No;
    QTest::newRow("no Z85") << u"z85"_s << QByteArray("rq:rM>}U?@Lns47E1%kR~") << Certainty::No;
}

void TestPackingCodecs::recognises()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, bytes);
    QFETCH(Certainty, certainty);
    const Recognition seen = codec(id).recognise(bytes, Codec::fullEffort);
    QCOMPARE(int(seen.certainty), int(certainty));
    QCOMPARE(seen.reason.isEmpty(), certainty == Certainty::No);
}

void TestPackingCodecs::readsBase64Text()
{
    const Codec &base64 = codec(u"base64-text"_s);
    QCOMPARE(base64.unwrap("-_-_ +/+/\nYQ", 100).bytes, QByteArray("\xfb\xff\xbf\xfb\xff\xbf" "a"));
    const Unwrapped foreign = base64.unwrap("YWJj*YWJj", 100);
    QCOMPARE(foreign.bytes, QByteArray("abc"));
    QCOMPARE(foreign.problem->offset, 4);
    QCOMPARE(base64.unwrap("YQ==YQ", 100).problem->offset, 4);
    QCOMPARE(base64.unwrap("YQ===", 100).problem->offset, 4);
    QVERIFY(base64.unwrap("YWJjY", 100).cut);
    QCOMPARE(*base64.wrap("\xfb\xff\xbf"), QByteArray("+/+/"));
    QCOMPARE(base64.recognise(QByteArray("Hello world").toBase64(), 100).reason, u"Base64 text, 16 bytes packed"_s);
}

void TestPackingCodecs::readsZ85()
{
    const Codec &z85 = codec(u"z85"_s);
    // The test case of RFC 32.
    const QByteArray bytes = QByteArray::fromHex("864fd26fb559f75b");
    QCOMPARE(*z85.wrap(bytes), QByteArray("HelloWorld"));
    QCOMPARE(z85.unwrap("HelloWorld", 100).bytes, bytes);
    QVERIFY(!z85.wrap("abc").ok());
    QCOMPARE(z85.wrap("abc").error().code, ErrorCode::InvalidArgument);
    QCOMPARE(z85.unwrap("Hello~orld", 100).problem->offset, 5);
    QVERIFY(!z85.unwrap("%nSc0", 100).problem); // 0xffffffff
    QCOMPARE(z85.unwrap("Hello%nSc1", 100).problem->offset, 5);
    QCOMPARE(z85.unwrap("Hello%nSc1", 100).bytes, bytes.first(4));
}

void TestPackingCodecs::textIsThatOfThePackedBytes()
{
    const Codec &gzip = codec(u"gzip"_s);
    const QByteArray packed = *gzip.encode(u"a\\x00\\\\é"_s);
    QCOMPARE(gzip.unwrap(packed, 100).bytes, QByteArray("a\0\\\xc3\xa9", 5));
    QCOMPARE(gzip.decode(packed, 100)->text, u"a\\x00\\\\é"_s);
    QVERIFY(!gzip.decode(packed, 100)->cut);
    QVERIFY(gzip.decode(packed, 2)->cut);
    QVERIFY(!gzip.encode(u"\\q"_s).ok());
}

QTEST_GUILESS_MAIN(TestPackingCodecs)
#include "tst_packing_codecs.moc"
