// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/schema_library.h"

#include <QPromise>
#include <QSemaphore>
#include <QThreadPool>
#include <utility>

namespace zmqscope {

SchemaLibrary::SchemaLibrary(QObject *parent)
    : QObject(parent), m_source(ProtobufSchemas::current()->source())
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_watcher.future().resultCount() > 0)
            take(m_watcher.result());
    });
}

SchemaLibrary::~SchemaLibrary() = default;

void SchemaLibrary::setSource(ProtobufSchemas::Source source, int patienceMs)
{
    if (std::exchange(m_source, source) != source)
        emit sourceChanged();
    auto ready = std::make_shared<QSemaphore>();
    auto promise = std::make_shared<QPromise<Result<ProtobufSchemasPtr>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, ready, source = std::move(source)] {
        promise->addResult(ProtobufSchemas::load(source));
        promise->finish();
        ready->release();
    });
    m_watcher.setFuture({}); // the result of an earlier call is no longer wanted
    if (ready->tryAcquire(1, patienceMs))
        take(promise->future().result());
    else
        m_watcher.setFuture(promise->future());
}

void SchemaLibrary::take(const Result<ProtobufSchemasPtr> &result)
{
    m_error = result ? Error() : result.error();
    if (result)
        ProtobufSchemas::setCurrent(*result);
    emit loaded();
    if (!result)
        emit failed(m_error);
}

} // namespace zmqscope
