// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/cbor_head.h"
#include "core/value/value_tree_builder.h"

namespace zmqscope {

/// Reads CBOR (RFC 8949) into a ValueTree in one pass, without recursion. Names of types:
/// "float16" and "float32"; "indefinite" on texts, bytes, lists and maps whose length was not said
/// before, the chunks of a text joined; "undefined" on a Null; "text" on Bytes that should be text
/// and are not UTF-8; Tagged "tag 32" with one value below, but for whole numbers beyond 64 bits,
/// which are a BigInt "tag 2" or "tag 3"; Tagged "simple" with an Int below.
class CborTree
{
public:
    /// Whole numbers of more bytes stay tagged bytes: turning them into digits would take too long.
    static constexpr qsizetype bigIntBytes = 256;

    /// The whole frame. A frame larger than DecodeLimits::eagerBytes has its list or map folded.
    static ValueTree decode(QByteArrayView bytes, const DecodeLimits &limits);
    /// The next page of a list or map that is folded.
    static ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits);

private:
    CborTree(ValueTreeBuilder &tree, const DecodeLimits &limits, qint64 at);

    bool readValue();
    bool readSimple(const CborHead &head, qint64 at);
    bool readString(const CborHead &head, qint64 at);
    bool readChunks(const CborHead &head, qint64 at);
    void addString(CborHead::Major major, QByteArrayView body, qint64 at, bool isIndefinite);
    bool readBigInt(const CborHead &tag, qint64 at);
    bool readFolded(qint64 end);
    bool readChild(qint64 &eagerLeft);
    bool atBreak() const { return m_at < m_end && quint8(*m_at) == 0xff; }
    bool open(const CborHead &head, qint64 at);
    bool fail(qint64 at, const QString &problem);
    bool failHead(const CborHead &head, qint64 at);
    bool failCut();
    bool isText(QByteArrayView text) const;
    quint32 label(quint32 &known, QByteArrayView name);
    quint32 tagLabel(quint64 tag);

    ValueTreeBuilder &m_tree;
    const DecodeLimits &m_limits;
    const char *const m_begin;
    const char *const m_end;
    const char *m_at;
    quint32 m_float16 = 0;
    quint32 m_float32 = 0;
    quint32 m_indefinite = 0;
    quint32 m_undefined = 0;
    quint32 m_text = 0;
    quint32 m_simple = 0;
    quint32 m_tag = 0; ///< the label of the tag that came last
    quint64 m_tagNumber = 0;
    struct Open
    {
        quint64 left; ///< items to come; not counted when indefinite
        CborHead head;
    };
    std::vector<Open> m_open;
};

} // namespace zmqscope
