// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/automation/placeholders.h"

#include "core/automation/frame_file.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QStringDecoder>
#include <QUuid>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Placeholders", text);
}

/// Names without an argument, and those that need one.
constexpr std::array plainNames{u"n", u"now", u"uuid"};
constexpr std::array namesWithArgument{u"now", u"random", u"env", u"file"};

struct Placeholder
{
    qsizetype begin = 0;
    qsizetype end = 0; ///< behind the closing brace
    bool literal = false; ///< {{…}}: the inner braces and what is between them
    QStringView name;
    QStringView argument;
};

template <typename Names>
bool isOneOf(const Names &names, QStringView name)
{
    for (const char16_t *known : names) {
        if (name == QStringView(known))
            return true;
    }
    return false;
}

/// The placeholder that begins with the brace at @p at.
std::optional<Placeholder> placeholderAt(QStringView text, qsizetype at)
{
    const bool doubled = at + 1 < text.size() && text[at + 1] == u'{';
    const qsizetype inside = at + (doubled ? 2 : 1);
    qsizetype nameEnd = inside;
    while (nameEnd < text.size() && text[nameEnd] >= u'a' && text[nameEnd] <= u'z')
        ++nameEnd;
    if (nameEnd == text.size())
        return {};
    Placeholder found;
    found.begin = at;
    found.literal = doubled;
    found.name = text.sliced(inside, nameEnd - inside);
    qsizetype close = nameEnd;
    if (text[nameEnd] == u':' && isOneOf(namesWithArgument, found.name)) {
        close = text.indexOf(u'}', nameEnd);
        if (close < 0)
            return {};
        found.argument = text.sliced(nameEnd + 1, close - nameEnd - 1);
        if (found.argument.contains(u'\n') || found.argument.contains(u'{'))
            return {};
    } else if (text[nameEnd] != u'}' || !isOneOf(plainNames, found.name)) {
        return {};
    }
    found.end = close + 1;
    if (doubled) {
        if (found.end >= text.size() || text[found.end] != u'}')
            return {}; // {{n} is a brace and a placeholder
        ++found.end;
    }
    return found;
}

std::optional<Placeholder> nextPlaceholder(QStringView text, qsizetype from)
{
    for (qsizetype at = text.indexOf(u'{', from); at >= 0; at = text.indexOf(u'{', at + 1)) {
        if (const std::optional<Placeholder> found = placeholderAt(text, at))
            return found;
    }
    return {};
}

Error refused(const Placeholder &placeholder, const QString &detail, const QString &remedy)
{
    return {ErrorCode::InvalidArgument, tr("Fill in {%1:%2}").arg(placeholder.name, placeholder.argument), detail, remedy};
}

Result<QString> timeText(const Placeholder &placeholder, Timestamp now)
{
    constexpr qint64 nsPerMs = 1'000'000;
    if (placeholder.argument.isNull()) {
        return QDateTime::fromMSecsSinceEpoch(now.ns / nsPerMs, Qt::UTC).toString(Qt::ISODateWithMs);
    }
    struct Unit
    {
        const char16_t *name;
        qint64 ns;
    };
    for (const Unit unit : {Unit{u"s", 1'000'000'000}, Unit{u"ms", nsPerMs}, Unit{u"us", 1000}, Unit{u"ns", 1}}) {
        if (placeholder.argument == QStringView(unit.name))
            return QString::number(now.ns / unit.ns);
    }
    return refused(placeholder, tr("\"%1\" is no unit of time.").arg(placeholder.argument), tr("Use s, ms, us or ns."));
}

Result<QString> randomText(const Placeholder &placeholder)
{
    const qsizetype dots = placeholder.argument.indexOf(u"..");
    const QStringView low = dots < 0 ? QStringView() : placeholder.argument.first(dots);
    const QStringView high = dots < 0 ? QStringView() : placeholder.argument.sliced(dots + 2);
    QRandomGenerator &random = *QRandomGenerator::global();
    bool lowOk = false;
    bool highOk = false;
    if (const qint64 from = low.toLongLong(&lowOk), to = high.toLongLong(&highOk); lowOk && highOk && from <= to) {
        const quint64 span = quint64(to) - quint64(from);
        const quint64 drawn = random.generate64();
        return QString::number(qint64(quint64(from) + (span == ~quint64(0) ? drawn : drawn % (span + 1))));
    }
    if (const double from = low.toDouble(&lowOk), to = high.toDouble(&highOk); lowOk && highOk && from <= to)
        return QString::number(from + (to - from) * random.generateDouble(), 'g', 12);
    return refused(placeholder, tr("\"%1\" is no range.").arg(placeholder.argument),
                   tr("Write the smallest and the largest number, such as 1..100."));
}

Result<QString> variableText(const Placeholder &placeholder)
{
    const QByteArray name = placeholder.argument.toUtf8();
    if (!name.isEmpty() && qEnvironmentVariableIsSet(name.constData()))
        return qEnvironmentVariable(name.constData());
    return refused(placeholder, tr("The environment has no variable \"%1\".").arg(placeholder.argument),
                   tr("Set it before ZmqScope starts."));
}

Result<QString> fileText(const Placeholder &placeholder)
{
    const QString path = placeholder.argument.toString();
    if (QFileInfo(path).size() > maxPlaceholderFileBytes) {
        return refused(placeholder, tr("The file is larger than 1 MiB."),
                       tr("Send it as a frame of its own, in the format File."));
    }
    const Result<QByteArray> bytes = readFrameFile(path, maxPlaceholderFileBytes);
    if (!bytes)
        return bytes.error();
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder.decode(*bytes);
    if (decoder.hasError()) {
        return refused(placeholder, tr("The file is not UTF-8 text."),
                       tr("Send it as a frame of its own, in the format File."));
    }
    return text;
}

Result<QString> valueOf(const Placeholder &placeholder, const PlaceholderValues &values)
{
    if (placeholder.name == u"n")
        return QString::number(values.number);
    if (placeholder.name == u"now")
        return timeText(placeholder, values.now);
    if (placeholder.name == u"uuid")
        return QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (placeholder.name == u"random")
        return randomText(placeholder);
    if (placeholder.name == u"env")
        return variableText(placeholder);
    return fileText(placeholder);
}

} // namespace

Result<QString> fillPlaceholders(const QString &text, const PlaceholderValues &values)
{
    std::optional<Placeholder> next = nextPlaceholder(text, 0);
    if (!next)
        return text;
    QString filled;
    qsizetype from = 0;
    for (; next; next = nextPlaceholder(text, from)) {
        filled += QStringView(text).sliced(from, next->begin - from);
        from = next->end;
        if (next->literal) {
            filled += QStringView(text).sliced(next->begin + 1, next->end - next->begin - 2);
            continue;
        }
        const Result<QString> value = valueOf(*next, values);
        if (!value)
            return value;
        filled += *value;
    }
    filled += QStringView(text).sliced(from);
    return filled;
}

bool hasPlaceholders(QStringView text)
{
    return nextPlaceholder(text, 0).has_value();
}

bool hasOnlyNumbers(QStringView text)
{
    bool any = false;
    for (auto next = nextPlaceholder(text, 0); next; next = nextPlaceholder(text, next->end)) {
        if (next->literal || next->name != u"n")
            return false;
        any = true;
    }
    return any;
}

} // namespace zmqscope
