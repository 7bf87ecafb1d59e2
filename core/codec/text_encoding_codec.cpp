// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/text_encoding_codec.h"

#include "core/base/utf8.h"
#include "core/codec/text_encoding_guess.h"
#include "core/base/text_escapes.h"
#include "core/value/value_tree_builder.h"

#include <QStringDecoder>
#include <QStringEncoder>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// So many bytes are looked through for the one that is wrong.
constexpr qsizetype maxSearched = 1024 * 1024;
/// Of the widest encodings; more bytes a character only make the text shorter.
constexpr qsizetype bytesPerChar = 4;

QString tr(const char *text)
{
    return QCoreApplication::translate("TextEncodingCodec", text);
}

Error noEncoding()
{
    return {ErrorCode::InvalidArgument, tr("Read text"), tr("No encoding is chosen yet."), tr("Choose one, such as utf-16le.")};
}

/// "UTF-16 LE", as people write it.
QString displayName(const QString &encoding)
{
    if (encoding == "utf-16le"_L1)
        return u"UTF-16 LE"_s;
    if (encoding == "utf-16be"_L1)
        return u"UTF-16 BE"_s;
    if (encoding == "latin-1"_L1)
        return u"Latin-1"_s;
    return encoding.toUpper();
}

/// True where a unit is two bytes or four.
bool isWide(const QString &encoding)
{
    return encoding.startsWith("utf-16"_L1) || encoding.startsWith("utf-32"_L1);
}

/// The first byte that the encoding does not allow, found by giving the decoder one after the other.
qint64 firstWrongByte(QByteArrayView bytes, const QByteArray &encoding)
{
    QStringDecoder decoder(encoding.constData());
    const qsizetype last = std::min(bytes.size(), maxSearched);
    for (qsizetype i = 0; i < last; ++i) {
        const QString decoded = decoder.decode(bytes.sliced(i, 1));
        if (decoder.hasError())
            return i;
    }
    return last;
}

struct Decoded
{
    QString text;
    std::optional<DecodeProblem> problem;
};

/// All of @p bytes. @p isWhole: they do not go on behind.
Decoded decodeAll(QByteArrayView bytes, const QString &encoding, bool isWhole)
{
    const QByteArray name = encoding.toLatin1();
    QStringDecoder decoder(name.constData());
    Decoded decoded{decoder.decode(bytes), {}};
    const QString wrong = tr("This is no %1 text.").arg(displayName(encoding));
    if (encoding == "utf-16le"_L1 || encoding == "utf-16be"_L1) {
        const qsizetype at = utf16ProblemAt(bytes, encoding == "utf-16be"_L1);
        if (at >= 0 && (isWhole || at + 4 <= bytes.size()))
            decoded.problem = {at, wrong};
        return decoded;
    }
    if (decoder.hasError()) {
        decoded.problem = {firstWrongByte(bytes, name), wrong};
    } else if (isWhole && !isWide(encoding)) {
        // A character that is not complete makes a mess of what follows it.
        const QString probe = decoder.decode(QByteArrayView("\n\n"));
        if (decoder.hasError() || probe != "\n\n"_L1)
            decoded.problem = {bytes.size(), tr("The last character is not complete.")};
    } else if (isWhole && bytes.size() % 4 != 0 && encoding.startsWith("utf-32"_L1)) {
        decoded.problem = {bytes.size(), tr("The last character is not complete.")};
    }
    return decoded;
}

} // namespace

QString TextEncodingCodec::id() const
{
    return m_encoding.isEmpty() ? u"encoding"_s : QString(u"encoding:"_s + m_encoding);
}

QString TextEncodingCodec::name() const
{
    return m_encoding.isEmpty() ? tr("Other encoding") : displayName(m_encoding);
}

QString TextEncodingCodec::hint() const
{
    return tr("Text in that encoding, with \\n, \\t, \\uHHHH for what cannot be typed.");
}

QString TextEncodingCodec::parameterHint() const
{
    return tr("an encoding such as utf-16le, gb18030, shift_jis or windows-1252");
}

