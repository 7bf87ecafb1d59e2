// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/series_colors.h"

#include "ui/theme/theme.h"

namespace zmqscope::theme {

namespace {

struct Pair {
    QRgb light;
    QRgb dark;
};

// With a contrast of 3 : 1 or more to Window and Surface.
constexpr Pair pairs[seriesColors] = {
    {0x1054CA, 0x739BFF},
    {0xEF4816, 0xDC5927},
    {0x065064, 0x2EDA69},
    {0x966B85, 0xC676A1},
    {0x6D3303, 0xFCFF49},
    {0x288CDD, 0xB5C3E0},
    {0x270277, 0x5D62E8},
    {0x1F0B2B, 0xBCFFFF},
};

} // namespace

QColor hueOfSeries(int series, bool dark)
{
    const Pair &pair = pairs[series % seriesColors];
    return QColor::fromRgb(dark ? pair.dark : pair.light);
}

QColor seriesColor(int series)
{
    return hueOfSeries(series, isDark());
}

} // namespace zmqscope::theme
