// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/new_panel/topic_text.h"

#include "core/base/text_escapes.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr auto hexMark = "0x"_L1;

bool isHexDigit(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

} // namespace

QString topicText(const QByteArray &topic)
{
    const bool readsAsHex = topic.toLower().startsWith("0x");
    if (isUtf8(topic) && !topic.contains('\0') && !readsAsHex)
        return escape(topic, false);
    return hexMark + QString::fromLatin1(topic.toHex());
}

Result<QByteArray> parseTopic(const QString &text)
{
    if (!text.startsWith(hexMark, Qt::CaseInsensitive))
        return unescape(text);
    const QString digits = text.mid(hexMark.size());
    if (digits.isEmpty() || digits.size() % 2 != 0
        || !std::all_of(digits.begin(), digits.end(), isHexDigit)) {
        return Error{ErrorCode::InvalidArgument,
            QCoreApplication::translate("TopicText", "Topic %1").arg(text),
            QCoreApplication::translate("TopicText", "These are no hexadecimal bytes."),
            QCoreApplication::translate("TopicText", "Write two digits for each byte, as in 0x00ff.")};
    }
    return QByteArray::fromHex(digits.toLatin1());
}

} // namespace zmqscope
