// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/send_history.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr qsizetype summaryCharacters = 200;
}

void SendHistory::add(const SendDraft &draft)
{
    m_back = 0;
    if (!m_entries.empty() && m_entries.back() == draft)
        return;
    m_entries.push_back(draft);
    m_characters += weight(draft);
    while (m_entries.size() > maxEntries || (m_characters > maxCharacters && m_entries.size() > 1)) {
        m_characters -= weight(m_entries.front());
        m_entries.pop_front();
    }
}

const SendDraft *SendHistory::older(const SendDraft &current)
{
    if (m_back == 0) {
        m_aside = current;
        // What stands in the form is often what was just sent: that step would show nothing new.
        if (m_entries.size() > 1 && m_entries.back() == current)
            m_back = 1;
    }
    if (m_back >= m_entries.size())
        return nullptr;
    ++m_back;
    return &m_entries[m_entries.size() - m_back];
}

const SendDraft *SendHistory::newer()
{
    if (m_back == 0)
        return nullptr;
    --m_back;
    return m_back == 0 ? &m_aside : &m_entries[m_entries.size() - m_back];
}

QString SendHistory::summary(const SendDraft &draft)
{
    QString line = draft.topic;
    for (const FrameDraft &frame : draft.frames) {
        if (!line.isEmpty())
            line += u" │ "_s;
        line += QStringView(frame.text).left(summaryCharacters);
        if (line.size() >= summaryCharacters)
            break;
    }
    line.replace(u'\n', u'⏎');
    return line.isEmpty() ? QCoreApplication::translate("SendHistory", "(empty)") : line.left(summaryCharacters);
}

qint64 SendHistory::weight(const SendDraft &draft)
{
    qint64 sum = draft.topic.size() + draft.routingId.size();
    for (const FrameDraft &frame : draft.frames)
        sum += frame.text.size() + frame.codec.size();
    return sum;
}

} // namespace zmqscope
