// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/payload_saver.h"

#include "core/message/json_line.h"

#include <QDir>
#include <QPromise>
#include <QSaveFile>
#include <QThreadPool>

namespace zmqscope {

namespace {

Error saveError(const QString &path, const QString &detail)
{
    return {ErrorCode::System, PayloadSaver::tr("Save %1").arg(QDir::toNativeSeparators(path)), detail,
            PayloadSaver::tr("Choose another place or free some space.")};
}

Result<void> writeFile(const QString &path, QByteArrayView bytes, QByteArrayView tail)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return saveError(path, file.errorString() + u'.');
    const bool written = file.write(bytes.data(), bytes.size()) == bytes.size()
        && file.write(tail.data(), tail.size()) == tail.size();
    if (!written || !file.commit())
        return saveError(path, file.errorString() + u'.');
    return {};
}

} // namespace

PayloadSaver::PayloadSaver(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        const Result<void> result = m_watcher.result();
        if (result)
            emit saved(m_path);
        else
            emit failed(result.error());
    });
}

template <typename Job>
void PayloadSaver::run(const QString &path, Job job)
{
    if (isBusy()) {
        emit failed(saveError(path, tr("Another file is still being written.")));
        return;
    }
    m_path = path;
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, job = std::move(job)] {
        promise->addResult(job());
        promise->finish();
    });
}

void PayloadSaver::saveFrame(const HeldFrame &frame, const QString &path)
{
    run(path, [frame, path] { return writeFile(path, frame.bytes, {}); });
}

void PayloadSaver::saveMessage(const StoreSnapshot &owner, MessageIndex index, const QString &panel,
                               const Peer &peer, const QString &path)
{
    run(path, [owner, index, panel, peer, path]() -> Result<void> {
        std::optional<MessageView> message = owner.at(index);
        if (!message)
            return saveError(path, tr("The message has gone from the log."));
        PeerTable peers;
        message->header.peer = peer == Peer() ? PeerId() : peers.idOf(peer);
        return writeFile(path, messageJsonLine(panel, *message, peers), "\n");
    });
}

} // namespace zmqscope
