// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <QHash>
#include <QString>
#include <deque>
#include <optional>

namespace zmqscope {

/// Messages a second over about the last second, for many counters that are looked at every now
/// and then.
class FlowMeter {
public:
    /// Looks at all counters: between begin() and end() each is given once. Counters that are not
    /// are forgotten.
    void begin(Timestamp now);
    /// The rate by now; 0 for a counter that is new.
    double rate(const QString &counter, qint64 total);
    void end();
    /// True when a rate was above zero in the last look: it comes down only when it is looked at again.
    bool isMoving() const { return m_moving; }

private:
    struct Sample {
        qint64 ns = 0;
        qint64 total = 0;
    };
    struct Counter {
        std::deque<Sample> samples;
        bool seen = false;
    };
    QHash<QString, Counter> m_counters;
    Timestamp m_now;
    bool m_moving = false;
};

} // namespace zmqscope
