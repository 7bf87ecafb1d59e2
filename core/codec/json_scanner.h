// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QCoreApplication>
#include <QString>
#include <vector>

namespace zmqscope {

/// One lexical element of a JSON text: bytes begin ≤ i < end.
struct JsonToken
{
    enum class Kind {
        OpenObject, CloseObject, OpenArray, CloseArray, Comma, Colon, Key, String, Number, Literal,
        End,     ///< the text is whole and right
        Problem, ///< see JsonScanner::problem()
    };
    Kind kind = Kind::End;
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// Takes a JSON text apart and checks it against RFC 8259 on the way. Works on the bytes and makes
/// no values, so that order, duplicate keys and the digits of numbers stay what they are; needs no
/// recursion, so that nesting cannot exhaust the stack.
class JsonScanner
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::JsonScanner)
public:
    /// Deeper nesting is refused: nobody means it, and each level indents what is shown.
    static constexpr std::size_t maxDepth = 2000;

    /// Borrows the bytes.
    explicit JsonScanner(QByteArrayView bytes) : m_bytes(bytes) {}

    /// The next token; after End or Problem the same again.
    JsonToken next();

    /// What is wrong, in words; empty while nothing is.
    const QString &problem() const { return m_problem; }
    /// True when the only problem is that the bytes end too early.
    bool ranOut() const { return m_ranOut; }

private:
    enum class Expect { Value, ValueOrClose, Key, KeyOrClose, Colon, CommaOrClose, End };

    void skipBlanks();
    JsonToken fail(qsizetype at, const QString &problem, bool ranOut = false);
    JsonToken emitToken(JsonToken::Kind kind, qsizetype end);
    JsonToken valueToken(char c);
    JsonToken open(bool object);
    JsonToken close(bool object);
    JsonToken string(bool key);
    JsonToken number();
    JsonToken literal(QByteArrayView word);
    qsizetype digits(qsizetype at) const;
    void afterValue();

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    Expect m_expect = Expect::Value;
    std::vector<bool> m_inObject; ///< one for each level that is open
    QString m_problem;
    JsonToken m_last; ///< the token that ended the scan
    bool m_ended = false;
    bool m_ranOut = false;
};

} // namespace zmqscope
