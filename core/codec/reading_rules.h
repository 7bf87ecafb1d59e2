// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec_registry.h"
#include "core/codec/reading_rule.h"

#include <QList>
#include <vector>

namespace zmqscope {

/// The rules of a panel, ready to be asked. They hold in the order of the list: the first rule that
/// applies is taken, so that a person decides by moving one up. A rule whose format is not known
/// here, being of a newer version, stays in the list and is passed over.
class ReadingRules
{
public:
    /// A rule, and what it came to.
    struct Entry
    {
        ReadingRule rule;
        CodecPtr codec; ///< null when the format is not known, or cannot be set up
        Error error;    ///< why
    };

    /// @p registry must outlive this.
    explicit ReadingRules(const QList<ReadingRule> &rules = {}, const CodecRegistry &registry = CodecRegistry::builtin());

    /// Null when no rule applies.
    const Entry *find(const RuleSubject &subject) const;
    const std::vector<Entry> &entries() const { return m_entries; }
    bool isEmpty() const { return m_entries.empty(); }

private:
    std::vector<Entry> m_entries;
};

} // namespace zmqscope
