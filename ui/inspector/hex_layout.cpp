// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/hex_layout.h"

#include <algorithm>

namespace zmqscope {

HexLayout::HexLayout(qint64 bytes, int columns)
{
    for (qint64 last = bytes >> 32; last > 0; last >>= 4)
        ++m_offsetDigits;
    for (const int candidate : {8, 16, 32}) {
        HexLayout wider = *this;
        wider.m_bytesPerRow = candidate;
        if (wider.width() <= columns)
            m_bytesPerRow = candidate;
    }
    m_rows = (bytes + m_bytesPerRow - 1) / m_bytesPerRow;
}

HexLayout::Hit HexLayout::hit(double column) const
{
    if (column >= asciiColumn(0) - 1)
        return {std::clamp(int(column) - asciiColumn(0), 0, m_bytesPerRow - 1), true};
    for (int i = m_bytesPerRow - 1; i > 0; --i) {
        if (column >= hexColumn(i) - 0.5)
            return {i, false};
    }
    return {};
}

} // namespace zmqscope
