// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/quick_filter.h"

#include "core/filter/byte_search.h"

#include <QElapsedTimer>
#include <algorithm>
#include <utility>

namespace zmqscope {

namespace {

/// A slice keeps its snapshot, and so what the store has pushed out since, alive for this long.
constexpr qint64 sliceMs = 30;
/// Bytes searched between two looks at the clock and at the wish to stop: well under 1 ms.
constexpr qint64 bytesBetweenLooks = 256 * 1024;
/// What a message costs beside its bytes, in bytes searched.
constexpr qint64 messageCost = 256;

} // namespace

/// One go of the search: filled in by the GUI thread, searched on the pool's, given back.
struct QuickFilter::Slice
{
    StoreSnapshot snapshot;
    std::shared_ptr<const ByteSearch> search; ///< null: any text will do
    PeerId peer;
    MessageIndex from;
    std::atomic<bool> cancelled = false;

    MessageIndex to; ///< all before it has been searched
    std::vector<MessageIndex> matches;

    void run();

private:
    bool isMatch(const MessageView &message);
    bool isTextIn(const FrameSpan &frames);
    bool look(qint64 cost);

    QElapsedTimer m_clock;
    qint64 m_cost = 0;
    bool m_outOfTime = false;
};

/// False when the search has been cancelled.
bool QuickFilter::Slice::look(qint64 cost)
{
    m_cost += cost;
    if (m_cost < bytesBetweenLooks)
        return true;
    m_cost = 0;
    m_outOfTime = m_clock.elapsed() >= sliceMs;
    return !cancelled.load(std::memory_order_relaxed);
}

bool QuickFilter::Slice::isMatch(const MessageView &message)
{
    return (peer.value == 0 || message.header.peer == peer) && (!search || isTextIn(message.frames));
}

bool QuickFilter::Slice::isTextIn(const FrameSpan &frames)
{
    const qsizetype overlap = search->longestMatch() - 1;
    for (qsizetype i = 0; i < frames.count(); ++i) {
        const QByteArrayView frame = frames[i];
        // In pieces, so that a huge frame does not keep a new text waiting.
        for (qsizetype at = 0; at < frame.size(); at += bytesBetweenLooks) {
            const qsizetype size = std::min<qsizetype>(frame.size() - at, bytesBetweenLooks + overlap);
            if (search->isIn(frame.sliced(at, size)))
                return true;
            if (!look(size))
                return false;
        }
    }
    return false;
}

void QuickFilter::Slice::run()
{
    m_clock.start();
    to = from;
    while (to < snapshot.end() && !m_outOfTime && qsizetype(matches.size()) < maxBatch) {
        const auto message = snapshot.at(to);
        if (!message)
            break;
        if (isMatch(*message))
            matches.push_back(to);
        if (!look(messageCost))
            break;
        ++to.value;
    }
    snapshot = {}; // here, not on the GUI thread: it may be the last to hold a lot of memory
}

QuickFilter::QuickFilter(const MessageStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    m_pool.setMaxThreadCount(1);
}

QuickFilter::~QuickFilter()
{
    if (m_slice)
        m_slice->cancelled = true;
    m_pool.waitForDone();
}

void QuickFilter::setNeedle(const QString &text, Qt::CaseSensitivity sensitivity)
{
    if (text == m_needle && sensitivity == m_sensitivity)
        return;
    m_needle = text;
    m_sensitivity = sensitivity;
    m_search = m_needle.isEmpty() ? nullptr : std::make_shared<const ByteSearch>(text, sensitivity);
    restart();
}

void QuickFilter::setPeer(PeerId peer)
{
    if (std::exchange(m_peer, peer) != peer)
        restart();
}

void QuickFilter::restart()
{
    if (m_slice)
        m_slice->cancelled = true;
    m_slice.reset();
    emit aboutToReset();
    m_matches.clear();
    m_scanFrom = m_scannedTo = m_storeFirst = m_store.first();
    m_catchUpTo = m_store.end();
    m_storeEvicted = m_store.evicted();
    m_missed = 0;
    emit reset();
    emit missedChanged(m_missed);
    emit progressChanged(progress());
    if (isActive())
        startSlice();
}

void QuickFilter::update()
{
    if (!isActive())
        return;
    if (m_store.first() < m_storeFirst) { // a clear was undone
        restart();
        return;
    }
    dropGone();
    if (!m_slice)
        startSlice();
}

void QuickFilter::dropGone()
{
    m_storeFirst = m_store.first();
    // While a slice is searched it has its own hold on what the store drops: count afterwards.
    if (!m_slice) {
        const qint64 evicted = m_store.evicted() - std::exchange(m_storeEvicted, m_store.evicted());
        if (m_scannedTo < m_storeFirst) {
            // What the person cleared is not missed, what the bounds pushed out is.
            const qint64 missed = std::min(evicted, qint64(m_storeFirst.value - m_scannedTo.value));
            m_scannedTo = m_storeFirst;
            emit progressChanged(progress());
            if (missed > 0) {
                m_missed += missed;
                emit missedChanged(m_missed);
            }
        }
    }
    if (const qint64 gone = rowAtOrAfter(m_storeFirst); gone > 0) {
        emit matchesAboutToBeRemovedFront(gone);
        m_matches.erase(m_matches.begin(), m_matches.begin() + gone);
        emit matchesRemovedFront(gone);
    }
}

void QuickFilter::startSlice()
{
    if (m_scannedTo >= m_store.end())
        return;
    m_slice = std::make_shared<Slice>();
    m_slice->snapshot = m_store.snapshot();
    m_slice->search = m_search;
    m_slice->peer = m_peer;
    m_slice->from = m_scannedTo;
    m_pool.start([this, slice = m_slice] {
        slice->run();
        if (!slice->cancelled)
            QMetaObject::invokeMethod(this, [this, slice] { finishSlice(*slice); }, Qt::QueuedConnection);
    });
}

void QuickFilter::finishSlice(const Slice &slice)
{
    if (&slice != m_slice.get()) // the text has changed meanwhile
        return;
    const std::shared_ptr<Slice> done = std::exchange(m_slice, nullptr);
    m_scannedTo = std::max(m_scannedTo, done->to);

    const auto firstAtHand = std::lower_bound(done->matches.begin(), done->matches.end(), m_store.first());
    if (const qint64 n = done->matches.end() - firstAtHand; n > 0) {
        const qint64 row = count();
        emit matchesAboutToBeAdded(row, n);
        m_matches.insert(m_matches.end(), firstAtHand, done->matches.end());
        emit matchesAdded(row, n);
    }
    emit progressChanged(progress());
    update();
}

MessageIndex QuickFilter::at(qint64 row) const
{
    return row >= 0 && row < count() ? m_matches[size_t(row)] : MessageIndex();
}

qint64 QuickFilter::rowAtOrAfter(MessageIndex index) const
{
    return std::lower_bound(m_matches.begin(), m_matches.end(), index) - m_matches.begin();
}

double QuickFilter::progress() const
{
    if (!scanning())
        return 1;
    return double(m_scannedTo.value - m_scanFrom.value) / double(m_catchUpTo.value - m_scanFrom.value);
}

} // namespace zmqscope
