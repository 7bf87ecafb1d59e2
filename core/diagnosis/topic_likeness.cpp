// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/topic_likeness.h"

#include "core/base/text_escapes.h"

#include <QCoreApplication>
#include <array>
#include <utility>

namespace zmqscope {

namespace {

using Step = QByteArray (*)(const QByteArray &);

struct Words {
    Q_DECLARE_TR_FUNCTIONS(zmqscope::TopicDifference)
};

QByteArray withoutMark(const QByteArray &text)
{
    return text.startsWith("\xEF\xBB\xBF") ? text.sliced(3) : text;
}

/// Text in wide characters has a zero byte beside each Latin letter.
QByteArray narrowed(const QByteArray &text)
{
    const bool marked = text.startsWith("\xFF\xFE") || text.startsWith("\xFE\xFF");
    if (!marked && (text.size() < 2 || (text[0] != '\0' && text[1] != '\0')))
        return text;
    QByteArray narrow = marked ? text.sliced(2) : text;
    narrow.removeIf([](char c) { return c == '\0'; });
    return narrow;
}

QByteArray withoutZero(const QByteArray &text)
{
    QByteArray shorter = text;
    while (shorter.endsWith('\0'))
        shorter.chop(1);
    return shorter;
}

QByteArray withoutQuotes(const QByteArray &text)
{
    const auto isQuote = [](char c) { return c == '"' || c == '\''; };
    QByteArray bare = text;
    if (!bare.isEmpty() && isQuote(bare.front()))
        bare.remove(0, 1);
    if (!bare.isEmpty() && isQuote(bare.back()))
        bare.chop(1);
    return bare;
}

QByteArray withoutBlanks(const QByteArray &text)
{
    return text.trimmed();
}

QByteArray withoutSlashes(const QByteArray &text)
{
    QByteArray bare = text;
    while (bare.startsWith('/'))
        bare.remove(0, 1);
    while (bare.endsWith('/'))
        bare.chop(1);
    return bare;
}

QByteArray withoutWildcard(const QByteArray &text)
{
    QByteArray bare = text;
    while (bare.endsWith('*') || bare.endsWith('#') || bare.endsWith('+') || bare.endsWith('>'))
        bare.chop(1);
    return bare;
}

QByteArray folded(const QByteArray &text)
{
    return QString::fromUtf8(text).toCaseFolded().toUtf8();
}

/// In the order in which they are to be undone, the outermost first.
constexpr std::array<std::pair<TopicDifference, Step>, 8> steps{{
    {TopicDifference::ByteOrderMark, withoutMark},
    {TopicDifference::Utf16, narrowed},
    {TopicDifference::ZeroByte, withoutZero},
    {TopicDifference::Quotes, withoutQuotes},
    {TopicDifference::Space, withoutBlanks},
    {TopicDifference::Wildcard, withoutWildcard},
    {TopicDifference::Slash, withoutSlashes},
    {TopicDifference::Case, folded},
}};

QByteArray allUndone(const QByteArray &text)
{
    QByteArray bare = text;
    for (const auto &[difference, step] : steps)
        bare = step(bare);
    return bare;
}

/// The shortest beginning of @p topic that is as @p prefix but for what @p step undoes.
std::optional<QByteArray> matchBut(Step step, const QByteArray &prefix, const QByteArray &topic)
{
    const QByteArray wanted = step(prefix);
    if (wanted.isEmpty())
        return {};
    for (qsizetype length = 1; length <= topic.size(); ++length) {
        const QByteArray beginning = topic.first(length);
        if (step(beginning) == wanted)
            return beginning;
    }
    return {};
}

} // namespace

std::optional<NearMiss> nearMiss(QByteArrayView prefix, QByteArrayView topic)
{
    if (prefix.isEmpty() || prefix.size() > maxComparedTopic || topic.startsWith(prefix))
        return {};
    const QByteArray wanted = prefix.toByteArray();
    const QByteArray sent = topic.first(std::min(topic.size(), maxComparedTopic)).toByteArray();
    for (const auto &[difference, step] : steps) {
        if (const auto match = matchBut(step, wanted, sent))
            return NearMiss{difference, *match};
    }
    if (const auto match = matchBut(allUndone, wanted, sent))
        return NearMiss{TopicDifference::Several, *match};
    return {};
}

QString differenceText(TopicDifference difference)
{
    switch (difference) {
    case TopicDifference::Case:
        return Words::tr("they differ in upper and lower case");
    case TopicDifference::Space:
        return Words::tr("one of them has a blank at its end or beginning");
    case TopicDifference::Slash:
        return Words::tr("one of them has a slash more at its end or beginning");
    case TopicDifference::Quotes:
        return Words::tr("one of them stands in quotation marks");
    case TopicDifference::ZeroByte:
        return Words::tr("one of them ends with a zero byte, as strings in C do");
    case TopicDifference::Wildcard:
        return Words::tr("ZeroMQ knows no wildcards, and a prefix needs none");
    case TopicDifference::ByteOrderMark:
        return Words::tr("one of them begins with a byte order mark");
    case TopicDifference::Utf16:
        return Words::tr("one of them is UTF-16, the other is not");
    case TopicDifference::Several:
        return Words::tr("they are spelled differently");
    }
    Q_UNREACHABLE();
}

QString topicText(QByteArrayView topic)
{
    return QStringLiteral("“%1”").arg(escape(topic.first(std::min(topic.size(), maxComparedTopic)), false));
}

} // namespace zmqscope
