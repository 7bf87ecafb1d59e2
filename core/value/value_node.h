// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtGlobal>
#include <compare>

namespace zmqscope {

/// What a decoded value is, whatever format it came in.
enum class ValueKind : quint8 {
    Null,      ///< null, None, nil
    Bool,      ///< ValueNode::i is 0 or 1
    Int,       ///< ValueNode::i
    UInt,      ///< ValueNode::u, only for what does not fit Int
    BigInt,    ///< text: decimal digits with a sign, or "0x…" where decimal would take too long
    Float,     ///< ValueNode::d; the text of the source where ValueFlag::Verbatim is set
    Text,      ///< UTF-8 as it came; a format that allows other bytes may have them here
    Bytes,     ///< raw bytes
    List,      ///< children are values. Label: "tuple", "set", …
    Map,       ///< children are pairs of key and value; any value may be a key, more than once
    Object,    ///< pairs: members of an instance. Label: its class, "data.zmqStruct"
    Call,      ///< pairs: what a program would call. Label: the callable. See SectionKeys below
    Tagged,    ///< children are values that belong together under the label: "tag 32", "ext 5"
    Symbol,    ///< text: a name of the sender's program, "os.system"; never looked up
    Reference, ///< ValueNode::first is another node of the tree, which is the same value
    Opaque,    ///< text: what is there but cannot be shown, in words
};

/// In an Object or a Call a key of kind Null means a positional argument, and a key of kind Symbol
/// names a part that is not a member: "args", "state", "items".
enum class ValueFlag : quint8 {
    None = 0,
    Cut = 1,      ///< a container: what comes behind the last child was not decoded
    Folded = 2,   ///< a container whose children are decoded on demand: Codec::expand()
    Verbatim = 4, ///< a Float: the digits of the source say more than the double
};

/// A place in a ValueTree; stays the same while the tree grows.
struct NodeId
{
    quint32 value = 0;

    auto operator<=>(const NodeId &) const = default;
};

/// One value of a ValueTree: 32 bytes, no ownership. Read it through the tree.
struct ValueNode
{
    ValueKind kind = ValueKind::Null;
    quint8 flags = 0;      ///< ValueFlag
    quint32 label = 0;     ///< ValueTree::label(); 0 = none: what the format calls this value
    quint32 begin = 0;     ///< the source bytes begin ≤ i < end that say this value;
    quint32 end = 0;       ///< both 0 where no bytes of its own do
    quint32 count = 0;     ///< bytes of the text, or nodes below: a pair counts as two
    union {
        qint64 i = 0;
        quint64 u;
        double d;
        const char *text;  ///< in the source, or in the tree's own memory
        quint32 first;     ///< the first of count nodes that follow each other, or the target
    };

    bool has(ValueFlag flag) const { return (flags & quint8(flag)) != 0; }
    bool isContainer() const { return kind >= ValueKind::List && kind <= ValueKind::Tagged; }
    bool hasPairs() const { return kind >= ValueKind::Map && kind <= ValueKind::Call; }
    bool hasText() const
    {
        return kind == ValueKind::Text || kind == ValueKind::Bytes || kind == ValueKind::BigInt
            || kind == ValueKind::Symbol || kind == ValueKind::Opaque;
    }
    /// Only where hasText().
    QByteArrayView bytes() const { return {text, qsizetype(count)}; }
};

static_assert(sizeof(ValueNode) == 32);

} // namespace zmqscope
