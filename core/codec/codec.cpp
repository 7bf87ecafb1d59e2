// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/codec.h"

#include <QCoreApplication>
#include <algorithm>

namespace zmqscope {

Result<CodecPtr> Codec::configured(const QString &parameter) const
{
    return Error{ErrorCode::Unsupported, QCoreApplication::translate("Codec", "Format %1").arg(name()),
                 QCoreApplication::translate("Codec", "It takes no parameter such as \"%1\".").arg(parameter), {}};
}

Recognition Codec::recogniseStart(QByteArrayView bytes, qsizetype effort) const
{
    return recognise(bytes, std::min(effort, std::max<qsizetype>(bytes.size() - 1, 1)));
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

QString Codec::idFor(QByteArrayView) const
{
    return id();
}

} // namespace zmqscope
