// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/rule.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <deque>
#include <memory>
#include <vector>

namespace zmqscope {

/// Watches all panels of a session and says what is wrong, why, and what can be done. Looks when
/// something has changed, and when a rule asked for it: a quiet session costs nothing.
class Doctor final : public QObject
{
    Q_OBJECT
public:
    using Rules = std::vector<std::unique_ptr<Rule>>;

    /// What changed is looked at this much later, together with what changes meanwhile.
    static constexpr int delayMs = 250;
    /// Findings that went by themselves are remembered up to this number.
    static constexpr size_t maxResolved = 50;

    /// @p session, @p clock and @p probes must outlive the doctor; without @p probes nothing is asked
    /// of the network.
    Doctor(Session &session, Rules rules, EndpointProbes *probes = nullptr, const Clock &clock = Clock::system(),
           QObject *parent = nullptr);
    ~Doctor() override;

    /// What is wrong now, without what was dismissed; the worst first, of these the newest.
    QList<Finding> findings() const;
    /// What was wrong and is not any more, newest first. Their fixes do nothing.
    const std::deque<Finding> &resolved() const { return m_resolved; }
    /// Dismissed findings that are still true.
    int dismissedCount() const;
    /// What was dismissed is shown again.
    void restoreDismissed();

    /// Not to be shown until it has gone and come back.
    void dismiss(quint64 number);
    /// Does what a fix of a finding offers. An error when it did not work, or the finding has gone.
    Result<void> apply(quint64 number, qsizetype fix);

    /// Looks at everything now; for those who cannot wait, as tests.
    void examineNow();

signals:
    /// findings() or resolved() is another one.
    void changed();
    /// A finding that was not there before.
    void found(const zmqscope::Finding &finding);

private:
    struct Entry
    {
        Finding finding;
        bool dismissed = false;
    };

    void follow(Panel *panel);
    void leave(Panel *panel);
    void noteChange(Panel *panel);
    void schedule(Timestamp when);
    void examineDue();
    void examine(Panel *panel);
    bool settle(Panel *panel, QList<Finding> found);
    Entry *entry(quint64 number);

    Session &m_session;
    Rules m_rules;
    EndpointProbes *m_probes;
    const Clock &m_clock;
    std::vector<Entry> m_entries;
    std::deque<Finding> m_resolved;
    QHash<Panel *, Timestamp> m_due; ///< when each is to be looked at
    QTimer m_timer;
    quint64 m_lastNumber = 0;
};

/// The one list of rules: a new one is a new file and a line in core/diagnosis/builtin_rules.cpp.
Doctor::Rules builtinRules();

} // namespace zmqscope
