// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/byte_test.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace zmqscope {

namespace {

bool hasJsonKeys(QByteArrayView bytes, const QList<QByteArray> &keys)
{
    if (bytes.size() > ByteTest::maxJsonBytes || !bytes.trimmed().startsWith('{'))
        return false;
    // Nearly all frames fail here, without being parsed.
    if (!std::ranges::all_of(keys, [&](const QByteArray &key) { return bytes.contains(key); }))
        return false;
    const nlohmann::json json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    return json.is_object()
        && std::ranges::all_of(keys, [&](const QByteArray &key) { return json.contains(key.toStdString()); });
}

} // namespace

bool ByteTest::passesAll() const
{
    return !equals && prefix.isEmpty() && minSize == 0 && maxSize == std::numeric_limits<qint64>::max() && !pattern
        && jsonKeys.isEmpty() && choices.empty();
}

bool ByteTest::accepts(QByteArrayView bytes) const
{
    if (bytes.size() < minSize || bytes.size() > maxSize)
        return false;
    if (equals && bytes != *equals)
        return false;
    if (!bytes.startsWith(prefix))
        return false;
    if (pattern) {
        if (bytes.size() > maxRegexBytes || !bytes.isValidUtf8())
            return false;
        if (!pattern->match(QString::fromUtf8(bytes)).hasMatch())
            return false;
    }
    if (!jsonKeys.isEmpty() && !hasJsonKeys(bytes, jsonKeys))
        return false;
    return choices.empty() || choiceOf(bytes);
}

const ByteTest::Choice *ByteTest::choiceOf(QByteArrayView bytes) const
{
    const auto choice = std::ranges::find_if(choices, [&](const Choice &one) { return one.test.accepts(bytes); });
    return choice == choices.end() ? nullptr : &*choice;
}

} // namespace zmqscope
