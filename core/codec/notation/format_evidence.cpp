// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/notation/format_evidence.h"

#include "core/base/utf8.h"

#include <algorithm>

namespace zmqscope {

void FormatEvidence::text(QByteArrayView text)
{
    const QByteArrayView looked = text.size() <= textBytes ? text : utf8::withoutCutTail(text.first(textBytes));
    if (utf8::firstInvalid(looked) >= 0) {
        m_tenths -= 100;
        return;
    }
    const auto controls = std::count_if(looked.begin(), looked.end(), [](char c) {
        return (quint8(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f;
    });
    m_tenths += 7 + 14 * int(looked.size()) - 44 * int(controls);
}

} // namespace zmqscope
