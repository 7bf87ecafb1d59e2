// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text_escapes.h"

#include "core/base/utf8.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

enum Style : unsigned {
    OneLine = 1,         ///< line feeds and tabs are escaped as well
    DoubleBackslash = 2, ///< can be read back
    Binary = 4,          ///< what looks like a single character is chance
};

/// A byte never becomes more than this: \xHH.
constexpr qsizetype maxCharsPerByte = 4;
/// The longest escape, \UHHHHHHHH.
constexpr qsizetype longestItem = 10;

char16_t *writeHex(char16_t *out, char32_t value, int digits)
{
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        *out++ = u"0123456789abcdef"[value >> shift & 0xfU];
    return out;
}

char16_t *writeEscape(char16_t *out, const utf8::Step &step)
{
    const char32_t c = step.codePoint;
    *out++ = u'\\';
    if (step.valid && (c == '\n' || c == '\r' || c == '\t')) {
        *out++ = c == '\n' ? u'n' : c == '\r' ? u'r' : u't';
        return out;
    }
    if (!step.valid || c < 0x80) {
        *out++ = u'x';
        return writeHex(out, c, 2);
    }
    *out++ = c > 0xffff ? u'U' : u'u';
    return writeHex(out, c, c > 0xffff ? 8 : 4);
}

/// In bytes that are no text many a pair happens to be a letter of some script. It would mislead, and
/// finding a font for it costs a tenth of a second. Two of one script in a row are a word.
class WordFinder
{
public:
    /// Whether the character @p step at @p at has a neighbour of its own script.
    bool isInWord(const utf8::Step &step, const char *at, const char *end)
    {
        const QChar::Script script = QChar::script(step.codePoint);
        const bool continues = at == m_end && script == m_script;
        const char *next = at + step.length;
        const utf8::Step following = next < end ? utf8::decode(next, end) : utf8::Step{0, 0, false};
        const bool begins = following.valid && following.codePoint >= 0x80 && QChar::script(following.codePoint) == script;
        if (!continues && !begins)
            return false;
        m_end = next;
        m_script = script;
        return true;
    }

private:
    const char *m_end = nullptr;
    QChar::Script m_script = QChar::Script_Unknown;
};

/// Writes characters until the bytes end or maxChars is reached; onEscape(start, end) is called for
/// each escape, onLineFeed(position) for each line feed kept. Returns the bytes used.
template <typename OnEscape, typename OnLineFeed>
qsizetype writeVisible(QByteArrayView bytes, qsizetype maxChars, unsigned style, QString &text,
                       OnEscape onEscape, OnLineFeed onLineFeed)
{
    const bool few = bytes.size() < maxChars / maxCharsPerByte;
    text = QString((few ? bytes.size() * maxCharsPerByte : maxChars) + longestItem, Qt::Uninitialized);
    auto *const begin = reinterpret_cast<char16_t *>(text.data());
    char16_t *out = begin;
    const char16_t *const limit = begin + text.size() - longestItem;
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    WordFinder words;

    while (at < end && out < limit) {
        const auto byte = static_cast<quint8>(*at);
        if (byte >= 0x20 && byte < 0x7f && byte != '\\') {
            *out++ = byte;
            ++at;
            continue;
        }
        if (byte == '\\') {
            *out++ = u'\\';
            if (style & DoubleBackslash)
                *out++ = u'\\';
            ++at;
            continue;
        }
        if (!(style & OneLine) && (byte == '\n' || byte == '\t')) {
            if (byte == '\n')
                onLineFeed(out - begin);
            *out++ = byte;
            ++at;
            continue;
        }
        utf8::Step step = utf8::decode(at, end);
        if ((style & Binary) && step.valid && step.codePoint >= 0x80 && !words.isInWord(step, at, end))
            step = {byte, 1, false};
        if (!step.valid || utf8::isInvisible(step.codePoint)) {
            char16_t *const after = writeEscape(out, step);
            onEscape(out - begin, after - begin);
            out = after;
        } else if (step.codePoint > 0xffff) {
            *out++ = QChar::highSurrogate(step.codePoint);
            *out++ = QChar::lowSurrogate(step.codePoint);
        } else {
            *out++ = static_cast<char16_t>(step.codePoint);
        }
        at += step.length;
    }
    text.truncate(out - begin);
    return at - bytes.data();
}

qsizetype writeVisible(QByteArrayView bytes, qsizetype maxChars, unsigned style, QString &text)
{
    return writeVisible(bytes, maxChars, style, text, [](qsizetype, qsizetype) {}, [](qsizetype) {});
}

struct TextEscapes
{
    Q_DECLARE_TR_FUNCTIONS(zmqscope::TextEscapes)
};

Error badEscape(qsizetype at, const QString &what)
{
    return {ErrorCode::Malformed, TextEscapes::tr("Read text"), TextEscapes::tr("Character %1: %2").arg(at + 1).arg(what),
            TextEscapes::tr("Write \\\\ for a backslash.")};
}

