// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colors.h"

namespace zmqscope::theme {

namespace {

struct Pair {
    QRgb light;
    QRgb dark;

    QColor pick(bool isDark) const { return QColor::fromRgb(isDark ? dark : light); }
};

// Text colours keep a contrast of 4.5 : 1 or more to Window, Surface and SurfaceRaised.
Pair pairOf(Role role)
{
    switch (role) {
    case Role::Window:
        return {0xF1F3F5, 0x212429};
    case Role::Surface:
        return {0xFFFFFF, 0x191B1F};
    case Role::SurfaceRaised:
        return {0xF8F9FB, 0x2B2F36};
    case Role::Border:
        return {0xCDD2D9, 0x3D434C};
    case Role::Text:
        return {0x1B1F24, 0xE4E7EB};
    case Role::TextMuted:
        return {0x515B66, 0xB0B8C2};
    case Role::TextFaint:
        return {0x66707B, 0x98A1AC};
    case Role::Accent:
        return {0x1764AB, 0x63AEF0};
    case Role::AccentText:
        return {0xFFFFFF, 0x0C1A28};
    case Role::Selection:
        return {0xCBE0F5, 0x27507A};
    case Role::SelectionText:
        return {0x0F2740, 0xF4F8FC};
    case Role::RowAlternate:
        return {0xF7F8FA, 0x1D2025};
    case Role::Hover:
        return {0xE6ECF3, 0x31363E};
    case Role::Good:
        return {0x1A7437, 0x62CB80};
    case Role::Warning:
        return {0x865500, 0xE6B658};
    case Role::Bad:
        return {0xBC232B, 0xF68E88};
    case Role::Info:
        return {0x0B60AB, 0x74B9F5};
    case Role::GoodFill:
        return {0xDDF2E3, 0x1B3323};
    case Role::WarningFill:
        return {0xFDF0CF, 0x3A3018};
    case Role::BadFill:
        return {0xFBE2E2, 0x412425};
    case Role::InfoFill:
        return {0xDEECFA, 0x1B2E42};
    case Role::DirectionIn:
        return {0x0B6A74, 0x57C7CF};
    case Role::DirectionOut:
        return {0x9A4A06, 0xF0A568};
    case Role::DirectionThrough:
        return {0x6A3FA3, 0xC09CF0};
    case Role::Escape:
        return {0xA0267F, 0xEE8FCB};
    case Role::FilterMatch:
        return {0xFFE48C, 0x5F4E12};
    }
    Q_UNREACHABLE();
}

Pair pairOf(Pattern pattern)
{
    switch (pattern) {
    case Pattern::RequestReply:
        return {0x2460BC, 0x7FB0F5};
    case Pattern::PublishSubscribe:
        return {0x7A3CB4, 0xC29BF0};
    case Pattern::Pipeline:
        return {0x0D6F68, 0x4CC4B4};
    case Pattern::Pair:
        return {0xAE3466, 0xF096BA};
    case Pattern::Stream:
        return {0x835400, 0xDFB661};
    case Pattern::Bridge:
        return {0x4A5A6C, 0xA6B7C9};
    }
    Q_UNREACHABLE();
}

} // namespace

QColor roleColor(Role role, bool dark)
{
    return pairOf(role).pick(dark);
}

QColor hueOfPattern(Pattern pattern, bool dark)
{
    return pairOf(pattern).pick(dark);
}

QPalette standardPalette(bool dark)
{
    const auto of = [dark](Role role) { return roleColor(role, dark); };
    QPalette palette;
    palette.setColor(QPalette::Window, of(Role::Window));
    palette.setColor(QPalette::WindowText, of(Role::Text));
    palette.setColor(QPalette::Base, of(Role::Surface));
    palette.setColor(QPalette::AlternateBase, of(Role::RowAlternate));
    palette.setColor(QPalette::Text, of(Role::Text));
    palette.setColor(QPalette::PlaceholderText, of(Role::TextFaint));
    palette.setColor(QPalette::Button, of(Role::SurfaceRaised));
    palette.setColor(QPalette::ButtonText, of(Role::Text));
    palette.setColor(QPalette::BrightText, of(Role::Bad));
    palette.setColor(QPalette::ToolTipBase, of(Role::SurfaceRaised));
    palette.setColor(QPalette::ToolTipText, of(Role::Text));
    palette.setColor(QPalette::Highlight, of(Role::Selection));
    palette.setColor(QPalette::HighlightedText, of(Role::SelectionText));
    palette.setColor(QPalette::Link, of(Role::Accent));
    palette.setColor(QPalette::LinkVisited, of(Role::DirectionThrough));
    // Fusion draws its bevels with these; flat means that they hardly differ.
    palette.setColor(QPalette::Light, of(Role::SurfaceRaised));
    palette.setColor(QPalette::Midlight, of(Role::Hover));
    palette.setColor(QPalette::Mid, of(Role::Border));
    palette.setColor(QPalette::Dark, of(Role::Border));
    palette.setColor(QPalette::Shadow, of(Role::Border));
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
             QPalette::HighlightedText, QPalette::PlaceholderText}) {
        QColor faint = of(Role::TextFaint);
        faint.setAlphaF(0.75F);
        palette.setColor(QPalette::Disabled, role, faint);
    }
    palette.setColor(QPalette::Disabled, QPalette::Base, of(Role::Window));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, of(Role::Border));
    return palette;
}

} // namespace zmqscope::theme
