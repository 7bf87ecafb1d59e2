// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// Two hexadecimal digits a byte. Reading it takes blanks, line breaks, colons, commas, dashes and
/// the prefixes 0x and \x as they come from other programs.
class HexCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::HexCodec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    /// Always possible: hex can show any bytes, but is the format of none.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
