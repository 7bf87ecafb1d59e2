// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <array>
#include <vector>

namespace zmqscope {

/// Finds a text's UTF-8 bytes within other bytes, whatever those are. Fast, and usable from several
/// threads at once.
class ByteSearch
{
public:
    /// @p text must not be empty. Without case, letters match in any case they have, as single
    /// characters: "ß" does not match "SS".
    ByteSearch(const QString &text, Qt::CaseSensitivity sensitivity);

    bool isIn(QByteArrayView bytes) const;
    /// The most bytes that a match can take.
    qsizetype longestMatch() const { return m_longest; }

private:
    using Variants = std::vector<QByteArray>; ///< one character's cases, in UTF-8

    bool foldedIn(QByteArrayView bytes) const;
    bool variantsIn(QByteArrayView bytes) const;

    Qt::CaseSensitivity m_sensitivity;
    QByteArray m_bytes;                        ///< lower case where case does not count
    std::array<qsizetype, 256> m_skip = {};    ///< Horspool's table, for text that is ASCII
    std::vector<Variants> m_characters;        ///< for text that is not
    std::array<bool, 256> m_canBegin = {};
    qsizetype m_longest = 0;
};

} // namespace zmqscope
