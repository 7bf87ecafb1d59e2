// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/value/value_tree.h"

#include <QList>
#include <QString>
#include <optional>

namespace zmqscope {

/// Names one value inside messages of the same kind: the frame, and the way from the root of what is
/// in it. Written as the tree of values shows it: $.items[2].temp, $["a b"], $.obj(0).
class FieldPath {
public:
    /// The root of frame 0.
    FieldPath() = default;

    /// Errors say at which character. @p frame counts from 0.
    static Result<FieldPath> parse(const QString &text, int frame = 0);
    /// The way to the value at @p position, child by child from the root. Nothing where a key on it
    /// cannot be written.
    static std::optional<FieldPath> to(
        const ValueTree &tree, const QList<qsizetype> &position, int frame = 0);

    int frame() const { return m_frame; }
    void setFrame(int frame) { m_frame = frame; }
    bool isRoot() const { return m_steps.isEmpty(); }
    /// Without the frame; parse() reads it.
    QString text() const;

    /// The value in a decoded frame; nothing when there is none at that place. References are
    /// followed; of a key that is there twice the first is meant.
    std::optional<NodeId> find(const ValueTree &tree) const;
    /// The number there: integers, floats, true and false as 1 and 0, and text that is nothing but a
    /// number.
    std::optional<double> number(const ValueTree &tree) const;

    bool operator==(const FieldPath &) const = default;

private:
    struct Step {
        enum class Kind : quint8 {
            Key, ///< text
            Bracket, ///< place in a list, or a key that is no text, as it is written
            Argument, ///< number of an argument without a name
        };
        Kind kind = Kind::Key;
        QByteArray key; ///< UTF-8
        qsizetype number = 0; ///< Argument; a Bracket that is one, else -1

        bool operator==(const Step &) const = default;
    };
    static std::optional<Step> stepTo(const ValueTree &tree, NodeId parent, qsizetype child);
    static std::optional<NodeId> follow(const ValueTree &tree, NodeId parent, const Step &step);

    int m_frame = 0;
    QList<Step> m_steps;
};

/// The number that a text says and nothing else, blanks round it aside; nothing for any other text.
std::optional<double> numberInText(QByteArrayView text);
/// What a value says as a number, see FieldPath::number().
std::optional<double> numberOf(const ValueTree &tree, NodeId id);

} // namespace zmqscope
