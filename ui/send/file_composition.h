// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/automation/message_composer.h"

#include <QObject>
#include <QTimer>
#include <memory>

namespace zmqscope {

/// Composes one message whose files take long to read, on a worker thread, and tells how far it is.
/// Gives up when it is destroyed.
class FileComposition final : public QObject
{
    Q_OBJECT
public:
    /// A message whose files are smaller together is read at once: nobody would notice.
    static constexpr qint64 leastBytes = 4 * 1024 * 1024;

    FileComposition(const SendDraft &draft, SocketType type, const PlaceholderValues &values, QObject *parent);
    ~FileComposition() override;

    const SendDraft &draft() const { return m_draft; }
    /// What its files hold together, in bytes; 0 for files that cannot be read.
    static qint64 fileBytes(const SendDraft &draft);

signals:
    void progressed(qint64 bytes, qint64 total);
    void finished(const zmqscope::Result<zmqscope::Message> &message);

private:
    struct Work;
    void look();

    SendDraft m_draft;
    qint64 m_total;
    std::shared_ptr<Work> m_work;
    QTimer m_look;
};

} // namespace zmqscope
