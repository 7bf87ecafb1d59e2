// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QRegularExpression>
#include <QString>
#include <limits>
#include <optional>
#include <vector>

namespace zmqscope {

/// What a protocol wants of the bytes of a frame. Every condition that is set must hold; none set
/// lets everything pass.
struct ByteTest
{
    /// Regular expressions are tried on frames up to this: they backtrack, and stay quick on a
    /// short text only. Longer frames do not pass.
    static constexpr qsizetype maxRegexBytes = 1024;
    /// JSON is looked into up to this: tests run for every visible row of a log.
    static constexpr qsizetype maxJsonBytes = 4 * 1024;

    struct Choice;

    std::optional<QByteArray> equals;
    QByteArray prefix;
    qint64 minSize = 0;
    qint64 maxSize = std::numeric_limits<qint64>::max();
    std::optional<QRegularExpression> pattern; ///< anchored, on frames that are UTF-8
    QList<QByteArray> jsonKeys;                ///< a JSON object that has them all
    std::vector<Choice> choices;               ///< one of them, where there are any

    bool passesAll() const;
    bool accepts(QByteArrayView bytes) const;
    /// The first of the choices that accepts @p bytes; null when none does.
    const Choice *choiceOf(QByteArrayView bytes) const;
};

/// One of the values that a frame may have.
struct ByteTest::Choice
{
    ByteTest test;
    QString note;     ///< what this value says: "HEARTBEAT"
    bool bad = false; ///< this value tells of a failure
};

} // namespace zmqscope
