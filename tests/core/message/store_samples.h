// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"

#include <QTest>
#include <atomic>
#include <memory>
#include <vector>

namespace zmqscope {

/// A header that can be told from its neighbours', for the message with number @p n.
inline MessageHeader headerFor(quint64 n)
{
    return {Timestamp{qint64(n) * 1'000'000'007 - 5}, Direction(n % 4), MessageFlags::fromInt(int(n % 32)),
            PeerId{quint32(n * 2654435761u)}};
}

inline MessageIndex appendMessage(MessageStore &store, const MessageHeader &header, const Message &message)
{
    const std::vector<QByteArrayView> views(message.frames.begin(), message.frames.end());
    return store.append(header, views);
}

/// Verifies that the message is there, with headerFor(index) and @p expected frames.
inline void compare(const std::optional<MessageView> &view, MessageIndex index, const Message &expected)
{
    QVERIFY(view);
    QCOMPARE(view->index, index);
    const MessageHeader header = headerFor(index.value);
    QCOMPARE(view->header.time, header.time);
    QCOMPARE(view->header.direction, header.direction);
    QCOMPARE(view->header.flags, header.flags);
    QCOMPARE(view->header.peer, header.peer);
    QCOMPARE(view->frames.count(), expected.frames.size());
    QCOMPARE(view->frames.totalBytes(), expected.totalBytes());
    QVERIFY(view->toMessage() == expected);
}

/// Frames that count how many of them were released.
inline std::vector<OwnedFrame> countedFrames(qsizetype frames, qsizetype bytes, std::shared_ptr<std::atomic<int>> released)
{
    struct Owner
    {
        QByteArray bytes;
        std::shared_ptr<std::atomic<int>> released;
    };
    std::vector<OwnedFrame> result;
    for (qsizetype i = 0; i < frames; ++i) {
        auto *owner = new Owner{QByteArray(bytes, char('a' + i % 26)), released};
        result.emplace_back(owner->bytes, owner, [](void *o) {
            ++*static_cast<Owner *>(o)->released;
            delete static_cast<Owner *>(o);
        });
    }
    return result;
}

} // namespace zmqscope
