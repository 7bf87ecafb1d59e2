// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace zmqscope {

/// A profile that comes with the program: both ends of a pattern as panels, whose messages flow as
/// soon as it is open.
struct Example
{
    QString id;      ///< "request-reply"; never translated
    QString title;   ///< translated: a few words
    QString summary; ///< translated: a sentence on what it shows
    QString path;    ///< a resource, to be opened with loadProfile()
};

/// All examples, from the simplest on.
QList<Example> examples();

} // namespace zmqscope
