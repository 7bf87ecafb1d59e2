// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/reading_rules.h"

#include <algorithm>

namespace zmqscope {

ReadingRules::ReadingRules(const QList<ReadingRule> &rules, const CodecRegistry &registry)
{
    m_entries.reserve(std::size_t(rules.size()));
    for (const ReadingRule &rule : rules) {
        Result<CodecPtr> codec = registry.resolve(rule.codec);
        if (codec)
            m_entries.push_back({rule, *std::move(codec), {}});
        else
            m_entries.push_back({rule, nullptr, codec.error()});
    }
}

const ReadingRules::Entry *ReadingRules::find(const RuleSubject &subject) const
{
    const auto entry = std::ranges::find_if(m_entries, [&](const Entry &one) {
        return one.codec && one.rule.appliesTo(subject);
    });
    return entry == m_entries.end() ? nullptr : &*entry;
}

} // namespace zmqscope
