// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/send/file_composition.h"

#include <QFileInfo>
#include <QThreadPool>
#include <optional>

namespace zmqscope {

namespace {
constexpr int lookMs = 33;
}

/// Shared by both threads, so that it lives until the worker is through. The result is the
/// worker's until done is set, and the waiting side's from then on.
struct FileComposition::Work
{
    FileReading reading;
    std::atomic<bool> done = false;
    std::optional<Result<Message>> message;
};

FileComposition::FileComposition(const SendDraft &draft, SocketType type, const PlaceholderValues &values, QObject *parent)
    : QObject(parent)
    , m_draft(draft)
    , m_total(fileBytes(draft))
    , m_work(std::make_shared<Work>())
{
    QThreadPool::globalInstance()->start([work = m_work, draft, type, values] {
        work->message = composeMessage(draft, type, values, &work->reading);
        work->done = true;
    });
    connect(&m_look, &QTimer::timeout, this, &FileComposition::look);
    m_look.start(lookMs);
}

FileComposition::~FileComposition()
{
    m_work->reading.cancelled = true;
}

qint64 FileComposition::fileBytes(const SendDraft &draft)
{
    qint64 sum = 0;
    for (const FrameDraft &frame : draft.frames) {
        if (frame.codec == fileCodecId && !frame.text.isEmpty())
            sum += QFileInfo(frame.text).size();
    }
    return sum;
}

void FileComposition::look()
{
    if (!m_work->done) {
        emit progressed(m_work->reading.bytes, m_total);
        return;
    }
    m_look.stop();
    emit finished(*m_work->message);
}

} // namespace zmqscope
