// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/value/scalar_text.h"

#include "core/base/utf8.h"
#include "core/base/text_escapes.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// So many bytes of a binary value stand for it among others.
constexpr qsizetype shortHexBytes = 8;
/// Python switches at the same sizes.
constexpr double fixedFrom = 1e-4;
constexpr double fixedBelow = 1e16;

/// Whether bytes are meant to be read: the start of them decides.
bool isPlainText(QByteArrayView bytes, qsizetype looked)
{
    const char *at = bytes.data();
    const char *const end = at + std::min(bytes.size(), looked);
    const char *const last = at + bytes.size();
    while (at < end) {
        const utf8::Step step = utf8::decode(at, last);
        if (!step.valid || (utf8::isInvisible(step.codePoint) && step.codePoint != '\n' && step.codePoint != '\t'
                            && step.codePoint != '\r'))
            return false;
        at += step.length;
    }
    return true;
}

QString hexText(QByteArrayView bytes, qsizetype mostBytes)
{
    const QByteArrayView shown = bytes.first(std::min(bytes.size(), std::max<qsizetype>(mostBytes, 1)));
    QString text = "0x"_L1 + QString::fromLatin1(shown.toByteArray().toHex());
    if (shown.size() < bytes.size()) {
        text += u'…';
        text += QCoreApplication::translate("ValueText", " (%1 bytes)").arg(bytes.size());
    }
    return text;
}

QString cutText(QString text, qsizetype maxChars)
{
    if (text.size() > maxChars) {
        text.truncate(std::max<qsizetype>(maxChars, 1));
        text += u'…';
    }
    return text;
}

QString quoted(QByteArrayView bytes, qsizetype maxChars)
{
    QString text = previewText(bytes, std::max<qsizetype>(maxChars - 2, 1));
    if (text.contains(u'"'))
        text.replace(u'"', "\\\""_L1);
    return QString(u'"' % text % u'"');
}

/// Formats call theirs float32, float 32, float16, float, …
bool isSingle(QByteArrayView label)
{
    return label == "float" || label.contains("32") || label.contains("16");
}

/// Kinds that are the same wherever they stand.
QString plainText(const ValueTree &tree, NodeId id, qsizetype maxChars)
{
    const ValueNode &node = tree.node(id);
    const QByteArrayView label = tree.label(id);
    switch (node.kind) {
    case ValueKind::Null: return label.isEmpty() ? u"null"_s : cutText(QString::fromUtf8(label), maxChars);
    case ValueKind::Bool: return node.i ? u"true"_s : u"false"_s;
    case ValueKind::Int: return QString::number(node.i);
    case ValueKind::UInt: return QString::number(node.u);
    case ValueKind::Float:
        if (node.has(ValueFlag::Verbatim) && node.end <= tree.source().size())
            return previewText(tree.source().sliced(node.begin, node.end - node.begin), maxChars);
        return floatText(node.d, isSingle(label));
    default: return previewText(node.bytes(), maxChars); // BigInt, Symbol, Opaque
    }
}

} // namespace

QString scalarText(const ValueTree &tree, NodeId id, qsizetype maxChars)
{
    const ValueNode &node = tree.node(id);
    if (node.kind == ValueKind::Bytes && !isPlainText(node.bytes(), maxChars))
        return hexText(node.bytes(), (maxChars - 2) / 2);
    if (node.kind == ValueKind::Text || node.kind == ValueKind::Bytes)
        return previewText(node.bytes(), maxChars);
    return plainText(tree, id, maxChars);
}

QString shortText(const ValueTree &tree, NodeId id, qsizetype maxChars)
{
    const ValueNode &node = tree.node(id);
    if (node.kind == ValueKind::Text)
        return quoted(node.bytes(), maxChars);
    if (node.kind != ValueKind::Bytes)
        return plainText(tree, id, maxChars);
    if (!isPlainText(node.bytes(), maxChars))
        return hexText(node.bytes(), shortHexBytes);
    return QString(u'b' % quoted(node.bytes(), maxChars - 1));
}

QString floatText(double value, bool single)
{
    const bool narrow = single && double(float(value)) == value;
    const double size = std::abs(value);
    const auto format = size == 0 || (size >= fixedFrom && size < fixedBelow) ? std::chars_format::fixed
                                                                              : std::chars_format::scientific;
    std::array<char, 64> buffer;
    char *const end = buffer.data() + buffer.size();
    const auto written = narrow ? std::to_chars(buffer.data(), end, float(value), format)
                                : std::to_chars(buffer.data(), end, value, format);
    const QLatin1StringView digits(buffer.data(), written.ptr - buffer.data());
    if (std::isfinite(value) && !digits.contains('.'_L1) && !digits.contains('e'_L1))
        return QString(digits % ".0"_L1);
    return QString(digits);
}

bool isIdentifier(QByteArrayView text)
{
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at < end) {
        const utf8::Step step = utf8::decode(at, end);
        const char32_t c = step.codePoint;
        const bool isFirst = at == text.data();
        const bool fits = step.valid && !utf8::isInvisible(c)
            && (c == '_' || QChar::isLetter(c) || (!isFirst && QChar::isNumber(c)));
        if (!fits)
            return false;
        at += step.length;
    }
    return !text.isEmpty();
}

} // namespace zmqscope
