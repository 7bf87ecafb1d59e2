// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/value/value_tree_builder.h"

namespace zmqscope {

/// Reads BSON (bsonspec.org, version 1.1) into a ValueTree in one pass, without recursion. The root
/// is a Map. Names of types: "int32" and "int64"; "string" on Bytes that should be text and are not
/// UTF-8; "undefined" on a Null; Tagged: "objectid" with 12 bytes; "datetime" with a Text, or an Int
/// of milliseconds where no calendar has it; "regex" with pattern and options; "binary 4", "code"
/// with a Text and perhaps a Map, "symbol", "dbpointer"; "timestamp" with seconds and increment;
/// "decimal128" with a Text, or with bytes where the text would not say the same bytes; "minkey"
/// and "maxkey" with nothing.
class BsonTree
{
public:
    /// The whole frame. One larger than DecodeLimits::eagerBytes has its document folded.
    static ValueTree decode(QByteArrayView bytes, const DecodeLimits &limits);
    /// The next page of a document or array that is folded.
    static ValueTree expand(ValueTree tree, NodeId folded, const DecodeLimits &limits);

private:
    BsonTree(ValueTreeBuilder &tree, const DecodeLimits &limits, qint64 at);

    struct Open
    {
        const char *end; ///< behind its closing zero
        bool isMap;
        int closes = 1;  ///< 2 when a Tagged "code" is around it
    };
    bool openDocument(ValueKind kind, qint64 begin, int closes);
    bool readElements(std::size_t base);
    bool readElement(qint64 *eagerLeft);
    bool readBody(quint8 type, qint64 *eagerLeft);
    bool readText(quint8 type, qint64 at);
    bool readBinary(qint64 at);
    bool readFixed(quint8 type, qint64 at);
    bool readDecimal(qint64 at);
    bool readRegex(qint64 at);
    bool readDbPointer(qint64 at);
    bool readCodeWithScope(qint64 at);
    bool closeDocument();
    bool openTagged(qint64 at, QByteArrayView name);
    void addText(QByteArrayView text, qint64 at);
    bool cString(QByteArrayView &text);
    bool string(QByteArrayView &text);
    bool lengthAt(const char *at, qint64 least, qint64 &length);
    bool has(qint64 bytes);
    bool fail(qint64 at, const QString &problem);
    qint64 offset() const { return m_at - m_begin; }

    ValueTreeBuilder &m_tree;
    const DecodeLimits &m_limits;
    const char *const m_begin;
    const char *m_end; ///< of the innermost document
    const char *m_at;
    quint32 m_int32;
    quint32 m_int64;
    std::vector<Open> m_open;
};

} // namespace zmqscope
