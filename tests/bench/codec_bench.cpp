// SPDX-License-Identifier: GPL-3.0-or-later
// What decoding payloads into the tree costs, against a library of the same format that makes its own
// tree of the same bytes in the same run. `codec_bench [--json] [--quick]`
#include "bench_report.h"

#include "core/codec/codec_registry.h"
#include "core/codec/frame_gist.h"
#include "core/message/message_store.h"
#include "core/message/peer_table.h"
#include "ui/log/log_text.h"

#include <QCborValue>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QUuid>
#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#if __has_include(<msgpack.hpp>)
#define MSGPACK_NO_BOOST
#include <msgpack.hpp>
#define ZMQSCOPE_HAS_MSGPACK
#endif

using namespace zmqscope;
using namespace Qt::StringLiterals;
using Json = nlohmann::ordered_json;

namespace {

constexpr int visibleRows = 40;
constexpr qsizetype previewChars = 120;
constexpr int pythonMs = 120'000;

/// Seconds of the best of a few runs: what disturbs a run only ever makes it slower.
template <typename F>
double bestSeconds(int runs, F &&call)
{
    double best = 1e18;
    for (int run = 0; run < runs; ++run) {
        QElapsedTimer timer;
        timer.start();
        call();
        best = std::min(best, double(timer.nsecsElapsed()) / 1e9);
    }
    return best;
}

/// What programs send: records with texts, numbers and short lists.
Json records(int count)
{
    Json rows = Json::array();
    for (int i = 0; i < count; ++i) {
        rows.push_back({{"id", i},
                        {"name", "sensor " + std::to_string(i % 97)},
                        {"value", i * 0.37},
                        {"time", 1'764'000'000'123'456'789LL + i},
                        {"ok", i % 3 == 0},
                        {"note", i % 5 == 0 ? Json("突发事件A") : Json(nullptr)},
                        {"tags", {"a", "bb", "line\nbreak"}},
                        {"pos", {{"x", 1.25 * i}, {"y", -7}, {"z", i % 128}}}});
    }
    return rows;
}

QByteArray toBytes(const std::vector<std::uint8_t> &bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}

class CodecBench
{
public:
    CodecBench(BenchReport &report, bool quick) : m_report(report), m_runs(quick ? 5 : 25), m_rows(records(quick ? 1000 : 4000)) {}

    void run()
    {
        measureJson();
        measureMsgpack();
        measureCbor();
        measurePickle();
        measureLargeJson();
        measurePreviews();
    }

private:
    struct Reference
    {
        const char *name;
        std::function<void(const QByteArray &)> decode;
    };

    /// Ours in MB/s, once for each reference.
    void compare(QStringView id, const QByteArray &bytes, const std::vector<Reference> &references)
    {
        const Codec *codec = CodecRegistry::builtin().find(id);
        if (!codec)
            return;
        const double megabytes = double(bytes.size()) / 1e6;
        const double ours = megabytes / ourSeconds(*codec, bytes);
        for (const Reference &reference : references)
            m_report.add(reference.name, ours, "MB/s",
                         megabytes / bestSeconds(m_runs, [&] { reference.decode(bytes); }));
    }

    double ourSeconds(const Codec &codec, const QByteArray &bytes) const
    {
        DecodeLimits all;
        all.eagerBytes = bytes.size();
        all.maxNodes = bytes.size() + 1;
        return bestSeconds(m_runs, [&] {
            if (!codec.decodeTree(bytes, all).isWhole())
                qFatal("%s: the sample was not decoded", qPrintable(codec.id()));
        });
    }

    void measureJson()
    {
        compare(u"json", QByteArray::fromStdString(m_rows.dump()),
                {{"json.vs.nlohmann", [](const QByteArray &b) { const Json dom = Json::parse(b.begin(), b.end()); }},
                 {"json.vs.qjson", [](const QByteArray &b) { const QJsonDocument dom = QJsonDocument::fromJson(b); }}});
    }

    void measureMsgpack()
    {
        std::vector<Reference> references;
#ifdef ZMQSCOPE_HAS_MSGPACK
        references.push_back({"msgpack.vs.msgpack-cxx", [](const QByteArray &b) {
                                  const msgpack::object_handle dom = msgpack::unpack(b.constData(), std::size_t(b.size()));
                              }});
#endif
        references.push_back({"msgpack.vs.nlohmann", [](const QByteArray &b) { const Json dom = Json::from_msgpack(b.begin(), b.end()); }});
        compare(u"msgpack", toBytes(Json::to_msgpack(m_rows)), references);
    }

