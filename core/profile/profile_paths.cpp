// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile/profile_json.h"

using namespace Qt::StringLiterals;

namespace zmqscope::profile_json {

namespace {

constexpr QLatin1StringView ipcScheme("ipc://");

/// The path of an ipc:// address that names a file: not a wildcard, not Linux's abstract names.
QString ipcPath(const QString &address)
{
    if (!address.startsWith(ipcScheme))
        return {};
    const QString path = address.sliced(ipcScheme.size());
    return path.startsWith(u'@') || path.startsWith(u'*') ? QString() : path;
}

} // namespace

QString Folder::stored(const QString &path) const
{
    if (!dir || path.isEmpty())
        return path;
    // A relative path of the running program means its working directory.
    const QString absolute = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    const QString relative = dir->relativeFilePath(absolute);
    return relative == ".."_L1 || relative.startsWith("../"_L1) ? absolute : relative;
}

QString Folder::resolved(const QString &path) const
{
    return !dir || path.isEmpty() ? path : QDir::cleanPath(dir->absoluteFilePath(path));
}

QString Folder::storedAddress(const QString &address) const
{
    const QString path = ipcPath(address);
    return path.isEmpty() ? address : QString(ipcScheme + stored(path));
}

QString Folder::resolvedAddress(const QString &address) const
{
    const QString path = ipcPath(address);
    return path.isEmpty() ? address : QString(ipcScheme + resolved(path));
}

} // namespace zmqscope::profile_json
