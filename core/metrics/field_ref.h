// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/field_series.h"
#include "core/panel/panel.h"

#include <QMetaType>
#include <QPointer>

namespace zmqscope {

/// A field of the messages of one panel: what a FieldSeries is made from.
struct FieldRef {
    QPointer<Panel> panel; ///< null when it is gone
    FieldQuery query;
};

} // namespace zmqscope

Q_DECLARE_METATYPE(zmqscope::FieldRef)
