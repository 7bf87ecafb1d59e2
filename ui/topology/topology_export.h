// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace zmqscope {

class TopologyScene;

/// The whole picture as a file, in the colours of the theme; a file is replaced as a whole or not at
/// all.
Result<void> exportSvg(TopologyScene &scene, const QString &path);
/// Two pixels for one of the picture; of a picture beyond maxPngPixels fewer.
Result<void> exportPng(TopologyScene &scene, const QString &path);

/// 256 MiB in memory: what a desktop can be asked for.
constexpr qint64 maxPngPixels = 64 * 1024 * 1024;

} // namespace zmqscope
