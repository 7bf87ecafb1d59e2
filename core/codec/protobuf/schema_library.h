// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/protobuf/protobuf_schemas.h"

#include <QFutureWatcher>
#include <QObject>

namespace zmqscope {

/// The .proto files that a person works with: read on another thread, and then what all codecs are
/// set up with. A set that cannot be read leaves the one before in use, and is still remembered: the
/// files may come back.
class SchemaLibrary final : public QObject
{
    Q_OBJECT
public:
    explicit SchemaLibrary(QObject *parent = nullptr);
    ~SchemaLibrary() override;

    /// What was asked for last.
    const ProtobufSchemas::Source &source() const { return m_source; }
    /// Reads the files anew, also when @p source is the same. What is read within @p patienceMs is in
    /// use when this returns.
    void setSource(ProtobufSchemas::Source source, int patienceMs = 0); // by value: it may be source()
    bool isLoading() const { return m_watcher.isRunning(); }
    /// Why what was asked for last is not in use; without a text when it is.
    const Error &error() const { return m_error; }

signals:
    void sourceChanged();
    /// A set is in use, or could not be read: see error().
    void loaded();
    void failed(const zmqscope::Error &error);

private:
    void take(const Result<ProtobufSchemasPtr> &result);

    ProtobufSchemas::Source m_source;
    Error m_error;
    QFutureWatcher<Result<ProtobufSchemasPtr>> m_watcher;
};

} // namespace zmqscope
