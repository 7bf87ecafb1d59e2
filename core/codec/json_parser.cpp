// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/json_parser.h"

#include "core/codec/json_number.h"
#include "core/codec/json_string.h"

#include <algorithm>

namespace zmqscope {

namespace {

/// Exponents beyond are all the same to a double.
constexpr qint64 mostExponent = 1'000'000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

JsonParser::JsonParser(ValueTreeBuilder &tree, qint64 end)
    : m_tree(tree), m_begin(tree.source().data()), m_at(m_begin), m_end(m_begin + end),
      m_isCut(end < tree.source().size())
{
}

bool JsonParser::fail(qint64 offset, const QString &problem)
{
    m_tree.setProblem(offset, problem);
    return false;
}

bool JsonParser::failTooDeep(int maxDepth)
{
    return fail(at(), tr("It is nested deeper than %1 levels.").arg(maxDepth));
}

bool JsonParser::ranOut()
{
    if (m_isCut) {
        m_tree.setCut();
        return false;
    }
    return fail(m_end - m_begin, m_begin == m_end ? tr("There is nothing.") : tr("The text ends too early."));
}

bool JsonParser::readValue()
{
    const int outside = m_tree.depth();
    Step step = Step::Value;
    for (;;) {
        skipBlanks();
        if (atEnd())
            return ranOut();
        switch (step) {
        case Step::FirstValue:
            if (*m_at == ']') {
                step = Step::Close;
                continue;
            }
            [[fallthrough]];
        case Step::Value:
            if (*m_at == '{' || *m_at == '[') {
                const bool isObject = *m_at == '{';
                if (!m_tree.open(isObject ? ValueKind::Map : ValueKind::List, at()))
                    return m_tree.isFull() ? false : failTooDeep(m_tree.depth());
                ++m_at;
                step = isObject ? Step::FirstKey : Step::FirstValue;
                continue;
            }
            if (!readScalar())
                return false;
            break;
        case Step::FirstKey:
            if (*m_at == '}') {
                step = Step::Close;
                continue;
            }
            [[fallthrough]];
        case Step::Key:
            if (!readKey())
                return false;
            step = Step::Value;
            continue;
        case Step::AfterValue:
            switch (readSeparator(m_tree.inPairs())) {
            case Separator::Wrong: return false;
            case Separator::Comma: step = m_tree.inPairs() ? Step::Key : Step::Value; continue;
            case Separator::Close: break;
            }
            [[fallthrough]];
        case Step::Close:
            ++m_at;
            m_tree.close(at());
            break;
        }
        if (m_tree.depth() == outside)
            return !m_tree.isFull();
        step = Step::AfterValue;
    }
}

JsonParser::Separator JsonParser::readSeparator(bool inObject)
{
    skipBlanks();
    if (atEnd()) {
        ranOut();
        return Separator::Wrong;
    }
    if (*m_at == (inObject ? '}' : ']'))
        return Separator::Close;
    if (*m_at != ',') {
        fail(at(), inObject ? tr("A comma or } is expected here.") : tr("A comma or ] is expected here."));
        return Separator::Wrong;
    }
    ++m_at;
    return Separator::Comma;
}

bool JsonParser::readKey()
{
    skipBlanks();
    if (atEnd())
        return ranOut();
    if (*m_at != '"')
        return fail(at(), tr("A key in double quotes is expected here."));
    if (!readString(true))
        return false;
    skipBlanks();
    if (atEnd())
        return ranOut();
    if (*m_at != ':')
        return fail(at(), tr("A colon is expected after the key."));
    ++m_at;
    return true;
}

bool JsonParser::readEnd()
{
    skipBlanks();
    return atEnd() || fail(at(), tr("Nothing may follow the end of the value."));
}

bool JsonParser::readScalar()
{
    switch (*m_at) {
    case '"': return readString(false);
    case 't': return readWord("true");
    case 'f': return readWord("false");
    case 'n': return readWord("null");
    default: break;
    }
    if (*m_at == '-' || isDigit(*m_at))
        return readNumber();
    if (QByteArrayView(m_at, m_end - m_at).startsWith("\xef\xbb\xbf"))
        return fail(at(), tr("A byte order mark stands here; JSON must not have one."));
    return fail(at(), tr("A value is expected here."));
}

bool JsonParser::readWord(QByteArrayView word)
{
    const QByteArrayView rest(m_at, m_end - m_at);
    if (!rest.startsWith(word)) {
        if (m_isCut && word.startsWith(rest))
            return ranOut();
        return fail(at(), tr("A value is expected here; words are true, false and null."));
    }
    const qint64 begin = at();
    m_at += word.size();
    if (word.front() == 'n')
        m_tree.addNull(begin, at());
    else
        m_tree.addBool(word.front() == 't', begin, at());
    return !m_tree.isFull();
}

bool JsonParser::readString(bool isKey)
{
    const char *const begin = m_at + 1;
    const char *pos = begin;
    bool escaped = false;
    for (;;) {
        pos = json_string::passPlain(pos, m_end);
        if (pos == m_end)
            break;
        const char c = *pos;
        if (c == '"') {
            addText(begin, pos, escaped, pos + 1);
            m_at = pos + 1;
            return !m_tree.isFull();
        }
        if (c == '\\') {
            escaped = true;
            const char *const next = passEscape(pos);
            if (next == pos)
                return false;
            if (!next)
                break;
            pos = next;
        } else if (quint8(c) < 0x20) {
            return fail(pos - m_begin, tr("A control character must be written as an escape."));
        } else {
            const char *const next = json_string::passCharacter(pos, m_end);
            if (!next)
                return fail(pos - m_begin, tr("This byte is not UTF-8."));
            pos = next;
        }
    }
    if (!m_isCut)
        return fail(at(), tr("This string is not closed."));
    if (!isKey)
        addText(begin, pos, escaped, m_end);
    return ranOut();
}

/// Behind the escape; @p pos itself when it is none, which is the problem then; null when it is cut.
const char *JsonParser::passEscape(const char *pos)
{
    if (m_end - pos < 2)
        return nullptr;
    if (pos[1] == 'u') {
        for (int i = 2; i < 6; ++i) {
            if (pos + i < m_end && json_string::hexDigit(pos[i]) < 0) {
                fail(pos - m_begin, tr("\\u needs four hexadecimal digits."));
                return pos;
            }
        }
        return m_end - pos < 6 ? nullptr : pos + 6;
    }
    if (QByteArrayView("\"\\/bfnrt").contains(pos[1]))
        return pos + 2;
    fail(pos - m_begin, tr("This is not an escape of JSON."));
    return pos;
}

void JsonParser::addText(const char *begin, const char *end, bool escaped, const char *after)
{
    QByteArrayView text(begin, end - begin);
    if (escaped && !m_tree.isFull()) {
        char *const own = m_tree.allocate(text.size());
        char *const ownEnd = json_string::unescape(begin, end, own);
        m_tree.giveBack(text.size() - (ownEnd - own));
        text = QByteArrayView(own, ownEnd - own);
    }
    m_tree.addText(ValueKind::Text, text, at(), after - m_begin);
}

bool JsonParser::readNumber()
{
    JsonNumber number;
    number.begin = m_at;
    const char *pos = m_at;
    const auto has = [this, &pos] { return pos != m_end; };
    const auto needDigit = [this, &pos] {
        return pos == m_end && m_isCut ? ranOut() : fail(pos - m_begin, tr("A digit is expected here."));
    };
    const auto readDigits = [this, &pos, &number] {
        for (; pos != m_end && isDigit(*pos); ++pos) {
            number.digits = number.digits * 10 + quint64(*pos - '0');
            number.count += number.count > 0 || *pos != '0';
        }
    };
    number.negative = *pos == '-';
    pos += number.negative;
    if (!has() || !isDigit(*pos))
        return needDigit();
    if (*pos == '0' && m_end - pos > 1 && isDigit(pos[1]))
        return fail(pos - m_begin, tr("A number must not begin with 0."));
    readDigits();
    if (has() && *pos == '.') {
        number.isInteger = false;
        ++pos;
        if (!has() || !isDigit(*pos))
            return needDigit();
        const char *const fraction = pos;
        readDigits();
        number.pointShift = fraction - pos;
    }
    if (has() && (*pos == 'e' || *pos == 'E')) {
        number.isInteger = false;
        ++pos;
        const bool down = has() && *pos == '-';
        if (has() && (*pos == '-' || *pos == '+'))
            ++pos;
        if (!has() || !isDigit(*pos))
            return needDigit();
        qint64 exponent = 0;
        for (; has() && isDigit(*pos); ++pos)
            exponent = std::min(exponent * 10 + (*pos - '0'), mostExponent);
        number.pointShift += down ? -exponent : exponent;
    }
    if (pos == m_end && m_isCut)
        return ranOut(); // more digits may follow
    number.end = pos;
    const qint64 begin = at();
    m_at = pos;
    addJsonNumber(m_tree, number, begin, at());
    return !m_tree.isFull();
}

} // namespace zmqscope
