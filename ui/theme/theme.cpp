// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/colors.h"
#include "ui/theme/flat_style.h"
#include "ui/theme/icon_engine.h"

#include <QApplication>
#include <QFontDatabase>
#include <QToolTip>

// The resources are part of a static library; its linker takes them only when they are named.
static void initResources()
{
    Q_INIT_RESOURCE(ui);
}

namespace zmqscope::theme {

namespace {

struct State {
    Mode mode = Mode::System;
    bool dark = false;
};
State state;

/// What the platform's own palette is like; Qt 6.4 has no other way to tell.
bool systemIsDark()
{
    QApplication::setPalette(QPalette());
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

} // namespace

void apply(QApplication &application, Mode mode)
{
    initResources();
    state.mode = mode;
    state.dark = mode == Mode::Dark || (mode == Mode::System && systemIsDark());
    if (!qobject_cast<FlatStyle *>(QApplication::style()))
        QApplication::setStyle(new FlatStyle);
    const QPalette palette = standardPalette(state.dark);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    application.setWindowIcon(icon(QLatin1StringView("zmqscope")));
}

Mode mode()
{
    return state.mode;
}

bool isDark()
{
    return state.dark;
}

QColor color(Role role)
{
    return roleColor(role, state.dark);
}

QColor patternColor(Pattern pattern)
{
    return hueOfPattern(pattern, state.dark);
}

QIcon icon(QLatin1StringView name)
{
    Q_ASSERT(IconEngine::exists(QString(name)));
    return QIcon(new IconEngine(QString(name), std::nullopt));
}

QIcon icon(QLatin1StringView name, Role role)
{
    Q_ASSERT(IconEngine::exists(QString(name)));
    return QIcon(new IconEngine(QString(name), role));
}

QFont monospace()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace, QFont::PreferQuality);
    if (const qreal size = QApplication::font().pointSizeF(); size > 0)
        font.setPointSizeF(size);
    return font;
}

} // namespace zmqscope::theme
