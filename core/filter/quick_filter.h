// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <atomic>
#include <deque>
#include <memory>
#include <vector>

namespace zmqscope {

class ByteSearch;

/// The messages of a store that hold a text in one of their frames, that came from or went to one
/// peer, or both; oldest first. Searches on a thread of its own, slice by slice, and follows the
/// store as it grows and forgets.
///
/// Row r (0 ≤ r < count()) is the r-th match at hand. Rows are only ever added at the end and
/// removed at the front, and only within setNeedle(), update() or a turn of the event loop, each
/// time between a pair of signals, so that a table model can pass them on one to one:
///
///     matchesAboutToBeAdded(first, n)       beginInsertRows({}, first, first + n - 1)
///     matchesAdded(first, n)                endInsertRows()
///     matchesAboutToBeRemovedFront(n)       beginRemoveRows({}, 0, n - 1)
///     matchesRemovedFront(n)                endRemoveRows()
///     aboutToReset(), reset()               beginResetModel(), endResetModel()
///
/// A match whose message the store has just pushed out stays a row until the next update(), so
/// store.at(at(row)) can be empty for that long. While neither needle nor peer is set count() is 0,
/// and the log shows the store itself.
class QuickFilter : public QObject
{
    Q_OBJECT
public:
    /// Matches are handed over in portions of at most so many, to keep each turn of the event loop
    /// short and what waits in between small.
    static constexpr qsizetype maxBatch = 100'000;

    /// @p store must outlive the filter.
    explicit QuickFilter(const MessageStore &store, QObject *parent = nullptr);
    ~QuickFilter() override;

    /// Starts over with another text; the search for the old one ends at once. An empty text makes
    /// the filter inactive. Searched for are the UTF-8 bytes of @p text, anywhere in a frame.
    void setNeedle(const QString &text, Qt::CaseSensitivity sensitivity);
    const QString &needle() const { return m_needle; }
    Qt::CaseSensitivity caseSensitivity() const { return m_sensitivity; }
    /// Starts over with the messages of one peer; PeerId{0} takes those of all.
    void setPeer(PeerId peer);
    PeerId peer() const { return m_peer; }
    bool isActive() const { return !m_needle.isEmpty() || m_peer.value != 0; }

    /// Call it when the store has changed (Panel::published): forgets matches that are gone, has
    /// what is new searched. Cheap, whatever the size of the store.
    void update();

    qint64 count() const { return qint64(m_matches.size()); }
    /// MessageIndex{0} when @p row lies outside.
    MessageIndex at(qint64 row) const;
    /// The first row whose message is @p index or a later one; count() when there is none.
    qint64 rowAtOrAfter(MessageIndex index) const;

    /// All messages before this one have been searched.
    MessageIndex scannedTo() const { return m_scannedTo; }
    /// True until all has been searched that the store held when the needle was set; what arrives
    /// later is searched as it comes.
    bool scanning() const { return isActive() && m_scannedTo < m_catchUpTo; }
    /// How much of that is done, 0…1.
    double progress() const;
    /// Messages that the store pushed out before they could be searched, since the needle was set.
    qint64 missed() const { return m_missed; }

signals:
    void aboutToReset();
    void reset();
    void matchesAboutToBeAdded(qint64 firstRow, qint64 n);
    void matchesAdded(qint64 firstRow, qint64 n);
    void matchesAboutToBeRemovedFront(qint64 n);
    void matchesRemovedFront(qint64 n);
    /// scannedTo(), scanning() or progress() changed.
    void progressChanged(double progress);
    void missedChanged(qint64 missed);

private:
    struct Slice;
    void restart();
    void dropGone();
    void startSlice();
    void finishSlice(const Slice &slice);

    const MessageStore &m_store;
    QString m_needle;
    Qt::CaseSensitivity m_sensitivity = Qt::CaseSensitive;
    PeerId m_peer;
    std::shared_ptr<const ByteSearch> m_search;
    std::shared_ptr<Slice> m_slice; ///< the one that is being searched; null when none is
    std::deque<MessageIndex> m_matches;
    MessageIndex m_scanFrom{1};
    MessageIndex m_scannedTo{1};
    MessageIndex m_catchUpTo{1};
    MessageIndex m_storeFirst{1}; ///< as last seen; when it goes back, a clear was undone
    qint64 m_storeEvicted = 0;    ///< as last seen
    qint64 m_missed = 0;
    QThreadPool m_pool; ///< one thread; last, so that it ends before anything it uses
};

} // namespace zmqscope
