// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/protocol_registry.h"

#include <QByteArray>
#include <vector>

namespace zmqscope {

/// A message as a store would show it.
class SampleMessage
{
public:
    explicit SampleMessage(QList<QByteArray> frames, Direction direction = Direction::In, quint64 index = 1)
        : m_frames(std::move(frames)), m_views(m_frames.begin(), m_frames.end()), m_index{index}
    {
        m_header.direction = direction;
    }
    MessageView view() const
    {
        qint64 total = 0;
        for (const QByteArray &frame : m_frames)
            total += frame.size();
        return {m_index, m_header, FrameSpan(m_views.data(), total, quint32(m_views.size()))};
    }
    MessageHeader &header() { return m_header; }

private:
    QList<QByteArray> m_frames;
    std::vector<QByteArrayView> m_views;
    MessageIndex m_index;
    MessageHeader m_header;
};

/// "identity, <IDS|MSG>, …": the names of all frames from the match's first on, notes in brackets.
inline QString namesOf(const ProtocolMatch &match, const FrameSpan &frames)
{
    QStringList names;
    for (qsizetype i = match.first(); i < frames.count(); ++i) {
        const FrameLabel label = match.label(frames, i);
        QString text = label.name;
        if (!label.note.isEmpty())
            text += QStringLiteral(" [") + label.note + (label.bad ? QStringLiteral("!]") : QStringLiteral("]"));
        names += text;
    }
    return names.join(QStringLiteral(", "));
}

} // namespace zmqscope
