// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"
#include "ui/theme/theme.h"

namespace zmqscope {

/// The icon, the colour and the word of a severity, wherever findings are shown.
QLatin1StringView severityIcon(Severity severity);
theme::Role severityRole(Severity severity);
/// "Problem"
QString severityText(Severity severity);

/// "3 findings", "1 finding", "All is well"
QString findingCountText(qsizetype count);

} // namespace zmqscope
