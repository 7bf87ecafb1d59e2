// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>
#include <array>

namespace zmqscope {

/// How bytes are written onto the clipboard.
enum class CopyFormat { Text, Hex, Base64, Python, HexDump };
inline constexpr std::array allCopyFormats{CopyFormat::Text, CopyFormat::Hex, CopyFormat::Base64,
                                           CopyFormat::Python, CopyFormat::HexDump};

/// More than this is not copied: as text it takes many times the memory, and the window would stand
/// still meanwhile.
constexpr qint64 maxClipboardBytes = 2 * 1024 * 1024;

/// For "Copy as …": "text", "hex".
QString copyFormatName(CopyFormat format);
/// False when the bytes are more than maxClipboardBytes; the clipboard is left as it is then.
bool copyToClipboard(QByteArrayView bytes, CopyFormat format);

} // namespace zmqscope
