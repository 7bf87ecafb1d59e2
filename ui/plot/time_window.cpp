// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/time_window.h"

#include <algorithm>
#include <cmath>

namespace zmqscope {

void TimeWindow::followLive(std::optional<qint64> width)
{
    m_width = width;
    resume();
}

void TimeWindow::resume()
{
    m_live = true;
    follow();
}

void TimeWindow::setExtent(Timestamp oldest, Timestamp newest)
{
    m_oldest = oldest;
    m_newest = newest;
    if (m_live)
        follow();
}

void TimeWindow::follow()
{
    const qint64 width = std::clamp(m_width.value_or(m_newest.ns - m_oldest.ns), leastSpan, mostSpan);
    m_to = m_newest;
    m_from = {m_newest.ns - width};
}

void TimeWindow::pan(double part)
{
    panBy(std::llround(double(span()) * part));
}

void TimeWindow::panBy(qint64 ns)
{
    m_live = false;
    m_from.ns += ns;
    m_to.ns += ns;
}

void TimeWindow::zoom(double factor, double at)
{
    const qint64 wanted =
        std::clamp(qint64(std::clamp(double(span()) * factor, double(leastSpan), double(mostSpan))),
            leastSpan, mostSpan);
    if (m_live) {
        m_width = wanted;
        follow();
        return;
    }
    m_from.ns += std::llround(double(span() - wanted) * at);
    m_to.ns = m_from.ns + wanted;
}

void TimeWindow::goToBegin()
{
    const qint64 width = span();
    m_live = false;
    m_from = m_oldest;
    m_to = {m_oldest.ns + width};
}

} // namespace zmqscope
