// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/topic_tree.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zmqscope {

namespace {

/// A rate of late is a mean in which what was so many seconds ago counts for a third.
constexpr double rateMemorySeconds = 1;
/// Slower is none: the rate of a topic that fell silent ends at last.
constexpr double slowestRate = 0.01;

QByteArray borrowed(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size());
}

} // namespace

TopicTree::TopicTree()
{
    clear();
}

void TopicTree::clear()
{
    m_nodes.assign(1, {});
    m_states.assign(1, {});
    m_byTopic.clear();
    m_byPart.clear();
    m_topicCount = 0;
    m_moreTopics.clear();
    m_more = {};
    m_updated = {};
    m_seenWeight = 0;
    m_moving = false;
    ++m_revision;
}

void TopicTree::setSeparator(std::optional<char> separator)
{
    if (separator == m_separator)
        return;
    m_separator = separator;
    const QHash<QByteArray, TopicNode> topics = std::exchange(m_byTopic, {});
    std::vector<Node> nodes = std::exchange(m_nodes, std::vector<Node>(1));
    std::vector<State> states = std::exchange(m_states, std::vector<State>(1));
    m_byPart.clear();
    m_topicCount = 0;
    // In the order they came in, so that the same ones fit in.
    std::vector<std::pair<TopicNode, QByteArray>> inOrder;
    inOrder.reserve(std::size_t(topics.size()));
    for (auto topic = topics.cbegin(); topic != topics.cend(); ++topic)
        inOrder.emplace_back(topic.value(), topic.key());
    std::ranges::sort(inOrder, {}, &std::pair<TopicNode, QByteArray>::first);
    for (const auto &[before, topic] : inOrder) {
        const TopicFigures &own = nodes[std::size_t(before)].own;
        if (const TopicNode node = add(topic); node >= 0) {
            m_nodes[std::size_t(node)].own = own;
            m_states[std::size_t(node)] = std::move(states[std::size_t(before)]);
        } else {
            ++m_more.topics;
            m_moreTopics.insert(qHash(topic));
            m_more.messages += own.messages;
            m_more.bytes += own.bytes;
        }
    }
    ++m_revision;
    update(m_updated);
}

void TopicTree::setNumbers(ChooseTopicNumbers choose)
{
    m_chooseNumbers = std::move(choose);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        TopicFigures &own = m_nodes[i].own;
        own.numbered = own.gaps = own.restarts = 0;
        own.missing = 0;
        m_states[i].numbers = nullptr;
        m_states[i].chosen = m_states[i].hasNumber = false;
    }
    update(m_updated);
}

void TopicTree::skip()
{
    for (State &state : m_states)
        state.hasNumber = false;
}

void TopicTree::take(const MessageView &message, QByteArrayView topic)
{
    const auto known = m_byTopic.constFind(borrowed(topic));
    const TopicNode node = known != m_byTopic.cend() ? *known
        : topic.size() > maxTopicBytes               ? -1
                                                     : add(topic.toByteArray());
    if (node >= 0)
        count(m_nodes[std::size_t(node)].own, m_states[std::size_t(node)], message);
    else
        countMore(topic, message);
}

void TopicTree::count(TopicFigures &own, State &state, const MessageView &message)
{
    ++own.messages;
    own.bytes += message.frames.totalBytes();
    own.last = message.index;
    own.lastTime = message.header.time;
    if (!state.chosen) {
        state.chosen = true;
        state.numbers = m_chooseNumbers ? m_chooseNumbers(message) : nullptr;
    }
    if (state.numbers)
        followNumber(own, state, message);
}

void TopicTree::followNumber(TopicFigures &own, State &state, const MessageView &message)
{
    const std::optional<quint64> number = state.numbers->numberOf(message);
    if (!number)
        return;
    ++own.numbered;
    const quint64 before = std::exchange(state.number, *number);
    if (!std::exchange(state.hasNumber, true))
        return;
    const quint64 top = state.numbers->largest;
    const quint64 step = (*number - before) & top;
    if (step == 1)
        return;
    // More than half the way round is a count that went back: its program was started again.
    if (step == 0 || step > top / 2) {
        ++own.restarts;
    } else {
        ++own.gaps;
        own.missing += step - 1;
    }
}

