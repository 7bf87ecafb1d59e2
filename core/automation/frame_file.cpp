// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/frame_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace zmqscope {

namespace {

constexpr qint64 stepBytes = 4 * 1024 * 1024; ///< read between two looks at whether to go on

QString tr(const char *text)
{
    return QCoreApplication::translate("FrameFile", text);
}

} // namespace

Result<QByteArray> readFrameFile(const QString &path, qint64 maxBytes, FileReading *reading)
{
    const QString operation = tr("Read %1").arg(path.isEmpty() ? tr("the frame's file") : path);
    if (path.isEmpty())
        return Error{ErrorCode::InvalidArgument, operation, tr("No file is chosen."), tr("Choose one.")};
    // Asked before it is opened: opening a pipe waits for somebody to write into it.
    if (const QFileInfo info(path); info.exists() && !info.isFile())
        return Error{ErrorCode::Unsupported, operation, tr("It is a folder, a pipe or a device."), tr("Choose an ordinary file.")};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Error{ErrorCode::NotFound, operation, file.errorString() + u'.', tr("Choose another file.")};
    const qint64 size = file.size();
    if (size > maxBytes && maxBytes < maxFileFrameBytes)
        return Error{ErrorCode::TooMany, operation, tr("The message's files are larger than 1 GiB together."), tr("Send them in parts.")};
    if (size > maxBytes)
        return Error{ErrorCode::TooMany, operation, tr("It is larger than 1 GiB."), tr("Send it in parts.")};
    QByteArray bytes(size, Qt::Uninitialized);
    qint64 got = 0;
    while (got < size) {
        if (reading && reading->cancelled)
            return Error{ErrorCode::System, operation, tr("Stopped."), {}};
        const qint64 n = file.read(bytes.data() + got, qMin(stepBytes, size - got));
        if (n < 0)
            return Error{ErrorCode::System, operation, file.errorString() + u'.', tr("Choose another file.")};
        if (n == 0)
            break; // it became shorter meanwhile: what there was is the frame
        got += n;
        if (reading)
            reading->bytes += n;
    }
    bytes.truncate(got);
    return bytes;
}

} // namespace zmqscope
