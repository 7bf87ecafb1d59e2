// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_codec.h"

#include "core/codec/pickle/pickle_opcode_reader.h"
#include "core/codec/pickle/pickle_tree.h"
#include "core/codec/pickle/pickle_writer.h"
#include "core/codec/pickle/python_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

/// A pickle without a mark of fewer opcodes is a word that happens to be one: "N.", "I5\n.", "].".
constexpr qsizetype fewestOpcodes = 3;

} // namespace

QString PickleCodec::id() const
{
    return m_protocol ? u"pickle:%1"_s.arg(*m_protocol) : u"pickle"_s;
}

QString PickleCodec::name() const
{
    return m_protocol ? tr("Python pickle, protocol %1").arg(*m_protocol) : tr("Python pickle");
}

QString PickleCodec::hint() const
{
    return tr("A Python value: {'event': 'start', 'n': [1, 2.5, None]}, b'\\x00', data.Point(x=1, y=2).");
}

QString PickleCodec::parameterHint() const
{
    return tr("a protocol from 0 to %1").arg(pickleNewestProtocol);
}

QStringList PickleCodec::parameters() const
{
    QStringList protocols;
    for (int protocol = 0; protocol <= pickleNewestProtocol; ++protocol)
        protocols.append(QString::number(protocol));
    return protocols;
}

Result<CodecPtr> PickleCodec::configured(const QString &parameter) const
{
    if (parameter.size() == 1 && parameter.front() >= u'0' && parameter.front() <= QChar(u'0' + pickleNewestProtocol))
        return CodecPtr(std::make_shared<PickleCodec>(parameter.front().digitValue()));
    return Error{ErrorCode::InvalidArgument, tr("Format Python pickle"),
                 tr("\"%1\" is no protocol of pickle.").arg(parameter),
                 tr("Use a number from 0 to %1.").arg(pickleNewestProtocol)};
}

Recognition PickleCodec::recognise(QByteArrayView bytes, qsizetype effort) const
{
    using End = PickleOutline::End;
    const qsizetype size = bytes.size();
    if (size < 2)
        return {};
    const bool marked = quint8(bytes[0]) == quint8(PickleOp::Proto);
    const bool whole = size <= effort; // else the end may lie beyond these bytes
    // Only what has the mark is worth a look when its end is missing.
    if (!marked && whole && bytes.back() != char(PickleOp::Stop))
        return {};
    const PickleOutline outline = outlinePickle(bytes, effort);
    if (outline.end == End::Invalid || (!marked && whole && outline.end == End::RanOut))
        return {};
    const QString used = tr("pickle, protocol %1, %2 of %3 bytes used").arg(outline.protocol).arg(outline.used).arg(size);
    if (outline.end == End::Stop && outline.used < size)
        return {Certainty::Possible, used};
    if (outline.end == End::RanOut && (whole || !marked))
        return {Certainty::Possible, tr("pickle, protocol %1, cut off after %2 bytes").arg(outline.protocol).arg(size)};
    const QString reason = outline.end == End::Stop
        ? used
        : tr("pickle, protocol %1, as far as looked: %2 of %3 bytes").arg(outline.protocol).arg(outline.used).arg(size);
    if (marked)
        return {Certainty::Certain, reason};
    return {outline.count >= fewestOpcodes ? Certainty::Likely : Certainty::Possible, reason};
}

Result<DecodedText> PickleCodec::decode(QByteArrayView bytes, qsizetype maxChars) const
{
    DecodeLimits limits;
    limits.maxNodes = std::clamp<qsizetype>(maxChars, 1, limits.maxNodes); // no value is shorter than a character
    const ValueTree tree = decodePickle(bytes, limits);
    if (const auto &problem = tree.problem()) {
        return Error{ErrorCode::Malformed, tr("Show pickle"),
                     tr("Byte %1: %2").arg(problem->offset).arg(problem->text), QString()};
    }
    DecodedText text = pythonText(tree, maxChars);
    text.cut = text.cut || tree.isCut();
    return text;
}

ValueTree PickleCodec::decodeTree(QByteArrayView bytes, const DecodeLimits &limits) const
{
    return decodePickle(bytes, limits);
}

QString PickleCodec::idFor(QByteArrayView bytes) const
{
    // An older peer could not load a newer protocol.
    const int protocol = std::clamp(int(outlinePickle(bytes, bytes.size()).protocol), 0, pickleNewestProtocol);
    return m_protocol ? id() : u"pickle:%1"_s.arg(protocol);
}

Result<QByteArray> PickleCodec::encode(const QString &text) const
{
    return pickleFromPython(text, m_protocol.value_or(defaultProtocol));
}

} // namespace zmqscope
