// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/sequence_watch.h"

#include <QCoreApplication>
#include <QtEndian>
#include <algorithm>
#include <charconv>

namespace zmqscope {

namespace {

template <typename T>
quint64 readAs(const SequenceCheck &check, QByteArrayView bytes)
{
    return check.littleEndian ? qFromLittleEndian<T>(bytes.data()) : qFromBigEndian<T>(bytes.data());
}

/// The largest value of the number; after it comes 0.
quint64 largest(const SequenceCheck &check)
{
    return check.bytes == 0 || check.bytes == 8 ? ~quint64(0) : (quint64(1) << (8 * check.bytes)) - 1;
}

} // namespace

std::optional<quint64> sequenceNumber(const SequenceCheck &check, QByteArrayView bytes)
{
    if (check.bytes == 0) {
        quint64 number = 0;
        const auto [end, error] = std::from_chars(bytes.begin(), bytes.end(), number);
        return error == std::errc() && end == bytes.end() ? std::optional(number) : std::nullopt;
    }
    if (bytes.size() != check.bytes)
        return {};
    switch (check.bytes) {
    case 1: return quint8(bytes.front());
    case 2: return readAs<quint16>(check, bytes);
    case 4: return readAs<quint32>(check, bytes);
    default: return readAs<quint64>(check, bytes);
    }
}

QString SequenceWatch::Gap::text() const
{
    const auto tr = [](const char *text, int n = -1) {
        return QCoreApplication::translate("zmqscope::SequenceWatch", text, nullptr, n);
    };
    if (missing > 0)
        return tr("previous of this topic %1: %2 missing").arg(previous).arg(missing);
    return value == previous ? tr("the same number as the one before") : tr("previous of this topic %1: counted back").arg(previous);
}

void SequenceWatch::take(const ProtocolMatch &match, const MessageView &message)
{
    if (message.index < m_next)
        return;
    m_next = MessageIndex{message.index.value + 1};
    for (const SequenceCheck &check : match.protocol().sequences) {
        const qsizetype frame = match.frameNamed(check.frame);
        if (frame < 0)
            continue;
        const std::optional<quint64> number = sequenceNumber(check, message.frames[frame]);
        const qsizetype topicFrame = check.per.isEmpty() ? -1 : match.frameNamed(check.per);
        const QByteArrayView topic = topicFrame < 0 ? QByteArrayView() : message.frames[topicFrame];
        if (!number || topic.size() > maxTopicBytes)
            continue;
        const quint64 value = *number;
        const Count count(message.header.peer.value, topic.toByteArray());
        const auto last = m_last.find(count);
        if (last == m_last.end()) {
            if (m_last.size() < maxTopics)
                m_last.insert(count, value);
            continue;
        }
        const quint64 previous = std::exchange(*last, value);
        const quint64 top = largest(check);
        const quint64 step = (value - previous) & top;
        if (step == 1)
            continue;
        // More than half the way round is a count that went back: its program was started again.
        const bool forward = step != 0 && step <= top / 2;
        const quint64 lost = forward ? step - 1 : 0;
        if (forward) {
            ++m_gaps;
            m_missing += lost;
        }
        m_places.push_back({message.index, value, previous, lost});
        if (qsizetype(m_places.size()) > maxGaps)
            m_places.pop_front();
    }
}

void SequenceWatch::skipTo(MessageIndex index)
{
    if (index <= m_next)
        return;
    m_next = index;
    m_last.clear();
}

std::optional<SequenceWatch::Gap> SequenceWatch::gapAt(MessageIndex index) const
{
    const auto gap = std::ranges::lower_bound(m_places, index, {}, &Gap::at);
    return gap != m_places.end() && gap->at == index ? std::optional(*gap) : std::nullopt;
}

} // namespace zmqscope
