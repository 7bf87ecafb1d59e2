// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/detector.h"

#include "core/codec/wrapped_codec.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// So much is unpacked to see what is inside, for each byte that may be looked at.
constexpr qsizetype unpackedPerEffort = 16;

/// What any bytes can be shown as: these are never a discovery.
bool readsEverything(QStringView id)
{
    return id == u"text" || id == u"hex" || id == u"base64";
}

void addCandidates(QList<Reading> &found, const CodecRegistry &registry, QByteArrayView bytes, qsizetype effort, int layers)
{
    for (const CodecPtr &codec : registry.all()) {
        if (readsEverything(codec->id()))
            continue;
        const Recognition outer = codec->recognise(bytes, effort);
        if (outer.certainty == Certainty::No)
            continue;
        if (codec->unwraps() && layers > 0) {
            const Unwrapped inside = codec->unwrap(bytes, effort * unpackedPerEffort);
            QList<Reading> inner;
            addCandidates(inner, registry, inside.bytes, effort, layers - 1);
            if (const CodecPtr text = *registry.resolve(u"text"_s);
                text->recognise(inside.bytes, effort).certainty >= Certainty::Likely)
                inner.append({text, Certainty::Likely, QCoreApplication::translate("Detector", "text")});
            inner.append({*registry.resolve(u"hex"_s), outer.certainty, QCoreApplication::translate("Detector", "bytes")});
            for (const Reading &reading : std::as_const(inner)) {
                found.append({std::make_shared<WrappedCodec>(codec, reading.codec),
                              std::min(outer.certainty, std::max(reading.certainty, Certainty::Likely)),
                              QCoreApplication::translate("Detector", "%1; inside: %2").arg(outer.reason, reading.reason)});
                if (reading.certainty < Certainty::Likely)
                    break; // one that merely could be is enough, and the last one always could
            }
            continue;
        }
        found.append({codec, outer.certainty, outer.reason});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Reading &a, const Reading &b) { return a.certainty > b.certainty; });
}

} // namespace

QList<Reading> Detector::candidates(QByteArrayView bytes, qsizetype effort) const
{
    QList<Reading> found;
    if (!bytes.isEmpty())
        addCandidates(found, m_registry, bytes, effort, maxLayers);
    const CodecPtr text = *m_registry.resolve(u"text"_s);
    const CodecPtr hex = *m_registry.resolve(u"hex"_s);
    const Recognition asText = text->recognise(bytes, effort);
    const auto firstGuess = std::find_if(found.begin(), found.end(),
                                         [](const Reading &reading) { return reading.certainty < Certainty::Likely; });
    const Reading anyBytes{hex, Certainty::Possible, QCoreApplication::translate("Detector", "no format was recognised")};
    if (asText.certainty >= Certainty::Likely) {
        found.insert(firstGuess, {text, asText.certainty, asText.reason});
        found.append(anyBytes);
    } else {
        found.insert(firstGuess, anyBytes);
        found.append({text, Certainty::Possible, QCoreApplication::translate("Detector", "not UTF-8: shown with escapes")});
    }
    return found;
}

Reading Detector::best(QByteArrayView bytes, qsizetype effort) const
{
    return candidates(bytes, effort).first();
}

} // namespace zmqscope
