// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "ui/plot/custom_plot.h"
#include "ui/plot/value_format.h"

namespace zmqscope {

/// Ticks of a value axis: pleasant steps, all labels with the same prefix.
class ValueTicker final : public QCPAxisTicker {
public:
    void setFormat(const ValueFormat &format) { m_format = format; }

    void generate(const QCPRange &range, const QLocale &locale, QChar formatChar, int precision,
        QVector<double> &ticks, QVector<double> *subTicks, QVector<QString> *tickLabels) override;

private:
    ValueFormat m_format;
};

/// Ticks of a time axis in local time: from nanoseconds to months, whatever the range asks for. The
/// axis counts seconds from an origin, so that a double is exact enough.
class TimeTicker final : public QCPAxisTicker {
public:
    void setOrigin(Timestamp origin) { m_origin = origin; }

    void generate(const QCPRange &range, const QLocale &locale, QChar formatChar, int precision,
        QVector<double> &ticks, QVector<double> *subTicks, QVector<QString> *tickLabels) override;

private:
    Timestamp m_origin;
};

/// Nanoseconds between ticks of which about @p count fit into @p span.
qint64 timeStep(double span, int count);

} // namespace zmqscope
