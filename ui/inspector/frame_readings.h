// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/detector.h"

#include <QHash>
#include <optional>

namespace zmqscope {

/// The ways one frame can be read, and which of them is taken: what the person chose for frames of
/// this kind, else what a rule pins, else what is most likely.
class FrameReadings
{
public:
    /// So much of a frame is looked at: going through a log must not falter.
    static constexpr qsizetype effort = 64 * 1024;

    void setFrame(QByteArrayView bytes, const std::optional<Reading> &pinned);

    /// Best first; what a rule pins, or the person chose, is among them. Never empty after setFrame().
    const QList<Reading> &candidates() const { return m_candidates; }
    const Reading &current() const { return m_candidates[m_current]; }
    qsizetype currentIndex() const { return m_current; }
    /// True when the person chose another one than would be taken.
    bool isChosen() const { return m_choices.contains(m_kind); }

    /// From now on for all frames of this kind.
    void choose(const CodecPtr &codec);
    /// Chooses a neighbour in the list of candidates, round and round.
    void flip(int steps);
    /// Takes back what was chosen for this kind.
    void chooseAutomatic();

private:
    void apply();

    QList<Reading> m_candidates{Detector().best({})};
    qsizetype m_found = 0; ///< so many of them were not chosen
    qsizetype m_current = 0;
    QString m_kind; ///< what choices are remembered for
    QHash<QString, CodecPtr> m_choices;
};

} // namespace zmqscope
