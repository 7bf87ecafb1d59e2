// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/python_scanner.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace zmqscope {

namespace {

using namespace std::string_view_literals;

/// Words that cannot be names; sorted.
constexpr std::array words{"False"sv, "None"sv, "True"sv, "and"sv, "as"sv, "assert"sv, "async"sv, "await"sv,
                           "break"sv, "class"sv, "continue"sv, "def"sv, "del"sv, "elif"sv, "else"sv, "except"sv,
                           "finally"sv, "for"sv, "from"sv, "global"sv, "if"sv, "import"sv, "in"sv, "is"sv,
                           "lambda"sv, "nonlocal"sv, "not"sv, "or"sv, "pass"sv, "raise"sv, "return"sv, "try"sv,
                           "while"sv, "with"sv, "yield"sv};
static_assert(std::is_sorted(words.begin(), words.end()));

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The length of the identifier that @p text starts with.
qsizetype identifierLength(QByteArrayView text)
{
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at < end) {
        const bool first = at == text.data();
        if (isAsciiLetter(*at) || *at == '_' || (!first && isDigit(*at))) {
            ++at;
            continue;
        }
        if (static_cast<unsigned char>(*at) < 0x80)
            break;
        const utf8::Step step = utf8::decode(at, end);
        if (!step.valid || !(first ? QChar::isLetter(step.codePoint)
                                   : QChar::isLetterOrNumber(step.codePoint) || QChar::isMark(step.codePoint)))
            break;
        at += step.length;
    }
    return at - text.data();
}

} // namespace

bool isPythonName(QByteArrayView name)
{
    return !name.isEmpty() && identifierLength(name) == name.size()
        && !std::binary_search(words.begin(), words.end(), std::string_view(name.data(), std::size_t(name.size())));
}

bool isDottedPythonName(QByteArrayView name)
{
    for (;;) {
        const qsizetype dot = name.indexOf('.');
        if (dot < 0)
            return isPythonName(name);
        if (!isPythonName(name.first(dot)))
            return false;
        name = name.sliced(dot + 1);
    }
}

qsizetype PythonScanner::identifier(qsizetype i) const
{
    return identifierLength(m_text.sliced(std::min(i, m_text.size())));
}

void PythonScanner::fail(qsizetype where, const QString &problem)
{
    m_problem = DecodeProblem{where, problem};
    m_at = m_text.size();
    m_token = {PythonToken::Kind::End, '\0', where, where};
}

void PythonScanner::skipBlanks()
{
    for (; m_at < m_text.size(); ++m_at) {
        const char c = m_text[m_at];
        if (c == '#') {
            const qsizetype end = m_text.indexOf('\n', m_at);
            m_at = end < 0 ? m_text.size() - 1 : end;
        } else if (c != ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f') {
            return;
        }
    }
}

void PythonScanner::advance()
{
    if (m_problem)
        return;
    skipBlanks();
    m_token = {PythonToken::Kind::End, '\0', m_at, m_at};
    if (m_at == m_text.size())
        return;
    const char c = m_text[m_at];
    if (const qsizetype prefix = stringPrefix(m_at); prefix >= 0) {
        string(prefix);
    } else if (isDigit(c) || (c == '.' && isDigit(at(m_at + 1)))) {
        number();
    } else if (identifier(m_at) > 0) {
        name();
    } else if ("()[]{},:=.*+-<"sv.find(c) != std::string_view::npos) {
        m_token.kind = PythonToken::Kind::Operator;
        const bool power = c == '*' && at(m_at + 1) == '*';
        m_token.op = power ? '^' : c;
        m_token.end = m_at + (power ? 2 : 1);
    } else {
        const utf8::Step step = utf8::decode(m_text.data() + m_at, m_text.data() + m_text.size());
        const QString shown = utf8::isInvisible(step.codePoint)
            ? QString(QStringLiteral("U+%1").arg(uint(step.codePoint), 4, 16, QLatin1Char('0')))
            : QString::fromUcs4(&step.codePoint, 1);
        fail(m_at, tr("%1 is no part of Python's notation for values. A text stands in quotes.").arg(shown));
    }
    if (!m_problem)
        m_at = m_token.end;
}

void PythonScanner::name()
{
    m_token.kind = PythonToken::Kind::Name;
    qsizetype end = m_at + identifier(m_at);
    while (at(end) == '.') {
        const qsizetype length = identifier(end + 1);
        if (length == 0)
            break;
        end += 1 + length;
    }
    m_token.end = end;
}

qsizetype PythonScanner::stringPrefix(qsizetype i) const
{
    for (qsizetype length = 0; length <= 2; ++length) {
        const char c = at(i + length);
        if (c == '\'' || c == '"')
            return length;
        if (c == '\0' || "rRbBuUfF"sv.find(c) == std::string_view::npos)
            return -1;
    }
    return -1;
}

void PythonScanner::string(qsizetype prefix)
{
    const qsizetype open = m_at + prefix;
    const char quote = m_text[open];
    const bool triple = at(open + 1) == quote && at(open + 2) == quote;
    m_token.kind = PythonToken::Kind::String;
    for (qsizetype i = open + (triple ? 3 : 1); i < m_text.size(); ++i) {
        const char c = m_text[i];
        if (c == '\\') {
            if (at(i + 1) == '\r' && at(i + 2) == '\n')
                ++i;
            ++i;
        } else if (c == quote && (!triple || (at(i + 1) == quote && at(i + 2) == quote))) {
            m_token.end = i + (triple ? 3 : 1);
            return;
        } else if (c == '\n' && !triple) {
            break;
        }
    }
    fail(m_at, triple ? tr("The text that starts here has no closing %1.").arg(QString(3, QLatin1Char(quote)))
                      : tr("The text that starts here has no closing %1 on its line.").arg(QLatin1Char(quote)));
}

/// Takes all that could be meant as part of the number, so that readPythonNumber() can say what is
/// wrong with the whole.
void PythonScanner::number()
{
    m_token.kind = PythonToken::Kind::Number;
    const bool based = m_text[m_at] == '0' && isAsciiLetter(at(m_at + 1));
    qsizetype end = m_at;
    for (;; ++end) {
        const char c = at(end);
        const bool exponentSign = (c == '+' || c == '-') && !based && (at(end - 1) == 'e' || at(end - 1) == 'E');
        if (!isDigit(c) && !isAsciiLetter(c) && c != '_' && c != '.' && !exponentSign)
            break;
    }
    m_token.end = end;
}

} // namespace zmqscope
