// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_opcode_reader.h"

#include <QVarLengthArray>
#include <QtEndian>
#include <algorithm>
#include <cstring>

namespace zmqscope {

namespace {

/// Where the line that starts at @p at ends, with its end; -1 when it does not.
qsizetype lineAt(QByteArrayView bytes, qsizetype at)
{
    const void *end = at < bytes.size() ? std::memchr(bytes.data() + at, '\n', std::size_t(bytes.size() - at)) : nullptr;
    return end ? static_cast<const char *>(end) - bytes.data() + 1 : -1;
}

/// Whether a line may be what @p op wants, by its first and last character.
bool fits(PickleOp op, QByteArrayView line)
{
    const char first = line.front(); // at least the line's end
    const bool digit = first >= '0' && first <= '9';
    switch (op) {
    case PickleOp::Get:
    case PickleOp::Put:
        return digit;
    case PickleOp::Int:
    case PickleOp::Long:
        return digit || first == '-' || first == '+';
    case PickleOp::Float:
        return digit || first == '-' || first == '+' || first == '.' || first == 'i' || first == 'n';
    case PickleOp::String:
        return line.size() >= 3 && (first == '\'' || first == '"') && line[line.size() - 2] == first;
    case PickleOp::Global:
    case PickleOp::Inst:
        return line.size() >= 2 && std::none_of(line.begin(), line.end() - 1, [](char c) { return c == ' ' || quint8(c) < 0x20; });
    default:
        return true;
    }
}

/// The length of the argument at @p at; -1 when it is not all there, -2 when it cannot be one.
qsizetype argumentLength(PickleOp op, PickleArgument argument, QByteArrayView bytes, qsizetype at)
{
    const qsizetype left = bytes.size() - at;
    const char *const data = bytes.data() + at;
    const auto counted = [&](qsizetype width) -> qsizetype {
        if (left < width)
            return -1;
        const quint64 length = width == 1 ? quint8(*data) : width == 4 ? qFromLittleEndian<quint32>(data)
                                                                       : qFromLittleEndian<quint64>(data);
        return length > quint64(left - width) ? -1 : width + qsizetype(length);
    };
    switch (argument) {
    case PickleArgument::Invalid:
        return -2;
    case PickleArgument::None:
        return 0;
    case PickleArgument::Fixed1:
        return left < 1 ? -1 : 1;
    case PickleArgument::Fixed2:
        return left < 2 ? -1 : 2;
    case PickleArgument::Fixed4:
        return left < 4 ? -1 : 4;
    case PickleArgument::Fixed8:
        return left < 8 ? -1 : 8;
    case PickleArgument::Counted1:
        return counted(1);
    case PickleArgument::Counted4:
        return counted(4);
    case PickleArgument::Counted4Signed:
        return left >= 4 && qFromLittleEndian<qint32>(data) < 0 ? -2 : counted(4);
    case PickleArgument::Counted8:
        return counted(8);
    case PickleArgument::Line:
    case PickleArgument::Lines2: {
        qsizetype from = at;
        for (int i = argument == PickleArgument::Line ? 1 : 2; i > 0; --i) {
            const qsizetype end = lineAt(bytes, from);
            if (end < 0)
                return -1;
            if (!fits(op, bytes.sliced(from, end - from)))
                return -2;
            from = end;
        }
        return from - at;
    }
    }
    Q_UNREACHABLE();
}

} // namespace

PickleOutline outlinePickle(QByteArrayView bytes, qsizetype effort)
{
    PickleOutline outline;
    outline.marked = bytes.size() >= 2 && quint8(bytes[0]) == quint8(PickleOp::Proto);
    QVarLengthArray<qsizetype, 64> marks; // depths of the stack
    qsizetype depth = 0;
    qsizetype floor = 0; // values below it are behind a mark
    qsizetype at = 0;
    const auto ended = [&](PickleOutline::End end) {
        outline.end = end;
        outline.used = at;
        return outline;
    };
    const auto leaveMark = [&] {
        depth = marks.back();
        marks.pop_back();
        floor = marks.isEmpty() ? 0 : marks.back();
    };
    while (at < bytes.size()) {
        if (at >= effort)
            return ended(PickleOutline::End::Effort);
        const auto op = PickleOp(bytes[at]);
        const PickleOpcode &code = pickleOpcode(quint8(op));
        const qsizetype length = argumentLength(op, code.argument, bytes, at + 1);
        if (length < 0)
            return ended(length == -1 ? PickleOutline::End::RanOut : PickleOutline::End::Invalid);
        if (op == PickleOp::Mark) {
            marks.append(depth);
            floor = depth;
        } else if (op == PickleOp::Pop && !marks.isEmpty() && depth == marks.back()) {
            leaveMark();
        } else {
            if (code.popsMark) {
                if (marks.isEmpty())
                    return ended(PickleOutline::End::Invalid);
                leaveMark();
            }
            if (depth - floor < code.pops)
                return ended(PickleOutline::End::Invalid);
            depth += code.pushes - code.pops;
        }
        if (op == PickleOp::Proto) {
            const int protocol = quint8(bytes[at + 1]);
            if (protocol > pickleNewestProtocol)
                return ended(PickleOutline::End::Invalid);
            outline.protocol = protocol;
        } else if (!outline.marked) {
            outline.protocol = std::max<int>(outline.protocol, code.protocol);
        }
        at += 1 + length;
        ++outline.count;
        if (op == PickleOp::Stop) { // Python takes the last value, and would let others lie
            const bool alone = depth == 0 && marks.isEmpty();
            return ended(alone || outline.marked ? PickleOutline::End::Stop : PickleOutline::End::Invalid);
        }
    }
    return ended(PickleOutline::End::RanOut);
}

} // namespace zmqscope
