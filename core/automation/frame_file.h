// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <atomic>

namespace zmqscope {

/// Files beyond this are refused as a frame, and so are more of them together in one message: what
/// was read stays in memory until it has gone out and left the log.
constexpr qint64 maxFileFrameBytes = 1024LL * 1024 * 1024;

/// How far the reading of files is; shared between the thread that reads and the one that waits.
struct FileReading
{
    std::atomic<qint64> bytes = 0;
    std::atomic<bool> cancelled = false;
};

/// The bytes of an ordinary file of at most @p maxBytes. Tells @p reading how far it is, and gives
/// up soon after that was cancelled. Errors name the file.
Result<QByteArray> readFrameFile(const QString &path, qint64 maxBytes = maxFileFrameBytes, FileReading *reading = nullptr);

} // namespace zmqscope
