// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/codec/protobuf/protobuf_schemas.h"
#include "core/panel/panel_config.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace zmqscope {

/// What a *.zmqscope file holds: the panels and how the window was arranged.
struct Profile
{
    /// Written into each file; a file with a larger number is opened as far as it is understood.
    static constexpr int schemaVersion = 1;

    QString description;       ///< a sentence for people: what this profile shows
    QList<PanelConfig> panels;
    ProtobufSchemas::Source schemas; ///< the .proto files that the panels' payloads are read by
    QByteArray windowLayout;   ///< QMainWindow::saveState(); empty = arrange as usual
    QByteArray topology;       ///< JSON object text: where the picture of the session has its nodes; empty = laid out anew
    QByteArray unknownKeys;    ///< JSON object text: top-level keys of a newer version

    bool operator==(const Profile &) const = default;
};

/// A larger file is refused unread: no profile is, and reading must not stop the window.
inline constexpr qint64 maxProfileBytes = 32LL * 1024 * 1024;

/// A part of a file that could not be used.
struct ProfileProblem
{
    int line = 0;   ///< 1-based; 0 when unknown
    QString key;    ///< "panels[2].endpoints[0].address"
    QString text;   ///< translated: what is wrong and what was done instead
};

struct LoadedProfile
{
    Profile profile;
    QList<ProfileProblem> problems; ///< empty when all was understood
    bool newer = false;             ///< from a newer schema version: saving asks first
};

/// Reads what can be read; an error only when the file cannot be opened or is no JSON object at
/// all. Relative paths inside (ipc://, file frames) are meant relative to the file's folder.
Result<LoadedProfile> loadProfile(const QString &path);
/// The same from bytes; @p sourceName is used in messages.
Result<LoadedProfile> parseProfile(const QByteArray &json, const QString &sourceName);

/// Writes atomically (all or nothing), with a stable order of keys that diffs well.
Result<void> saveProfile(const Profile &profile, const QString &path);
QByteArray profileToJson(const Profile &profile);

} // namespace zmqscope
