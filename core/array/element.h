// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/array/dtype.h"
#include "core/array/half_float.h"

#include <bit>
#include <concepts>
#include <cstring>
#include <utility>

namespace zmqscope {

/// Reads a number of one dtype from bytes that may lie anywhere: T with its bytes turned round when
/// @p Swap. A quint16 that IsHalf is a binary16.
template <typename T, bool Swap, bool IsHalf = false>
struct NumberLoader
{
    static constexpr qsizetype size = sizeof(T);

    static auto load(const char *at)
    {
        char bytes[sizeof(T)];
        std::memcpy(bytes, at, sizeof(T));
        if constexpr (Swap) {
            for (std::size_t i = 0; i < sizeof(T) / 2; ++i)
                std::swap(bytes[i], bytes[sizeof(T) - 1 - i]);
        }
        T value;
        std::memcpy(&value, bytes, sizeof(T));
        if constexpr (IsHalf)
            return halfToFloat(value);
        else
            return value;
    }
};

/// Calls @p use with the NumberLoader of @p type, so that a loop over elements is one for each type;
/// only where type.isNumber(). A Bool is read as quint8.
template <typename Use>
auto withNumberLoader(const DType &type, Use &&use)
{
    static_assert(std::endian::native == std::endian::little);
    const auto eitherWay = [&]<typename T, bool isHalf = false>() {
        return type.isBigEndian() ? use(NumberLoader<T, true, isHalf>()) : use(NumberLoader<T, false, isHalf>());
    };
    const bool isSigned = type.kind() == DType::Kind::Int;
    const bool isFloat = type.kind() == DType::Kind::Float;
    switch (type.itemSize()) {
    case 1:
        return isSigned ? use(NumberLoader<qint8, false>()) : use(NumberLoader<quint8, false>());
    case 2:
        if (isFloat)
            return eitherWay.template operator()<quint16, true>();
        return isSigned ? eitherWay.template operator()<qint16>() : eitherWay.template operator()<quint16>();
    case 4:
        if (isFloat)
            return eitherWay.template operator()<float>();
        return isSigned ? eitherWay.template operator()<qint32>() : eitherWay.template operator()<quint32>();
    default:
        if (isFloat)
            return eitherWay.template operator()<double>();
        return isSigned ? eitherWay.template operator()<qint64>() : eitherWay.template operator()<quint64>();
    }
}

/// The bytes at @p at, itemSize() of them, are an element of @p type.
/// As double; NaN where it is no number.
double elementNumber(const DType &type, const char *at);
/// A Bool, Int, UInt, DateTime or TimeDelta; a UInt of 64 bits bit by bit.
qint64 elementInteger(const DType &type, const char *at);
/// A Text as UTF-8, without the NULs that fill it up.
QByteArray elementUtf8(const DType &type, const char *at);
/// Bytes without the NULs that fill it up.
QByteArrayView elementBytes(const DType &type, const char *at);
/// As Python shows it: 0.1, True, 1.0+2.0j, 'abc' within a record and abc alone, 2024-05-06; about
/// @p maxChars characters, with "…" for the rest.
QString elementText(const DType &type, const char *at, qsizetype maxChars);

} // namespace zmqscope
