// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace zmqscope {

/// Where the bytes of a hex view stand, counted in characters of a fixed-width font: the offset,
/// the bytes in groups of eight, the bytes as ASCII.
class HexLayout
{
public:
    /// As many bytes a row as @p columns characters have room for: 32, 16, 8 or at least 4.
    HexLayout(qint64 bytes, int columns);

    int bytesPerRow() const { return m_bytesPerRow; }
    qint64 rows() const { return m_rows; }
    int offsetDigits() const { return m_offsetDigits; }
    /// First character of byte @p i of a row in the hex part.
    int hexColumn(int i) const { return m_offsetDigits + 2 + i * 3 + i / 8; }
    int asciiColumn(int i) const { return hexColumn(m_bytesPerRow - 1) + 4 + i; }
    int width() const { return asciiColumn(m_bytesPerRow); }

    /// The byte of a row nearest to character @p column, and in which part it is.
    struct Hit
    {
        int byte = 0;
        bool ascii = false;
    };
    Hit hit(double column) const;

private:
    int m_bytesPerRow = 4;
    int m_offsetDigits = 8;
    qint64 m_rows = 0;
};

} // namespace zmqscope
