// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/message/message_store.h"
#include "core/message/peer_table.h"
#include "ui/inspector/held_frame.h"

#include <QFutureWatcher>
#include <QObject>

namespace zmqscope {

/// Writes frames and messages to files on a worker thread; a file is replaced as a whole or not at
/// all.
class PayloadSaver final : public QObject
{
    Q_OBJECT
public:
    explicit PayloadSaver(QObject *parent = nullptr);

    /// The bytes of the frame and nothing else.
    void saveFrame(const HeldFrame &frame, const QString &path);
    /// All frames as one JSON line, see messageJsonLine().
    void saveMessage(const StoreSnapshot &owner, MessageIndex index, const QString &panel, const Peer &peer,
                     const QString &path);
    bool isBusy() const { return m_watcher.isRunning(); }

signals:
    void saved(const QString &path);
    void failed(const zmqscope::Error &error);

private:
    template <typename Job>
    void run(const QString &path, Job job);

    QFutureWatcher<Result<void>> m_watcher;
    QString m_path;
};

} // namespace zmqscope
