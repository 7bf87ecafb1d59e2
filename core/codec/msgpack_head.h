// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtEndian>
#include <QtGlobal>

namespace zmqscope {

/// The first bytes of a MessagePack value: its type, and how long it is.
struct MsgpackHead
{
    enum class Kind : quint8 {
        Nil, False, True, Int, UInt, Float32, Float64, Str, Bin, Ext, Array, Map,
        Unused, ///< 0xc1, which stands for nothing
        CutOff, ///< the bytes end within the head
    };
    Kind kind = Kind::CutOff;
    qint8 ext = 0;     ///< the type of an Ext
    quint8 size = 0;   ///< bytes of the head; a number is all head
    quint64 value = 0; ///< of the number; bytes that follow; elements, or pairs

    bool isContainer() const { return kind == Kind::Array || kind == Kind::Map; }
    /// Values that follow and belong to this one: a pair is two.
    quint64 below() const { return kind == Kind::Map ? value * 2 : kind == Kind::Array ? value : 0; }
    /// Bytes that follow and belong to this one.
    quint64 bytes() const { return kind == Kind::Str || kind == Kind::Bin || kind == Kind::Ext ? value : 0; }
};

/// Reads at @p at, where at least one byte is.
inline MsgpackHead readMsgpackHead(const char *at, const char *end)
{
    using Kind = MsgpackHead::Kind;
    struct Form
    {
        Kind kind;
        quint8 bytes; ///< of the number or length behind the first byte
        bool isFixedExt = false;
    };
    static constexpr Form forms[32] = {
        {Kind::Nil, 0}, {Kind::Unused, 0}, {Kind::False, 0}, {Kind::True, 0},
        {Kind::Bin, 1}, {Kind::Bin, 2}, {Kind::Bin, 4}, {Kind::Ext, 1}, {Kind::Ext, 2}, {Kind::Ext, 4},
        {Kind::Float32, 4}, {Kind::Float64, 8},
        {Kind::UInt, 1}, {Kind::UInt, 2}, {Kind::UInt, 4}, {Kind::UInt, 8},
        {Kind::Int, 1}, {Kind::Int, 2}, {Kind::Int, 4}, {Kind::Int, 8},
        {Kind::Ext, 0, true}, {Kind::Ext, 0, true}, {Kind::Ext, 0, true}, {Kind::Ext, 0, true}, {Kind::Ext, 0, true},
        {Kind::Str, 1}, {Kind::Str, 2}, {Kind::Str, 4},
        {Kind::Array, 2}, {Kind::Array, 4}, {Kind::Map, 2}, {Kind::Map, 4},
    };
    const auto first = quint8(*at);
    if (first < 0x80)
        return {Kind::UInt, 0, 1, first};
    if (first >= 0xe0)
        return {Kind::Int, 0, 1, quint64(qint64(qint8(first)))};
    if (first < 0x90)
        return {Kind::Map, 0, 1, quint64(first & 0xf)};
    if (first < 0xa0)
        return {Kind::Array, 0, 1, quint64(first & 0xf)};
    if (first < 0xc0)
        return {Kind::Str, 0, 1, quint64(first & 0x1f)};

    const Form &form = forms[first - 0xc0];
    const int size = 1 + form.bytes + (form.kind == Kind::Ext ? 1 : 0);
    if (end - at < size)
        return {};
    MsgpackHead head{form.kind, 0, quint8(size), 0};
    const bool isSigned = form.kind == Kind::Int;
    switch (form.bytes) {
    case 1: head.value = isSigned ? quint64(qint64(qint8(at[1]))) : quint8(at[1]); break;
    case 2: head.value = isSigned ? quint64(qint64(qFromBigEndian<qint16>(at + 1))) : qFromBigEndian<quint16>(at + 1); break;
    case 4: head.value = isSigned ? quint64(qint64(qFromBigEndian<qint32>(at + 1))) : qFromBigEndian<quint32>(at + 1); break;
    case 8: head.value = qFromBigEndian<quint64>(at + 1); break;
    default: break;
    }
    if (form.isFixedExt)
        head.value = quint64(1) << (first - 0xd4);
    if (form.kind == Kind::Ext)
        head.ext = qint8(at[size - 1]);
    return head;
}

/// Moves @p at behind the value that begins there. False, with @p at where it shows, when the bytes
/// end before, or hold what no value begins with. Needs no memory, however deep the value is.
inline bool skipMsgpack(const char *&at, const char *end)
{
    for (quint64 values = 1; values > 0; --values) {
        if (quint64(end - at) < values) {
            at = end;
            return false;
        }
        const MsgpackHead head = readMsgpackHead(at, end);
        if (head.size == 0 || head.kind == MsgpackHead::Kind::Unused || head.bytes() > quint64(end - at - head.size))
            return false;
        at += head.size + head.bytes();
        values += head.below();
    }
    return true;
}

} // namespace zmqscope
