// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message_store.h"

#include <QByteArray>
#include <QList>
#include <vector>

namespace zmqscope {

/// A log that a test writes by hand, each message with its time in milliseconds.
struct LogOfMessages {
    MessageStore store;

    MessageView add(Direction direction, double ms, const QList<QByteArray> &frames, PeerId peer = {},
        MessageFlags flags = {})
    {
        const std::vector<QByteArrayView> views(frames.begin(), frames.end());
        return *store.at(store.append({Timestamp{qint64(ms * 1e6)}, direction, flags, peer}, views));
    }
};

} // namespace zmqscope
