// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/base64_codec.h"

#include <algorithm>

namespace zmqscope {

namespace {

/// Characters on a line of the decoded text, as MIME has it; a multiple of 4.
constexpr qsizetype charsPerLine = 76;

/// The six bits of @p c in either alphabet; -1 for other characters.
int sextet(char16_t c)
{
    if (c >= u'A' && c <= u'Z')
        return c - u'A';
    if (c >= u'a' && c <= u'z')
        return c - u'a' + 26;
    if (c >= u'0' && c <= u'9')
        return c - u'0' + 52;
    if (c == u'+' || c == u'-')
        return 62;
    if (c == u'/' || c == u'_')
        return 63;
    return -1;
}

} // namespace

QString Base64Codec::id() const
{
    return QStringLiteral("base64");
}

QString Base64Codec::name() const
{
    return tr("Base64");
}

QString Base64Codec::hint() const
{
    return tr("Base64, standard or URL-safe: aGVsbG8=");
}

Recognition Base64Codec::recognise(QByteArrayView, qsizetype) const
{
    return {Certainty::Possible, tr("any bytes")};
}

Result<DecodedText> Base64Codec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    DecodedText result;
    if (maxChars < (bytes.size() + 2) / 3 * 4) {
        bytes = bytes.first(std::clamp<qsizetype>(maxChars / 4 * 3, 0, bytes.size()));
        result.cut = true;
    }
    const QByteArray encoded = QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64();
    result.text.reserve(encoded.size() + encoded.size() / charsPerLine + 1);
    for (qsizetype at = 0; at < encoded.size(); at += charsPerLine) {
        if (at > 0)
            result.text += u'\n';
        result.text += QLatin1StringView(encoded.constData() + at,
                                         std::min(charsPerLine, encoded.size() - at));
    }
    return result;
}

Result<QByteArray> Base64Codec::encode(const QString &text) const
{
    const auto failure = [](qsizetype at, const QString &what) {
        return Error{ErrorCode::Malformed, tr("Read base64"), tr("Character %1: %2").arg(at + 1).arg(what),
                     QString()};
    };
    QByteArray bytes;
    bytes.reserve(text.size() / 4 * 3 + 2);
    quint32 bits = 0;
    int sextets = 0; ///< of the group of four under way
    int padding = 0;
    bool standard = false;
    bool urlSafe = false;
    qsizetype last = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c.isSpace())
            continue;
        if (c == u'=') {
            if (sextets < 2 || sextets + ++padding > 4)
                return failure(at, tr("this “=” is one too many."));
            last = at;
            continue;
        }
        const int value = sextet(c.unicode());
        if (value < 0)
            return failure(at, tr("“%1” is not a base64 character.").arg(c));
        if (padding > 0)
            return failure(at, tr("nothing may follow the “=” at the end."));
        standard |= c == u'+' || c == u'/';
        urlSafe |= c == u'-' || c == u'_';
        if (standard && urlSafe)
            return failure(at, tr("“%1” mixes the standard and the URL-safe alphabet.").arg(c));
        bits = bits << 6 | quint32(value);
        last = at;
        if (++sextets == 4) {
            bytes.append(static_cast<char>(bits >> 16));
            bytes.append(static_cast<char>(bits >> 8));
            bytes.append(static_cast<char>(bits));
            bits = 0;
            sextets = 0;
        }
    }
    if (sextets == 0)
        return bytes;
    if (sextets == 1)
        return failure(last, tr("a single character at the end is not a whole byte."));
    if (padding > 0 && sextets + padding < 4)
        return failure(last, tr("one more “=” is needed at the end."));
    const int unused = sextets == 2 ? 4 : 2;
    if (bits & ((1U << unused) - 1))
        return failure(last, tr("the text ends amid a byte."));
    bits >>= unused;
    if (sextets == 3)
        bytes.append(static_cast<char>(bits >> 8));
    bytes.append(static_cast<char>(bits));
    return bytes;
}

} // namespace zmqscope
