// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/codec/pickle/big_integer.h"
#include "core/codec/pickle/pickle_names.h"

#include <QByteArray>
#include <QByteArrayView>

namespace zmqscope {

/// Writes what has nothing below it, each as a value on the stack of who reads the pickle.
class PickleLeaves
{
public:
    /// 0 ≤ @p protocol ≤ pickleNewestProtocol.
    explicit PickleLeaves(int protocol) : m_protocol(protocol) {}

    /// All so far; opcodes of containers are appended by the caller.
    QByteArray &out() { return m_out; }

    void boolean(bool value);
    void integer(qint64 number);
    void big(const BigInteger &number);
    void real(double number);
    /// UTF-8, which may hold halves of surrogate pairs as three bytes.
    void text(QByteArrayView utf8);
    /// Before protocol 3 as a call of _codecs.encode(), as Python does it.
    void bytes(QByteArrayView content);
    /// Before protocol 5 as a call of bytearray().
    void byteArray(QByteArrayView content);
    void global(const PickleName &given);

private:
    /// A length, and the bytes, by the opcode for short ones ('\0' for none) or for longer ones.
    void counted(char shortOpcode, char longOpcode, QByteArrayView content);
    /// One character of a line of text in protocol 0.
    void escaped(char32_t c);
    /// A text whose characters have the numbers of the bytes.
    void latin1(QByteArrayView content);
    void emptyOf(const char *type);

    int m_protocol;
    QByteArray m_out;
};

} // namespace zmqscope
