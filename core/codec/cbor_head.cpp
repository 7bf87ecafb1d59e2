// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/cbor_head.h"

namespace zmqscope {

bool CborSkipper::skip(const char *&at, const char *end)
{
    m_open.clear();
    do {
        if (at == end)
            return false;
        const CborHead head = readCborHead(at, end);
        if (head.state != CborHead::State::Good || head.bytes() > quint64(end - at - head.size))
            return false;
        const bool inChunks = !m_open.empty() && m_open.back().head.isString();
        if (head.isBreak()) {
            const bool closes = !m_open.empty() && m_open.back().head.isIndefinite
                && (m_open.back().head.major != CborHead::Map || m_open.back().left % 2 == 0);
            if (!closes)
                return false;
            m_open.pop_back();
        } else if (inChunks && (head.major != m_open.back().head.major || head.isIndefinite)) {
            return false;
        } else {
            const quint64 below = head.major == CborHead::Array || head.isIndefinite ? head.value
                : head.major == CborHead::Map ? head.value * 2
                : head.major == CborHead::Tag ? 1 : 0;
            if (head.isIndefinite || below > 0) {
                // An item takes a byte at least; this keeps the doubled count of a map from wrapping.
                if (m_open.size() >= m_maxDepth || head.value * (head.isContainer() ? 1 : 0) > quint64(end - at))
                    return false;
                m_open.push_back({below, head});
                at += head.size;
                continue;
            }
        }
        at += head.size + head.bytes();
        while (!m_open.empty()) {
            Open &open = m_open.back();
            if (open.head.isIndefinite) {
                ++open.left;
                break;
            }
            if (--open.left > 0)
                break;
            m_open.pop_back();
        }
    } while (!m_open.empty());
    return true;
}

} // namespace zmqscope
