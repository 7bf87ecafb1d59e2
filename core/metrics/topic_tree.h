// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/topic_numbers.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>
#include <optional>
#include <vector>

namespace zmqscope {

/// A row number of a TopicTree: 0 is the root, which is above all topics and none itself.
using TopicNode = qint32;

/// What is known of a topic, or of all below a node together.
struct TopicFigures {
    qint64 messages = 0;
    qint64 bytes = 0; ///< of all frames
    MessageIndex last; ///< the newest message
    Timestamp lastTime;
    double rate = 0; ///< messages a second, of late
    qint64 numbered = 0; ///< messages that carried a number
    qint64 gaps = 0; ///< places where numbers are missing
    quint64 missing = 0; ///< the numbers that are missing there
    qint64 restarts = 0; ///< places where numbers begin again, or come twice
};

/// The topics of published messages as a tree, by a separator: how many messages, how fast, how
/// large, the newest one, and which are missing. A node's figures are those of its own topic and of
/// all below. Taking a message costs a look-up; all that is told of nodes is brought up to date by
/// update(). Nodes never go and never move, but for setSeparator() and clear().
class TopicTree {
public:
    /// As many topics as somebody may look through; they take some 20 MB.
    static constexpr qsizetype maxTopics = 50'000;
    /// Nodes above topics included. Topics beyond maxTopics or this are counted, not shown.
    static constexpr qsizetype maxNodes = 100'000;
    /// Levels below the root: what is behind stays in one piece.
    static constexpr int maxLevels = 16;
    /// Longer topics are counted with those that are not shown: they are rather payload.
    static constexpr qsizetype maxTopicBytes = 1024;
    /// Topics that are not shown are told apart up to so many.
    static constexpr qsizetype maxMore = 250'000;

    /// Between the parts of a topic, as they usually are.
    static constexpr char defaultSeparator = '/';

    struct Node {
        QByteArray part; ///< of the topic, below the parent
        TopicNode parent = -1;
        bool isTopic = false;
        TopicFigures own; ///< of the topic itself
        TopicFigures all; ///< with all below; as of the last update()
        qint32 topicsBelow = 0; ///< without itself
        std::vector<TopicNode> children; ///< in order of appearance
    };
    /// What has no node.
    struct More {
        qint64 topics = 0;
        bool atLeast = false; ///< there are more than could be told apart
        qint64 messages = 0;
        qint64 bytes = 0;
    };

    TopicTree();

    std::optional<char> separator() const { return m_separator; }
    /// Nothing makes one flat list. Builds the nodes anew; no figure is lost.
    void setSeparator(std::optional<char> separator);
    /// Where numbers are; those counted so far are forgotten. Null for nowhere.
    void setNumbers(ChooseTopicNumbers choose);
    void clear();

    /// The next message, and its topic; the caller leaves out subscriptions.
    void take(const MessageView &message, QByteArrayView topic);
    /// Messages before the next one were never seen: numbers that are missing there are no gap.
    void skip();
    /// Sums up, and tells the rates of late. Goes over all nodes: a few times a second will do.
    void update(Timestamp now);
    /// True while some rate is not 0: update() again, though no message comes.
    bool isMoving() const { return m_moving; }

    /// 1 + the number of nodes below the root.
    TopicNode nodeCount() const { return TopicNode(m_nodes.size()); }
    /// 0 ≤ node < nodeCount()
    const Node &node(TopicNode node) const { return m_nodes[std::size_t(node)]; }
    /// The topic in full: what a subscription to it begins with.
    QByteArray topic(TopicNode node) const;
    /// The node of a topic; -1 when it has none.
    TopicNode find(QByteArrayView topic) const;
    qsizetype topicCount() const { return m_topicCount; }
    More more() const { return m_more; }
    /// Changes when the nodes were made anew: what was known of their numbers is void.
    quint64 revision() const { return m_revision; }

private:
    /// What is followed for each topic, beside what people see.
    struct State {
        TopicNumbersPtr numbers;
        bool chosen = false;
        bool hasNumber = false;
        quint64 number = 0;
        qint64 messagesBefore = 0; ///< at the last update()
    };

    TopicNode add(const QByteArray &topic);
    TopicNode child(TopicNode parent, QByteArrayView part);
    qsizetype newNodesFor(QByteArrayView topic) const;
    template <typename Take>
    void forEachPart(QByteArrayView topic, const Take &take) const;
    void count(TopicFigures &own, State &state, const MessageView &message);
    void followNumber(TopicFigures &own, State &state, const MessageView &message);
    void countMore(QByteArrayView topic, const MessageView &message);

    std::optional<char> m_separator = defaultSeparator;
    ChooseTopicNumbers m_chooseNumbers;
    std::vector<Node> m_nodes;
    std::vector<State> m_states; ///< by node
    QHash<QByteArray, TopicNode> m_byTopic;
    QHash<std::pair<TopicNode, QByteArray>, TopicNode> m_byPart;
    qsizetype m_topicCount = 0;
    QSet<std::size_t> m_moreTopics; ///< hashes
    More m_more;
    Timestamp m_updated;
    double m_seenWeight = 0; ///< of what was seen in a mean of all times: near 1 after a few seconds
    bool m_moving = false;
    quint64 m_revision = 0;
};

} // namespace zmqscope
