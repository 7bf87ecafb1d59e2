// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/msgpack_head.h"
#include "core/value/value_tree_builder.h"

namespace zmqscope {

/// Reads MessagePack into a ValueTree in one pass, without recursion. Names of types: "float32";
/// "str" on Bytes that should be text and are not UTF-8; Tagged "ext 5" with Bytes below;
/// Tagged "timestamp" with a Text below, which stays "ext -1" where no calendar has it.
class MsgpackTree
{
public:
    /// The whole frame. A frame larger than DecodeLimits::eagerBytes has its list or map folded.
    static ValueTree decode(QByteArrayView bytes, const DecodeLimits &limits);
    /// The next page of a list or map that is folded.
    static ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits);

private:
    MsgpackTree(ValueTreeBuilder &tree, const DecodeLimits &limits, qint64 at);

    bool readValue();
    bool readScalar(const MsgpackHead &head, qint64 at);
    bool readExt(const MsgpackHead &head, qint64 at, QByteArrayView body);
    bool readFolded(qint64 end);
    bool readChild(qint64 &eagerLeft);
    bool fail(qint64 at, const QString &problem);
    bool failCut();
    bool isText(QByteArrayView text) const;

    ValueTreeBuilder &m_tree;
    const DecodeLimits &m_limits;
    const char *const m_begin;
    const char *const m_end;
    const char *m_at;
    quint32 m_float32 = 0;
    quint32 m_str = 0;
    quint32 m_ext = 0; ///< the label of the type that came last
    int m_extType = 0;
    struct Open
    {
        quint64 left; ///< values to come
        quint64 promised;
        bool isMap;
    };
    std::vector<Open> m_open;
};

} // namespace zmqscope
