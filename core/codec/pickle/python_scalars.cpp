// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/python_scalars.h"

#include "core/codec/pickle/python_call.h"
#include "core/codec/pickle/python_literal.h"

#include <limits>

namespace zmqscope {

namespace {

using Kind = PythonToken::Kind;
constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

int PythonScalars::fail(qint64 at, const QString &text)
{
    m_problem = DecodeProblem{at, text};
    return PythonDraft::none;
}

int PythonScalars::special(qint64 begin, qint64 end, double value)
{
    const int made = m_draft.add(ValueKind::Float, begin, end);
    m_draft.node(made).d = value;
    return made;
}

int PythonScalars::number()
{
    const qsizetype begin = m_scanner.token().begin;
    const bool negative = m_scanner.token().is('-');
    if (m_scanner.token().kind == Kind::Operator)
        m_scanner.advance();
    const PythonToken at = m_scanner.token();
    if (at.kind == Kind::Name && m_scanner.textOf(at) == "inf") {
        m_scanner.advance();
        return special(begin, at.end, negative ? -infinity : infinity);
    }
    if (at.kind != Kind::Number)
        return fail(at.begin, tr("A number is missing behind the sign."));
    const PythonNumber read = readPythonNumber(m_scanner.textOf(at), negative);
    if (read.problem)
        return fail(at.begin + read.problem->offset, read.problem->text);
    m_scanner.advance();
    if (read.value.kind == ValueKind::BigInt)
        return m_draft.addText(ValueKind::BigInt, read.digits, begin, at.end);
    const int made = m_draft.add(read.value.kind, begin, at.end);
    m_draft.node(made).u = read.value.u;
    return made;
}

int PythonScalars::text()
{
    const qsizetype begin = m_scanner.token().begin;
    qsizetype end = begin;
    PythonString whole;
    for (bool first = true; m_scanner.token().kind == Kind::String; first = false) {
        const PythonToken at = m_scanner.token();
        const PythonString part = readPythonString(m_scanner.textOf(at));
        if (part.problem)
            return fail(at.begin + part.problem->offset, part.problem->text);
        if (!first && part.isBytes != whole.isBytes)
            return fail(at.begin, tr("Text and bytes do not join: write a comma between them, or b'…' for both."));
        whole.isBytes = part.isBytes;
        whole.bytes += part.bytes;
        end = at.end;
        m_scanner.advance();
    }
    const int made = m_draft.addText(whole.isBytes ? ValueKind::Bytes : ValueKind::Text, whole.bytes, begin, end);
    if (whole.isBytes)
        m_draft.setLabel(made, "bytes");
    return made;
}

int PythonScalars::name(const PythonToken &at, QByteArrayView word)
{
    if (word == "None")
        return m_draft.add(ValueKind::Null, at.begin, at.end);
    if (word == "True" || word == "False") {
        const int made = m_draft.add(ValueKind::Bool, at.begin, at.end);
        m_draft.node(made).i = word == "True";
        return made;
    }
    if (word == "inf")
        return special(at.begin, at.end, infinity);
    if (word == "nan")
        return special(at.begin, at.end, std::numeric_limits<double>::quiet_NaN());
    if (word.contains('.') && isDottedPythonName(word))
        return m_draft.addText(ValueKind::Symbol, word, at.begin, at.end);
    if (isPythonBuiltin(word))
        return m_draft.addText(ValueKind::Symbol, QByteArray("builtins." + word.toByteArray()), at.begin, at.end);
    return unknownName(at, word);
}

int PythonScalars::unknownName(const PythonToken &at, QByteArrayView word)
{
    const QString shown = QString::fromUtf8(word);
    if (word == "true" || word == "false" || word == "null") {
        const QString right = word == "true" ? QStringLiteral("True")
            : word == "false"                ? QStringLiteral("False")
                                             : QStringLiteral("None");
        return fail(at.begin, tr("%1 is JSON. In Python it is %2.").arg(shown, right));
    }
    if (!isDottedPythonName(word))
        return fail(at.begin, tr("%1 cannot be the name of a value: it is a word of Python's.").arg(shown));
    if (m_scanner.token().is('('))
        return fail(at.begin, tr("%1 needs its module in front: module.%1.").arg(shown));
    return fail(at.begin, tr("%1 is not known. A text stands in quotes ('%1'), a class has its module in front "
                             "(module.%1).").arg(shown));
}

} // namespace zmqscope
