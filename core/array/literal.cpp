// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/literal.h"

#include <QCoreApplication>
#include <charconv>
#include <limits>
#include <optional>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Literal", text);
}

int digitOf(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= u'0' && u <= u'9')
        return u - u'0';
    const char16_t lower = u | 0x20;
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : -1;
}

class Reader
{
public:
    Reader(QStringView text, LiteralNotation notation) : m_text(text), m_lax(notation == LiteralNotation::Lax) {}

    Result<Literal> read()
    {
        Literal value;
        bool fine = readValue(value);
        if (fine && m_lax && peek() == u',') {
            Literal tuple;
            tuple.kind = Literal::Kind::Tuple;
            tuple.at = value.at;
            tuple.items.push_back(std::move(value));
            ++m_at;
            fine = readItems(tuple, {});
            value = std::move(tuple);
        }
        if (fine && !peek().isNull())
            fine = fail(m_at, tr("nothing more was expected here."));
        if (!fine) {
            return Error{ErrorCode::Malformed, tr("Read values"), tr("Character %1: %2").arg(m_failedAt + 1).arg(m_problem), {}};
        }
        return value;
    }

private:
    bool fail(qsizetype at, const QString &problem)
    {
        m_failedAt = at;
        m_problem = problem;
        return false;
    }

