// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/value/value_tree_maker.h"

#include <algorithm>
#include <cstring>

namespace zmqscope {

namespace {
/// Small texts share pieces of this size.
constexpr qsizetype pieceBytes = 16 * 1024;
} // namespace

ValueTreeMaker::ValueTreeMaker(ValueTree tree)
    : m_tree(std::move(tree))
{
    for (std::size_t i = 0; i < m_tree.m_labels.size(); ++i)
        m_labels.insert(m_tree.m_labels[i], quint32(i));
}

quint32 ValueTreeMaker::labelOf(QByteArrayView text)
{
    if (text.isEmpty())
        return 0;
    const auto known = m_labels.constFind(QByteArray::fromRawData(text.data(), text.size()));
    if (known != m_labels.cend())
        return *known;
    m_tree.m_labels.push_back(text.toByteArray());
    const auto number = quint32(m_tree.m_labels.size() - 1);
    m_labels.insert(m_tree.m_labels.back(), number);
    return number;
}

QByteArrayView ValueTreeMaker::store(QByteArrayView text)
{
    if (text.isEmpty())
        return QByteArrayView("", 0);
    char *copy = allocate(text.size());
    std::memcpy(copy, text.data(), std::size_t(text.size()));
    return {copy, text.size()};
}

char *ValueTreeMaker::allocate(qsizetype bytes)
{
    if (bytes > m_textLeft) {
        const qsizetype piece = std::max(bytes, pieceBytes);
        m_tree.m_texts.push_back(std::make_unique_for_overwrite<char[]>(std::size_t(piece)));
        m_tree.m_textBytes += piece;
        m_text = m_tree.m_texts.back().get();
        m_textLeft = piece;
    }
    char *memory = m_text;
    m_text += bytes;
    m_textLeft -= bytes;
    return memory;
}

void ValueTreeMaker::giveBack(qsizetype bytes)
{
    m_text -= bytes;
    m_textLeft += bytes;
}

const ValueTreeMaker::Pages *ValueTreeMaker::findPages(NodeId id) const
{
    const auto pages = m_tree.m_pages.find(id.value);
    return pages == m_tree.m_pages.end() ? nullptr : &pages->second;
}

} // namespace zmqscope
