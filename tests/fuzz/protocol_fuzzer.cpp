// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to the reading of protocol files, and, cut into frames at each line feed, to the
// matching of messages against the built-in protocols.
#include "core/protocol/protocol_reader.h"
#include "core/protocol/protocol_registry.h"
#include "tests/fuzz/walk_tree.h"

using namespace zmqscope;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const ReadProtocol read = readProtocol(bytes, u"fuzz.json"_s);
    fuzz::require(bool(read.protocol) == read.problems.isEmpty(), "a file is used, or it is told why not");

    const QList<QByteArray> frames = bytes.split('\n');
    const std::vector<QByteArrayView> views(frames.cbegin(), frames.cend());
    const MessageView message{{1}, {}, FrameSpan(views.data(), bytes.size(), quint32(views.size()))};
    ProtocolRegistry own;
    if (read.protocol)
        own.add(read.protocol);
    for (const ProtocolRegistry *registry : {&ProtocolRegistry::builtin(), const_cast<const ProtocolRegistry *>(&own)}) {
        for (const SocketType type : {SocketType::Router, SocketType::Dealer, SocketType::Sub, SocketType::Pull}) {
            (void)registry->envelope(type, message);
            (void)registry->match(type, message);
        }
    }
    return 0;
}
