// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/field_ref.h"

#include <optional>

class QMimeData;

namespace zmqscope {

class Session;

/// What a dragged field is called among the formats of a drag.
extern const QString fieldMimeType;

/// A field to be dragged within the program; for other programs its path as text.
QMimeData *fieldMimeData(const FieldRef &field);
/// The field that is dragged; nothing for data of another program, or when its panel has gone from
/// @p session.
std::optional<FieldRef> fieldFromMime(const QMimeData &data, const Session &session);

} // namespace zmqscope
