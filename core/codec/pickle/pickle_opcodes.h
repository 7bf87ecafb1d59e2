// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace zmqscope {

/// The instructions of Python's pickles, protocols 0 to 5.
enum class PickleOp : quint8 {
    Mark = '(',
    EmptyTuple = ')',
    Stop = '.',
    Pop = '0',
    PopMark = '1',
    Dup = '2',
    BinBytes = 'B',
    ShortBinBytes = 'C',
    Float = 'F',
    BinFloat = 'G',
    Int = 'I',
    BinInt = 'J',
    BinInt1 = 'K',
    Long = 'L',
    BinInt2 = 'M',
    None = 'N',
    PersId = 'P',
    BinPersId = 'Q',
    Reduce = 'R',
    String = 'S',
    BinString = 'T',
    ShortBinString = 'U',
    Unicode = 'V',
    BinUnicode = 'X',
    EmptyList = ']',
    Append = 'a',
    Build = 'b',
    Global = 'c',
    Dict = 'd',
    Appends = 'e',
    Get = 'g',
    BinGet = 'h',
    Inst = 'i',
    LongBinGet = 'j',
    List = 'l',
    Obj = 'o',
    Put = 'p',
    BinPut = 'q',
    LongBinPut = 'r',
    SetItem = 's',
    Tuple = 't',
    SetItems = 'u',
    EmptyDict = '}',
    Proto = 0x80,
    NewObj = 0x81,
    Ext1 = 0x82,
    Ext2 = 0x83,
    Ext4 = 0x84,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    NewTrue = 0x88,
    NewFalse = 0x89,
    Long1 = 0x8a,
    Long4 = 0x8b,
    ShortBinUnicode = 0x8c,
    BinUnicode8 = 0x8d,
    BinBytes8 = 0x8e,
    EmptySet = 0x8f,
    AddItems = 0x90,
    FrozenSet = 0x91,
    NewObjEx = 0x92,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,
    ByteArray8 = 0x96,
    NextBuffer = 0x97,
    ReadOnlyBuffer = 0x98,
};

/// What follows an opcode byte.
enum class PickleArgument : quint8 {
    Invalid, ///< no opcode
    None,
    Fixed1,
    Fixed2,
    Fixed4,
    Fixed8,
    Counted1, ///< a length of one byte, and as many bytes
    Counted4,
    Counted4Signed,
    Counted8,
    Line,
    Lines2,
};

/// What an opcode is, as far as it can be said without running it.
struct PickleOpcode
{
    PickleArgument argument = PickleArgument::Invalid;
    quint8 protocol = 0;    ///< the first one that has it
    quint8 pops = 0;        ///< values that must lie above the last mark; they are taken
    quint8 pushes = 0;
    bool popsMark = false;  ///< takes all above the last mark and the mark, and then pops
};

/// Of any byte; Invalid where it is no opcode.
const PickleOpcode &pickleOpcode(quint8 byte);

/// The newest protocol there is.
constexpr int pickleNewestProtocol = 5;

} // namespace zmqscope
