// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/panel/panel_config.h"

#include <QStringList>
#include <chrono>
#include <optional>

namespace zmqscope {

/// What the program is asked to do, as its arguments say it.
struct CommandLine
{
    enum class Action { Window, Headless, Demo, Help, Version };

    Action action = Action::Window;
    QString profilePath;                 ///< FILE.zmqscope; empty when none was given
    std::optional<PanelConfig> panel;    ///< the one panel of "sub tcp://…"
    std::optional<qint64> count;         ///< end after so many messages; at least 1
    std::optional<std::chrono::milliseconds> time; ///< end after this long
    QList<QByteArray> sends;             ///< messages to send, in order, escapes already taken out
    QString demoImage;                   ///< Demo: where the picture of the window goes
};

/// Understands the arguments (without the program's name). An error is wrong usage: its detail
/// says what is wrong and its remedy what would be right.
Result<CommandLine> parseCommandLine(const QStringList &arguments);

/// The arguments without those that Qt takes for itself ("-platform offscreen").
QStringList withoutQtArguments(const QStringList &arguments);

/// What --help prints: all that can be asked for, by example.
QString commandLineHelp();

} // namespace zmqscope
