// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/image_codec.h"

#include "core/codec/image_header.h"
#include "core/value/value_tree_builder.h"

#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// "PNG 640×480"
QString summary(const ImageHeader &header)
{
    const QString format = header.format;
    return header.hasSize() ? QString(format % u' ' % QString::number(header.width) % u'×' % QString::number(header.height))
                            : format;
}

bool isForOneLine(const DecodeLimits &limits)
{
    return !limits.folds;
}

} // namespace

QString ImageCodec::id() const
{
    return u"image"_s;
}

QString ImageCodec::name() const
{
    return tr("Image");
}

QString ImageCodec::hint() const
{
    return tr("For reading only: PNG, JPEG, GIF, BMP or WebP.");
}

Recognition ImageCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    const std::optional<ImageHeader> header = readImageHeader(bytes.first(std::min(bytes.size(), effort)));
    if (!header)
        return {};
    return {Certainty::Certain, summary(*header)};
}

Result<DecodedText> ImageCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    const std::optional<ImageHeader> header = readImageHeader(bytes);
    if (!header) {
        return Error{ErrorCode::Malformed, tr("Read image"), tr("It starts as none of PNG, JPEG, GIF, BMP and WebP."), {}};
    }
    QString text = summary(*header);
    if (!header->colors.isEmpty())
        text += u", "_s + header->colors;
    if (header->bits > 0)
        text += u", "_s + tr("%1 bit a pixel").arg(header->bits);
    text += u", "_s + tr("%1 bytes").arg(QLocale().toString(qint64(bytes.size())));
    return DecodedText{text.left(maxChars), text.size() > maxChars};
}

ValueTree ImageCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    ValueTreeBuilder tree(bytes, limits);
    const std::optional<ImageHeader> header = readImageHeader(bytes);
    if (!header) {
        tree.setProblem(0, tr("It starts as none of PNG, JPEG, GIF, BMP and WebP."));
        return tree.finish();
    }
    if (isForOneLine(limits)) {
        tree.addText(ValueKind::Opaque, tree.store(summary(*header).toUtf8()), 0, bytes.size());
        return tree.finish();
    }
    if (!tree.open(ValueKind::Object, 0, tree.labelOf(QByteArrayView(header->format.data(), header->format.size()))))
        return tree.finish();
    const auto addKey = [&tree](QByteArrayView key) { tree.addText(ValueKind::Text, key, 0, 0); };
    if (header->hasSize()) {
        addKey("width");
        tree.addUInt(header->width, 0, 0);
        addKey("height");
        tree.addUInt(header->height, 0, 0);
    } else {
        tree.setProblem(bytes.size(), tr("The image says no size: it is damaged, or cut off."));
    }
    if (!header->colors.isEmpty()) {
        addKey("colors");
        tree.addText(ValueKind::Text, QByteArrayView(header->colors.data(), header->colors.size()), 0, 0);
    }
    if (header->bits > 0) {
        addKey("bits per pixel");
        tree.addInt(header->bits, 0, 0);
    }
    if (header->animated) {
        addKey("may be animated");
        tree.addBool(true, 0, 0);
    }
    addKey("bytes");
    tree.addInt(bytes.size(), 0, 0);
    if (!tree.isFull())
        tree.close(bytes.size());
    return tree.finish();
}

Result<QByteArray> ImageCodec::encode(const QString &) const
{
    return Error{ErrorCode::Unsupported, tr("Write image"), tr("Images can only be read."),
                 tr("Choose \"File\" to send the bytes of a picture.")};
}

} // namespace zmqscope
