// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// JSON, shown indented with every key, number and string as it was written. Typed JSON is checked
/// and then sent exactly as typed.
class JsonCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::JsonCodec)
public:
    QString id() const override;
    QString name() const override;
    QString hint() const override;
    /// True for one object or array. Checks the first MiB only, and the last character.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
