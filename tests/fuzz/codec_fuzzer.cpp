// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to the codecs of FUZZ_CODECS, ids separated by blanks. Where there are several,
// the first byte of the input chooses.
#include "core/codec/codec_registry.h"
#include "tests/fuzz/walk_tree.h"

#include <QStringList>

using namespace zmqscope;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxOutput = 1024 * 1024;
constexpr qsizetype maxChars = 20'000;

std::vector<CodecPtr> codecs()
{
    std::vector<CodecPtr> found;
    for (const QString &id : QStringLiteral(FUZZ_CODECS).split(u' ')) {
        const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(id);
        fuzz::require(codec.ok(), "the codec is known");
        found.push_back(*codec);
    }
    return found;
}

void read(const Codec &codec, QByteArrayView bytes)
{
    for (const qsizetype effort : {Codec::gistEffort, Codec::fullEffort}) {
        const Recognition recognition = codec.recognise(bytes, effort);
        fuzz::require(recognition.certainty == Certainty::No || !recognition.reason.isEmpty(), "a yes has a reason");
    }
    if (codec.unwraps()) {
        const Unwrapped inside = codec.unwrap(bytes, maxOutput);
        fuzz::require(inside.bytes.size() <= maxOutput, "unpacking keeps its limit");
        if (!inside.cut && !inside.problem) {
            const Result<QByteArray> packed = codec.wrap(inside.bytes);
            fuzz::require(packed && codec.unwrap(*packed, maxOutput).bytes == inside.bytes, "what is packed unpacks");
        }
    }
    if (codec.decodesTree()) {
        DecodeLimits limits;
        limits.maxNodes = 100'000;
        limits.maxOutput = maxOutput;
        fuzz::readTree(codec, bytes, limits);
        limits.eagerBytes = 64; // folds what is folded only in large payloads
        limits.maxDepth = 20;
        fuzz::readTree(codec, bytes, limits);
        fuzz::readTree(codec, bytes, DecodeLimits::forGist());
    }
}

void writeBack(const Codec &reader, QByteArrayView bytes)
{
    const Result<DecodedText> text = reader.decode(bytes, maxChars);
    const Result<CodecPtr> writer = CodecRegistry::builtin().resolve(reader.idFor(bytes));
    fuzz::require(writer.ok(), "who reads also names a writer");
    const Codec &codec = **writer;
    if (!codec.encodes() || !text || text->cut)
        return;
    // Not every readable payload can be written; but what is written means what was read.
    const Result<QByteArray> written = codec.encode(text->text);
    if (!written)
        return;
    const Result<DecodedText> again = codec.decode(*written, maxChars);
    fuzz::require(again.ok(), "what is written can be read");
    if (again->cut || again->text == text->text)
        return;
    // A pickle's names are written as the protocol's Python has them: "_thread" becomes "thread". That
    // happens once.
    fuzz::require(codec.id().startsWith("pickle"_L1), "what is written reads the same");
    const Result<QByteArray> once = codec.encode(again->text);
    fuzz::require(once && *once == *written, "what is written again stays the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const std::vector<CodecPtr> all = codecs();
    QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    std::size_t chosen = 0;
    if (all.size() > 1) {
        if (bytes.isEmpty())
            return 0;
        chosen = uint8_t(bytes.front()) % all.size();
        bytes = bytes.sliced(1);
    }
    read(*all[chosen], bytes);
    writeBack(*all[chosen], bytes);
    return 0;
}
