// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QPromise>
#include <QSemaphore>
#include <QThreadPool>
#include <atomic>
#include <functional>
#include <memory>

namespace zmqscope {

/// Work on another thread of which only the newest result is wanted. What is done within a moment is
/// there at once, so that small things do not flicker.
template <typename T>
class BackgroundJob
{
public:
    /// So long the window may stand still, in milliseconds: less than two of its frames.
    static constexpr int patience = 25;

    /// @p done gets each result that was not cancelled, on the thread of this object.
    explicit BackgroundJob(std::function<void(T)> done)
        : m_done(std::move(done))
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] {
            if (m_watcher.isCanceled() || m_watcher.future().resultCount() == 0)
                return;
            const std::shared_ptr<T> result = m_watcher.result();
            m_watcher.setFuture({});
            m_stop.reset();
            m_done(std::move(*result));
        });
    }
    ~BackgroundJob() { cancel(); }
    BackgroundJob(const BackgroundJob &) = delete;
    BackgroundJob &operator=(const BackgroundJob &) = delete;

    /// Takes the place of what is still running. @p work is called with a flag that tells it that its
    /// result is no longer wanted; done may be called before this returns.
    template <typename Work>
    void start(Work work, int waitMs = patience)
    {
        cancel();
        auto promise = std::make_shared<QPromise<std::shared_ptr<T>>>();
        auto ready = std::make_shared<QSemaphore>();
        m_stop = std::make_shared<std::atomic<bool>>(false);
        promise->start();
        QThreadPool::globalInstance()->start([promise, ready, stop = m_stop, work = std::move(work)] {
            if (!stop->load())
                promise->addResult(std::make_shared<T>(work(*stop)));
            promise->finish();
            ready->release();
        });
        if (ready->tryAcquire(1, waitMs)) {
            m_stop.reset();
            m_done(std::move(*promise->future().result()));
        } else {
            m_watcher.setFuture(promise->future());
        }
    }
    void cancel()
    {
        if (!m_stop)
            return;
        m_stop->store(true);
        m_stop.reset();
        m_watcher.cancel();
        m_watcher.setFuture({});
    }
    bool isRunning() const { return m_stop != nullptr; }

private:
    std::function<void(T)> m_done;
    std::shared_ptr<std::atomic<bool>> m_stop;
    QFutureWatcher<std::shared_ptr<T>> m_watcher;
};

} // namespace zmqscope
