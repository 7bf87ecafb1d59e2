// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_graph.h"

#include <algorithm>
#include <new>

namespace zmqscope {

namespace {
/// Blocks grow from and to these sizes, so that small pickles take little and large ones few blocks.
constexpr std::size_t firstBlock = 4 * 1024;
constexpr std::size_t largestBlock = 1024 * 1024;
/// What is kept for the next pickle: the graphs of some hundred thousand values.
constexpr std::size_t mostKept = 24 * 1024 * 1024;
/// How many values an object that grows makes room for at once.
constexpr quint32 fewestMore = 4;
constexpr quint32 mostMore = 8 * 1024;
} // namespace

/// Makes room for at least some of @p count values. The first chunk is just large enough; later ones double
/// what is there, so that an object that grows one by one has few.
void PickleGraph::addChunk(PickleObject &object, std::size_t count)
{
    const quint32 more = object.first ? std::clamp(object.count, fewestMore, mostMore) : 1;
    const std::size_t capacity = std::max<std::size_t>(count, more);
    const std::size_t bytes = sizeof(PickleChunk) + capacity * sizeof(ValueNode);
    if (bytes > m_freeBytes)
        takeBlock(bytes);
    auto *chunk = new (m_free) PickleChunk;
    chunk->capacity = quint32(capacity);
    m_free += bytes;
    m_freeBytes -= bytes;
    if (object.last)
        object.last->next = chunk;
    else
        object.first = chunk;
    object.last = chunk;
}

void PickleGraph::takeBlock(std::size_t bytes)
{
    while (m_nextBlock < m_blocks.size() && m_blocks[m_nextBlock].bytes < bytes)
        ++m_nextBlock;
    if (m_nextBlock == m_blocks.size()) {
        const std::size_t last = m_blocks.empty() ? firstBlock / 2 : m_blocks.back().bytes;
        const std::size_t size = std::max(bytes, std::min(last * 2, largestBlock));
        m_blocks.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
    }
    m_free = m_blocks[m_nextBlock].memory.get();
    m_freeBytes = m_blocks[m_nextBlock].bytes;
    ++m_nextBlock;
}

void PickleGraph::clear()
{
    m_objects.clear();
    m_nextBlock = 0;
    m_freeBytes = 0;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        kept += m_blocks[i].bytes;
        if (kept > mostKept)
            m_blocks.resize(i);
    }
    if (m_objects.capacity() * sizeof(PickleObject) > mostKept)
        std::vector<PickleObject>().swap(m_objects);
}

} // namespace zmqscope
