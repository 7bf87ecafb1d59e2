// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree_builder.h"

namespace zmqscope {

/// A number of a JSON text as it was taken apart: begin, digits, '.', digits, 'e', digits, end.
struct JsonNumber
{
    const char *begin = nullptr;
    const char *end = nullptr;
    bool negative = false;
    bool isInteger = true;
    quint64 digits = 0;     ///< all digits before the exponent as one number, where there are …
    qint64 count = 0;       ///< … no more than maxDigits of them, leading zeros not counted
    qint64 pointShift = 0;  ///< the value is digits · 10^pointShift
};

/// So many decimal digits fit 64 bits in any case.
constexpr int maxJsonDigits = 19;

/// Adds the number as the kind that holds it exactly, and as a Float otherwise.
void addJsonNumber(ValueTreeBuilder &tree, const JsonNumber &number, qint64 begin, qint64 end);

} // namespace zmqscope
