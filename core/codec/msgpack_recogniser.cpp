// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/msgpack_recogniser.h"

#include "core/codec/msgpack_head.h"
#include "core/codec/notation/format_evidence.h"

#include <QCoreApplication>
#include <bit>

namespace zmqscope {

namespace {

/// Keys are told from values down to here; deeper ones are no evidence.
constexpr int levelsTracked = 32;

QString tr(const char *text)
{
    return QCoreApplication::translate("MsgpackCodec", text);
}

bool isShortest(const MsgpackHead &head)
{
    using Kind = MsgpackHead::Kind;
    const quint64 value = head.value;
    switch (head.kind) {
    case Kind::UInt:
        return head.size == 1 || (head.size == 2 && value >= 0x80) || (head.size == 3 && value > 0xff)
            || (head.size == 5 && value > 0xffff) || value > 0xffff'ffff;
    case Kind::Int: {
        const auto i = qint64(value);
        if (i >= 0) // writers differ in which of two forms a positive number gets
            return head.size == 1 || (head.size == 2 && i >= 0x60) || (head.size == 3 && i >= 0x80)
                || (head.size == 5 && i >= 0x8000) || i >= 0x8000'0000;
        return head.size == 1 || (head.size == 2 && i < -32) || (head.size == 3 && i < -0x80)
            || (head.size == 5 && i < -0x8000) || i < -0x8000'0000LL;
    }
    case Kind::Str: return head.size == 1 || value > 31;
    case Kind::Array:
    case Kind::Map: return head.size == 1 || value > 15;
    default: return true;
    }
}

void weigh(FormatEvidence &evidence, const MsgpackHead &head, QByteArrayView body)
{
    using Kind = MsgpackHead::Kind;
    if (!isShortest(head))
        evidence.needlesslyLong();
    else if (head.kind == Kind::UInt)
        evidence.integer(head.value, false, head.size);
    else if (head.kind == Kind::Int)
        evidence.integer(0 - head.value, true, head.size);
    switch (head.kind) {
    case Kind::Nil:
    case Kind::False:
    case Kind::True: evidence.constant(); break;
    case Kind::Float32: evidence.floatingPoint(double(std::bit_cast<float>(quint32(head.value)))); break;
    case Kind::Float64: evidence.floatingPoint(std::bit_cast<double>(head.value)); break;
    case Kind::Str: evidence.text(body); break;
    case Kind::Bin: evidence.bytes(); break;
    case Kind::Ext: evidence.extension(); break;
    case Kind::Array:
    case Kind::Map: evidence.container(); break;
    default: break;
    }
}

void weighKey(FormatEvidence &evidence, const MsgpackHead &head)
{
    using Kind = MsgpackHead::Kind;
    if (head.kind == Kind::Str || head.kind == Kind::Int || head.kind == Kind::UInt)
        evidence.key(head.kind == Kind::Str);
    else if (head.kind != Kind::Bin)
        evidence.oddKey();
}

struct Level
{
    quint64 left; ///< values to come
    bool isMap;
};

} // namespace

Recognition recogniseMsgpack(QByteArrayView bytes, qsizetype effort)
{
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    FormatEvidence evidence;
    std::array<Level, levelsTracked> levels{};
    int depth = 0;         ///< levels in use
    quint64 untracked = 0; ///< values to come below the last level
    qsizetype looked = 0;
    do {
        if (at == end)
            return {};
        const MsgpackHead head = readMsgpackHead(at, end);
        if (head.size == 0 || head.kind == MsgpackHead::Kind::Unused || head.bytes() > quint64(end - at - head.size))
            return {};
        const bool isRoot = looked == 0;
        if (isRoot && !head.isContainer() && head.size + qsizetype(head.bytes()) != bytes.size())
            return {};
        if (isRoot && head.isContainer() && head.value > 0)
            evidence.rootContainer();
        if (untracked == 0 && depth > 0 && levels[depth - 1].isMap && levels[depth - 1].left % 2 == 0)
            weighKey(evidence, head);
        const QByteArrayView body(at + head.size, qsizetype(head.bytes()));
        weigh(evidence, head, body);
        at = body.data() + body.size();
        looked += head.size + std::min(body.size(), FormatEvidence::textBytes);

        if (untracked > 0) {
            untracked += head.below() - 1;
        } else if (head.below() > 0 && depth < levelsTracked) {
            levels[depth++] = {head.below(), head.kind == MsgpackHead::Kind::Map};
            continue;
        } else {
            untracked = head.below();
        }
        while (untracked == 0 && depth > 0 && --levels[depth - 1].left == 0)
            --depth;
    } while ((depth > 0 || untracked > 0) && looked < effort);

    const bool isWhole = depth == 0 && untracked == 0;
    if (isWhole && at != end)
        return {};
    if (isWhole)
        evidence.exactEnd(bytes);
    const Certainty certainty = evidence.isEnough() ? Certainty::Likely : Certainty::Possible;
    if (isWhole)
        return {certainty, tr("valid MessagePack, %1 of %1 bytes used").arg(bytes.size())};
    return {certainty, tr("MessagePack, as far as looked: %1 of %2 bytes").arg(at - bytes.data()).arg(bytes.size())};
}

} // namespace zmqscope