    /// The next character that is no blank; null at the end.
    QChar peek()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
        return m_at < m_text.size() ? m_text[m_at] : QChar();
    }

    bool takes(QStringView word)
    {
        if (!m_text.sliced(m_at).startsWith(word))
            return false;
        const qsizetype end = m_at + word.size();
        if (end < m_text.size() && (m_text[end].isLetterOrNumber() || m_text[end] == u'_'))
            return false;
        m_at = end;
        return true;
    }

    bool readValue(Literal &value)
    {
        const QChar c = peek();
        value.at = m_at;
        if (c.isNull())
            return fail(m_at, tr("a value is missing."));
        if (c == u'(' || c == u'[' || c == u'{')
            return readContainer(value, c);
        if (c == u'\'' || c == u'"')
            return readString(value, false);
        const QChar next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
        if ((c == u'b' || c == u'B' || c == u'u') && (next == u'\'' || next == u'"')) {
            ++m_at;
            return readString(value, c != u'u');
        }
        if (takes(u"None") || (m_lax && takes(u"null")))
            return true;
        value.kind = Literal::Kind::Bool;
        if (takes(u"True") || (m_lax && takes(u"true"))) {
            value.magnitude = 1;
            return true;
        }
        if (takes(u"False") || (m_lax && takes(u"false")))
            return true;
        return readNumber(value);
    }

    bool readContainer(Literal &value, QChar open)
    {
        if (m_depth == maxLiteralDepth)
            return fail(m_at, tr("the brackets are nested too deep."));
        ++m_depth;
        ++m_at;
        const QChar close = open == u'(' ? u')' : open == u'[' ? u']' : u'}';
        value.kind = open == u'(' ? Literal::Kind::Tuple : open == u'[' ? Literal::Kind::List : Literal::Kind::Dict;
        const bool fine = readItems(value, close);
        --m_depth;
        return fine;
    }

    /// As far as @p close; without one as far as the text.
    bool readItems(Literal &value, QChar close)
    {
        const bool isDict = value.kind == Literal::Kind::Dict;
        const qsizetype opened = value.at;
        bool comma = false;
        while (peek() != close) {
            if (peek().isNull())
                return fail(opened, tr("the bracket “%1” is not closed.").arg(m_text[opened]));
            if (!readValue(value.items.emplace_back()))
                return false;
            if (isDict) {
                if (peek() != u':')
                    return fail(m_at, tr("a colon is missing."));
                ++m_at;
                if (!readValue(value.items.emplace_back()))
                    return false;
            }
            comma = peek() == u',';
            if (comma)
                ++m_at;
            else if (peek() != close)
                return fail(peek().isNull() ? opened : m_at,
                            peek().isNull() ? tr("the bracket “%1” is not closed.").arg(m_text[opened])
                                            : tr("a comma is missing."));
        }
        if (!close.isNull())
            ++m_at;
        if (close == u')' && value.items.size() == 1 && !comma) {
            Literal inner = std::move(value.items.front());
            value = std::move(inner);
        }
        return true;
    }

    bool readString(Literal &value, bool isBytes)
    {
        const qsizetype opened = m_at;
        const QChar quote = m_text[m_at++];
        value.kind = isBytes ? Literal::Kind::Bytes : Literal::Kind::Text;
        QString text;
        while (m_at < m_text.size() && m_text[m_at] != quote) {
            const qsizetype at = m_at;
            char32_t c = m_text[m_at++].unicode();
            if (c == u'\\') {
                const std::optional<char32_t> escaped = readEscape(isBytes);
                if (!escaped)
                    return fail(at, tr("this escape is not known."));
                c = *escaped;
            } else if (isBytes && c > 0x7f) {
                return fail(at, tr("bytes take ASCII characters only; write others as \\xHH."));
            }
            if (isBytes)
                value.bytes.append(char(c));
            else
                text.append(QChar::fromUcs4(c));
        }
        if (m_at == m_text.size())
            return fail(opened, tr("the closing quote is missing."));
        ++m_at;
        if (!isBytes) {
            if (!text.isValidUtf16())
                return fail(opened, tr("half a surrogate pair is no character."));
            value.bytes = text.toUtf8();
        }
        return true;
    }

    std::optional<char32_t> readEscape(bool isBytes)
    {
        if (m_at == m_text.size())
            return {};
        const char16_t c = m_text[m_at++].unicode();
        if (const qsizetype known = QStringView(u"nrtabfv\\'\"/").indexOf(c); known >= 0)
            return u"\n\r\t\a\b\f\v\\'\"/"[known];
        if (c >= u'0' && c <= u'7') {
            --m_at;
            return readDigits(1, 3, 8);
        }
        if (c == u'x')
            return readDigits(2, 2, 16);
        if (c == u'u' && !isBytes)
            return readDigits(4, 4, 16);
        if (c == u'U' && !isBytes) {
            const std::optional<char32_t> point = readDigits(8, 8, 16);
            return point && *point <= 0x10ffff ? point : std::nullopt;
        }
        return {};
    }

    std::optional<char32_t> readDigits(int least, int most, unsigned base)
    {
        char32_t value = 0;
        int count = 0;
        for (; count < most && m_at < m_text.size(); ++count, ++m_at) {
            const int digit = digitOf(m_text[m_at]);
            if (digit < 0 || unsigned(digit) >= base)
                break;
            value = value * base + char32_t(digit);
        }
        if (count < least || (base == 8 && value > 0xff))
            return {};
        return value;
    }

    bool readNumber(Literal &value)
    {
        const qsizetype start = m_at;
        if (m_text[m_at] == u'-' || m_text[m_at] == u'+')
            value.negative = m_text[m_at++] == u'-';
        if (takes(u"inf") || takes(u"nan") || (m_lax && (takes(u"Infinity") || takes(u"NaN")))) {
            value.kind = Literal::Kind::Float;
            const bool isNan = m_text[m_at - 1].toLower() == u'n';
            value.real = isNan ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
            value.real = value.negative ? -value.real : value.real;
            return true;
        }
        const qsizetype digits = m_at;
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at];
            const bool sign = (c == u'-' || c == u'+') && m_at > digits && m_text[m_at - 1].toLower() == u'e'
                && !(m_text.sliced(digits).startsWith(u"0x", Qt::CaseInsensitive));
            if (!sign && c != u'.' && !(c < QChar(0x80) && c.isLetterOrNumber()))
                break;
            ++m_at;
        }
        QByteArray word = m_text.sliced(digits, m_at - digits).toLatin1();
        if (word.endsWith('L')) // Python 2
            word.chop(1);
        if (word.isEmpty())
            return fail(start, tr("“%1” starts no value.").arg(m_text[start]));
        if (!toInt(word, value) && !toFloat(word, value))
            return fail(start, tr("“%1” is not a number that fits 64 bits.").arg(m_text.sliced(start, m_at - start)));
        return true;
    }

    static bool toInt(QByteArrayView word, Literal &value)
    {
        int base = 10;
        if (word.size() > 2 && word[0] == '0') {
            const char mark = char(word[1] | 0x20);
            base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
            if (base != 10)
                word = word.sliced(2);
        }
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value.magnitude, base);
        value.kind = Literal::Kind::Int;
        return error == std::errc() && end == word.data() + word.size();
    }

    static bool toFloat(QByteArrayView word, Literal &value)
    {
        if (!(word[0] >= '0' && word[0] <= '9') && word[0] != '.')
            return false;
        // More digits than 64 bits hold are a float only when they are written as one.
        if (std::none_of(word.begin(), word.end(), [](char c) { return c == '.' || c == 'e' || c == 'E'; }))
            return false;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value.real);
        value.kind = Literal::Kind::Float;
        value.real = value.negative ? -value.real : value.real;
        return error == std::errc() && end == word.data() + word.size();
    }

    QStringView m_text;
    bool m_lax;
    qsizetype m_at = 0;
    int m_depth = 0;
    qsizetype m_failedAt = 0;
    QString m_problem;
};

} // namespace

Result<Literal> parseLiteral(QStringView text, LiteralNotation notation)
{
    return Reader(text, notation).read();
}

} // namespace zmqscope
