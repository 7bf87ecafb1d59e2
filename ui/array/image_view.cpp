// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/array/image_view.h"

#include "core/codec/image_header.h"
#include "ui/array/picture_view.h"
#include "ui/array/zoom_switch.h"
#include "ui/controls/tone_label.h"

#include <QBoxLayout>
#include <QBuffer>
#include <QImageReader>
#include <QLocale>
#include <QPromise>
#include <QStackedWidget>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {
constexpr qint64 bytesPerPixel = 4;
constexpr qint64 bytesPerMegabyte = 1024 * 1024;
} // namespace

ImageView::ImageView(QWidget *parent)
    : QWidget(parent)
    , m_kind(new ToneLabel(theme::Role::Text))
    , m_message(new ToneLabel(theme::Role::TextMuted))
    , m_stack(new QStackedWidget)
    , m_picture(new PictureView)
{
    QImageReader::setAllocationLimit(maxMegabytes);
    m_zoom = new ZoomSwitch(m_picture);
    m_kind->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_kind->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setMargin(theme::margin);
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_picture);
    auto *top = new QHBoxLayout;
    top->setSpacing(theme::spacing);
    top->addWidget(m_kind, 1);
    top->addWidget(m_zoom);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(theme::spacing);
    lines->addLayout(top);
    lines->addWidget(m_stack, 1);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_watcher.future().resultCount() > 0)
            showLoaded(m_watcher.result());
    });
    setImage({}, {});
}

void ImageView::setImage(QByteArrayView bytes, const std::shared_ptr<const void> &owner)
{
    m_watcher.cancel();
    m_watcher.setFuture({});
    m_picture->setPicture({}, true);
    const std::optional<ImageHeader> header = readImageHeader(bytes);
    if (!header) {
        m_kind->setText(QString());
        showMessage(bytes.isEmpty() ? QString() : tr("This is none of PNG, JPEG, GIF, BMP and WebP."));
        return;
    }
    QStringList parts{header->format};
    if (header->hasSize())
        parts.append(tr("%1 × %2").arg(header->width).arg(header->height));
    if (!header->colors.isEmpty())
        parts.append(header->colors);
    parts.append(QLocale().formattedDataSize(bytes.size(), 1));
    m_kind->setText(parts.join(u" · "_s));
    m_kind->setToolTip(m_kind->text());
    showMessage(tr("Opening…"));
    auto promise = std::make_shared<QPromise<Loaded>>();
    promise->start();
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, bytes, owner] {
        if (!promise->isCanceled())
            promise->addResult(load(bytes));
        promise->finish();
    });
}

ImageView::Loaded ImageView::load(QByteArrayView bytes)
{
    const std::optional<ImageHeader> header = readImageHeader(bytes);
    if (!header->hasSize())
        return {{}, tr("The image says no size: it is damaged, or cut off.")};
    const QByteArray format = QByteArray(header->format.data(), header->format.size()).toLower();
    if (!QImageReader::supportedImageFormats().contains(format)) {
        return {{}, tr("%1 cannot be shown here. Install the image formats of Qt (qt6-image-formats-plugins).").arg(header->format)};
    }
    qint64 needed = 0;
    if (qMulOverflow(qint64(header->width), qint64(header->height), &needed)
        || qMulOverflow(needed, qint64(bytesPerPixel), &needed) || needed > maxMegabytes * bytesPerMegabyte) {
        return {{}, tr("%1 × %2 pixels would take more than %3 MB of memory.").arg(header->width).arg(header->height).arg(maxMegabytes)};
    }
    QByteArray raw = QByteArray::fromRawData(bytes.data(), bytes.size());
    QBuffer buffer(&raw);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    QImage image = reader.read();
    if (image.isNull())
        return {{}, tr("The image cannot be shown: %1.").arg(reader.errorString())};
    return {image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32), {}};
}

void ImageView::showMessage(const QString &text)
{
    m_message->setText(text);
    m_stack->setCurrentWidget(m_message);
    m_zoom->setVisible(false);
}

void ImageView::showLoaded(const Loaded &loaded)
{
    if (loaded.image.isNull()) {
        showMessage(loaded.problem);
        return;
    }
    m_picture->setPicture(loaded.image, true);
    m_stack->setCurrentWidget(m_picture);
    m_zoom->setVisible(true);
}

} // namespace zmqscope