Result<CodecPtr> TextEncodingCodec::configured(const QString &parameter) const
{
    const QString encoding = parameter.trimmed().toLower();
    const bool isName = !encoding.isEmpty() && std::all_of(encoding.begin(), encoding.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
    if (!isName || !QStringDecoder(encoding.toLatin1().constData()).isValid()) {
        return Error{ErrorCode::Unsupported, tr("Encoding \"%1\"").arg(parameter.left(80)), tr("It is not known here."),
                     tr("Choose one such as utf-16le, latin-1 or gb18030.")};
    }
    return CodecPtr(std::make_shared<TextEncodingCodec>(encoding));
}

Recognition TextEncodingCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    if (m_encoding == "utf-16le"_L1 || m_encoding == "utf-16be"_L1)
        return recogniseUtf16(bytes, m_encoding == "utf-16be"_L1, effort);
    if (m_encoding == "gb18030"_L1)
        return recogniseGb18030(bytes, effort);
    if (m_encoding == "latin-1"_L1)
        return recogniseLatin1(bytes, effort);
    return {};
}

Result<DecodedText> TextEncodingCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    if (m_encoding.isEmpty())
        return noEncoding();
    const qsizetype most = std::min(maxChars, bytes.size()) * bytesPerChar + bytesPerChar;
    const bool isCut = most < bytes.size();
    const Decoded decoded = decodeAll(bytes.first(std::min(most, bytes.size())), m_encoding, !isCut);
    if (decoded.problem) {
        return Error{ErrorCode::Malformed, tr("Read %1").arg(name()),
                     tr("Byte %1: %2").arg(decoded.problem->offset).arg(decoded.problem->text), {}};
    }
    const QByteArray utf8 = decoded.text.toUtf8();
    qsizetype used = 0;
    const QString text = escapeStart(utf8, maxChars, &used);
    return DecodedText{text, isCut || used < utf8.size()};
}

ValueTree TextEncodingCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    ValueTreeBuilder tree(bytes, limits);
    if (m_encoding.isEmpty()) {
        tree.setProblem(0, noEncoding().detail);
        return tree.finish();
    }
    const qsizetype most = limits.maxOutput / bytesPerChar * bytesPerChar;
    const bool isCut = most < bytes.size();
    const Decoded decoded = decodeAll(bytes.first(std::min(most, bytes.size())), m_encoding, !isCut);
    tree.addText(ValueKind::Text, tree.store(decoded.text.toUtf8()), 0, bytes.size(), tree.labelOf(displayName(m_encoding).toUtf8()));
    if (decoded.problem)
        tree.setProblem(decoded.problem->offset, decoded.problem->text);
    else if (isCut)
        tree.setCut();
    return tree.finish();
}

Result<QByteArray> TextEncodingCodec::encode(const QString &text) const
{
    if (m_encoding.isEmpty())
        return noEncoding();
    const Result<QByteArray> utf8 = unescape(text);
    if (!utf8)
        return utf8;
    const auto refused = [&](const QString &detail) {
        return Error{ErrorCode::Malformed, tr("Write %1").arg(name()), detail, {}};
    };
    if (!isUtf8(*utf8))
        return refused(tr("An escape such as \\xff is a bare byte, which is no character of a text."));
    const QString plain = QString::fromUtf8(*utf8);
    const QByteArray encoding = m_encoding.toLatin1();
    QStringEncoder encoder(encoding.constData());
    const QByteArray bytes = encoder.encode(plain);
    if (!encoder.hasError())
        return bytes;
    for (const uint point : plain.toUcs4()) {
        const QString character = QString::fromUcs4(reinterpret_cast<const char32_t *>(&point), 1);
        QStringEncoder single(encoding.constData());
        const QByteArray encoded = single.encode(character);
        if (single.hasError())
            return refused(tr("“%1” has no place in this encoding.").arg(character));
    }
    return refused(tr("The text cannot be written in this encoding."));
}

} // namespace zmqscope
