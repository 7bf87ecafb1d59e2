// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/json_codec.h"

#include "core/codec/json_scanner.h"
#include "core/codec/json_tree.h"
#include "core/base/utf8.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// How many blanks in front of or behind the value are passed over for that.
constexpr qsizetype recogniseBlanks = 64 * 1024;
constexpr qsizetype indentWidth = 2;
/// No character of the text stands for more bytes than this, blanks between tokens aside.
constexpr qsizetype maxBytesPerChar = 4;

QByteArrayView trimmedAtMost(QByteArrayView bytes, qsizetype blanks)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    for (qsizetype i = 0; i < blanks && !bytes.isEmpty() && isBlank(bytes.front()); ++i)
        bytes = bytes.sliced(1);
    for (qsizetype i = 0; i < blanks && !bytes.isEmpty() && isBlank(bytes.back()); ++i)
        bytes.chop(1);
    return bytes;
}

Error scanError(QByteArrayView bytes, qsizetype at, const QString &problem, const QString &operation)
{
    const QByteArrayView before = bytes.first(at);
    const qsizetype line = std::count(before.begin(), before.end(), '\n') + 1;
    const QByteArrayView lineStart = before.sliced(before.lastIndexOf('\n') + 1);
    const qsizetype column = std::count_if(lineStart.begin(), lineStart.end(),
                                           [](char c) { return (c & 0xc0) != 0x80; }) + 1;
    return {ErrorCode::Malformed, operation,
            JsonCodec::tr("Line %1, column %2 (byte %3): %4").arg(line).arg(column).arg(at).arg(problem),
            QString()};
}

/// Lays the tokens out in lines, one value a line.
class Printer
{
public:
    explicit Printer(QByteArrayView bytes) : m_bytes(bytes) {}

    const QString &text() const { return m_text; }

    void add(const JsonToken &token)
    {
        using Kind = JsonToken::Kind;
        const bool closes = token.kind == Kind::CloseObject || token.kind == Kind::CloseArray;
        if (closes)
            --m_depth;
        if (m_opened ? !closes : closes)
            breakLine();
        m_opened = token.kind == Kind::OpenObject || token.kind == Kind::OpenArray;
        if (m_opened)
            ++m_depth;
        if (token.kind == Kind::Key || token.kind == Kind::String)
            addString(token.begin, token.end);
        else
            m_text += QLatin1StringView(m_bytes.sliced(token.begin, token.end - token.begin));
        if (token.kind == Kind::Colon)
            m_text += u' ';
        else if (token.kind == Kind::Comma)
            breakLine();
    }

    /// The start of a string whose end is not at hand.
    void addCutString(qsizetype from, qsizetype to)
    {
        if (m_opened)
            breakLine();
        addString(from, to);
    }

private:
    /// Invisible characters become \uXXXX, which means the same in JSON.
    void addString(qsizetype from, qsizetype to)
    {
        const char *at = m_bytes.data() + from;
        const char *const end = m_bytes.data() + to;
        while (at < end) {
            const char *const run = at;
            while (at < end && *at >= 0x20 && *at < 0x7f)
                ++at;
            m_text += QLatin1StringView(run, at - run);
            if (at == end)
                return;
            const utf8::Step step = utf8::decode(at, end);
            if (step.valid && !utf8::isInvisible(step.codePoint)) {
                m_text += QChar::fromUcs4(step.codePoint);
            } else {
                for (const char16_t unit : QChar::fromUcs4(step.codePoint))
                    m_text += u"\\u%1"_s.arg(ushort(unit), 4, 16, QLatin1Char('0'));
            }
            at += step.length;
        }
    }

    void breakLine()
    {
        m_text += u'\n';
        m_text.resize(m_text.size() + m_depth * indentWidth, u' ');
    }

    QByteArrayView m_bytes;
    QString m_text;
    qsizetype m_depth = 0;
    bool m_opened = false; ///< the last token opened an object or array
};

} // namespace

QString JsonCodec::id() const
{
    return QStringLiteral("json");
}

QString JsonCodec::name() const
{
    return tr("JSON");
}

QString JsonCodec::hint() const
{
    return tr("JSON, checked and then sent exactly as typed.");
}

Recognition JsonCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    return recognise(bytes, effort, true);
}

Recognition JsonCodec::recogniseStart(QByteArrayView bytes, qsizetype effort) const
{
    return recognise(bytes, effort, false);
}

Recognition JsonCodec::recognise(QByteArrayView bytes, qsizetype effort, bool hasEnd)
{
    bytes = trimmedAtMost(bytes, std::min(recogniseBlanks, effort));
    if (bytes.size() < 2)
        return {};
    const char close = bytes.front() == '{' ? '}' : bytes.front() == '[' ? ']' : '\0';
    if (close == '\0' || (hasEnd && bytes.back() != close))
        return {};
    const bool whole = hasEnd && bytes.size() <= effort;
    JsonScanner scanner(whole ? bytes : utf8::withoutCutTail(bytes.first(std::min(effort, bytes.size()))));
    for (;;) {
        const JsonToken token = scanner.next();
        if (token.kind == JsonToken::Kind::End)
            return {Certainty::Certain, tr("valid JSON, %1 of %1 bytes used").arg(bytes.size())};
        if (token.kind == JsonToken::Kind::Problem && (whole || !scanner.ranOut()))
            return {};
        if (token.kind == JsonToken::Kind::Problem)
            return {Certainty::Certain, tr("JSON, as far as looked: %1 of %2 bytes").arg(std::min(effort, bytes.size())).arg(bytes.size())};
    }
}

Result<DecodedText> JsonCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    const bool whole = bytes.size() / maxBytesPerChar <= maxChars;
    const QByteArrayView looked = whole ? bytes : utf8::withoutCutTail(bytes.first(maxChars * maxBytesPerChar));
    JsonScanner scanner(looked);
    Printer printer(looked);
    while (printer.text().size() <= maxChars) {
        const JsonToken token = scanner.next();
        if (token.kind == JsonToken::Kind::End && whole)
            return DecodedText{printer.text(), false};
        if (token.kind == JsonToken::Kind::Problem && (whole || !scanner.ranOut()))
            return scanError(bytes, token.begin, scanner.problem(), tr("Show JSON"));
        if (token.kind == JsonToken::Kind::End)
            break;
        if (token.kind == JsonToken::Kind::Problem) {
            if (token.begin < looked.size() && looked[token.begin] == '"')
                printer.addCutString(token.begin, std::min(looked.size(), token.begin + maxChars));
            break;
        }
        printer.add(token);
    }
    return DecodedText{printer.text().left(maxChars), true};
}

ValueTree JsonCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    return jsonTree(bytes, limits);
}

ValueTree JsonCodec::expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const
{
    return expandJsonTree(std::move(tree), folded, limits);
}

Result<QByteArray> JsonCodec::encode(const QString &text) const
{
    const QByteArray bytes = text.toUtf8();
    if (!text.isValidUtf16()) {
        return Error{ErrorCode::Malformed, tr("Read JSON"),
                     tr("The text holds half of a surrogate pair, which is no character."), QString()};
    }
    JsonScanner scanner(bytes);
    for (;;) {
        const JsonToken token = scanner.next();
        if (token.kind == JsonToken::Kind::End)
            return bytes;
        if (token.kind == JsonToken::Kind::Problem)
            return scanError(bytes, token.begin, scanner.problem(), tr("Read JSON"));
    }
}

} // namespace zmqscope
