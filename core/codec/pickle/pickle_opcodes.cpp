// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_opcodes.h"

#include <array>

namespace zmqscope {

namespace {

using enum PickleArgument;

constexpr std::array<PickleOpcode, 256> opcodes = [] {
    std::array<PickleOpcode, 256> table{};
    const auto op = [&](PickleOp code, quint8 protocol, PickleArgument argument, quint8 pops, quint8 pushes,
                        bool popsMark = false) {
        table[quint8(code)] = {argument, protocol, pops, pushes, popsMark};
    };
    using enum PickleOp;
    constexpr auto no = PickleArgument::None;
    // Mark and Pop are not plain moves of values: whoever walks knows them.
    op(Mark, 0, no, 0, 0);
    op(EmptyTuple, 1, no, 0, 1);
    op(Stop, 0, no, 1, 0);
    op(Pop, 0, no, 1, 0);
    op(PopMark, 1, no, 0, 0, true);
    op(Dup, 0, no, 1, 2);
    op(BinBytes, 3, Counted4, 0, 1);
    op(ShortBinBytes, 3, Counted1, 0, 1);
    op(Float, 0, Line, 0, 1);
    op(BinFloat, 1, Fixed8, 0, 1);
    op(Int, 0, Line, 0, 1);
    op(BinInt, 1, Fixed4, 0, 1);
    op(BinInt1, 1, Fixed1, 0, 1);
    op(Long, 0, Line, 0, 1);
    op(BinInt2, 1, Fixed2, 0, 1);
    op(PickleOp::None, 0, no, 0, 1);
    op(PersId, 0, Line, 0, 1);
    op(BinPersId, 1, no, 1, 1);
    op(Reduce, 0, no, 2, 1);
    op(String, 0, Line, 0, 1);
    op(BinString, 1, Counted4Signed, 0, 1);
    op(ShortBinString, 1, Counted1, 0, 1);
    op(Unicode, 0, Line, 0, 1);
    op(BinUnicode, 1, Counted4, 0, 1);
    op(EmptyList, 1, no, 0, 1);
    op(Append, 0, no, 2, 1);
    op(Build, 0, no, 2, 1);
    op(Global, 0, Lines2, 0, 1);
    op(Dict, 0, no, 0, 1, true);
    op(Appends, 1, no, 1, 1, true);
    op(Get, 0, Line, 0, 1);
    op(BinGet, 1, Fixed1, 0, 1);
    op(Inst, 0, Lines2, 0, 1, true);
    op(LongBinGet, 1, Fixed4, 0, 1);
    op(List, 0, no, 0, 1, true);
    op(Obj, 1, no, 0, 1, true);
    op(Put, 0, Line, 1, 1);
    op(BinPut, 1, Fixed1, 1, 1);
    op(LongBinPut, 1, Fixed4, 1, 1);
    op(SetItem, 0, no, 3, 1);
    op(Tuple, 0, no, 0, 1, true);
    op(SetItems, 1, no, 1, 1, true);
    op(EmptyDict, 1, no, 0, 1);
    op(Proto, 2, Fixed1, 0, 0);
    op(NewObj, 2, no, 2, 1);
    op(Ext1, 2, Fixed1, 0, 1);
    op(Ext2, 2, Fixed2, 0, 1);
    op(Ext4, 2, Fixed4, 0, 1);
    op(Tuple1, 2, no, 1, 1);
    op(Tuple2, 2, no, 2, 1);
    op(Tuple3, 2, no, 3, 1);
    op(NewTrue, 2, no, 0, 1);
    op(NewFalse, 2, no, 0, 1);
    op(Long1, 2, Counted1, 0, 1);
    op(Long4, 2, Counted4Signed, 0, 1);
    op(ShortBinUnicode, 4, Counted1, 0, 1);
    op(BinUnicode8, 4, Counted8, 0, 1);
    op(BinBytes8, 4, Counted8, 0, 1);
    op(EmptySet, 4, no, 0, 1);
    op(AddItems, 4, no, 1, 1, true);
    op(FrozenSet, 4, no, 0, 1, true);
    op(NewObjEx, 4, no, 3, 1);
    op(StackGlobal, 4, no, 2, 1);
    op(Memoize, 4, no, 1, 1);
    op(Frame, 4, Fixed8, 0, 0);
    op(ByteArray8, 5, Counted8, 0, 1);
    op(NextBuffer, 5, no, 0, 1);
    op(ReadOnlyBuffer, 5, no, 1, 1);
    return table;
}();

} // namespace

const PickleOpcode &pickleOpcode(quint8 byte)
{
    return opcodes[byte];
}

} // namespace zmqscope
