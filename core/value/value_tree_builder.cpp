// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/value/value_tree_builder.h"

#include <QCoreApplication>
#include <algorithm>
#include <limits>

namespace zmqscope {

namespace {

/// Room is made for a value for each so many bytes, and no more than so many: values that move when
/// there is no more room cost more than the decoding. What is not used costs nearly nothing.
constexpr qsizetype bytesPerNode = 4;
constexpr qsizetype mostRoom = 256 * 1024;

} // namespace

ValueTreeBuilder::ValueTreeBuilder(QByteArrayView source, const DecodeLimits &limits)
    : ValueTreeMaker(source), m_limits(limits)
{
    const qsizetype room = std::min({source.size() / bytesPerNode + 4, limits.maxNodes, mostRoom});
    nodes().reserve(std::size_t(std::max<qsizetype>(room, 1)));
    if (source.size() > std::numeric_limits<quint32>::max()) {
        setProblem(0, QCoreApplication::translate("ValueTree", "More than 4 GiB are not decoded."));
        m_full = true;
    }
}

ValueTreeBuilder::ValueTreeBuilder(ValueTree tree, NodeId id, const DecodeLimits &limits)
    : ValueTreeMaker(std::move(tree)), m_limits(limits), m_page(id),
      m_earlierProblem(takeProblem()), m_pageWidth(nodes()[id.value].hasPairs() ? 2 : 1)
{
}

ValueNode &ValueTreeBuilder::refused()
{
    m_full = true;
    setCut();
    return m_ignored;
}

bool ValueTreeBuilder::open(ValueKind kind, qint64 begin, quint32 label)
{
    if (depth() >= m_limits.maxDepth)
        return false;
    if (m_count >= m_limits.maxNodes || m_full || m_limits.stopped()) {
        m_full = true;
        setCut();
        return false;
    }
    ++m_count;
    Open &opened = m_open.emplace_back();
    opened.first = m_scratch.size();
    opened.node.kind = kind;
    opened.node.label = label;
    opened.node.begin = quint32(begin);
    return true;
}

/// The scratch nodes from @p from on become nodes of the tree; returns where they are now.
quint32 ValueTreeBuilder::moveToTree(std::size_t from)
{
    const std::size_t first = nodes().size();
    while (!m_folded.empty() && m_folded.back().at >= from) {
        pagesOf({quint32(first + m_folded.back().at - from)}).resume = m_folded.back().resume;
        m_folded.pop_back();
    }
    nodes().insert(nodes().end(), m_scratch.begin() + std::ptrdiff_t(from), m_scratch.end());
    m_scratch.resize(from);
    return quint32(first);
}

void ValueTreeBuilder::close(qint64 end, ValueFlag flag)
{
    Open closed = m_open.back();
    m_open.pop_back();
    closed.node.end = quint32(end);
    closed.node.flags = quint8(flag);
    closed.node.count = quint32(m_scratch.size() - closed.first);
    closed.node.first = moveToTree(closed.first);
    m_scratch.push_back(closed.node);
}

void ValueTreeBuilder::addFolded(ValueKind kind, qint64 begin, qint64 end, qint64 resume, quint32 label)
{
    ValueNode &node = add(kind, begin, end, label);
    if (m_full)
        return;
    node.flags = quint8(ValueFlag::Folded);
    m_folded.push_back({m_scratch.size() - 1, resume});
}

/// A key whose value is missing gets none: the pair would be a lie.
void ValueTreeBuilder::dropLast()
{
    if (!m_folded.empty() && m_folded.back().at == m_scratch.size() - 1)
        m_folded.pop_back();
    m_scratch.pop_back();
}

void ValueTreeBuilder::closeAll()
{
    const qint64 end = std::min<qint64>(source().size(), std::numeric_limits<quint32>::max());
    while (!m_open.empty()) {
        if (m_open.back().node.hasPairs() && countInOpen() % 2 == 1)
            dropLast();
        close(end, ValueFlag::Cut);
    }
}

ValueTree ValueTreeBuilder::finish()
{
    closeAll();
    if (!m_scratch.empty()) {
        while (m_scratch.size() > 1)
            dropLast();
        setRoot({moveToTree(0)});
    }
    return takeTree();
}

qint64 ValueTreeBuilder::resume() const
{
    const Pages *pages = findPages(m_page);
    return pages ? pages->resume : 0;
}

ValueTree ValueTreeBuilder::finishPage(qint64 resume, bool complete)
{
    closeAll();
    if (m_scratch.size() % std::size_t(m_pageWidth) != 0)
        dropLast();
    const auto children = quint32(pageSize());
    Q_ASSERT(children <= DecodeLimits::pageChildren);
    if (m_full || hasProblem()) {
        complete = true;
        nodes()[m_page.value].flags |= quint8(ValueFlag::Cut);
    }
    if (m_earlierProblem && !hasProblem())
        putProblem(*m_earlierProblem);
    Pages pages = std::move(pagesOf(m_page)); // may move when moveToTree() adds others
    pages.resume = resume;
    pages.complete = complete;
    pages.children += children;
    if (children > 0)
        pages.blocks.push_back({moveToTree(0), pages.children});
    pagesOf(m_page) = std::move(pages);
    return takeTree();
}

} // namespace zmqscope
