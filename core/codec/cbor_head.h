// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtEndian>
#include <QtGlobal>
#include <vector>

namespace zmqscope {

/// The first bytes of a CBOR data item (RFC 8949 §3): its major type and argument.
struct CborHead
{
    enum Major : quint8 { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };
    enum class State : quint8 {
        Good,
        CutOff,   ///< the bytes end within the head
        Reserved, ///< a form that RFC 8949 gives no meaning
    };
    /// Arguments of Simple that are no simple values: a number has the size of its float.
    static constexpr quint64 falseValue = 20;
    static constexpr quint64 trueValue = 21;
    static constexpr quint64 nullValue = 22;
    static constexpr quint64 undefinedValue = 23;

    State state = State::CutOff;
    Major major = Unsigned;
    bool isIndefinite = false; ///< of Simple: the break that ends an indefinite item
    quint8 size = 0;           ///< bytes of the head
    quint64 value = 0;         ///< the argument: number, length, tag, bits of a float

    bool isContainer() const { return major == Array || major == Map; }
    bool isString() const { return major == Bytes || major == Text; }
    bool isBreak() const { return major == Simple && isIndefinite; }
    bool isFloat() const { return major == Simple && size > 2; }
    /// Bytes that follow and belong to this one.
    quint64 bytes() const { return isString() ? value : 0; }
};

/// Reads at @p at, where at least one byte is.
inline CborHead readCborHead(const char *at, const char *end)
{
    const auto first = quint8(*at);
    const quint8 info = first & 0x1f;
    CborHead head;
    head.major = CborHead::Major(first >> 5);
    head.state = CborHead::State::Good;
    head.size = 1;
    head.value = info;
    if (info < 24)
        return head;
    const auto reserved = [&head] {
        head.state = CborHead::State::Reserved;
        return head;
    };
    if (info > 27) {
        head.value = 0;
        head.isIndefinite = true;
        const bool allowed = head.isString() || head.isContainer() || head.major == CborHead::Simple;
        return info == 31 && allowed ? head : reserved();
    }
    const int bytes = 1 << (info - 24);
    if (end - at < 1 + bytes)
        return {};
    head.size = quint8(1 + bytes);
    switch (bytes) {
    case 1: head.value = quint8(at[1]); break;
    case 2: head.value = qFromBigEndian<quint16>(at + 1); break;
    case 4: head.value = qFromBigEndian<quint32>(at + 1); break;
    default: head.value = qFromBigEndian<quint64>(at + 1); break;
    }
    if (head.major == CborHead::Simple && bytes == 1 && head.value < 32)
        return reserved();
    return head;
}

/// Passes over data items.
class CborSkipper
{
public:
    /// Items nested deeper are not passed over.
    explicit CborSkipper(int maxDepth) : m_maxDepth(std::size_t(maxDepth)) {}

    /// Moves @p at behind the item that begins there. False, with @p at where it shows, when it is
    /// not well-formed or not whole.
    bool skip(const char *&at, const char *end);

private:
    struct Open
    {
        quint64 left; ///< items to come; of what is indefinite: those that came
        CborHead head;
    };
    std::size_t m_maxDepth;
    std::vector<Open> m_open;
};

} // namespace zmqscope
