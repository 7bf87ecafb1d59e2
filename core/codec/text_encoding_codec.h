// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// Text in another encoding than UTF-8: UTF-16, Latin-1, GB18030, and by configured() whatever Qt
/// knows. Shown and typed with the escapes of text_escapes.h.
class TextEncodingCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::TextEncodingCodec)
public:
    /// No encoding yet: neither reads nor writes.
    TextEncodingCodec() = default;
    /// @p encoding is one that Qt knows, in small letters: "utf-16le".
    explicit TextEncodingCodec(const QString &encoding) : m_encoding(encoding) {}

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    QString parameterHint() const override;
    Result<CodecPtr> configured(const QString &parameter) const override;
    /// What is UTF-8 never is another encoding.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    /// One text.
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    bool encodes() const override { return !m_encoding.isEmpty(); }
    Result<QByteArray> encode(const QString &text) const override;

private:
    QString m_encoding;
};

} // namespace zmqscope
