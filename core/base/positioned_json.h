// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <nlohmann/json.hpp>
#include <optional>

namespace zmqscope {

/// A JSON document that knows on which line each of its values stands, and that keeps what came
/// before a mistake: a file that was cut off still gives its first part.
class PositionedJson
{
public:
    /// Deeper nesting ends the reading: nothing of ours is deeper than a few levels, and the JSON
    /// library writes recursively.
    static constexpr int maxDepth = 64;

    /// Values beyond this have the line of a parent: bounds memory for a file that is no profile.
    static constexpr qsizetype maxPositions = 1'000'000;

    struct SyntaxError
    {
        int line = 0;
        int column = 0; ///< in bytes, 1-based
        QString key;    ///< the last value that was understood
        bool tooDeep = false;
    };

    static PositionedJson parse(const QByteArray &text);

    /// What was understood; null when not even the first token was.
    const nlohmann::ordered_json &root() const { return m_root; }
    const std::optional<SyntaxError> &error() const { return m_error; }
    /// The line of the value at "panels[2].name", 1-based; of its nearest parent when it is not
    /// there itself.
    int lineOf(const QString &key) const;

private:
    friend class PositionedJsonBuilder;
    nlohmann::ordered_json m_root;
    QHash<QString, int> m_lines;
    std::optional<SyntaxError> m_error;
};

} // namespace zmqscope
