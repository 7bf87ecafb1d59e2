// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/value/tree_diff.h"

#include "core/value/tree_digest.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

namespace zmqscope {

namespace {

/// Children of two values that belong together; -1 where one side has none.
struct Match
{
    qsizetype left = -1;
    qsizetype right = -1;
};

class Comparison
{
public:
    Comparison(const ValueTree &left, const ValueTree &right, const std::atomic<bool> *stop)
        : m_left(left), m_right(right), m_leftDigest(left, TreeDiff::maxNodes), m_rightDigest(right, TreeDiff::maxNodes),
          m_stop(stop)
    {
        m_diff.cut = m_leftDigest.isCut() || m_rightDigest.isCut();
    }

    std::optional<TreeDiff> run()
    {
        DiffRow root;
        root.hasLeft = root.hasRight = true;
        root.left = m_left.root();
        root.right = m_right.root();
        root.state = stateOf(root);
        m_diff.rows.push_back(root);
        for (std::size_t i = 0; i < m_diff.rows.size(); ++i) {
            if (m_stop && m_stop->load(std::memory_order_relaxed))
                return {};
            if (qsizetype(m_diff.rows.size()) >= TreeDiff::maxNodes) {
                m_diff.cut = true;
                break;
            }
            addChildren(quint32(i));
        }
        for (const DiffRow &row : m_diff.rows)
            m_diff.changes += row.state != DiffState::Same && row.childCount == 0;
        return std::move(m_diff);
    }

private:
    DiffState stateOf(const DiffRow &row) const
    {
        if (!row.hasLeft)
            return DiffState::RightOnly;
        if (!row.hasRight)
            return DiffState::LeftOnly;
        return m_leftDigest[row.left] == m_rightDigest[row.right] ? DiffState::Same : DiffState::Changed;
    }

    /// Values of one kind are taken apart; others are one change as a whole.
    bool canBeTakenApart(const DiffRow &row) const
    {
        if (!row.hasLeft || !row.hasRight)
            return true;
        const ValueNode &a = m_left.node(row.left);
        const ValueNode &b = m_right.node(row.right);
        return a.kind == b.kind || (a.hasPairs() && b.hasPairs());
    }

    void addChildren(quint32 parent)
    {
        const DiffRow row = m_diff.rows[parent];
        if (!canBeTakenApart(row))
            return;
        const qsizetype leftCount = row.hasLeft ? m_left.childCount(row.left) : 0;
        const qsizetype rightCount = row.hasRight ? m_right.childCount(row.right) : 0;
        if (leftCount + rightCount == 0)
            return;
        const bool pairs = row.hasLeft ? m_left.node(row.left).hasPairs() : m_right.node(row.right).hasPairs();
        const std::vector<Match> matches = pairs ? matchKeys(row, leftCount, rightCount)
                                                 : matchElements(row, leftCount, rightCount);
        m_diff.rows[parent].firstChild = quint32(m_diff.rows.size());
        m_diff.rows[parent].childCount = quint32(matches.size());
        quint32 index = 0;
        for (const Match &match : matches) {
            DiffRow child;
            child.parent = parent;
            child.index = index++;
            child.hasLeft = match.left >= 0;
            child.hasRight = match.right >= 0;
            if (child.hasLeft) {
                child.left = m_left.child(row.left, match.left);
                child.leftIndex = quint32(match.left);
            }
            if (child.hasRight) {
                child.right = m_right.child(row.right, match.right);
                child.rightIndex = quint32(match.right);
            }
            child.state = stateOf(child);
            m_diff.rows.push_back(child);
        }
    }

    std::vector<Match> matchKeys(const DiffRow &row, qsizetype leftCount, qsizetype rightCount) const
    {
        // A key may stand there more than once: then the first belongs to the first.
        std::unordered_map<quint64, std::deque<qsizetype>> unmatched;
        for (qsizetype i = 0; i < rightCount; ++i)
            unmatched[m_rightDigest[m_right.key(row.right, i)]].push_back(i);
        std::vector<Match> matches;
        std::vector<bool> taken(std::size_t(rightCount), false);
        for (qsizetype i = 0; i < leftCount; ++i) {
            const auto same = unmatched.find(m_leftDigest[m_left.key(row.left, i)]);
            if (same == unmatched.end() || same->second.empty()) {
                matches.push_back({i, -1});
                continue;
            }
            const qsizetype right = same->second.front();
            same->second.pop_front();
            taken[std::size_t(right)] = true;
            matches.push_back({i, right});
        }
        for (qsizetype i = 0; i < rightCount; ++i) {
            if (!taken[std::size_t(i)])
                matches.push_back({-1, i});
        }
        return matches;
    }

