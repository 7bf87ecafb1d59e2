// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/group_ends.h"

namespace zmqscope {

GroupEnds::End GroupEnds::find(const WireField &start, qsizetype limit)
{
    if (const auto known = m_ends.constFind(quint32(start.begin)); known != m_ends.cend())
        return *known;
    struct Open
    {
        quint32 number;
        quint32 begin;
    };
    std::vector<Open> open{{start.number, quint32(start.begin)}};
    WireReader reader(m_bytes, start.end, limit);
    WireField field;
    while (reader.next(field)) {
        if (field.type == WireType::StartGroup) {
            if (int(open.size()) >= m_maxDepth)
                return {0, 0, true};
            open.push_back({field.number, quint32(field.begin)});
        } else if (field.type == WireType::EndGroup) {
            if (open.back().number != field.number)
                return {};
            const End end{quint32(field.begin), quint32(field.end), false};
            m_ends.insert(open.back().begin, end);
            open.pop_back();
            if (open.empty())
                return end;
        }
    }
    return {};
}

} // namespace zmqscope
