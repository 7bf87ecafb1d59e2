// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icon_engine.h"

#include <QFile>
#include <QPaintDevice>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace zmqscope::theme {

namespace {

QString fileOf(const QString &name)
{
    return u":/icons/"_s % name % u".svg"_s;
}

QByteArray svgOf(const QString &name, const QColor &color)
{
    QFile file(fileOf(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", color.name().toLatin1());
}

} // namespace

IconEngine::IconEngine(const QString &name, std::optional<Role> role)
    : m_name(name)
    , m_role(role)
{
}

bool IconEngine::exists(const QString &name)
{
    return QFile::exists(fileOf(name));
}

QColor IconEngine::colorFor(QIcon::Mode mode) const
{
    if (mode == QIcon::Selected && !m_role)
        return color(Role::SelectionText);
    return color(m_role.value_or(Role::TextMuted));
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal scale = painter->device()->devicePixelRatio();
    QPixmap image = pixmap(rect.size() * scale, mode, state);
    image.setDevicePixelRatio(scale);
    painter->drawPixmap(rect, image);
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    const int side = qMin(size.width(), size.height());
    if (side <= 0)
        return {};
    const QColor stroke = colorFor(mode);
    const QString key = u"zmqscope-icon/%1/%2/%3x%4/%5"_s.arg(m_name, stroke.name())
                            .arg(size.width())
                            .arg(size.height())
                            .arg(mode == QIcon::Disabled);
    QPixmap image;
    if (QPixmapCache::find(key, &image))
        return image;

    image = QPixmap(size);
    image.fill(Qt::transparent);
    QSvgRenderer renderer(svgOf(m_name, stroke));
    QPainter painter(&image);
    if (mode == QIcon::Disabled)
        painter.setOpacity(0.4);
    renderer.render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
    painter.end();
    QPixmapCache::insert(key, image);
    return image;
}

} // namespace zmqscope::theme
