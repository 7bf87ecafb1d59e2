// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/byte_search.h"
#include "core/value/value_tree.h"

#include <QList>
#include <QObject>
#include <QTimer>
#include <optional>

namespace zmqscope {

class ValueTreeModel;

/// Looks for a text in the keys, values and type names of a tree, in the order of its rows. Works in
/// slices of time between other events; has the model read what is decoded on demand.
class ValueSearch final : public QObject
{
    Q_OBJECT
public:
    /// More places are not kept: nobody goes through so many.
    static constexpr qsizetype maxMatches = 10'000;
    /// The search has no more read when the tree takes this much memory.
    static constexpr qint64 maxTreeBytes = 256LL * 1024 * 1024;
    /// Of a longer text only so much of the beginning is searched.
    static constexpr qsizetype maxTextBytes = 1024 * 1024;

    /// @p model must outlive the search.
    explicit ValueSearch(ValueTreeModel &model, QObject *parent = nullptr);

    /// Starts anew; an empty text stops.
    void setNeedle(const QString &needle);
    bool isActive() const { return m_bytes.has_value(); }
    bool isRunning() const { return m_running; }
    /// True when a limit ended the search before the end of the tree.
    bool isCut() const { return m_cut; }
    qsizetype count() const { return m_matches.size(); }
    /// Position of match @p i from the root down.
    const QList<qsizetype> &match(qsizetype i) const { return m_matches[i]; }

signals:
    /// There are more matches, or the search ended.
    void changed();

private:
    struct Level
    {
        NodeId id;
        qsizetype next = 0;
        qsizetype readFrom = -1; ///< where the last page that was read begins
    };

    void restart();
    void workOn();
    bool step(const ValueTree &tree);
    bool matches(const ValueTree &tree, NodeId id) const;
    void add();
    void end(bool cut);

    ValueTreeModel &m_model;
    QTimer m_turn;
    QString m_needle;
    std::optional<ByteSearch> m_bytes;
    bool m_couldBeScalar = false; ///< the text may be part of a number, true, null …
    bool m_running = false;
    bool m_cut = false;
    std::vector<Level> m_levels;
    QList<QList<qsizetype>> m_matches;
};

} // namespace zmqscope
