// SPDX-License-Identifier: GPL-3.0-or-later
// What a message costs in the store, in memory and in time, against copying its bytes into a ring.
#include "bench_report.h"

#include "core/message/message_store.h"

#include <QElapsedTimer>
#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

using namespace zmqscope;

namespace {

constexpr qint64 messages = 1'000'000;
constexpr qint64 bound = 64 * 1024 * 1024; // reached within the run, so that eviction is part of it

/// Nanoseconds a call, the best of a few runs: what disturbs a run only ever makes it slower.
template <typename F>
double nsPerCall(qint64 calls, F &&call)
{
    double best = 1e18;
    for (int run = 0; run < 5; ++run) {
        QElapsedTimer timer;
        timer.start();
        for (qint64 i = 0; i < calls; ++i)
            call();
        best = std::min(best, double(timer.nsecsElapsed()) / double(calls));
    }
    return best;
}

double overheadPerMessage(qsizetype bytes)
{
    MessageStore store;
    const QByteArray frame(bytes, 'x');
    for (qint64 i = 0; i < messages; ++i)
        store.append({}, frame);
    return double(store.memoryBytes()) / double(store.count()) - double(bytes);
}

double appendNs(qsizetype bytes, qint64 calls)
{
    MessageStore store({.bytes = bound});
    const QByteArray frame(bytes, 'x');
    const MessageHeader header{Timestamp{1}, Direction::In, {}, PeerId{1}};
    return nsPerCall(calls, [&] { store.append(header, frame); });
}

double appendThreeFramesNs(qint64 calls)
{
    MessageStore store({.bytes = bound});
    const QByteArray body(92, 'x');
    const std::array<QByteArrayView, 3> frames{"identity", "", body};
    return nsPerCall(calls, [&] { store.append({}, frames); });
}

double ringNs(qsizetype bytes, qint64 calls)
{
    const auto ring = std::make_unique<char[]>(bound);
    const QByteArray frame(bytes, 'x');
    qint64 at = 0;
    return nsPerCall(calls, [&] {
        if (at + bytes > bound)
            at = 0;
        std::memcpy(ring.get() + at, frame.constData(), size_t(bytes));
        at += bytes;
    });
}

double readNs()
{
    MessageStore store;
    for (qint64 i = 0; i < messages; ++i)
        store.append({}, QByteArray(100, 'x'));
    const StoreSnapshot snapshot = store.snapshot();
    quint64 n = snapshot.first().value;
    qint64 sum = 0;
    const double ns = nsPerCall(messages, [&] {
        sum += snapshot.at({n})->frames[0].size();
        n = n + 1 == snapshot.end().value ? snapshot.first().value : n + 1;
    });
    return sum == 0 ? 0 : ns;
}

} // namespace

int main(int argc, char **argv)
{
    BenchReport report(argc, argv);
    report.add("store.overhead.100B", overheadPerMessage(100), "B/msg", 32);
    report.add("store.append.100B", appendNs(100, messages), "ns/msg", ringNs(100, messages));
    report.add("store.append.1kB", appendNs(1000, messages), "ns/msg", ringNs(1000, messages));
    report.add("store.append.100kB", appendNs(100'000, messages / 100), "ns/msg", ringNs(100'000, messages / 100));
    report.add("store.append.3frames", appendThreeFramesNs(messages), "ns/msg", ringNs(100, messages));
    report.add("store.read.100B", readNs(), "ns/msg");
    return report.print();
}
