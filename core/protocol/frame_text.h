// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace zmqscope {

/// Deeper lists and objects in a frame are not taken into the name of a format: nobody describes
/// bytes so, and writing them out recurses.
constexpr int maxFormatDepth = 16;

/// A frame, or a member of the JSON object in it, as it is shown to people: on one line, cut, with
/// nothing that misleads. Empty for what has parts with parts of their own.
QString shownText(QByteArrayView frame, qsizetype maxChars);
QString shownText(const nlohmann::json &value, qsizetype maxChars);

/// The same as part of the name of a format, for CodecRegistry::resolve(): exactly as it is. A list
/// becomes its items, [640, 480] "640,480", unless there are lists or objects in it: those are
/// written as JSON. null is empty. Nothing for what is longer or nested deeper than may be, and for
/// a frame that is no UTF-8.
std::optional<QString> formatText(QByteArrayView frame, qsizetype maxChars);
std::optional<QString> formatText(const nlohmann::json &value, qsizetype maxChars);

} // namespace zmqscope
