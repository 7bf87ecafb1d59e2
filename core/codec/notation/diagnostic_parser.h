// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree_builder.h"

#include <QCoreApplication>
#include <vector>

namespace zmqscope::diagnosticNotation {

/// Reads diagnostic notation, without recursion; see parse().
class Parser
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::DiagnosticNotation)
public:
    /// Borrows @p text, which is UTF-8.
    explicit Parser(QByteArrayView text);

    /// False when the text is wrong; see problem().
    bool parse();
    ValueTree takeTree() { return m_tree.finish(); }
    const QString &problem() const { return m_problem; }
    qsizetype problemAt() const { return m_problemAt; }

private:
    struct Open
    {
        char end;
        bool isMap;
        bool wantsKey; ///< the next value of a map is a key
    };
    bool fail(qsizetype at, const QString &problem);
    bool skipBlanks();
    bool isAt(char c) const { return m_at < m_text.size() && m_text[m_at] == c; }
    bool expect(char c);
    bool readValue();
    bool readEnds();
    bool open(ValueKind kind, qsizetype begin, QByteArrayView label, char end);
    bool readIndefiniteString();
    bool readString(bool &isBytes, QByteArrayView &value);
    bool readQuoted(char quote, QByteArrayView &value);
    bool readEscape(char quote, char *&out);
    bool readHex4(quint32 &value);
    bool readEncoded(bool isHex, QByteArrayView &value);
    bool readNumber();
    bool addNumber(qsizetype begin, bool isFloat, QByteArrayView label);
    bool readWord();
    bool readCall(QByteArrayView name, qsizetype begin);
    bool readLabelled(QByteArrayView label, qsizetype begin);
    bool isStringAhead() const;
    QByteArrayView numberAhead(bool *isFloat) const;

    QByteArrayView m_text;
    qsizetype m_at = 0;
    ValueTreeBuilder m_tree;
    std::vector<Open> m_open;
    bool m_opened = false;  ///< the last value began a container
    bool m_mayEnd = false;  ///< the innermost container may end here
    QString m_problem;
    qsizetype m_problemAt = 0;
};

} // namespace zmqscope::diagnosticNotation
