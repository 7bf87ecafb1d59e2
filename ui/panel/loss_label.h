// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/tone_label.h"

namespace zmqscope {

class Panel;

/// What a publisher sent in vain, or what never came, as a count. Hidden while it is 0; follows the
/// panel's frame tick.
class LossLabel final : public ToneLabel
{
    Q_OBJECT
public:
    enum class Cause {
        SlowSubscriber, ///< lost for a subscriber at its high-water mark
        NoSubscriber,   ///< nobody had subscribed to it
        SequenceGap,    ///< the numbers in the messages have gaps
    };

    LossLabel(zmqscope::Panel &panel, Cause cause, QWidget *parent);

private:
    void follow();
    qint64 count() const;

    zmqscope::Panel &m_panel; // QFrame has a Panel too
    Cause m_cause;
    qint64 m_shown = -1;
};

} // namespace zmqscope
