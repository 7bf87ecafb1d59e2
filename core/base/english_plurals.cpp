// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/english_plurals.h"

namespace zmqscope {

QString EnglishPlurals::translate(const char *, const char *sourceText, const char *, int n) const
{
    constexpr QLatin1StringView mark("(s)");
    const QString text = QString::fromUtf8(sourceText);
    if (n < 0 || !text.contains(mark))
        return {}; // leaves it to others, and at last to the source text
    return QString(text).replace(mark, n == 1 ? QLatin1StringView() : QLatin1StringView("s"));
}

} // namespace zmqscope
