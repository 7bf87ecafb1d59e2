// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any text to what a person types in the send form: the codecs of FUZZ_CODECS, ids separated
// by blanks; each must refuse it, or make bytes that it can read itself.
#include "core/codec/codec_registry.h"
#include "tests/fuzz/walk_tree.h"

#include <QStringList>

using namespace zmqscope;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QStringList ids = QStringLiteral(FUZZ_CODECS).split(u' ');
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const QString &id : ids) {
        const Result<CodecPtr> codec = CodecRegistry::builtin().resolve(id);
        fuzz::require(codec.ok(), "the codec is known");
        const Result<QByteArray> bytes = (*codec)->encode(text);
        if (!bytes) {
            fuzz::require(!bytes.error().text().isEmpty(), "a refusal has words");
            continue;
        }
        const ValueTree tree = (*codec)->decodeTree(*bytes, {});
        fuzz::walk(tree, DecodeLimits::defaultDepth);
        fuzz::require(!tree.problem(), "what is written can be read");
    }
    return 0;
}