void TopicTree::countMore(QByteArrayView topic, const MessageView &message)
{
    ++m_more.messages;
    m_more.bytes += message.frames.totalBytes();
    const std::size_t hash = qHash(topic);
    if (m_moreTopics.contains(hash))
        return;
    if (m_moreTopics.size() >= maxMore) {
        m_more.atLeast = true;
        return;
    }
    m_moreTopics.insert(hash);
    ++m_more.topics;
}

template <typename Take>
void TopicTree::forEachPart(QByteArrayView topic, const Take &take) const
{
    if (m_separator) {
        for (int level = 1; level < maxLevels; ++level) {
            const qsizetype end = topic.indexOf(*m_separator);
            if (end < 0)
                break;
            if (!take(topic.first(end)))
                return;
            topic = topic.sliced(end + 1);
        }
    }
    take(topic);
}

qsizetype TopicTree::newNodesFor(QByteArrayView topic) const
{
    TopicNode at = 0;
    qsizetype missing = 0;
    forEachPart(topic, [&](QByteArrayView part) {
        at = missing > 0 ? -1 : m_byPart.value({at, borrowed(part)}, -1);
        missing += at < 0;
        return true;
    });
    return missing;
}

/// -1 when there is no room.
TopicNode TopicTree::add(const QByteArray &topic)
{
    if (m_topicCount >= maxTopics || qsizetype(m_nodes.size()) + newNodesFor(topic) > maxNodes)
        return -1;
    TopicNode node = 0;
    forEachPart(topic, [&](QByteArrayView part) {
        node = child(node, part);
        return true;
    });
    m_nodes[std::size_t(node)].isTopic = true;
    m_byTopic.insert(topic, node);
    ++m_topicCount;
    return node;
}

TopicNode TopicTree::child(TopicNode parent, QByteArrayView part)
{
    if (const auto known = m_byPart.constFind({parent, borrowed(part)}); known != m_byPart.cend())
        return *known;
    const auto node = TopicNode(m_nodes.size());
    Node &added = m_nodes.emplace_back();
    added.part = part.toByteArray();
    added.parent = parent;
    m_byPart.insert({parent, added.part}, node);
    m_nodes[std::size_t(parent)].children.push_back(node);
    m_states.emplace_back();
    return node;
}

void TopicTree::update(Timestamp now)
{
    const double seconds = double(now.ns - m_updated.ns) * 1e-9;
    // Nothing is known of how fast what came before the first update() was.
    const bool rates = m_updated.ns != 0 && seconds > 0;
    const double keep = rates ? std::exp(-seconds / rateMemorySeconds) : 1;
    // The mean is of what was seen: what was before that does not count as silence.
    m_seenWeight = m_seenWeight * keep + (1 - keep);
    m_updated = now;
    m_moving = false;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        Node &node = m_nodes[i];
        const qint64 fresh = node.own.messages - std::exchange(m_states[i].messagesBefore, node.own.messages);
        if (rates)
            node.own.rate += (double(fresh) / seconds - node.own.rate) * (1 - keep) / m_seenWeight;
        if (node.own.rate < slowestRate)
            node.own.rate = 0;
        m_moving = m_moving || node.own.rate > 0;
        node.all = node.own;
        node.topicsBelow = 0;
    }
    // Whoever is below came later, so going backwards all below is summed up before it is added.
    for (std::size_t i = m_nodes.size() - 1; i > 0; --i) {
        const Node &node = m_nodes[i];
        Node &parent = m_nodes[std::size_t(node.parent)];
        TopicFigures &sum = parent.all;
        sum.messages += node.all.messages;
        sum.bytes += node.all.bytes;
        sum.rate += node.all.rate;
        sum.numbered += node.all.numbered;
        sum.gaps += node.all.gaps;
        sum.missing += node.all.missing;
        sum.restarts += node.all.restarts;
        if (node.all.last > sum.last) {
            sum.last = node.all.last;
            sum.lastTime = node.all.lastTime;
        }
        parent.topicsBelow += node.topicsBelow + node.isTopic;
    }
}

QByteArray TopicTree::topic(TopicNode node) const
{
    QByteArray topic = m_nodes[std::size_t(node)].part;
    for (node = m_nodes[std::size_t(node)].parent; node > 0; node = m_nodes[std::size_t(node)].parent)
        topic = m_nodes[std::size_t(node)].part + *m_separator + topic;
    return topic;
}

TopicNode TopicTree::find(QByteArrayView topic) const
{
    return m_byTopic.value(borrowed(topic), -1);
}

} // namespace zmqscope
