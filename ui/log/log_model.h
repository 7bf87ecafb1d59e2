// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/quick_filter.h"
#include "core/message/message_store.h"
#include "ui/log/log_text.h"

#include <QAbstractTableModel>
#include <optional>

namespace zmqscope {

/// The rows of a message log: all messages of a store, or those the quick filter lets through. It
/// shows what stood in the store at the last update(), which costs the same however much that is:
/// rows come in one piece at the end and go in one piece at the front.
class LogModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        MessageIndexRole = Qt::UserRole + 1, ///< quint64: MessageIndex::value
        DirectionRole, ///< int: Direction
        FlagsRole, ///< int: MessageFlags
    };

    /// Rows are ints in Qt; a store with more shows its newest.
    static constexpr qint64 maxRows = 2'000'000'000;
    /// Characters of a cell's text: enough for the widest screen.
    static constexpr qsizetype maxCellChars = 500;

    /// Both must outlive the model.
    LogModel(const MessageStore &store, const PeerTable &peers, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// Takes in what came to and went from the store (or the filter) since the last time.
    void update();

    /// A paused model keeps its rows as they are; messages that the store dropped meanwhile are
    /// empty. Ends with an update().
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    /// Messages that came since the pause began.
    qint64 arrivedWhilePaused() const;

    /// While a needle is set the rows are its matches; update() updates the filter too.
    QuickFilter &filter() { return m_filter; }
    const QuickFilter &filter() const { return m_filter; }
    /// True while the rows are matches.
    bool isFiltered() const { return m_filtered; }

    /// The number of the message in @p row; value 0 when there is no such row.
    MessageIndex messageAt(int row) const;
    /// Nothing when there is no such row, or the store has dropped the message.
    std::optional<MessageView> viewAt(int row) const;
    /// The row of a message, or -1 when it is not shown.
    int rowOf(MessageIndex index) const;
    /// The first row whose message is @p index or a later one; rowCount() when there is none.
    int rowAtOrAfter(MessageIndex index) const;
    /// All messages the model knows of, shown or not, are before this one.
    MessageIndex knownEnd() const { return m_end; }
    /// How many rows went at the front since the last reset: row + goneRows() stays the same for a
    /// message while rows come and go.
    qint64 goneRows() const { return m_goneRows; }

    const LogText &text() const { return m_text; }
    /// The text of a cell for painting; @p message is the one in @p row.
    QString cellText(LogColumn column, int row, const MessageView &message, qsizetype maxChars) const;
    void setFirstFrame(FirstFrame meaning);
    void setSubscriptions(const QList<QByteArray> &prefixes);
    /// See LogText::setReader(); the previews are shown anew.
    void setReader(const LogText::Reader &reader);
    void setTimeStyle(TimeStyle style);

private:
    void takeStore();
    void takeMatches();
    void removeFront(qint64 count);
    qint64 matchesToShow() const;
    void columnChanged(LogColumn column);

    const MessageStore &m_store;
    LogText m_text;
    QuickFilter m_filter;
    /// What the last update() found in the store; the rows while no filter is set.
    MessageIndex m_first{1};
    MessageIndex m_end{1};
    bool m_filtered = false; ///< as announced to views, which may lag behind m_filter
    qint64 m_matchRows = 0; ///< rows while a filter is set, as announced
    qint64 m_removing = 0; ///< rows that are just being removed
    qint64 m_goneRows = 0;
    bool m_paused = false;
};

} // namespace zmqscope
