// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/hex_codec.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// Bytes on a line of the decoded text: keeps lines short enough to read.
constexpr qsizetype bytesPerLine = 32;

int digitValue(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= u'0' && u <= u'9')
        return u - u'0';
    if (u >= u'a' && u <= u'f')
        return u - u'a' + 10;
    if (u >= u'A' && u <= u'F')
        return u - u'A' + 10;
    return -1;
}

bool isSeparator(QChar c)
{
    return c.isSpace() || u":,;-"_s.contains(c);
}

/// True when 0x or \x stands at @p at.
bool isPrefix(QStringView text, qsizetype at)
{
    return at + 1 < text.size() && (text[at] == u'0' || text[at] == u'\\')
        && (text[at + 1] == u'x' || text[at + 1] == u'X');
}

} // namespace

QString HexCodec::id() const
{
    return QStringLiteral("hex");
}

QString HexCodec::name() const
{
    return tr("Hex");
}

QString HexCodec::hint() const
{
    return tr("Two hexadecimal digits a byte: 68 65 6c 6c 6f. Blanks, colons and 0x may stand between.");
}

Recognition HexCodec::recognise(QByteArrayView, qsizetype) const
{
    return {Certainty::Possible, tr("any bytes")};
}

Result<DecodedText> HexCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    const qsizetype count = std::clamp<qsizetype>((maxChars + 1) / 3, 0, bytes.size());
    QString text(count > 0 ? count * 3 - 1 : 0, Qt::Uninitialized);
    QChar *out = text.data();
    for (qsizetype i = 0; i < count; ++i) {
        if (i > 0)
            *out++ = i % bytesPerLine == 0 ? u'\n' : u' ';
        const auto byte = static_cast<quint8>(bytes[i]);
        *out++ = u"0123456789abcdef"[byte >> 4];
        *out++ = u"0123456789abcdef"[byte & 0xf];
    }
    return DecodedText{text, count < bytes.size()};
}

Result<QByteArray> HexCodec::encode(const QString &text) const
{
    const auto failure = [](qsizetype at, const QString &what) {
        return Error{ErrorCode::Malformed, tr("Read hex"), tr("Character %1: %2").arg(at + 1).arg(what),
                     tr("Write two hexadecimal digits for each byte.")};
    };
    QByteArray bytes;
    bytes.reserve(text.size() / 2);
    int high = -1;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (high < 0 && isPrefix(text, at)) {
            ++at;
            continue;
        }
        if (const int digit = digitValue(c); digit >= 0) {
            if (high < 0) {
                high = digit;
            } else {
                bytes.append(static_cast<char>(high << 4 | digit));
                high = -1;
            }
            continue;
        }
        if (!isSeparator(c))
            return failure(at, tr("“%1” is not a hexadecimal digit.").arg(c));
        if (high >= 0)
            return failure(at - 1, tr("the second digit of this byte is missing."));
    }
    if (high >= 0)
        return failure(text.size() - 1, tr("the second digit of the last byte is missing."));
    return bytes;
}

} // namespace zmqscope