/// The value of @p digits hex digits from @p at; -1 when there are not as many.
qint64 hexValue(QStringView text, qsizetype at, int digits)
{
    if (at + digits > text.size())
        return -1;
    qint64 value = 0;
    for (qsizetype i = at; i < at + digits; ++i) {
        const char16_t c = text[i].unicode();
        const int digit = c >= u'0' && c <= u'9' ? c - u'0'
            : c >= u'a' && c <= u'f'             ? c - u'a' + 10
            : c >= u'A' && c <= u'F'             ? c - u'A' + 10
                                                 : -1;
        if (digit < 0)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

void appendUtf8(QByteArray &out, char32_t c)
{
    const auto push = [&out](char32_t value) { out.append(static_cast<char>(value)); };
    const auto tail = [&](int shift) { push(0x80 | (c >> shift & 0x3f)); };
    if (c < 0x80) {
        push(c);
    } else if (c < 0x800) {
        push(0xc0 | c >> 6);
        tail(0);
    } else if (c < 0x10000) {
        push(0xe0 | c >> 12);
        tail(6);
        tail(0);
    } else {
        push(0xf0 | c >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

/// Reads the escape whose backslash is at @p at, appends its bytes and returns what follows it.
Result<qsizetype> readEscape(QStringView text, qsizetype at, QByteArray &out)
{
    if (at + 1 == text.size())
        return badEscape(at, TextEscapes::tr("a backslash at the end escapes nothing."));
    const QChar kind = text[at + 1];
    switch (kind.unicode()) {
    case u'n': out.append('\n'); return at + 2;
    case u'r': out.append('\r'); return at + 2;
    case u't': out.append('\t'); return at + 2;
    case u'0': out.append('\0'); return at + 2;
    case u'\\': out.append('\\'); return at + 2;
    case u'x':
    case u'u':
    case u'U': break;
    default: return badEscape(at, TextEscapes::tr("\\%1 is not an escape.").arg(kind));
    }

    const int digits = kind == u'x' ? 2 : kind == u'u' ? 4 : 8;
    const qint64 value = hexValue(text, at + 2, digits);
    if (value < 0)
        return badEscape(at, TextEscapes::tr("\\%1 needs %2 hexadecimal digits.").arg(kind).arg(digits));
    const qsizetype after = at + 2 + digits;
    if (kind == u'x') {
        out.append(static_cast<char>(value));
        return after;
    }
    if (value > 0x10ffff)
        return badEscape(at, TextEscapes::tr("there is no character above \\U0010ffff."));
    if (!QChar::isSurrogate(char32_t(value))) {
        appendUtf8(out, char32_t(value));
        return after;
    }
    // JSON and Java write characters above U+FFFF as a pair.
    const bool pair = QChar::isHighSurrogate(char32_t(value)) && text.mid(after, 2) == u"\\u"_s;
    const qint64 low = pair ? hexValue(text, after + 2, 4) : -1;
    if (low < 0 || !QChar::isLowSurrogate(char32_t(low)))
        return badEscape(at, TextEscapes::tr("half of a surrogate pair is no character."));
    appendUtf8(out, QChar::surrogateToUcs4(char16_t(value), char16_t(low)));
    return after + 6;
}

} // namespace

QString previewText(QByteArrayView bytes, qsizetype maxChars)
{
    QString text;
    maxChars = std::max<qsizetype>(maxChars, 0);
    const QByteArrayView seen = bytes.first(std::min(bytes.size(), maxChars));
    const bool isText = !seen.contains('\0') && utf8::firstInvalid(utf8::withoutCutTail(seen)) < 0;
    const qsizetype used = writeVisible(bytes, maxChars, isText ? OneLine : OneLine | Binary, text);
    if (used < bytes.size())
        text += u'…';
    return text;
}

QString escape(QByteArrayView bytes, bool keepLines)
{
    QString text;
    writeVisible(bytes, bytes.size() * maxCharsPerByte, DoubleBackslash | (keepLines ? 0U : OneLine), text);
    return text;
}

QString escapeStart(QByteArrayView bytes, qsizetype maxChars, qsizetype *used)
{
    QString text;
    const qsizetype count = writeVisible(bytes, std::max<qsizetype>(maxChars, 0), DoubleBackslash, text);
    if (used)
        *used = count;
    return text;
}

VisibleText visibleText(QByteArrayView bytes, qsizetype maxChars)
{
    VisibleText result;
    qsizetype lineStart = 0;
    const auto onEscape = [&result](qsizetype start, qsizetype end) {
        if (!result.escapes.isEmpty()) {
            TextRange &last = result.escapes.last();
            if (last.start + last.length == start) {
                last.length = end - last.start;
                return;
            }
        }
        result.escapes.append({start, end - start});
    };
    const auto onLineFeed = [&](qsizetype at) {
        result.longestLine = std::max(result.longestLine, at - lineStart);
        lineStart = at + 1;
    };
    result.bytes
        = writeVisible(bytes, std::max<qsizetype>(maxChars, 0), 0, result.text, onEscape, onLineFeed);
    onLineFeed(result.text.size());
    return result;
}

Result<QByteArray> unescape(const QString &text)
{
    QByteArray out;
    out.reserve(text.size());
    qsizetype at = 0;
    while (at < text.size()) {
        const char16_t c = text[at].unicode();
        if (c == u'\\') {
            const Result<qsizetype> next = readEscape(text, at, out);
            if (!next)
                return next.error();
            at = *next;
        } else if (!QChar::isSurrogate(c)) {
            appendUtf8(out, c);
            ++at;
        } else if (QChar::isHighSurrogate(c) && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
            appendUtf8(out, QChar::surrogateToUcs4(c, text[at + 1].unicode()));
            at += 2;
        } else {
            return badEscape(at, TextEscapes::tr("half of a surrogate pair is no character."));
        }
    }
    return out;
}

bool isUtf8(QByteArrayView bytes)
{
    return utf8::firstInvalid(bytes) < 0;
}

} // namespace zmqscope
