// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/mechanism.h"

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

qint64 numberOf(const Channel &channel, const QString &option)
{
    const Result<OptionValue> value = channel.optionValue(option);
    const qint64 *number = value ? std::get_if<qint64>(&*value) : nullptr;
    return number ? *number : 0;
}

} // namespace

QString mechanismOf(const Channel &channel)
{
    switch (numberOf(channel, u"ZMQ_MECHANISM"_s)) { // ZMQ_NULL, ZMQ_PLAIN, …
    case 1:
        return u"PLAIN"_s;
    case 2:
        return u"CURVE"_s;
    case 3:
        return u"GSSAPI"_s;
    default:
        return u"NULL"_s;
    }
}

bool isSecurityServer(const Channel &channel)
{
    return numberOf(channel, u"ZMQ_PLAIN_SERVER"_s) != 0 || numberOf(channel, u"ZMQ_CURVE_SERVER"_s) != 0
        || numberOf(channel, u"ZMQ_GSSAPI_SERVER"_s) != 0;
}

} // namespace zmqscope
