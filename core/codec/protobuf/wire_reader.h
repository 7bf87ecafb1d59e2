// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtGlobal>

namespace zmqscope {

/// How the bytes of a Protobuf field are laid out; the numbers are those of the encoding.
enum class WireType : quint8 { Varint = 0, Fixed64 = 1, Bytes = 2, StartGroup = 3, EndGroup = 4, Fixed32 = 5 };

/// One field as it stands in the bytes; places count from the start of them.
struct WireField
{
    quint32 number = 0; ///< 1 to 2^29 − 1
    WireType type = WireType::Varint;
    qsizetype begin = 0;      ///< of the tag
    qsizetype valueBegin = 0; ///< behind the tag, and behind the length where there is one
    qsizetype end = 0;        ///< of StartGroup and EndGroup: of the tag
    quint64 value = 0;        ///< of Varint, Fixed32, Fixed64; after Stop::Overlong the length
};

/// Takes Protobuf's wire format apart field by field. Knows no schema and follows nothing.
class WireReader
{
public:
    /// Why next() gave nothing.
    enum class Stop { End, Truncated, LongVarint, BadTag, Overlong };

    /// Reads @p begin ≤ i < @p end of @p bytes.
    WireReader(QByteArrayView bytes, qsizetype begin, qsizetype end)
        : m_data(bytes.data()), m_at(begin), m_end(end)
    {
    }

    /// False at the end, or when the bytes are wrong: stop() tells, and at() is where.
    bool next(WireField &field);
    Stop stop() const { return m_stop; }
    qsizetype at() const { return m_at; }
    /// Goes on elsewhere, as behind a group.
    void moveTo(qsizetype at) { m_at = at; }
    /// One number, as packed fields have them in a row. Not of type Bytes.
    bool number(WireType type, quint64 &value);
    /// True when a number was written with more bytes than it needs, which programs do not do.
    bool sawPaddedVarint() const { return m_padded; }

private:
    bool varint(quint64 &value);
    bool fail(Stop stop, qsizetype at);

    const char *m_data;
    qsizetype m_at;
    qsizetype m_end;
    Stop m_stop = Stop::End;
    bool m_padded = false;
};

} // namespace zmqscope
