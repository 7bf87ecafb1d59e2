// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/uuid_codec.h"

#include "core/base/timestamp_format.h"
#include "core/value/value_tree_builder.h"

#include <QtEndian>
#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

constexpr qsizetype uuidBytes = 16;
constexpr qsizetype textBytes = 36;
constexpr qsizetype hexDigits = 32;

bool isDashPlace(qsizetype at)
{
    return at == 8 || at == 13 || at == 18 || at == 23;
}

bool isUuidText(QByteArrayView bytes)
{
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char lower = char(bytes[i] | 0x20);
        const bool isHex = (bytes[i] >= '0' && bytes[i] <= '9') || (lower >= 'a' && lower <= 'f');
        if (isDashPlace(i) ? bytes[i] != '-' : !isHex)
            return false;
    }
    return bytes.size() == textBytes;
}

/// The 16 bytes of either form.
std::optional<QByteArray> uuidOf(QByteArrayView bytes)
{
    if (bytes.size() == uuidBytes)
        return bytes.toByteArray();
    return isUuidText(bytes) ? std::optional(QByteArray::fromHex(bytes.toByteArray().replace('-', ""))) : std::nullopt;
}

/// RFC 9562: the version where the bits of the variant are its own, otherwise 0.
int versionOf(QByteArrayView uuid)
{
    const bool isRfc = (quint8(uuid[8]) & 0xc0) == 0x80;
    const int version = quint8(uuid[6]) >> 4;
    return isRfc && version >= 1 && version <= 8 ? version : 0;
}

QString canonical(QByteArrayView uuid)
{
    QString text = QString::fromLatin1(uuid.toByteArray().toHex());
    for (const qsizetype at : {8, 13, 18, 23})
        text.insert(at, u'-');
    return text;
}

/// When it was made, where the version tells.
std::optional<Timestamp> timeOf(QByteArrayView uuid)
{
    const quint64 high = qFromBigEndian<quint64>(uuid.data());
    if (versionOf(uuid) == 7) {
        qint64 ns = 0; // 48 bits of milliseconds reach beyond what nanoseconds can count
        if (__builtin_mul_overflow(qint64(high >> 16), qint64(1'000'000), &ns))
            return {};
        return Timestamp{ns};
    }
    // 100 ns since the Gregorian calendar began in 1582.
    constexpr qint64 epochSteps = 0x01b21dd213814000;
    quint64 steps = 0;
    if (versionOf(uuid) == 1)
        steps = (high & 0xfff) << 48 | (high >> 16 & 0xffff) << 32 | high >> 32;
    else if (versionOf(uuid) == 6)
        steps = high >> 16 << 12 | (high & 0xfff);
    qint64 ns = 0;
    if (steps == 0 || __builtin_mul_overflow(qint64(steps) - epochSteps, qint64(100), &ns))
        return {};
    return Timestamp{ns};
}

} // namespace

QString UuidCodec::id() const
{
    return u"uuid"_s;
}

QString UuidCodec::name() const
{
    return tr("UUID");
}

QString UuidCodec::hint() const
{
    return tr("A UUID: 123e4567-e89b-12d3-a456-426614174000. It is sent as 16 bytes.");
}

Recognition UuidCodec::recognise(QByteArrayView bytes, qsizetype) const
{
    if (bytes.size() != uuidBytes && !(bytes.size() == textBytes && isUuidText(bytes)))
        return {};
    const QByteArray uuid = *uuidOf(bytes);
    if (const int version = versionOf(uuid))
        return {Certainty::Possible, tr("UUID version %1").arg(version)};
    return {Certainty::Possible, bytes.size() == uuidBytes ? tr("16 bytes") : tr("written as a UUID")};
}

Result<DecodedText> UuidCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    const std::optional<QByteArray> uuid = uuidOf(bytes);
    if (!uuid)
        return Error{ErrorCode::Malformed, tr("Read UUID"), tr("A UUID has 16 bytes; there are %1.").arg(bytes.size()), {}};
    return DecodedText{canonical(*uuid).left(maxChars), maxChars < textBytes};
}

ValueTree UuidCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    ValueTreeBuilder tree(bytes, limits);
    const std::optional<QByteArray> uuid = uuidOf(bytes);
    if (!uuid) {
        tree.setProblem(0, tr("A UUID has 16 bytes; there are %1.").arg(bytes.size()));
        return tree.finish();
    }
    if (!tree.open(ValueKind::Object, 0, tree.labelOf("UUID")))
        return tree.finish();
    const auto addKey = [&tree](QByteArrayView key) { tree.addText(ValueKind::Text, key, 0, 0); };
    tree.addNull(0, 0);
    tree.addText(ValueKind::Symbol, tree.store(canonical(*uuid).toLatin1()), 0, bytes.size());
    if (const int version = versionOf(*uuid)) {
        addKey("version");
        tree.addInt(version, 0, 0);
    }
    if (const std::optional<Timestamp> time = timeOf(*uuid)) {
        addKey("time");
        tree.addText(ValueKind::Text, tree.store(isoUtc(*time).toLatin1()), 0, 0);
    }
    if (!tree.isFull())
        tree.close(bytes.size());
    return tree.finish();
}

Result<QByteArray> UuidCodec::encode(const QString &text) const
{
    QString digits = text.trimmed().toLower();
    if (digits.startsWith("urn:uuid:"_L1))
        digits.remove(0, 9);
    if (digits.startsWith(u'{') && digits.endsWith(u'}'))
        digits = digits.sliced(1, digits.size() - 2);
    const bool isPlain = digits.size() == hexDigits && !digits.contains(u'-');
    if (isPlain) {
        for (const qsizetype at : {8, 13, 18, 23})
            digits.insert(at, u'-');
    }
    const QByteArray word = digits.toLatin1();
    if (!isUuidText(word)) {
        return Error{ErrorCode::Malformed, tr("Write UUID"), tr("This is no UUID."),
                     tr("Write 32 hexadecimal digits, with dashes as in 123e4567-e89b-12d3-a456-426614174000.")};
    }
    return *uuidOf(word);
}

} // namespace zmqscope
