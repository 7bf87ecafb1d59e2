// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/doctor.h"

#include "core/diagnosis/endpoint_probes.h"

#include <QCoreApplication>
#include <algorithm>
#include <limits>
#include <utility>

namespace zmqscope {

namespace {

constexpr qint64 msNs = 1'000'000;

bool sameTrouble(const Finding &a, const Finding &b)
{
    return a.panel == b.panel && a.side == b.side && a.rule == b.rule && a.subject == b.subject;
}

} // namespace

Doctor::Doctor(Session &session, Rules rules, EndpointProbes *probes, const Clock &clock, QObject *parent)
    : QObject(parent), m_session(session), m_rules(std::move(rules)), m_probes(probes), m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Doctor::examineDue);
    connect(&session, &Session::panelAdded, this, &Doctor::follow);
    connect(&session, &Session::panelRemoved, this, &Doctor::leave);
    if (probes) {
        connect(probes, &EndpointProbes::answered, this, [this] {
            for (Panel *panel : m_session.panels())
                noteChange(panel);
        });
    }
    for (Panel *panel : session.panels())
        follow(panel);
}

Doctor::~Doctor() = default;

void Doctor::follow(Panel *panel)
{
    connect(panel, &Panel::stateChanged, this, [this, panel] { noteChange(panel); });
    connect(panel, &Panel::published, this, [this, panel] { noteChange(panel); });
    connect(panel, &Panel::configChanged, this, [this, panel] { noteChange(panel); });
    noteChange(panel);
}

void Doctor::leave(Panel *panel)
{
    panel->disconnect(this);
    m_due.remove(panel);
    for (const std::unique_ptr<Rule> &rule : m_rules)
        rule->forget(*panel);
    const auto gone = std::erase_if(m_entries, [&](const Entry &entry) { return entry.finding.panel == panel; });
    const auto past = std::erase_if(m_resolved, [&](const Finding &finding) { return finding.panel == panel; });
    if (gone + past > 0)
        emit changed();
    // What the others are told of it may have changed: two panels at one address.
    for (Panel *other : m_session.panels()) {
        if (other != panel)
            noteChange(other);
    }
}

void Doctor::noteChange(Panel *panel)
{
    const Timestamp when{m_clock.now().ns + delayMs * msNs};
    const auto due = m_due.find(panel);
    if (due != m_due.end() && *due <= when)
        return;
    m_due.insert(panel, when);
    schedule(when);
}

void Doctor::schedule(Timestamp when)
{
    const qint64 ms = std::clamp<qint64>((when.ns - m_clock.now().ns) / msNs + 1, 0, std::numeric_limits<int>::max());
    if (!m_timer.isActive() || m_timer.remainingTime() > ms)
        m_timer.start(int(ms));
}

void Doctor::examineDue()
{
    const Timestamp now = m_clock.now();
    QList<Panel *> due;
    for (auto it = m_due.cbegin(); it != m_due.cend(); ++it) {
        if (it.value() <= now)
            due.append(it.key());
    }
    for (Panel *panel : std::as_const(due)) {
        m_due.remove(panel);
        examine(panel);
    }
    if (m_due.isEmpty())
        return;
    schedule(*std::min_element(m_due.cbegin(), m_due.cend()));
}

void Doctor::examineNow()
{
    for (Panel *panel : m_session.panels())
        examine(panel);
}

void Doctor::examine(Panel *panel)
{
    QList<Finding> found;
    for (int side = 0; side < panel->channels().size(); ++side) {
        if (!panel->channels().at(side)->isOpen())
            continue;
        for (const std::unique_ptr<Rule> &rule : m_rules) {
            Examination examination(m_session, *panel, side, m_clock.now(), m_probes);
            rule->examine(examination);
            for (Finding finding : examination.findings()) {
                finding.rule = rule->id();
                finding.panel = panel;
                finding.side = side;
                found.append(finding);
            }
            if (const auto again = examination.whenToLookAgain()) {
                if (const auto due = m_due.constFind(panel); due == m_due.cend() || *again < *due) {
                    m_due.insert(panel, *again);
                    schedule(*again);
                }
            }
        }
    }
    if (settle(panel, std::move(found)))
        emit changed();
}

/// Takes what was found at @p panel in place of what was known of it. True when that is another.
bool Doctor::settle(Panel *panel, QList<Finding> found)
{
    bool isChanged = false;
    for (auto known = m_entries.begin(); known != m_entries.end();) {
        const bool still = known->finding.panel != panel
            || std::any_of(found.cbegin(), found.cend(), [&](const Finding &f) { return sameTrouble(f, known->finding); });
        if (still) {
            ++known;
            continue;
        }
        m_resolved.push_front(std::move(known->finding));
        if (m_resolved.size() > maxResolved)
            m_resolved.pop_back();
        known = m_entries.erase(known);
        isChanged = true;
    }
    for (Finding &finding : found) {
        const auto known = std::find_if(m_entries.begin(), m_entries.end(),
                                        [&](const Entry &entry) { return sameTrouble(entry.finding, finding); });
        if (known == m_entries.end()) {
            finding.since = m_clock.now();
            finding.number = ++m_lastNumber;
            m_entries.push_back({finding, false});
            isChanged = true;
            emit this->found(finding);
            continue;
        }
        finding.since = known->finding.since;
        finding.number = known->finding.number;
        isChanged = isChanged || !(finding == known->finding);
        known->finding = finding; // fixes anew, too: they may hold what has moved
    }
    return isChanged;
}

QList<Finding> Doctor::findings() const
{
    QList<Finding> shown;
    for (const Entry &entry : m_entries) {
        if (!entry.dismissed)
            shown.append(entry.finding);
    }
    std::stable_sort(shown.begin(), shown.end(), [](const Finding &a, const Finding &b) {
        return a.severity != b.severity ? a.severity > b.severity : a.number > b.number;
    });
    return shown;
}

int Doctor::dismissedCount() const
{
    return int(std::count_if(m_entries.cbegin(), m_entries.cend(), [](const Entry &entry) { return entry.dismissed; }));
}

void Doctor::restoreDismissed()
{
    for (Entry &entry : m_entries)
        entry.dismissed = false;
    emit changed();
}

Doctor::Entry *Doctor::entry(quint64 number)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry &entry) { return entry.finding.number == number; });
    return found == m_entries.end() ? nullptr : &*found;
}

void Doctor::dismiss(quint64 number)
{
    if (Entry *known = entry(number)) {
        known->dismissed = true;
        emit changed();
    }
}

Result<void> Doctor::apply(quint64 number, qsizetype fix)
{
    const Entry *known = entry(number);
    if (!known || fix < 0 || fix >= known->finding.fixes.size())
        return Error{ErrorCode::NotFound, tr("Fix"), tr("What was found is not so any more."), {}};
    const Fix chosen = known->finding.fixes.at(fix); // the finding may go while it works
    Panel *panel = known->finding.panel;
    Result<void> done = chosen.apply();
    if (m_session.panels().contains(panel))
        noteChange(panel);
    return done;
}

} // namespace zmqscope
