// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topology_export.h"

#include "ui/theme/theme.h"
#include "ui/topology/topology_scene.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

namespace zmqscope {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::Topology)
};

constexpr double margin = 24;

Error saveError(const QString &path, const QString &detail)
{
    return {ErrorCode::System, Text::tr("Save %1").arg(QDir::toNativeSeparators(path)), detail,
        Text::tr("Choose another place or free some space.")};
}

Result<void> write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return saveError(path, file.errorString() + u'.');
    return {};
}

QRectF areaOf(const TopologyScene &scene)
{
    return scene.finalRect().adjusted(-margin, -margin, margin, margin).toAlignedRect();
}

void paint(TopologyScene &scene, QPainter &painter, const QRectF &target, const QRectF &area)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(target, theme::color(theme::Role::Window));
    scene.setShowsSelection(false);
    scene.render(&painter, target, area);
    scene.setShowsSelection(true);
}

} // namespace

Result<void> exportSvg(TopologyScene &scene, const QString &path)
{
    const QRectF area = areaOf(scene);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(Text::tr("Picture of a ZeroMQ session"));
    generator.setResolution(scene.views().isEmpty() ? 96 : scene.views().first()->logicalDpiX());
    generator.setSize(area.size().toSize());
    generator.setViewBox(QRectF(QPointF(), area.size()));
    QPainter painter(&generator);
    paint(scene, painter, QRectF(QPointF(), area.size()), area);
    painter.end();
    return write(path, buffer.data());
}

Result<void> exportPng(TopologyScene &scene, const QString &path)
{
    const QRectF area = areaOf(scene);
    const double fits = std::sqrt(double(maxPngPixels) / (area.width() * area.height()));
    const double scale = std::min(2.0, fits);
    QImage image((area.size() * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return saveError(path, Text::tr("The picture is too large for the memory."));
    QPainter painter(&image);
    paint(scene, painter, QRectF(image.rect()), area);
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return saveError(path, Text::tr("The picture could not be packed as PNG."));
    return write(path, buffer.data());
}

} // namespace zmqscope
