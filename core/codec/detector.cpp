// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/detector.h"

#include "core/codec/any_bytes.h"
#include "core/codec/wrapped_codec.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// So much is unpacked to see what is inside, for each byte that may be looked at, and never more
/// than maxUnpacked: some 10 ms.
constexpr qsizetype unpackedPerEffort = 16;
constexpr qsizetype maxUnpacked = 4 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Detector", text);
}

/// Looks for formats of at least a certainty.
class Search
{
public:
    Search(const CodecRegistry &registry, qsizetype effort) : m_registry(registry), m_effort(effort) {}

    /// See Detector::candidates(). @p cut: the bytes are the start of others.
    QList<Reading> readings(QByteArrayView bytes, bool cut, Certainty least, int layers) const
    {
        QList<Reading> found;
        for (const CodecPtr &codec : m_registry.all()) {
            if (bytes.isEmpty() || showsAnyBytes(codec->id()))
                continue;
            const Recognition seen = cut ? codec->recogniseStart(bytes, m_effort) : codec->recognise(bytes, m_effort);
            if (seen.certainty < least || seen.certainty == Certainty::No)
                continue;
            if (codec->unwraps() && layers > 0)
                addPacked(found, codec, seen, bytes, least, layers - 1);
            else
                found.append({codec, seen.certainty, seen.reason});
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const Reading &a, const Reading &b) { return a.certainty > b.certainty; });
        addPlain(found, bytes, cut);
        return found;
    }

private:
    void addPacked(QList<Reading> &found, const CodecPtr &codec, const Recognition &outer, QByteArrayView bytes,
                   Certainty least, int layers) const
    {
        const Unwrapped inside = codec->unwrap(bytes, std::min(m_effort * unpackedPerEffort, maxUnpacked));
        if (inside.problem && inside.bytes.isEmpty()) {
            found.append({codec, Certainty::Possible, outer.reason});
            return;
        }
        const bool cut = (inside.cut || inside.problem) && !inside.bytes.isEmpty();
        // What merely could be packed is followed no further: guesses in guesses would be many.
        const bool sure = outer.certainty >= Certainty::Likely;
        bool first = true;
        for (const Reading &reading : readings(inside.bytes, cut, sure ? least : Certainty::Likely, sure ? layers : 0)) {
            if (!first && reading.certainty < Certainty::Likely && (!sure || showsAnyBytes(reading.codec->id())))
                continue;
            // That it is packed is known even where nothing is known of what is inside.
            const Certainty certainty = first ? outer.certainty : std::min(outer.certainty, reading.certainty);
            found.append({std::make_shared<WrappedCodec>(codec, reading.codec), certainty,
                          tr("%1; inside: %2").arg(outer.reason, reading.reason)});
            first = false;
        }
    }

    /// Text and hex: behind what is known, ahead of what is guessed.
    void addPlain(QList<Reading> &found, QByteArrayView bytes, bool cut) const
    {
        const CodecPtr text = *m_registry.resolve(u"text"_s);
        const CodecPtr hex = *m_registry.resolve(u"hex"_s);
        const Recognition asText = cut ? text->recogniseStart(bytes, m_effort) : text->recognise(bytes, m_effort);
        const auto firstGuess = std::find_if(found.begin(), found.end(),
                                             [](const Reading &reading) { return reading.certainty < Certainty::Likely; });
        const Reading anyBytes{hex, Certainty::Possible, tr("no format was recognised")};
        if (asText.certainty >= Certainty::Likely) {
            found.insert(firstGuess, {text, asText.certainty, asText.reason});
            found.append(anyBytes);
        } else {
            found.insert(firstGuess, anyBytes);
            found.append({text, Certainty::Possible, tr("not UTF-8: shown with escapes")});
        }
    }

    const CodecRegistry &m_registry;
    qsizetype m_effort;
};

} // namespace

QList<Reading> Detector::candidates(QByteArrayView bytes, qsizetype effort) const
{
    return Search(m_registry, effort).readings(bytes, false, Certainty::Possible, maxLayers);
}

Reading Detector::best(QByteArrayView bytes, qsizetype effort) const
{
    // Guesses come behind text and hex, of which one is always there.
    return Search(m_registry, effort).readings(bytes, false, Certainty::Likely, maxLayers).first();
}

} // namespace zmqscope
