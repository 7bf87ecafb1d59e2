// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topics/topic_order.h"

#include <algorithm>

namespace zmqscope {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

quint8 folded(char c)
{
    return quint8(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/// The digits that @p text begins with, without zeros in front.
QByteArrayView number(QByteArrayView text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
    const auto begin = std::find_if(text.begin(), end, [](char c) { return c != '0'; });
    return {begin, end};
}

} // namespace

bool isBefore(QByteArrayView a, QByteArrayView b)
{
    QByteArrayView left = a;
    QByteArrayView right = b;
    while (!left.isEmpty() && !right.isEmpty()) {
        if (isDigit(left.front()) && isDigit(right.front())) {
            const QByteArrayView x = number(left);
            const QByteArrayView y = number(right);
            if (x.size() != y.size())
                return x.size() < y.size();
            if (const int order = std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end())
                    ? -1
                    : (x == y ? 0 : 1);
                order != 0)
                return order < 0;
            left = left.sliced(x.end() - left.begin());
            right = right.sliced(y.end() - right.begin());
            continue;
        }
        if (folded(left.front()) != folded(right.front()))
            return folded(left.front()) < folded(right.front());
        left = left.sliced(1);
        right = right.sliced(1);
    }
    if (left.isEmpty() != right.isEmpty())
        return left.isEmpty();
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end()); // "A" and "a", "1" and "01"
}

} // namespace zmqscope
