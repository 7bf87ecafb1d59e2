// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/doctor/severity_look.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Severity)
};
} // namespace

QLatin1StringView severityIcon(Severity severity)
{
    switch (severity) {
    case Severity::Hint:
        return "info"_L1;
    case Severity::Warning:
        return "warning"_L1;
    case Severity::Problem:
        return "error"_L1;
    }
    Q_UNREACHABLE();
}

theme::Role severityRole(Severity severity)
{
    switch (severity) {
    case Severity::Hint:
        return theme::Role::Info;
    case Severity::Warning:
        return theme::Role::Warning;
    case Severity::Problem:
        return theme::Role::Bad;
    }
    Q_UNREACHABLE();
}

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Hint:
        return Words::tr("Hint");
    case Severity::Warning:
        return Words::tr("Warning");
    case Severity::Problem:
        return Words::tr("Problem");
    }
    Q_UNREACHABLE();
}

QString findingCountText(qsizetype count)
{
    return count == 0 ? Words::tr("All is well")
        : count == 1  ? Words::tr("1 finding")
                      : Words::tr("%1 findings").arg(count);
}

} // namespace zmqscope
