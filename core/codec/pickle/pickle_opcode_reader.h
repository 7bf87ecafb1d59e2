// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/pickle/pickle_opcodes.h"

#include <QByteArrayView>

namespace zmqscope {

/// What a look over the opcodes of bytes says, without making any value.
struct PickleOutline
{
    enum class End {
        Stop,    ///< STOP was reached, with one value there
        Effort,  ///< all is right as far as was looked
        RanOut,  ///< the bytes end before STOP does
        Invalid, ///< what is no opcode, or takes a value that is not there
    };
    End end = End::Invalid;
    qsizetype used = 0;  ///< bytes up to there
    qsizetype count = 0; ///< opcodes up to there
    int protocol = 0;    ///< the one that PROTO names, or the newest that is needed
    bool marked = false; ///< starts with PROTO
};

/// Steps over the opcodes in the first @p effort bytes, and checks that each has its argument and finds the
/// values it takes.
PickleOutline outlinePickle(QByteArrayView bytes, qsizetype effort);

} // namespace zmqscope
