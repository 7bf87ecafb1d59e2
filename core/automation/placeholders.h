// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"

#include <QString>

namespace zmqscope {

/// What placeholders in a text to be sent stand for.
struct PlaceholderValues
{
    qint64 number = 1; ///< {n}: which message this is, of those sent from one place
    Timestamp now = Clock::system().now();
};

/// Files beyond this are not put into a text; a frame of its own takes larger ones.
constexpr qint64 maxPlaceholderFileBytes = 1024 * 1024;

/// @p text with its placeholders filled in:
///
///     {n}              the number of the message
///     {now}            the time, ISO 8601 in UTC with milliseconds; {now:s}, {now:ms}, {now:us} and
///                      {now:ns} count since 1970
///     {uuid}           a random UUID
///     {random:1..100}  a random integer, both ends included; {random:0.5..2.0} a random float
///     {env:NAME}       a variable of ZmqScope's environment
///     {file:path}      the text of a UTF-8 file
///
/// Braces around anything else stay as they are, for JSON and Python are full of them; {{n}} is the
/// text {n} itself. What is filled in is not looked at again. Errors name the placeholder.
Result<QString> fillPlaceholders(const QString &text, const PlaceholderValues &values);

/// True when fillPlaceholders() would change @p text.
bool hasPlaceholders(QStringView text);
/// True when the only thing that it would change is {n}.
bool hasOnlyNumbers(QStringView text);

} // namespace zmqscope
