// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/frame_text.h"

#include "core/base/utf8.h"
#include "core/base/text_escapes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace zmqscope {

namespace {

using Json = nlohmann::json;

bool isFlat(const Json &value)
{
    return !value.is_structured()
        || (value.is_array() && std::ranges::none_of(value, [](const Json &item) { return item.is_structured(); }));
}

bool isDeeper(const Json &value, int depth)
{
    return value.is_structured()
        && (depth == 0 || std::ranges::any_of(value, [depth](const Json &item) { return isDeeper(item, depth - 1); }));
}

/// Recurses as deep as the value is.
QString written(const Json &value)
{
    if (value.is_string())
        return QString::fromStdString(value.get_ref<const std::string &>());
    const QString text = QString::fromStdString(value.dump(-1, ' ', false, Json::error_handler_t::replace));
    return value.is_array() && isFlat(value) ? text.sliced(1, text.size() - 2) : text;
}

} // namespace

QString shownText(QByteArrayView frame, qsizetype maxChars)
{
    return previewText(frame, maxChars);
}

QString shownText(const Json &value, qsizetype maxChars)
{
    return isFlat(value) ? previewText(written(value).toUtf8(), maxChars) : QString();
}

std::optional<QString> formatText(QByteArrayView frame, qsizetype maxChars)
{
    if (frame.size() > maxChars || utf8::firstInvalid(frame) >= 0)
        return {};
    return QString::fromUtf8(frame);
}

std::optional<QString> formatText(const Json &value, qsizetype maxChars)
{
    if (value.is_null())
        return QString();
    if (isDeeper(value, maxFormatDepth))
        return {};
    const QString text = written(value);
    return text.size() > maxChars ? std::nullopt : std::optional(text);
}

} // namespace zmqscope
