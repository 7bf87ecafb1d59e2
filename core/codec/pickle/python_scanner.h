// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree.h"

#include <QByteArrayView>
#include <QCoreApplication>

namespace zmqscope {

/// One lexical element of a text in Python's notation: bytes begin ≤ i < end.
struct PythonToken
{
    enum class Kind {
        Name,   ///< dotted: "None", "data.zmqStruct"
        Number, ///< without a sign
        String, ///< with prefix and quotes: readPythonString()
        Operator, ///< one character in op; '^' stands for "**"
        End,
    };
    Kind kind = Kind::End;
    char op = '\0';
    qsizetype begin = 0;
    qsizetype end = 0;

    bool is(char c) const { return kind == Kind::Operator && op == c; }
};

/// Takes a text in Python's notation apart: blanks, line ends and comments fall out. What is no part
/// of the notation is a problem(), after which all tokens are End.
class PythonScanner
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::PythonScanner)
public:
    /// Borrows @p text, which is valid UTF-8.
    explicit PythonScanner(QByteArrayView text) : m_text(text) { advance(); }

    /// The token at hand.
    const PythonToken &token() const { return m_token; }
    QByteArrayView textOf(const PythonToken &token) const { return m_text.sliced(token.begin, token.end - token.begin); }
    /// Goes to the next one.
    void advance();
    const std::optional<DecodeProblem> &problem() const { return m_problem; }

private:
    void skipBlanks();
    void fail(qsizetype at, const QString &problem);
    char at(qsizetype i) const { return i < m_text.size() ? m_text[i] : '\0'; }
    /// The length of the identifier at @p i; 0 when there is none.
    qsizetype identifier(qsizetype i) const;
    /// The length of a string's prefix at @p i, -1 when no string starts there.
    qsizetype stringPrefix(qsizetype i) const;
    void string(qsizetype prefix);
    void number();
    void name();

    QByteArrayView m_text;
    PythonToken m_token;
    qsizetype m_at = 0;
    std::optional<DecodeProblem> m_problem;
};

/// True when Python takes @p name as a keyword argument: an identifier, and no word of the language.
bool isPythonName(QByteArrayView name);
/// The same for names with dots: "data.zmqStruct".
bool isDottedPythonName(QByteArrayView name);

} // namespace zmqscope
