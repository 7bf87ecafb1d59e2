// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_leaves.h"

#include "core/base/utf8.h"
#include "core/codec/pickle/python_literal.h"

#include <QString>
#include <QtEndian>
#include <bit>
#include <limits>

namespace zmqscope {

namespace {

template <typename T>
void appendLittleEndian(QByteArray &out, T number)
{
    const T bytes = qToLittleEndian(number);
    out.append(reinterpret_cast<const char *>(&bytes), sizeof bytes);
}

} // namespace

void PickleLeaves::boolean(bool value)
{
    m_out += m_protocol >= 2 ? (value ? "\x88" : "\x89") : (value ? "I01\n" : "I00\n");
}

void PickleLeaves::integer(qint64 number)
{
    if (number < std::numeric_limits<qint32>::min() || number > std::numeric_limits<qint32>::max())
        return big(BigInteger::of(number));
    if (m_protocol == 0) {
        m_out += "I" + QByteArray::number(number) + "\n";
    } else if (number >= 0 && number <= 0xff) {
        m_out += 'K';
        m_out += char(number);
    } else if (number >= 0 && number <= 0xffff) {
        m_out += 'M';
        appendLittleEndian(m_out, quint16(number));
    } else {
        m_out += 'J';
        appendLittleEndian(m_out, qint32(number));
    }
}

void PickleLeaves::big(const BigInteger &number)
{
    if (m_protocol < 2) {
        m_out += "L" + number.text() + "L\n";
        return;
    }
    const QByteArray digits = number.twosComplement();
    if (digits.size() < 256) {
        m_out += '\x8a';
        m_out += char(digits.size());
    } else {
        m_out += '\x8b';
        appendLittleEndian(m_out, qint32(digits.size()));
    }
    m_out += digits;
}

void PickleLeaves::real(double number)
{
    if (m_protocol == 0) {
        m_out += "F" + pythonFloat(number) + "\n";
        return;
    }
    const quint64 bits = qToBigEndian(std::bit_cast<quint64>(number));
    m_out += 'G';
    m_out.append(reinterpret_cast<const char *>(&bits), sizeof bits);
}

void PickleLeaves::counted(char shortOpcode, char longOpcode, QByteArrayView content)
{
    if (shortOpcode && content.size() < 256) {
        m_out += shortOpcode;
        m_out += char(content.size());
    } else {
        m_out += longOpcode;
        appendLittleEndian(m_out, quint32(content.size()));
    }
    m_out.append(content);
}

void PickleLeaves::text(QByteArrayView utf8)
{
    if (m_protocol > 0)
        return counted(m_protocol >= 4 ? '\x8c' : '\0', 'X', utf8);
    m_out += 'V';
    const char *at = utf8.data();
    const char *const end = at + utf8.size();
    while (at < end) {
        const utf8::Step step = utf8::decode(at, end);
        if (step.valid) {
            escaped(step.codePoint);
            at += step.length;
        } else { // half of a surrogate pair
            escaped(char32_t((at[0] & 0xf) << 12 | (at[1] & 0x3f) << 6 | (at[2] & 0x3f)));
            at += 3;
        }
    }
    m_out += '\n';
}

void PickleLeaves::escaped(char32_t c)
{
    const bool breaksLine = c == '\\' || c == '\0' || c == '\n' || c == '\r' || c == 0x1a;
    if (c < 0x100 && !breaksLine)
        m_out += char(c);
    else
        m_out += (c > 0xffff ? "\\U" : "\\u") + QByteArray::number(uint(c), 16).rightJustified(c > 0xffff ? 8 : 4, '0');
}

void PickleLeaves::latin1(QByteArrayView content)
{
    text(QString::fromLatin1(content).toUtf8());
}

void PickleLeaves::bytes(QByteArrayView content)
{
    if (m_protocol >= 3)
        return counted('C', 'B', content);
    if (content.isEmpty())
        return emptyOf("bytes");
    global({"_codecs", "encode"});
    if (m_protocol < 2)
        m_out += '(';
    latin1(content);
    text("latin1");
    m_out += m_protocol < 2 ? "tR" : "\x86R";
}

void PickleLeaves::byteArray(QByteArrayView content)
{
    if (m_protocol >= 5) {
        m_out += '\x96';
        appendLittleEndian(m_out, quint64(content.size()));
        m_out.append(content);
        return;
    }
    if (content.isEmpty())
        return emptyOf("bytearray");
    global({"builtins", "bytearray"});
    if (m_protocol < 2)
        m_out += '(';
    bytes(content);
    m_out += m_protocol < 2 ? "tR" : "\x85R";
}

void PickleLeaves::emptyOf(const char *type)
{
    global({"builtins", type});
    m_out += m_protocol == 0 ? "(tR" : ")R";
}

void PickleLeaves::global(const PickleName &given)
{
    const PickleName name = given.forProtocol(m_protocol);
    if (m_protocol >= 4) {
        text(name.module);
        text(name.name);
        m_out += '\x93';
    } else {
        m_out += "c" + name.module + "\n" + name.name + "\n";
    }
}

} // namespace zmqscope
