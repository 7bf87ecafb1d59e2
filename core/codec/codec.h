// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace zmqscope {

/// What a codec makes of a frame, as text for people.
struct DecodedText
{
    QString text;
    bool cut = false; ///< the text ends before the frame does; whoever shows it must say so
};

/// One way to read and write a frame's bytes: text, hex, base64, JSON. A codec is stateless and
/// may be used from any thread.
class Codec
{
public:
    virtual ~Codec() = default;

    /// Stable name for profiles: "text", "hex". Never translated, never changed.
    virtual QString id() const = 0;
    /// Translated name for menus.
    virtual QString name() const = 0;
    /// One translated line: what to type, for the send form.
    virtual QString hint() const = 0;

    /// True when the bytes are of this format; looks at no more than it must.
    virtual bool recognises(QByteArrayView bytes) const = 0;
    /// The bytes for people, at most about @p maxChars characters of it. Errors say at which byte.
    virtual Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const = 0;
    /// The bytes that @p text means. Errors say where in the text (line and column, or character).
    virtual Result<QByteArray> encode(const QString &text) const = 0;
};

} // namespace zmqscope
