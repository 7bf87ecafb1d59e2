// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/notation/diagnostic_parser.h"

#include "core/codec/notation/diagnostic_notation.h"

#include <QStringEncoder>
#include <algorithm>
#include <limits>

namespace zmqscope::diagnosticNotation {

namespace {

DecodeLimits typedLimits()
{
    DecodeLimits limits;
    limits.maxNodes = std::numeric_limits<qsizetype>::max();
    limits.maxDepth = maxDepth;
    return limits;
}

Error placedError(QByteArrayView text, qsizetype at, const QString &operation, const QString &detail, const QString &remedy)
{
    const QByteArrayView before = text.first(at);
    const qsizetype line = std::count(before.begin(), before.end(), '\n') + 1;
    const QByteArrayView lineStart = before.sliced(before.lastIndexOf('\n') + 1);
    const qsizetype column = std::count_if(lineStart.begin(), lineStart.end(),
                                           [](char c) { return (c & 0xc0) != 0x80; }) + 1;
    return {ErrorCode::Malformed, operation, Parser::tr("Line %1, column %2: %3").arg(line).arg(column).arg(detail), remedy};
}

} // namespace

Parser::Parser(QByteArrayView text)
    : m_text(text), m_tree(text, typedLimits())
{
}

bool Parser::fail(qsizetype at, const QString &problem)
{
    m_problemAt = at;
    m_problem = problem;
    return false;
}

/// Blanks and comments.
bool Parser::skipBlanks()
{
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == '/' || c == '#') {
            const qsizetype end = m_text.indexOf(c == '/' ? '/' : '\n', m_at + 1);
            if (end < 0 && c == '/')
                return fail(m_at, tr("This comment needs a “/” at its end."));
            m_at = end < 0 ? m_text.size() : end + 1;
        } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            ++m_at;
        } else {
            return true;
        }
    }
    return true;
}

bool Parser::expect(char c)
{
    if (!skipBlanks())
        return false;
    if (!isAt(c))
        return fail(m_at, tr("Here a “%1” should be.").arg(QLatin1Char(c)));
    ++m_at;
    return true;
}

bool Parser::parse()
{
    if (m_tree.isFull())
        return fail(0, tr("More than 4 GiB are not read."));
    for (;;) {
        if (!skipBlanks())
            return false;
        if (m_mayEnd && isAt(m_open.back().end)) {
            m_opened = false;
        } else {
            if (!readValue())
                return false;
            m_mayEnd = m_opened;
            if (m_opened)
                continue;
        }
        if (!readEnds())
            return false;
        if (m_open.empty())
            return true;
    }
}

/// What stands between values: separators, and the ends of containers.
bool Parser::readEnds()
{
    for (;; m_mayEnd = false) {
        if (!skipBlanks())
            return false;
        if (m_open.empty())
            return m_at == m_text.size() || fail(m_at, tr("Nothing may follow the value."));
        Open &inner = m_open.back();
        if (inner.isMap && inner.wantsKey && !m_mayEnd) {
            inner.wantsKey = false;
            return expect(':');
        }
        if (isAt(inner.end)) {
            ++m_at;
            m_open.pop_back();
            m_tree.close(m_at);
            continue;
        }
        if (!isAt(',')) {
            return fail(m_at, m_at == m_text.size() ? tr("The text ends before a “%1”.").arg(QLatin1Char(inner.end))
                                                    : tr("Here a “,” or “%1” should be.").arg(QLatin1Char(inner.end)));
        }
        ++m_at;
        inner.wantsKey = true;
        m_mayEnd = true;
        return true;
    }
}

bool Parser::open(ValueKind kind, qsizetype begin, QByteArrayView label, char end)
{
    if (!m_tree.open(kind, begin, m_tree.labelOf(label)))
        return fail(begin, tr("The values nest deeper than %1 levels.").arg(maxDepth));
    m_open.push_back({end, kind == ValueKind::Map, true});
    m_opened = true;
    return true;
}

bool Parser::readValue()
{
    m_opened = false;
    if (m_at == m_text.size())
        return fail(m_at, m_open.empty() ? tr("Here a value should be.") : tr("The text ends too early."));
    const qsizetype begin = m_at;
    const char c = m_text[m_at];
    if (c == '[' || c == '{') {
        ++m_at;
        const bool isIndefinite = isAt('_');
        m_at += isIndefinite ? 1 : 0;
        return open(c == '[' ? ValueKind::List : ValueKind::Map, begin, isIndefinite ? "indefinite" : "", c == '[' ? ']' : '}');
    }
    if (c == '(')
        return readIndefiniteString();
    if (isStringAhead()) {
        bool isBytes = false;
        QByteArrayView value;
        if (!readString(isBytes, value))
            return false;
        const bool isIndefinite = value.isEmpty() && isAt('_');
        m_at += isIndefinite ? 1 : 0;
        m_tree.addText(isBytes ? ValueKind::Bytes : ValueKind::Text, value, begin, m_at,
                       m_tree.labelOf(isIndefinite ? "indefinite" : ""));
        return true;
    }
    if ((c >= '0' && c <= '9') || c == '-' || c == '+')
        return readNumber();
    return readWord();
}

Result<ValueTree> parse(const QString &text, const QString &operation)
{
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    const QByteArray bytes = encoder.encode(text);
    if (encoder.hasError()) {
        return Error{ErrorCode::Malformed, operation,
                     Parser::tr("The text holds half of a surrogate pair, which is no character."), {}};
    }
    Parser parser(bytes);
    if (!parser.parse())
        return placedError(bytes, parser.problemAt(), operation, parser.problem(), {});
    ValueTree tree = parser.takeTree();
    tree.keep(bytes);
    return tree;
}

Error errorAt(const ValueTree &tree, NodeId id, const QString &operation, const QString &detail, const QString &remedy)
{
    return placedError(tree.source(), tree.node(id).begin, operation, detail, remedy);
}

} // namespace zmqscope::diagnosticNotation
