// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/text_encoding_guess.h"

#include "core/base/utf8.h"

#include <QCoreApplication>
#include <QtEndian>
#include <algorithm>

namespace zmqscope {

namespace {

/// So few characters look right in nearly anything.
constexpr qsizetype leastChars = 4;

QString tr(const char *text)
{
    return QCoreApplication::translate("TextEncodingCodec", text);
}

char16_t unitAt(QByteArrayView bytes, qsizetype at, bool isBigEndian)
{
    const char *from = bytes.data() + at;
    return isBigEndian ? qFromBigEndian<char16_t>(from) : qFromLittleEndian<char16_t>(from);
}

bool isPlainAscii(char32_t c)
{
    return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\r' || c == '\t';
}

bool isCjk(char16_t c)
{
    return (c >= 0x4e00 && c < 0xa000) || (c >= 0x3000 && c < 0x3100) || (c >= 0xff00 && c < 0xfff0);
}

bool isUtf8Text(QByteArrayView bytes)
{
    return utf8::firstInvalid(utf8::withoutCutTail(bytes)) < 0 && !bytes.contains('\0');
}

quint8 byteAt(QByteArrayView bytes, qsizetype at)
{
    return at < bytes.size() ? quint8(bytes[at]) : 0;
}

/// The bytes of the GB18030 character at @p at; 0 when there is none.
int gbLength(QByteArrayView bytes, qsizetype at)
{
    const quint8 first = byteAt(bytes, at);
    const quint8 second = byteAt(bytes, at + 1);
    if (first < 0x80)
        return 1;
    if (first == 0x80 || first == 0xff)
        return 0;
    if (second >= 0x40 && second != 0x7f && second != 0xff)
        return 2;
    const quint8 third = byteAt(bytes, at + 2);
    const quint8 fourth = byteAt(bytes, at + 3);
    const bool isFour = second >= 0x30 && second <= 0x39 && third >= 0x81 && third <= 0xfe && fourth >= 0x30 && fourth <= 0x39;
    return isFour ? 4 : 0;
}

} // namespace

qsizetype utf16ProblemAt(QByteArrayView bytes, bool isBigEndian)
{
    bool isPairOpen = false;
    qsizetype at = 0;
    for (; at + 2 <= bytes.size(); at += 2) {
        const char16_t unit = unitAt(bytes, at, isBigEndian);
        if (QChar::isLowSurrogate(unit) != isPairOpen)
            return isPairOpen ? at - 2 : at;
        isPairOpen = QChar::isHighSurrogate(unit);
    }
    if (isPairOpen)
        return at - 2;
    return at < bytes.size() ? at : -1;
}

Recognition recogniseUtf16(QByteArrayView bytes, bool isBigEndian, qsizetype effort)
{
    if (bytes.size() < 2 || bytes.size() % 2 != 0)
        return {};
    const bool hasMark = unitAt(bytes, 0, isBigEndian) == QChar::ByteOrderMark;
    const qsizetype start = hasMark ? 2 : 0;
    const QByteArrayView looked = bytes.sliced(start, std::min(bytes.size() - start, effort / 2 * 2));
    qsizetype ascii = 0;
    qsizetype cjk = 0;
    bool isPairOpen = false;
    for (qsizetype at = 0; at < looked.size(); at += 2) {
        const char16_t unit = unitAt(looked, at, isBigEndian);
        if (QChar::isLowSurrogate(unit) != isPairOpen || (unit < 0x20 && !isPlainAscii(unit)) || unit >= 0xfffe
            || (unit >= 0x7f && unit < 0xa0))
            return {};
        isPairOpen = QChar::isHighSurrogate(unit);
        ascii += isPlainAscii(unit);
        cjk += isCjk(unit);
    }
    if (isPairOpen && start + looked.size() == bytes.size())
        return {};
    const qsizetype chars = looked.size() / 2;
    if (hasMark)
        return {Certainty::Certain, tr("starts with a byte order mark")};
    if (chars >= leastChars && ascii * 10 >= chars * 8)
        return {Certainty::Likely, tr("every second byte of the text is zero")};
    if (chars >= 2 && (ascii + cjk) * 10 >= chars * 8 && !isUtf8Text(looked))
        return {Certainty::Possible, tr("valid UTF-16")};
    return {};
}

Recognition recogniseGb18030(QByteArrayView bytes, qsizetype effort)
{
    const QByteArrayView looked = bytes.first(std::min(bytes.size(), effort));
    qsizetype wide = 0;
    qsizetype common = 0;
    for (qsizetype at = 0; at < looked.size();) {
        const int length = gbLength(looked, at);
        // What may be cut off at the end of what is looked at is no fault of the bytes.
        if (length == 0 || at + length > looked.size()) {
            if (looked.size() == bytes.size() || at + 4 <= looked.size())
                return {};
            break;
        }
        const quint8 first = byteAt(looked, at);
        if (length == 1 && !isPlainAscii(first))
            return {};
        if (length > 1) {
            ++wide;
            // GB 2312: the 3755 characters of its first level, and its punctuation.
            const bool isLevelOne = first >= 0xb0 && first <= 0xd7;
            const bool isPunctuation = first == 0xa1 || first == 0xa3;
            common += length == 2 && byteAt(looked, at + 1) >= 0xa1 && (isLevelOne || isPunctuation);
        }
        at += length;
    }
    if (wide == 0 || isUtf8Text(looked))
        return {};
    const QString reason = tr("%1 of %2 wide characters are common Chinese").arg(common).arg(wide);
    const bool isConvincing = common >= leastChars && common * 10 >= wide * 9;
    return {isConvincing ? Certainty::Likely : Certainty::Possible, reason};
}

Recognition recogniseLatin1(QByteArrayView bytes, qsizetype effort)
{
    const QByteArrayView looked = bytes.first(std::min(bytes.size(), effort));
    const bool isText = std::all_of(looked.begin(), looked.end(), [](char c) {
        return isPlainAscii(quint8(c)) || quint8(c) >= 0xa0;
    });
    if (!isText || looked.isEmpty() || isUtf8Text(looked))
        return {};
    return {Certainty::Possible, tr("no control characters")};
}

} // namespace zmqscope
