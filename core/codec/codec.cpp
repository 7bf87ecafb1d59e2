// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec.h"

#include <QCoreApplication>

namespace zmqscope {

Result<CodecPtr> Codec::configured(const QString &parameter) const
{
    return Error{ErrorCode::Unsupported, QCoreApplication::translate("Codec", "Format %1").arg(name()),
                 QCoreApplication::translate("Codec", "It takes no parameter such as \"%1\".").arg(parameter), {}};
}

bool Codec::recognises(QByteArrayView bytes) const
{
    return recognise(bytes, fullEffort).certainty >= Certainty::Likely;
}

ValueTree Codec::decodeTree(QByteArrayView, const DecodeLimits &) const
{
    return {};
}

ValueTree Codec::expand(ValueTree tree, NodeId, const DecodeLimits &) const
{
    return tree;
}

Unwrapped Codec::unwrap(QByteArrayView bytes, qsizetype) const
{
    return {bytes.toByteArray(), false, {}};
}

Result<QByteArray> Codec::wrap(QByteArrayView bytes) const
{
    return bytes.toByteArray();
}

} // namespace zmqscope
