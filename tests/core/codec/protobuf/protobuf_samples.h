// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/protobuf/protobuf_schemas.h"

#include <QByteArray>
#include <QtGlobal>

namespace protobufSamples {

/// The .proto files of these tests.
inline QString directory()
{
    return qEnvironmentVariable("ZMQSCOPE_SOURCE_DIR") + QStringLiteral("/tests/core/codec/protobuf/schemas");
}

inline zmqscope::ProtobufSchemas::Source source()
{
    const QString root = directory();
    return {{QString(root + QStringLiteral("/trade/tick.proto")), QString(root + QStringLiteral("/old.proto"))}, {root}};
}

/// What protoc --encode=trade.Tick makes of every field of the type, with two entries in the map.
inline QByteArray tick()
{
    return QByteArray::fromHex(
        "0a06455552555344117b14ae47e17af13f18022206038e029ea7052a110a03646179120a08c096b10212034555522a130a047765"
        "656b120b08ffffffffffffffffff01320708fa011202c2a23a0c0880e2cfaa061080cab5ee01420200ff480551ffffffffffffff"
        "ff5d0000003f60016a01616a06e7aa81e58f917a030a0170");
}

/// And of old.Order: two groups, an extension.
inline QByteArray order()
{
    return QByteArray::fromHex("080712016e1b2204626f6c7428041c1b22036e75741c35feffffffa206026869");
}

} // namespace protobufSamples
