// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/time_codec.h"

#include "core/base/timestamp_format.h"
#include "core/value/value_tree_builder.h"

#include <QtEndian>
#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qint64 nsPerSecond = 1'000'000'000;
/// "4102444799999999999" and a point: longer digits are no time.
constexpr qsizetype maxDigits = 24;
/// Of what localDateTime() shows.
constexpr int fractionDigits = 9;

QString tr(const char *text)
{
    return QCoreApplication::translate("TimeCodec", text);
}

/// One way to read the bytes as a moment.
struct Moment
{
    Timestamp time;
    QString meaning; ///< "milliseconds since 1970, little-endian"
};

struct Unit
{
    qint64 perSecond;
    const char *name;
};
constexpr std::array units{
    Unit{1, QT_TRANSLATE_NOOP("TimeCodec", "seconds since 1970")},
    Unit{1000, QT_TRANSLATE_NOOP("TimeCodec", "milliseconds since 1970")},
    Unit{1'000'000, QT_TRANSLATE_NOOP("TimeCodec", "microseconds since 1970")},
    Unit{nsPerSecond, QT_TRANSLATE_NOOP("TimeCodec", "nanoseconds since 1970")},
};

/// In the one unit that makes it a year of ours: the ranges do not overlap.
std::optional<Moment> momentOf(quint64 value, const QString &form)
{
    for (const Unit &unit : units) {
        const auto second = value / quint64(unit.perSecond);
        if (second < quint64(TimeCodec::firstSecond) || second >= quint64(TimeCodec::endSecond))
            continue;
        return Moment{{qint64(value) * (nsPerSecond / unit.perSecond)}, tr("%1, %2").arg(tr(unit.name), form)};
    }
    return {};
}

std::optional<Moment> momentOf(double seconds, const QString &form)
{
    if (!(seconds >= double(TimeCodec::firstSecond) && seconds < double(TimeCodec::endSecond)))
        return {};
    const double whole = std::floor(seconds);
    // Microseconds are what a double is good for today.
    const qint64 micros = std::llround((seconds - whole) * 1e6);
    return Moment{{qint64(whole) * nsPerSecond + micros * 1000}, tr("seconds since 1970, %1").arg(form)};
}

void addDigits(std::vector<Moment> &found, QByteArrayView bytes)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const qsizetype digits = std::find_if_not(bytes.begin(), bytes.end(), isDigit) - bytes.begin();
    const char *const end = bytes.data() + bytes.size();
    std::optional<Moment> moment;
    if (digits == bytes.size()) {
        quint64 value = 0;
        if (std::from_chars(bytes.data(), end, value).ec == std::errc())
            moment = momentOf(value, tr("decimal digits"));
    } else if (bytes[digits] == '.' && std::all_of(bytes.begin() + digits + 1, bytes.end(), isDigit)) {
        double value = 0;
        if (std::from_chars(bytes.data(), end, value).ec == std::errc())
            moment = momentOf(value, tr("decimal digits"));
    }
    if (moment)
        found.push_back(*moment);
}

/// Little-endian first: it is what most computers write.
std::vector<Moment> momentsIn(QByteArrayView bytes)
{
    std::vector<Moment> found;
    const auto add = [&found](const std::optional<Moment> &moment) {
        if (moment)
            found.push_back(*moment);
    };
    const QString little = tr("little-endian");
    const QString big = tr("big-endian");
    const char *at = bytes.data();
    if (bytes.size() == 4) {
        add(momentOf(quint64(qFromLittleEndian<quint32>(at)), little));
        add(momentOf(quint64(qFromBigEndian<quint32>(at)), big));
    } else if (bytes.size() == 8) {
        add(momentOf(qFromLittleEndian<quint64>(at), little));
        add(momentOf(qFromBigEndian<quint64>(at), big));
        add(momentOf(std::bit_cast<double>(qFromLittleEndian<quint64>(at)), tr("little-endian float64")));
        add(momentOf(std::bit_cast<double>(qFromBigEndian<quint64>(at)), tr("big-endian float64")));
    }
    if (bytes.size() >= 9 && bytes.size() <= maxDigits)
        addDigits(found, bytes);
    return found;
}

Error noTime()
{
    return {ErrorCode::Malformed, tr("Read time"), tr("In no way that is known here it is a time from 1990 to 2099."), {}};
}

} // namespace

QString TimeCodec::id() const
{
    return u"time"_s;
}

QString TimeCodec::name() const
{
    return tr("Time");
}

QString TimeCodec::hint() const
{
    return tr("For reading only: seconds to nanoseconds since 1970.");
}

Recognition TimeCodec::recognise(QByteArrayView bytes, qsizetype) const
{
    if (bytes.size() < 4 || bytes.size() > maxDigits)
        return {};
    const std::vector<Moment> moments = momentsIn(bytes);
    if (moments.empty())
        return {};
    return {Certainty::Possible, tr("%1 as %2").arg(isoUtc(moments.front().time), moments.front().meaning)};
}

Result<DecodedText> TimeCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    const std::vector<Moment> moments = momentsIn(bytes);
    if (moments.empty())
        return noTime();
    QString text;
    for (const Moment &moment : moments) {
        text += (text.isEmpty() ? QString() : u"\n"_s)
            + tr("%1 (local %2): %3").arg(isoUtc(moment.time), localDateTime(moment.time, fractionDigits), moment.meaning);
    }
    return DecodedText{text.left(maxChars), text.size() > maxChars};
}

ValueTree TimeCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    ValueTreeBuilder tree(bytes, limits);
    const std::vector<Moment> moments = momentsIn(bytes);
    if (moments.empty()) {
        tree.setProblem(0, noTime().detail);
        return tree.finish();
    }
    const auto addText = [&tree](const QString &text, qint64 end) {
        tree.addText(ValueKind::Text, tree.store(text.toUtf8()), 0, end);
    };
    const auto addKey = [&tree](QByteArrayView key) { tree.addText(ValueKind::Text, key, 0, 0); };
    if (moments.size() > 1 && !tree.open(ValueKind::List, 0))
        return tree.finish();
    for (const Moment &moment : moments) {
        if (!tree.open(ValueKind::Object, 0, tree.labelOf("time")))
            return tree.finish();
        addKey("utc");
        addText(isoUtc(moment.time), bytes.size());
        addKey("local");
        addText(localDateTime(moment.time, fractionDigits), bytes.size());
        addKey("meaning");
        addText(moment.meaning, bytes.size());
        if (tree.isFull())
            return tree.finish();
        tree.close(bytes.size());
    }
    if (moments.size() > 1)
        tree.close(bytes.size());
    return tree.finish();
}

Result<QByteArray> TimeCodec::encode(const QString &) const
{
    return Error{ErrorCode::Unsupported, tr("Write time"), tr("Times can only be read."),
                 tr("Choose \"Number\" to send one.")};
}

} // namespace zmqscope
