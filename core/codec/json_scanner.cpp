// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/json_scanner.h"

#include "core/base/utf8.h"

namespace zmqscope {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

} // namespace

void JsonScanner::skipBlanks()
{
    while (m_at < m_bytes.size()) {
        const char c = m_bytes[m_at];
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            return;
        ++m_at;
    }
}

JsonToken JsonScanner::fail(qsizetype at, const QString &problem, bool ranOut)
{
    m_problem = problem;
    m_ranOut = ranOut;
    m_ended = true;
    m_last = {JsonToken::Kind::Problem, at, m_bytes.size()};
    return m_last;
}

JsonToken JsonScanner::emitToken(JsonToken::Kind kind, qsizetype end)
{
    const JsonToken token{kind, m_at, end};
    m_at = end;
    return token;
}

void JsonScanner::afterValue()
{
    m_expect = m_inObject.empty() ? Expect::End : Expect::CommaOrClose;
}

JsonToken JsonScanner::next()
{
    if (m_ended)
        return m_last;
    skipBlanks();
    if (m_at == m_bytes.size()) {
        if (m_expect != Expect::End)
            return fail(m_at, m_at == 0 ? tr("there is nothing.") : tr("the text ends too early."), true);
        m_ended = true;
        m_last = {JsonToken::Kind::End, m_at, m_at};
        return m_last;
    }

    const char c = m_bytes[m_at];
    switch (m_expect) {
    case Expect::ValueOrClose:
        if (c == ']')
            return close(false);
        return valueToken(c);
    case Expect::Value:
        return valueToken(c);
    case Expect::KeyOrClose:
        if (c == '}')
            return close(true);
        [[fallthrough]];
    case Expect::Key:
        if (c == '"')
            return string(true);
        return fail(m_at, tr("a key in double quotes is expected here."));
    case Expect::Colon:
        if (c != ':')
            return fail(m_at, tr("a colon is expected after the key."));
        m_expect = Expect::Value;
        return emitToken(JsonToken::Kind::Colon, m_at + 1);
    case Expect::CommaOrClose:
        if (c == ',') {
            m_expect = m_inObject.back() ? Expect::Key : Expect::Value;
            return emitToken(JsonToken::Kind::Comma, m_at + 1);
        }
        if (c == (m_inObject.back() ? '}' : ']'))
            return close(m_inObject.back());
        return fail(m_at, m_inObject.back() ? tr("a comma or } is expected here.")
                                            : tr("a comma or ] is expected here."));
    case Expect::End:
        break;
    }
    return fail(m_at, tr("nothing may follow the end of the value."));
}

JsonToken JsonScanner::valueToken(char c)
{
    switch (c) {
    case '{': return open(true);
    case '[': return open(false);
    case '"': return string(false);
    case 't': return literal("true");
    case 'f': return literal("false");
    case 'n': return literal("null");
    default: break;
    }
    if (c == '-' || isDigit(c))
        return number();
    if (m_bytes.sliced(m_at).startsWith("\xef\xbb\xbf"))
        return fail(m_at, tr("a byte order mark stands here; JSON must not have one."));
    return fail(m_at, tr("a value is expected here."));
}

JsonToken JsonScanner::open(bool object)
{
    if (m_inObject.size() == maxDepth)
        return fail(m_at, tr("it is nested deeper than %1 levels.").arg(maxDepth));
    m_inObject.push_back(object);
    m_expect = object ? Expect::KeyOrClose : Expect::ValueOrClose;
    return emitToken(object ? JsonToken::Kind::OpenObject : JsonToken::Kind::OpenArray, m_at + 1);
}

JsonToken JsonScanner::close(bool object)
{
    m_inObject.pop_back();
    afterValue();
    return emitToken(object ? JsonToken::Kind::CloseObject : JsonToken::Kind::CloseArray, m_at + 1);
}

JsonToken JsonScanner::string(bool key)
{
    const char *const begin = m_bytes.data();
    const char *const end = begin + m_bytes.size();
    const char *at = begin + m_at + 1;
    while (at < end) {
        const auto byte = static_cast<quint8>(*at);
        if (byte == '"') {
            if (key)
                m_expect = Expect::Colon;
            else
                afterValue();
            return emitToken(key ? JsonToken::Kind::Key : JsonToken::Kind::String, at + 1 - begin);
        }
        if (byte < 0x20)
            return fail(at - begin, tr("a control character must be written as an escape."));
        if (byte >= 0x80) {
            const utf8::Step step = utf8::decode(at, end);
            if (!step.valid)
                return fail(at - begin, tr("this byte is not UTF-8."));
            at += step.length;
            continue;
        }
        if (byte != '\\') {
            ++at;
            continue;
        }
        if (end - at < 2)
            break;
        if (at[1] == 'u') {
            for (int i = 2; i < 6; ++i) {
                if (at + i < end && !isHexDigit(at[i]))
                    return fail(at - begin, tr("\\u needs four hexadecimal digits."));
            }
            at += 6;
        } else if (QByteArrayView("\"\\/bfnrt").contains(at[1])) {
            at += 2;
        } else {
            return fail(at - begin, tr("this is not an escape of JSON."));
        }
    }
    return fail(m_at, tr("this string is not closed."), true);
}

qsizetype JsonScanner::digits(qsizetype at) const
{
    while (at < m_bytes.size() && isDigit(m_bytes[at]))
        ++at;
    return at;
}

JsonToken JsonScanner::number()
{
    const auto at = [this](qsizetype i) { return i < m_bytes.size() ? m_bytes[i] : '\0'; };
    const auto needDigit = [this](qsizetype i) {
        return fail(i, tr("a digit is expected here."), i >= m_bytes.size());
    };
    qsizetype i = m_at + (at(m_at) == '-' ? 1 : 0);
    if (!isDigit(at(i)))
        return needDigit(i);
    if (at(i) == '0' && isDigit(at(i + 1)))
        return fail(i, tr("a number must not begin with 0."));
    i = digits(i);
    if (at(i) == '.') {
        if (!isDigit(at(++i)))
            return needDigit(i);
        i = digits(i);
    }
    if (at(i) == 'e' || at(i) == 'E') {
        ++i;
        if (at(i) == '+' || at(i) == '-')
            ++i;
        if (!isDigit(at(i)))
            return needDigit(i);
        i = digits(i);
    }
    afterValue();
    return emitToken(JsonToken::Kind::Number, i);
}

JsonToken JsonScanner::literal(QByteArrayView word)
{
    const QByteArrayView rest = m_bytes.sliced(m_at);
    if (rest.startsWith(word)) {
        afterValue();
        return emitToken(JsonToken::Kind::Literal, m_at + word.size());
    }
    return fail(m_at, tr("a value is expected here; words are true, false and null."), word.startsWith(rest));
}

} // namespace zmqscope
