// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/array/array_picture.h"

#include "core/array/element.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zmqscope {

namespace {

constexpr double white = 255;

/// Where the pixels lie in memory.
struct Layout
{
    qsizetype start = 0;
    qsizetype rows = 0;
    qsizetype columns = 0;
    qsizetype channels = 1;
    qsizetype rowStride = 0;
    qsizetype columnStride = 0;
    qsizetype channelStride = 0;

    qsizetype position(qsizetype row, qsizetype column, qsizetype channel) const
    {
        return start + row * rowStride + column * columnStride + channel * channelStride;
    }
};

Layout layoutOf(const ArrayView &array, const QList<qsizetype> &leading)
{
    const int last = array.dimensions() - 1;
    const bool isColor = ArrayPicture::isColor(array);
    const int columns = isColor ? last - 1 : last;
    Layout layout;
    for (qsizetype i = 0; i < leading.size(); ++i)
        layout.start += leading[i] * array.stride(int(i));
    layout.rows = array.shape()[columns - 1];
    layout.columns = array.shape()[columns];
    layout.rowStride = array.stride(columns - 1);
    layout.columnStride = array.stride(columns);
    if (isColor) {
        layout.channels = array.shape()[last];
        layout.channelStride = array.stride(last);
    }
    return layout;
}

/// Shade = (number − black) × scale.
struct Shades
{
    double black = 0;
    double scale = 1;

    int of(double number) const { return int(std::clamp((number - black) * scale, 0.0, white) + 0.5); }
};

template <typename Loader>
class Renderer
{
public:
    Renderer(const ArrayView &array, const Layout &layout, qsizetype step, const std::atomic<bool> *stop)
        : m_array(array), m_layout(layout), m_step(step), m_stop(stop)
    {
    }

    QImage render()
    {
        const Shades shades = findShades();
        QImage image(int((m_layout.columns + m_step - 1) / m_step), int((m_layout.rows + m_step - 1) / m_step),
                     QImage::Format_ARGB32);
        for (int y = 0; y < image.height(); ++y) {
            if (isStopped())
                return {};
            auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
            for (int x = 0; x < image.width(); ++x)
                line[x] = pixel(y * m_step, x * m_step, shades);
        }
        return image;
    }

private:
    bool isStopped() const { return m_stop && m_stop->load(std::memory_order_relaxed); }

    double number(qsizetype row, qsizetype column, qsizetype channel) const
    {
        return double(Loader::load(m_array.at(m_layout.position(row, column, channel))));
    }

    Shades findShades() const
    {
        if (m_array.dtype().kind() == DType::Kind::Bool)
            return {0, white};
        if (m_array.dtype().kind() == DType::Kind::UInt && m_array.dtype().itemSize() == 1)
            return {0, 1};
        double least = std::numeric_limits<double>::infinity();
        double most = -least;
        for (qsizetype row = 0; row < m_layout.rows && !isStopped(); row += m_step) {
            for (qsizetype column = 0; column < m_layout.columns; column += m_step) {
                for (qsizetype channel = 0; channel < m_layout.channels; ++channel) {
                    const double value = number(row, column, channel);
                    if (!std::isfinite(value))
                        continue;
                    least = std::min(least, value);
                    most = std::max(most, value);
                }
            }
        }
        if (!std::isfinite(least))
            return {0, white};
        if (m_layout.channels > 1 && least >= 0 && most <= 1)
            return {0, white};
        return most > least ? Shades{least, white / (most - least)} : Shades{least - 1, white / 2};
    }

    QRgb pixel(qsizetype row, qsizetype column, const Shades &shades) const
    {
        const double first = number(row, column, 0);
        if (std::isnan(first))
            return qRgba(0, 0, 0, 0);
        const int red = shades.of(first);
        if (m_layout.channels == 1)
            return qRgb(red, red, red);
        const double green = number(row, column, 1);
        const double blue = number(row, column, 2);
        const double alpha = m_layout.channels == 4 ? number(row, column, 3) : 0;
        if (std::isnan(green) || std::isnan(blue) || std::isnan(alpha))
            return qRgba(0, 0, 0, 0);
        return qRgba(red, shades.of(green), shades.of(blue), m_layout.channels == 4 ? shades.of(alpha) : int(white));
    }

    const ArrayView &m_array;
    const Layout &m_layout;
    qsizetype m_step;
    const std::atomic<bool> *m_stop;
};

} // namespace

bool ArrayPicture::isPossible(const ArrayView &array)
{
    return array.dtype().isNumber() && array.dimensions() >= 2 && array.count() > 0;
}

bool ArrayPicture::isColor(const ArrayView &array)
{
    return array.dimensions() >= 3 && (array.shape().back() == 3 || array.shape().back() == 4);
}

qsizetype ArrayPicture::leadingDimensions(const ArrayView &array)
{
    return std::max(0, array.dimensions() - (isColor(array) ? 3 : 2));
}

qsizetype ArrayPicture::step(const ArrayView &array)
{
    const qsizetype at = leadingDimensions(array);
    const qsizetype longest = std::max(array.shape()[at], array.shape()[at + 1]);
    return std::max<qsizetype>(1, (longest + maxSide - 1) / maxSide);
}

QImage ArrayPicture::render(const ArrayView &array, const QList<qsizetype> &leading, const std::atomic<bool> *stop)
{
    Q_ASSERT(isPossible(array) && leading.size() == leadingDimensions(array));
    const Layout layout = layoutOf(array, leading);
    return withNumberLoader(array.dtype(), [&](auto loader) {
        return Renderer<decltype(loader)>(array, layout, step(array), stop).render();
    });
}

} // namespace zmqscope
