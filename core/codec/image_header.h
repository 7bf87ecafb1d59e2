// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>
#include <optional>

namespace zmqscope {

/// What the first bytes of an image say of it. Nothing is unpacked.
struct ImageHeader
{
    /// So many parts of a JPEG are passed over to find its size: more are no picture of anybody.
    static constexpr int maxSegments = 512;

    QLatin1StringView format = {}; ///< "PNG"
    quint32 width = 0;        ///< pixels; 0 when the bytes end before they say, or say nonsense
    quint32 height = 0;
    int bits = 0;             ///< for a pixel, all channels together; 0 = not said
    QLatin1StringView colors = {}; ///< "RGB", "palette"; empty = not said
    bool animated = false;    ///< may have more than one picture

    bool hasSize() const { return width > 0 && height > 0; }
};

/// PNG, JPEG, GIF, BMP and WebP by their marks; nothing for other bytes. Never SVG: it is a program.
std::optional<ImageHeader> readImageHeader(QByteArrayView bytes);

} // namespace zmqscope
