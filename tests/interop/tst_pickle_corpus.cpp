// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_tree.h"
#include "core/codec/pickle/pickle_codec.h"
#include "tests/support/peer_process.h"
#include "tests/support/pickle_form.h"

#include <QTest>

using namespace zmqscope;
using namespace zmqscope::test;
using namespace Qt::StringLiterals;

/// Python's own reader says what thousands of pickles are, and which are none.
class TestPickleCorpus : public QObject
{
    Q_OBJECT
private slots:
    void agreesWithPython();
};

void TestPickleCorpus::agreesWithPython()
{
    const auto corpus = python(u"pickle_corpus"_s);
    QCOMPARE(corpus->exitCode(100'000), 0);
    const PickleCodec codec;
    int loaded = 0;
    int refused = 0;
    int compared = 0;
    int opcodes = 0;
    int wrong = 0;
    for (const QJsonObject &line : corpus->lines()) {
        if (line.contains(u"opcodes"_s)) {
            opcodes = line[u"opcodes"_s].toInt();
            continue;
        }
        const QByteArray pickle = QByteArray::fromBase64(line[u"pickle"_s].toString().toLatin1());
        const ValueTree tree = decodePickle(pickle, {});
        const QJsonValue loads = line[u"loads"_s];
        if (loads.isNull())
            continue; // it depends on the sender's program
        const QString kind = line[u"kind"_s].toString();
        const QByteArray sample = pickle.size() < 2000 ? pickle.toPercentEncoding(" ()[]{}'") : pickle.toBase64().left(2000);
        if (loads.toBool() == tree.problem().has_value()) {
            qWarning("Python %s: %s", loads.toBool() ? "loads" : "refuses", sample.constData());
            if (tree.problem())
                qWarning("at %lld: %s", tree.problem()->offset, qPrintable(tree.problem()->text));
            ++wrong;
            continue;
        }
        ++(loads.toBool() ? loaded : refused);
        const QJsonValue form = line[u"form"_s];
        if (!form.isString())
            continue;
        if (kind == u"whole") {
            const Certainty certainty = codec.recognise(pickle, Codec::fullEffort).certainty;
            const bool marked = pickle.startsWith('\x80');
            if (marked && certainty != Certainty::Certain && pickle.endsWith('.')) {
                qWarning("not recognised: %s", sample.constData());
                ++wrong;
            }
        }
        PickleForm writer(tree);
        const QByteArray ours = writer.of(tree.root());
        if (writer.saysMore())
            continue;
        ++compared;
        if (ours != form.toString().toLatin1()) {
            qWarning("%s: %s\n is   %s\n want %s", qPrintable(kind), sample.constData(), ours.left(2000).constData(),
                     qPrintable(form.toString().left(2000)));
            ++wrong;
        }
    }
    qInfo("%d loaded, %d refused, %d compared", loaded, refused, compared);
    QCOMPARE(wrong, 0);
    QCOMPARE(opcodes, 68);
    QVERIFY(loaded > 2500);
    QVERIFY(refused > 10'000);
    QVERIFY(compared > 2500);
}

QTEST_GUILESS_MAIN(TestPickleCorpus)
#include "tst_pickle_corpus.moc"
