// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"
#include "core/message/peer_table.h"

#include <QByteArray>
#include <QList>

/// A store that a test fills by hand, without sockets.
struct LogFixture {
    explicit LogFixture(zmqscope::StoreLimits limits = {})
        : store(limits)
    {
    }

    zmqscope::MessageIndex add(const QList<QByteArray> &frames, zmqscope::MessageHeader header = {})
    {
        if (header.time.ns == 0)
            header.time = nextTime();
        QList<QByteArrayView> views;
        for (const QByteArray &frame : frames)
            views.append(frame);
        return store.append(
            header, std::span<const QByteArrayView>(views.constData(), std::size_t(views.size())));
    }

    static zmqscope::MessageHeader header(zmqscope::Direction direction, zmqscope::MessageFlags flags = {},
        zmqscope::Timestamp time = {}, zmqscope::PeerId peer = {})
    {
        return {time, direction, flags, peer};
    }

    /// Messages "message 1", "message 2", … by their number.
    void addNumbered(qint64 count)
    {
        for (qint64 i = 0; i < count; ++i) {
            const QByteArray text = "message " + QByteArray::number(store.end().value);
            store.append(header(zmqscope::Direction::In, {}, nextTime()), QByteArrayView(text));
        }
    }

    /// Every message is a millisecond younger than the one before.
    zmqscope::Timestamp nextTime() const
    {
        constexpr qint64 start = 1'700'000'000'000'000'000;
        return {start + qint64(store.end().value) * 1'000'000};
    }

    zmqscope::MessageStore store;
    zmqscope::PeerTable peers;
};
