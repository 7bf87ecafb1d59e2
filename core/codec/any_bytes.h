// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace zmqscope {

/// True for the codecs that show any bytes, and so say nothing about them: text with escapes, hex,
/// base64.
inline bool showsAnyBytes(QStringView codecId)
{
    return codecId == u"text" || codecId == u"hex" || codecId == u"base64";
}

} // namespace zmqscope
