// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// Names for the element types of BSON, and its fixed sizes.
namespace zmqscope::bson {

enum Type : quint8 {
    Double = 0x01,
    String = 0x02,
    Document = 0x03,
    Array = 0x04,
    Binary = 0x05,
    Undefined = 0x06,
    ObjectId = 0x07,
    Bool = 0x08,
    DateTime = 0x09,
    Null = 0x0a,
    Regex = 0x0b,
    DbPointer = 0x0c,
    Code = 0x0d,
    Symbol = 0x0e,
    CodeWithScope = 0x0f,
    Int32 = 0x10,
    Timestamp = 0x11,
    Int64 = 0x12,
    Decimal128 = 0x13,
    MaxKey = 0x7f,
    MinKey = 0xff,
};

/// Length and closing zero.
constexpr qint64 emptyDocument = 5;
constexpr qint64 objectIdBytes = 12;
/// The binary subtype whose bytes begin with their length once more.
constexpr quint8 oldBinary = 2;

} // namespace zmqscope::bson
