// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fuzz/walk_tree.h"

#include <QRandomGenerator>

namespace zmqscope {

/// Shows a codec bytes that may be wrong in every way it has; ends the process when it breaks a
/// promise that every codec makes.
inline void readAllWays(const Codec &codec, QByteArrayView bytes)
{
    constexpr qsizetype maxChars = 100;
    (void)codec.recognise(bytes, Codec::gistEffort);
    if (const Result<DecodedText> text = codec.decode(bytes, maxChars); !text)
        fuzz::require(!text.error().detail.isEmpty(), "an error says what is wrong");
    DecodeLimits limits;
    for (const qsizetype nodes : {qsizetype(0), qsizetype(1), qsizetype(3), qsizetype(64), DecodeLimits::defaultNodes}) {
        limits.maxNodes = nodes;
        fuzz::readTree(codec, bytes, limits);
    }
    limits.maxDepth = 1;
    fuzz::readTree(codec, bytes, limits);
}

/// Every start of @p sample, and the sample with random changes.
inline void readDamaged(const Codec &codec, const QByteArray &sample)
{
    for (qsizetype length = 0; length <= sample.size(); ++length)
        readAllWays(codec, QByteArrayView(sample).first(length));
    QRandomGenerator random(7);
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes = sample;
        for (int change = 0; change < 3 && !bytes.isEmpty(); ++change)
            bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
        readAllWays(codec, bytes);
    }
}

} // namespace zmqscope
