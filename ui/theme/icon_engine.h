// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIconEngine>
#include <optional>

namespace zmqscope::theme {

/// Draws an icon of resources/icons in the colour the theme has at that moment, from its vector
/// form, at whatever size and scale is asked for.
class IconEngine final : public QIconEngine {
public:
    /// Without a @p role it has the colour of the text beside it.
    IconEngine(const QString &name, std::optional<Role> role);

    static bool exists(const QString &name);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override { return new IconEngine(*this); }
    QString key() const override { return QStringLiteral("zmqscope"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

private:
    QColor colorFor(QIcon::Mode mode) const;

    QString m_name;
    std::optional<Role> m_role;
};

} // namespace zmqscope::theme
