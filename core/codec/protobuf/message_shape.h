// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace zmqscope {

/// What Protobuf messages look like from the outside: without a schema any few bytes could be one,
/// so this tells how convincing they are.
struct MessageShape
{
    /// Programs number their fields from 1; hardly anyone goes beyond.
    static constexpr quint32 maxFieldNumber = 0xffff;
    /// Groups in groups that a guess follows.
    static constexpr int maxGroups = 32;

    bool isMessage = false;   ///< every byte looked at belongs to a field, and all of it makes sense
    bool isOrdered = true;    ///< fields come by number, as programs write them
    bool cut = false;         ///< the end of the bytes was not looked at
    qsizetype fields = 0;     ///< on the outermost level
    bool hasSeveralNumbers = false;
    bool hasText = false;     ///< a field that people can read
    QByteArrayView longest;   ///< of the fields that could be a message inside
};

/// Looks at the outermost level of the first @p effort of @p bytes. Allocates nothing.
MessageShape messageShape(QByteArrayView bytes, qsizetype effort);

/// True for UTF-8 without invisible characters but blanks and line ends.
bool isReadableText(QByteArrayView bytes);

} // namespace zmqscope
