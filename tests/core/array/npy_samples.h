// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtEndian>

namespace zmqscope {

/// A length as it stands in an .npy file.
template <typename T>
QByteArray npyLength(qsizetype length)
{
    const T little = qToLittleEndian(T(length));
    return QByteArray(reinterpret_cast<const char *>(&little), sizeof little);
}

/// An .npy file of version 1 with that dict as its header.
inline QByteArray npyBytes(const QByteArray &dict, const QByteArray &data)
{
    const QByteArray header = dict + QByteArray(63 - (dict.size() + 10) % 64, ' ') + '\n';
    return QByteArray("\x93NUMPY\1\0", 8) + npyLength<quint16>(header.size()) + header + data;
}

} // namespace zmqscope
