// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/clipboard.h"

#include "core/codec/copy_formats.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace zmqscope {

namespace {

struct CopyFormatNames
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::CopyFormat)
};

QString formatted(QByteArrayView bytes, CopyFormat format)
{
    switch (format) {
    case CopyFormat::Text: return plainText(bytes);
    case CopyFormat::Hex: return hexText(bytes);
    case CopyFormat::Base64: return base64Text(bytes);
    case CopyFormat::Python: return pythonLiteral(bytes);
    case CopyFormat::HexDump: return hexDump(bytes);
    }
    return {};
}

} // namespace

QString copyFormatName(CopyFormat format)
{
    switch (format) {
    case CopyFormat::Text: return CopyFormatNames::tr("text");
    case CopyFormat::Hex: return CopyFormatNames::tr("hex");
    case CopyFormat::Base64: return CopyFormatNames::tr("base64");
    case CopyFormat::Python: return CopyFormatNames::tr("Python bytes literal");
    case CopyFormat::HexDump: return CopyFormatNames::tr("hex dump");
    }
    return {};
}

bool copyToClipboard(QByteArrayView bytes, CopyFormat format)
{
    if (bytes.size() > maxClipboardBytes)
        return false;
    QGuiApplication::clipboard()->setText(formatted(bytes, format));
    return true;
}

} // namespace zmqscope
