// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/wrapped_codec.h"

#include <QCoreApplication>
#include <algorithm>

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WrappedCodec", text);
}

/// Bytes that a text of so many characters may be made of.
constexpr qsizetype maxBytesPerChar = 4;

} // namespace

WrappedCodec::WrappedCodec(CodecPtr wrapper, CodecPtr inner)
    : m_wrapper(std::move(wrapper)), m_inner(std::move(inner))
{
    Q_ASSERT(m_wrapper->unwraps());
}

QString WrappedCodec::id() const
{
    return QString(m_wrapper->id() % u'|' % m_inner->id());
}

QString WrappedCodec::name() const
{
    return tr("%1 in %2").arg(m_inner->name(), m_wrapper->name());
}

QString WrappedCodec::hint() const
{
    return tr("%1 Then packed as %2.").arg(m_inner->hint(), m_wrapper->name());
}

Recognition WrappedCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    const Recognition outer = m_wrapper->recognise(bytes, effort);
    if (outer.certainty == Certainty::No)
        return {};
    const Unwrapped inside = m_wrapper->unwrap(bytes, effort);
    if (inside.problem && inside.bytes.isEmpty())
        return {};
    const bool cut = (inside.cut || inside.problem) && !inside.bytes.isEmpty();
    Recognition inner = cut ? m_inner->recogniseStart(inside.bytes, effort) : m_inner->recognise(inside.bytes, effort);
    inner.certainty = std::min(inner.certainty, outer.certainty);
    if (inner.certainty != Certainty::No)
        inner.reason = tr("%1; inside: %2").arg(outer.reason, inner.reason);
    return inner;
}

Result<DecodedText> WrappedCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    const qsizetype most = std::min(DecodeLimits::defaultOutput / maxBytesPerChar, maxChars) * maxBytesPerChar;
    const Unwrapped inside = m_wrapper->unwrap(bytes, most);
    if (inside.problem && inside.bytes.isEmpty()) {
        return Error{ErrorCode::Malformed, tr("Unpack %1").arg(m_wrapper->name()),
                     tr("Byte %1: %2").arg(inside.problem->offset).arg(inside.problem->text), {}};
    }
    Result<DecodedText> text = m_inner->decode(inside.bytes, maxChars);
    if (text && (inside.cut || inside.problem))
        text.value().cut = true;
    return text;
}

bool WrappedCodec::decodesTree() const
{
    return m_inner->decodesTree();
}

ValueTree WrappedCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    Unwrapped inside = m_wrapper->unwrap(bytes, limits.maxOutput);
    DecodeLimits rest = limits;
    rest.maxOutput -= inside.bytes.size();
    ValueTree tree = m_inner->decodeTree(inside.bytes, rest);
    tree.keep(inside.bytes);
    // Where the wrapper fails or stops, the end that the inner format misses is its doing.
    if (inside.problem)
        tree.setProblem({inside.problem->offset, tr("%1: %2").arg(m_wrapper->name(), inside.problem->text)});
    else if (inside.cut)
        tree.setCut();
    return tree;
}

ValueTree WrappedCodec::expand(ValueTree tree, NodeId folded, const DecodeLimits &limits) const
{
    return m_inner->expand(std::move(tree), folded, limits);
}

Unwrapped WrappedCodec::unwrap(QByteArrayView bytes, qsizetype maxOutput) const
{
    const Unwrapped outer = m_wrapper->unwrap(bytes, maxOutput);
    Unwrapped inside = m_inner->unwrap(outer.bytes, maxOutput);
    inside.cut = inside.cut || outer.cut;
    if (outer.problem)
        inside.problem = outer.problem;
    return inside;
}

Result<QByteArray> WrappedCodec::wrap(QByteArrayView bytes) const
{
    const Result<QByteArray> inside = m_inner->wrap(bytes);
    return inside ? m_wrapper->wrap(*inside) : inside;
}

QString WrappedCodec::idFor(QByteArrayView bytes) const
{
    const Unwrapped inside = m_wrapper->unwrap(bytes, DecodeLimits::defaultOutput);
    return QString(m_wrapper->idFor(bytes) % u'|' % m_inner->idFor(inside.bytes));
}

Result<QByteArray> WrappedCodec::encode(const QString &text) const
{
    const Result<QByteArray> inside = m_inner->encode(text);
    return inside ? m_wrapper->wrap(*inside) : inside;
}

} // namespace zmqscope
