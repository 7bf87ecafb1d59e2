// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/packing/packing_codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// Deflate of RFC 1951 in the container of gzip (RFC 1952, any number of members) or of zlib (RFC 1950).
class DeflateCodec final : public PackingCodec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::DeflateCodec)
public:
    enum class Container { Gzip, Zlib };
    explicit DeflateCodec(Container container) : m_container(container) {}

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    Unwrapped unwrap(QByteArrayView bytes, qsizetype maxOutput) const override;
    Result<QByteArray> wrap(QByteArrayView bytes) const override;

private:
    bool hasMark(QByteArrayView bytes) const;

    Container m_container;
};

} // namespace zmqscope
