// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to the detection of formats, and reads them as the best that it finds.
#include "core/codec/detector.h"
#include "tests/fuzz/walk_tree.h"

using namespace zmqscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const Detector detector;
    const QList<Reading> found = detector.candidates(bytes);
    fuzz::require(found.size() >= 2, "text and hex read everything");
    for (const Reading &reading : found)
        fuzz::require(reading.codec && !reading.reason.isEmpty(), "every reading has a reason");
    const Reading best = detector.best(bytes, Codec::gistEffort);
    if (best.codec->decodesTree())
        fuzz::readTree(*best.codec, bytes, DecodeLimits::forGist());
    return 0;
}
