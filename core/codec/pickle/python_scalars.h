// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/pickle/python_draft.h"
#include "core/codec/pickle/python_scanner.h"

namespace zmqscope {

/// Makes the values of a draft that have nothing below them. Each function returns the value and
/// leaves the scanner behind it; PythonDraft::none where there is a problem.
class PythonScalars
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::PythonScalars)
public:
    /// Borrows all; @p problem gets what is wrong.
    PythonScalars(PythonScanner &scanner, PythonDraft &draft, std::optional<DecodeProblem> &problem)
        : m_scanner(scanner), m_draft(draft), m_problem(problem)
    {
    }

    /// A number, or a sign and what must follow it.
    int number();
    /// Strings that follow each other, which are one.
    int text();
    /// What a name says without brackets behind it. The scanner is behind @p at, which is @p word.
    int name(const PythonToken &at, QByteArrayView word);

private:
    int fail(qint64 at, const QString &text);
    int special(qint64 begin, qint64 end, double value);
    int unknownName(const PythonToken &at, QByteArrayView word);

    PythonScanner &m_scanner;
    PythonDraft &m_draft;
    std::optional<DecodeProblem> &m_problem;
};

} // namespace zmqscope
