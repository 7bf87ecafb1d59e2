// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <optional>

namespace zmqscope {

/// What keeps a subscription from matching a topic that it was most likely meant for.
enum class TopicDifference {
    Case, ///< "Temp" and "temp"
    Space, ///< blanks at an end
    Slash, ///< a slash more or less at an end
    Quotes, ///< quotation marks round one of them
    ZeroByte, ///< the zero byte that ends a string in C
    Wildcard, ///< "temp*", "temp/#": ZeroMQ knows none
    ByteOrderMark, ///< UTF-8's mark in front
    Utf16, ///< one of them is UTF-16 or UTF-32
    Several, ///< more than one of these
};

/// A subscription that just misses a topic.
struct NearMiss {
    TopicDifference difference = TopicDifference::Several;
    QByteArray prefix; ///< what the subscription should have been
};

/// Topics and prefixes longer than this are compared with none.
inline constexpr qsizetype maxComparedTopic = 128;

/// Nothing when @p topic begins with @p prefix, or does not resemble it.
std::optional<NearMiss> nearMiss(QByteArrayView prefix, QByteArrayView topic);

/// "they differ in upper and lower case": for a sentence.
QString differenceText(TopicDifference difference);
/// A topic or prefix for people: “temp”, with all bytes visible that make a difference.
QString topicText(QByteArrayView topic);

} // namespace zmqscope
