// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace zmqscope {

/// Tells bytes that were written in a self-describing binary format from bytes that can be read in
/// it by chance. Each thing met says how much likelier it is in the one than in the other, as a
/// power of two, counted in tenths; the sum decides.
class FormatEvidence
{
public:
    /// One in a thousand frames of random bytes that can be read as a whole reaches this.
    static constexpr int enough = 100;
    /// As much of a text is looked at for evidence.
    static constexpr qsizetype textBytes = 256;

    bool isEnough() const { return m_tenths >= enough; }
    int tenths() const { return m_tenths; }

    /// The outermost value is a list or map with something in it.
    void rootContainer() { m_tenths += 30; }
    /// The value ends where the frame does. Small integers of other programs, least significant byte
    /// first, end so as well.
    void exactEnd(QByteArrayView frame)
    {
        const bool hasIntegerSize = frame.size() == 2 || frame.size() == 4 || frame.size() == 8;
        if (!hasIntegerSize || (frame.back() != '\0' && frame.back() != '\xff'))
            m_tenths += 33;
    }
    /// An integer in its shortest form; zeros are what integers of other formats are padded with.
    void integer(quint64 distanceFromZero, bool isNegative, int bytes)
    {
        if (bytes > 1)
            m_tenths += 20;
        else if (isNegative)
            m_tenths -= 5;
        else if (distanceFromZero == 0)
            m_tenths += 2;
        else
            m_tenths += distanceFromZero < 24 ? 12 : 2;
    }
    /// A number or a length that could have been written shorter.
    void needlesslyLong() { m_tenths -= 40; }
    void constant() { m_tenths += 36; }
    void floatingPoint(double value)
    {
        const double size = value < 0 ? -value : value;
        m_tenths += value == 0 || (size > 1e-12 && size < 1e15) ? 40 : -20;
    }
    void bytes() { m_tenths += 5; }
    void container() { m_tenths += 2; }
    void extension() { m_tenths -= 10; }
    void key(bool isText) { m_tenths += isText ? 20 : -10; }
    /// A key that is no number and no text.
    void oddKey() { m_tenths -= 50; }
    void text(QByteArrayView text);

private:
    int m_tenths = 0;
};

} // namespace zmqscope
