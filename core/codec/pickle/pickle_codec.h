// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>
#include <optional>

namespace zmqscope {

/// Python's pickles, of all protocols, for people in Python's notation. They are read without running
/// anything of them; see decodePickle().
class PickleCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::PickleCodec)
public:
    /// What Python 3.8 and newer write when nobody chooses.
    static constexpr int defaultProtocol = 4;

    PickleCodec() = default;
    /// Writes @p protocol, 0 to 5.
    explicit PickleCodec(int protocol) : m_protocol(protocol) {}

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    QString parameterHint() const override;
    QStringList parameters() const override;
    /// The protocol to write; reading takes all.
    Result<CodecPtr> configured(const QString &parameter) const override;
    /// Pickles of protocol 2 and newer carry a mark. Older ones are known by their opcodes, and a plain value
    /// among those is Possible only: text can be one by chance.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    QString idFor(QByteArrayView bytes) const override;
    Result<QByteArray> encode(const QString &text) const override;

private:
    std::optional<int> m_protocol;
};

} // namespace zmqscope
