// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/profile/profile.h"

#include <QDir>
#include <nlohmann/json.hpp>

/// What reading and writing a profile have in common. For core/profile only.
namespace zmqscope::profile_json {

using Json = nlohmann::ordered_json;

/// The keys of the file; never changed, only added to.
namespace key {
inline constexpr char schemaVersion[] = "schemaVersion";
inline constexpr char description[] = "description";
inline constexpr char panels[] = "panels";
inline constexpr char windowLayout[] = "windowLayout";
inline constexpr char topology[] = "topology";
inline constexpr char protobuf[] = "protobuf";
inline constexpr char files[] = "files";
inline constexpr char includeDirectories[] = "includeDirectories";
inline constexpr char name[] = "name";
inline constexpr char type[] = "type";
inline constexpr char endpoints[] = "endpoints";
inline constexpr char role[] = "role";
inline constexpr char bind[] = "bind";
inline constexpr char connect[] = "connect";
inline constexpr char address[] = "address";
inline constexpr char options[] = "options";
inline constexpr char subscriptions[] = "subscriptions";
inline constexpr char second[] = "second";
inline constexpr char openAtStart[] = "openAtStart";
inline constexpr char history[] = "history";
inline constexpr char bytes[] = "bytes";
inline constexpr char messages[] = "messages";
inline constexpr char send[] = "send";
inline constexpr char frames[] = "frames";
inline constexpr char codec[] = "codec";
inline constexpr char text[] = "text";
inline constexpr char topic[] = "topic";
inline constexpr char topicAsFrame[] = "topicAsFrame";
inline constexpr char routingId[] = "routingId";
inline constexpr char emptyDelimiter[] = "emptyDelimiter";
inline constexpr char autoReply[] = "autoReply";
inline constexpr char sequence[] = "sequence";
inline constexpr char from[] = "from";
inline constexpr char to[] = "to";
inline constexpr char step[] = "step";
inline constexpr char intervalMs[] = "intervalMs";
inline constexpr char startWithPanel[] = "startWithPanel";
inline constexpr char columns[] = "columns";
inline constexpr char columnKey[] = "key";
inline constexpr char width[] = "width";
inline constexpr char visible[] = "visible";
inline constexpr char readingRules[] = "readingRules";
inline constexpr char frame[] = "frame";
inline constexpr char frameName[] = "frameName";
inline constexpr char protocol[] = "protocol";
inline constexpr char holdUntilSubscribed[] = "holdUntilSubscribed";
inline constexpr char base64[] = "base64";
} // namespace key

/// The codec id that makes a frame's text a path.
inline constexpr char16_t fileCodec[] = u"file";

/// Where paths inside a profile are relative to; nothing is changed when there is no folder.
struct Folder
{
    std::optional<QDir> dir;

    /// Relative when the path lies below the folder, else as it is.
    QString stored(const QString &path) const;
    QString resolved(const QString &path) const;
    /// The same for the path of an ipc:// address; other addresses stay as they are.
    QString storedAddress(const QString &address) const;
    QString resolvedAddress(const QString &address) const;
};

/// One panel as it stands in the file, without the keys of newer versions.
Json panelJson(const PanelConfig &config, const Folder &folder);

/// The "protobuf" of the file.
Json schemasJson(const ProtobufSchemas::Source &schemas, const Folder &folder);

/// What @p original has and @p written has not, to be kept for the next saving: members of
/// objects, and of objects in lists of equal length.
std::optional<Json> residue(const Json &original, const Json &written);
/// Puts a residue back: what @p written has stays as it is.
void restoreResidue(Json &written, const Json &kept);

/// The whole file.
QByteArray write(const Profile &profile, const Folder &folder);
Result<LoadedProfile> read(const QByteArray &json, const QString &sourceName, const Folder &folder);

} // namespace zmqscope::profile_json