    bool same(const DiffRow &row, qsizetype left, qsizetype right) const
    {
        return m_leftDigest[m_left.child(row.left, left)] == m_rightDigest[m_right.child(row.right, right)];
    }

    std::vector<Match> matchElements(const DiffRow &row, qsizetype leftCount, qsizetype rightCount) const
    {
        std::vector<Match> matches;
        qsizetype start = 0;
        if (row.hasLeft && row.hasRight) {
            while (start < std::min(leftCount, rightCount) && same(row, start, start))
                ++start;
        }
        qsizetype leftEnd = leftCount;
        qsizetype rightEnd = rightCount;
        if (row.hasLeft && row.hasRight) {
            while (leftEnd > start && rightEnd > start && same(row, leftEnd - 1, rightEnd - 1)) {
                --leftEnd;
                --rightEnd;
            }
        }
        for (qsizetype i = 0; i < start; ++i)
            matches.push_back({i, i});
        addMiddle(matches, row, start, leftEnd, rightEnd);
        for (qsizetype i = 0; leftEnd + i < leftCount; ++i)
            matches.push_back({leftEnd + i, rightEnd + i});
        return matches;
    }

    /// What is left between an equal start and an equal end: the longest common subsequence stays,
    /// and between its elements those that face each other count as changed.
    void addMiddle(std::vector<Match> &matches, const DiffRow &row, qsizetype start, qsizetype leftEnd,
                   qsizetype rightEnd) const
    {
        const qsizetype n = leftEnd - start;
        const qsizetype m = rightEnd - start;
        qsizetype a = 0;
        qsizetype b = 0;
        if (n > 0 && m > 0 && n <= TreeDiff::maxMatching / m) {
            std::vector<quint32> longest(std::size_t((n + 1) * (m + 1)), 0);
            const auto at = [&](qsizetype i, qsizetype j) -> quint32 & { return longest[std::size_t(i * (m + 1) + j)]; };
            for (qsizetype i = n - 1; i >= 0; --i) {
                for (qsizetype j = m - 1; j >= 0; --j)
                    at(i, j) = same(row, start + i, start + j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
            }
            qsizetype pendingLeft = 0;
            qsizetype pendingRight = 0;
            while (a < n && b < m && at(a, b) > 0) {
                if (same(row, start + a, start + b)) {
                    addFacing(matches, start + a, pendingLeft, start + b, pendingRight);
                    matches.push_back({start + a++, start + b++});
                    pendingLeft = pendingRight = 0;
                } else if (at(a + 1, b) >= at(a, b + 1)) {
                    ++a;
                    ++pendingLeft;
                } else {
                    ++b;
                    ++pendingRight;
                }
            }
            a -= pendingLeft;
            b -= pendingRight;
        }
        addFacing(matches, leftEnd, n - a, rightEnd, m - b);
    }

    /// The @p lefts elements before @p leftEnd, and the @p rights before @p rightEnd.
    static void addFacing(std::vector<Match> &matches, qsizetype leftEnd, qsizetype lefts, qsizetype rightEnd, qsizetype rights)
    {
        const qsizetype both = std::min(lefts, rights);
        for (qsizetype i = 0; i < both; ++i)
            matches.push_back({leftEnd - lefts + i, rightEnd - rights + i});
        for (qsizetype i = both; i < lefts; ++i)
            matches.push_back({leftEnd - lefts + i, -1});
        for (qsizetype i = both; i < rights; ++i)
            matches.push_back({-1, rightEnd - rights + i});
    }

    const ValueTree &m_left;
    const ValueTree &m_right;
    TreeDigest m_leftDigest;
    TreeDigest m_rightDigest;
    const std::atomic<bool> *m_stop;
    TreeDiff m_diff;
};

} // namespace

std::optional<TreeDiff> compareTrees(const ValueTree &left, const ValueTree &right, const std::atomic<bool> *stop)
{
    return Comparison(left, right, stop).run();
}

} // namespace zmqscope
