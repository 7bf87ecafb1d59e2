// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec_registry.h"

#include <QList>

namespace zmqscope {

/// One way to read a frame, and why.
struct Reading
{
    CodecPtr codec; ///< a WrappedCodec where the bytes are packed
    Certainty certainty = Certainty::No;
    QString reason; ///< translated: "valid MessagePack, 14 of 14 bytes used", "rule of this panel"
};

/// Finds out what format bytes are in. Says why, and never insists: what merely could be is offered,
/// not chosen.
class Detector
{
public:
    /// Packed in packed in packed: more layers are not looked into.
    static constexpr int maxLayers = 4;

    /// @p registry must outlive the detector.
    explicit Detector(const CodecRegistry &registry = CodecRegistry::builtin()) : m_registry(registry) {}

    /// All formats that the bytes can be read in, best first; never empty, for text with escapes and
    /// hex read everything. Of equal certainty what is more special goes first.
    QList<Reading> candidates(QByteArrayView bytes, qsizetype effort = Codec::fullEffort) const;
    /// The first of candidates().
    Reading best(QByteArrayView bytes, qsizetype effort = Codec::fullEffort) const;

private:
    const CodecRegistry &m_registry;
};

} // namespace zmqscope
