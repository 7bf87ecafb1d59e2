// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/rule.h"

#include <map>
#include <utility>

namespace zmqscope {

/// What a rule remembers of each channel between two looks. State is made from the first
/// Examination of the channel.
template <typename State>
class PerChannel {
public:
    State &of(const Examination &examination)
    {
        const Key key{&examination.panel(), examination.side()};
        const auto known = m_states.find(key);
        return known != m_states.end() ? known->second : m_states.try_emplace(key, examination).first->second;
    }
    void forget(const Panel &panel)
    {
        std::erase_if(m_states, [&](const auto &entry) { return entry.first.first == &panel; });
    }

private:
    using Key = std::pair<const Panel *, int>;
    std::map<Key, State> m_states;
};

} // namespace zmqscope
