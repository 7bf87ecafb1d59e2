// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile/profile.h"

#include "core/profile/profile_json.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace zmqscope {

namespace {

struct ProfileText
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Profile)
};

profile_json::Folder folderOf(const QString &path)
{
    return {QFileInfo(path).absoluteDir()};
}

Error fileError(ErrorCode code, const QString &operation, const QString &detail, const QString &remedy)
{
    return {code, operation, detail, remedy};
}

} // namespace

Result<LoadedProfile> parseProfile(const QByteArray &json, const QString &sourceName)
{
    return profile_json::read(json, sourceName, {});
}

Result<LoadedProfile> loadProfile(const QString &path)
{
    const QString operation = ProfileText::tr("Open %1").arg(path);
    QFile file(path);
    if (!file.exists()) {
        return fileError(ErrorCode::NotFound, operation, ProfileText::tr("There is no such file."),
                         ProfileText::tr("Check the name and the folder."));
    }
    if (QFileInfo(path).isDir()) {
        return fileError(ErrorCode::InvalidArgument, operation, ProfileText::tr("This is a folder."),
                         ProfileText::tr("Choose a .zmqscope file in it."));
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return fileError(ErrorCode::PermissionDenied, operation, file.errorString() + u'.',
                         ProfileText::tr("Check that you may read it."));
    }
    // Read up to the limit and not by size: a pipe or a device has none.
    const QByteArray json = file.read(maxProfileBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fileError(ErrorCode::System, operation, file.errorString() + u'.', {});
    if (json.size() > maxProfileBytes) {
        return fileError(ErrorCode::TooMany, operation,
                         ProfileText::tr("It is larger than %1 MiB, so it is no profile.").arg(maxProfileBytes >> 20),
                         ProfileText::tr("Choose a .zmqscope file."));
    }
    return profile_json::read(json, path, folderOf(path));
}

Result<void> saveProfile(const Profile &profile, const QString &path)
{
    const auto failure = [&path](const QSaveFile &file) {
        return fileError(ErrorCode::System, ProfileText::tr("Save %1").arg(path), file.errorString() + u'.',
                         ProfileText::tr("The file on disk is as it was. Check the folder and the free space, or save elsewhere."));
    };
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(file);
    file.write(profile_json::write(profile, folderOf(path)));
    if (!file.commit())
        return failure(file);
    return {};
}

QByteArray profileToJson(const Profile &profile)
{
    return profile_json::write(profile, {});
}

} // namespace zmqscope