    void measureCbor()
    {
        compare(u"cbor", toBytes(Json::to_cbor(m_rows)),
                {{"cbor.vs.qcbor", [](const QByteArray &b) { const QCborValue dom = QCborValue::fromCbor(b); }},
                 {"cbor.vs.nlohmann", [](const QByteArray &b) { const Json dom = Json::from_cbor(b.begin(), b.end()); }}});
    }

    /// Python makes the pickle of the same records, and says how fast it reads it itself.
    void measurePickle()
    {
        const Codec *codec = CodecRegistry::builtin().find(u"pickle");
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"records.pickle"_s);
        const QString program = uR"(
import gc, json, pickle, sys, timeit
b = pickle.dumps(json.loads(sys.stdin.read()))
open(sys.argv[1], "wb").write(b)
gc.disable()
print(min(timeit.repeat(lambda: pickle.loads(b), number=1, repeat=int(sys.argv[2]))))
)"_s;
        QProcess python;
        python.start(u"python3"_s, {u"-c"_s, program, path, QString::number(m_runs)});
        python.write(QByteArray::fromStdString(m_rows.dump()));
        python.closeWriteChannel();
        QFile file(path);
        if (!codec || !python.waitForFinished(pythonMs) || python.exitCode() != 0 || !file.open(QIODevice::ReadOnly))
            return;
        const QByteArray bytes = file.readAll();
        const double megabytes = double(bytes.size()) / 1e6;
        m_report.add("pickle.vs.python", megabytes / ourSeconds(*codec, bytes), "MB/s",
                     megabytes / python.readAllStandardOutput().trimmed().toDouble());
    }

    /// A text of 100 MB: what a person waits for it.
    void measureLargeJson()
    {
        const Codec *codec = CodecRegistry::builtin().find(u"json");
        QByteArray bytes("{\"rows\":");
        QByteArray list("[");
        const QByteArray row = QByteArray::fromStdString(m_rows[1].dump());
        while (list.size() < 100'000'000)
            list += row + ",\n";
        list += "null]";
        const auto millis = [](const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; };
        QElapsedTimer timer;
        timer.start();
        ValueTree tree = codec->decodeTree(list, {});
        m_report.add("json.100MB.open", millis(timer), "ms");
        timer.start();
        tree = codec->expand(std::move(tree), tree.root(), {});
        m_report.add("json.100MB.page", millis(timer), "ms", 10);
        bytes += list + ",\"count\":1}";
        tree = codec->decodeTree(bytes, {});
        timer.start();
        tree = codec->expand(std::move(tree), tree.root(), {});
        m_report.add("json.100MB.passed", millis(timer), "ms", 50);
    }

    /// One typical row of each kind in turn.
    QByteArray typicalFrame(int i) const
    {
        const Json &row = m_rows[std::size_t(i) % m_rows.size()];
        switch (i % 8) {
        case 0:
        case 1: return QByteArray::fromStdString(row.dump());
        case 2: return toBytes(Json::to_msgpack(row));
        case 3: return toBytes(Json::to_cbor(row));
        case 4: return "\x80\x04\x95\x1b\x00\x00\x00\x00\x00\x00\x00}\x94(\x8c\x05" "event\x94\x8c\x05hello\x94\x8c\x01n\x94K\x07u."_ba;
        case 5: return "temperature 21.5 in room " + QByteArray::number(i);
        case 6: return QByteArray::fromStdString(Json::array({row, row, row, row, row, row, row, row, row}).dump());
        default: return QUuid::createUuidV5(QUuid(), QByteArray::number(i)).toRfc4122() + QByteArray(200, char(i));
        }
    }

    void measurePreviews()
    {
        MessageStore store;
        for (int i = 0; i < visibleRows; ++i)
            store.append({}, typicalFrame(i));
        const PeerTable peers;
        LogText text(peers);
        const auto repaint = [&] {
            for (quint64 i = 0; i < visibleRows; ++i)
                (void)text.cell(LogColumn::Preview, *store.at({i + 1}), {}, previewChars);
        };
        const double fresh = bestSeconds(m_runs, [&] {
            text.setReader({}); // forgets
            repaint();
        });
        m_report.add("preview.rows.new", fresh * 1e3, "ms", 2);
        m_report.add("preview.rows.known", bestSeconds(m_runs, repaint) * 1e3, "ms", 2);
    }

    BenchReport &m_report;
    int m_runs;
    Json m_rows;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const bool quick = std::any_of(argv, argv + argc, [](const char *a) { return qstrcmp(a, "--quick") == 0; });
    BenchReport report(argc, argv);
    CodecBench(report, quick).run();
    return report.print();
}
