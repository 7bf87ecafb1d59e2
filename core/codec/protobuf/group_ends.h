// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/protobuf/wire_reader.h"

#include <QHash>
#include <vector>

namespace zmqscope {

/// Finds where groups end. A group has no length, so that the way to its end leads through all
/// groups inside: these are remembered, so that no byte is passed twice.
class GroupEnds
{
public:
    struct End
    {
        quint32 content = 0; ///< where the end tag begins; 0 when there is none
        quint32 behind = 0;
        bool tooDeep = false;
    };

    GroupEnds(QByteArrayView bytes, int maxDepth) : m_bytes(bytes), m_maxDepth(maxDepth) {}

    /// Of the group that @p start opens, ending before @p limit.
    End find(const WireField &start, qsizetype limit);

private:
    QByteArrayView m_bytes;
    int m_maxDepth;
    QHash<quint32, End> m_ends; ///< by the place of the start tag
};

} // namespace zmqscope
