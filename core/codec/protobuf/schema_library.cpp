// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/protobuf/schema_library.h"

#include <QPromise>
#include <QThreadPool>

namespace zmqscope {

SchemaLibrary::SchemaLibrary(QObject *parent)
    : QObject(parent), m_source(ProtobufSchemas::current()->source())
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &SchemaLibrary::take);
}

SchemaLibrary::~SchemaLibrary() = default;

void SchemaLibrary::setSource(const ProtobufSchemas::Source &source)
{
    m_source = source;
    auto promise = std::make_shared<QPromise<Result<ProtobufSchemasPtr>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, source] {
        promise->addResult(ProtobufSchemas::load(source));
        promise->finish();
    });
    m_watcher.setFuture(promise->future()); // the result of an earlier call is no longer wanted
}

void SchemaLibrary::take()
{
    if (m_watcher.future().resultCount() == 0)
        return;
    const Result<ProtobufSchemasPtr> result = m_watcher.result();
    m_error = result ? Error() : result.error();
    if (result)
        ProtobufSchemas::setCurrent(*result);
    emit loaded();
    if (!result)
        emit failed(m_error);
}

} // namespace zmqscope
