// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/frame_readings.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

qsizetype indexOf(const QList<Reading> &readings, const QString &codecId)
{
    const auto found = std::find_if(readings.begin(), readings.end(),
                                    [&](const Reading &reading) { return reading.codec->id() == codecId; });
    return found == readings.end() ? -1 : found - readings.begin();
}

} // namespace

void FrameReadings::setFrame(QByteArrayView bytes, const std::optional<Reading> &pinned)
{
    m_candidates = Detector().candidates(bytes, effort);
    if (pinned) {
        if (const qsizetype found = indexOf(m_candidates, pinned->codec->id()); found >= 0)
            m_candidates.removeAt(found);
        m_candidates.prepend(*pinned);
    }
    m_found = m_candidates.size();
    m_kind = (pinned ? u"pinned "_s : QString()) + m_candidates.first().codec->id();
    apply();
}

void FrameReadings::apply()
{
    m_candidates.resize(m_found);
    m_current = 0;
    const CodecPtr chosen = m_choices.value(m_kind);
    if (!chosen)
        return;
    m_current = indexOf(m_candidates, chosen->id());
    if (m_current < 0) {
        m_current = m_candidates.size();
        m_candidates.append({chosen, Certainty::Possible, QCoreApplication::translate("FrameReadings", "chosen by you")});
    }
}

void FrameReadings::choose(const CodecPtr &codec)
{
    if (codec->id() == m_candidates.first().codec->id())
        m_choices.remove(m_kind);
    else
        m_choices[m_kind] = codec;
    apply();
}

void FrameReadings::flip(int steps)
{
    const qsizetype count = m_candidates.size();
    choose(m_candidates[(m_current + steps % count + count) % count].codec);
}

void FrameReadings::chooseAutomatic()
{
    m_choices.remove(m_kind);
    apply();
}

} // namespace zmqscope
