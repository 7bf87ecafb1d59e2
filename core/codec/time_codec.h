// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

/// A moment as programs send it: seconds, milli-, micro- or nanoseconds since 1970, as 4 or 8 bytes
/// in either order, as a double, or in decimal digits. Only 1990 to 2099: other numbers are numbers.
class TimeCodec final : public Codec
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::TimeCodec)
public:
    /// The first second that is taken for a time, and the first that is not any more.
    static constexpr qint64 firstSecond = 631'152'000;
    static constexpr qint64 endSecond = 4'102'444'800;

    QString id() const override;
    QString name() const override;
    QString hint() const override;
    /// Never more than possible.
    Recognition recognise(QByteArrayView bytes, qsizetype effort) const override;
    /// A line for each way to read it: UTC, local time, what it was read as.
    Result<DecodedText> decode(QByteArrayView bytes, qsizetype maxChars) const override;
    bool decodesTree() const override { return true; }
    ValueTree decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const override;
    bool encodes() const override { return false; }
    Result<QByteArray> encode(const QString &text) const override;
};

} // namespace zmqscope
