// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/value/decode_limits.h"
#include "core/value/value_tree.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>
#include <memory>

namespace zmqscope {

class Codec;
/// Codecs are shared between threads and never change.
using CodecPtr = std::shared_ptr<const Codec>;

/// What a codec makes of a frame, as text for people.
struct DecodedText
{
    QString text;
    bool cut = false; ///< the text ends before the frame does; whoever shows it must say so
};

/// How sure it is that bytes are of a format.
enum class Certainty {
    No,
    Possible, ///< they could be, but so could nearly anything: offered, never chosen by itself
    Likely,   ///< they follow the format to the last byte, and few other bytes would
    Certain,  ///< they carry its mark
};

/// What a codec says of bytes that it is shown.
struct Recognition
{
    Certainty certainty = Certainty::No;
    QString reason; ///< translated, for people: "valid MessagePack, 14 of 14 bytes used"
};

/// What packed bytes were before.
struct Unwrapped
{
    QByteArray bytes;
    bool cut = false; ///< the limit was reached, or the packed bytes end too early
    std::optional<DecodeProblem> problem; ///< in the packed bytes; what came before it is in bytes
};

/// One way to read and write a frame's bytes: text, hex, JSON, MessagePack, gzip. A codec is
/// stateless and may be used from any thread. Bytes may be anything: a codec neither trusts a length
/// in them, nor recurses as deep as they say, nor works on longer than its limits allow.
class Codec
{
public:
    /// How many bytes recognise() may look at for a frame that is looked at by a person, and for
    /// one line of a log.
    static constexpr qsizetype fullEffort = 1024 * 1024;
    static constexpr qsizetype gistEffort = 4 * 1024;

    virtual ~Codec() = default;

    /// Stable name for profiles: "text", "hex"; with its parameter where it has one,
    /// "struct:<Id8s". Never translated, never changed.
    virtual QString id() const = 0;
    /// Translated name for menus, short: "MessagePack", "gzip".
    virtual QString name() const = 0;
    /// One translated line: what to type, for the send form.
    virtual QString hint() const = 0;

    /// Translated, what configured() wants: "a format such as <Id8s"; empty when there is nothing to
    /// choose.
    virtual QString parameterHint() const { return {}; }
    /// Parameters worth offering: the protocols of pickle, the message types that are loaded.
    virtual QStringList parameters() const { return {}; }
    /// The same codec set up: struct with a format, Protobuf with a message type. Errors say what is
    /// wrong with the parameter.
    virtual Result<CodecPtr> configured(const QString &parameter) const;

    /// Whether the bytes are of this format, looking at no more than about @p effort of them.
    virtual Recognition recognise(QByteArrayView bytes, qsizetype effort) const = 0;
    /// As recognise(), for the first bytes of something whose end is not at hand, as of a part that
    /// was unpacked. A codec that is shown more than it may look at says what it sees so far.
    virtual Recognition recogniseStart(QByteArrayView bytes, qsizetype effort) const;
    /// recognise() to more than Certainty::Possible, with full effort.
    bool recognises(QByteArrayView bytes) const;

    /// The bytes for people as text, at most about @p maxChars characters of it; where encodes(),
    /// encode() makes the same bytes, or bytes of the same meaning, of a text that is not cut.
    /// Errors say at which byte.
    virtual Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const = 0;

    /// True for formats that have a structure: decodeTree() gives it.
    virtual bool decodesTree() const { return false; }
    /// The values in the bytes. Wrong and missing bytes are the tree's problem(), which has what
    /// came before. The tree borrows @p bytes: they must outlive it.
    virtual ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const;
    /// Decodes the next page of children of @p folded, for which tree.hasMore() is true.
    virtual ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const;

    /// True for formats that pack other bytes: unwrap() gives them.
    virtual bool unwraps() const { return false; }
    /// At most @p maxOutput bytes of what is packed.
    virtual Unwrapped unwrap(QByteArrayView bytes, qsizetype maxOutput) const;
    /// The other way; only where unwraps().
    virtual Result<QByteArray> wrap(QByteArrayView bytes) const;

    /// False for formats that can only be read, as images.
    virtual bool encodes() const { return true; }
    /// The id() of the codec that writes as @p bytes are written: "pickle:2" for a pickle of protocol 2.
    virtual QString idFor(QByteArrayView bytes) const;
    /// The bytes that @p text means. Errors say where in the text (line and column, or character).
    virtual Result<QByteArray> encode(const QString &text) const = 0;
};

} // namespace zmqscope
