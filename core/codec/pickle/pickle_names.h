// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace zmqscope {

/// A name of a Python program, as a pickle says it.
struct PickleName
{
    QByteArray module;
    QByteArray name;

    /// "package.module.Class"; without a dot a built-in name. The module goes up to the last dot: the
    /// text cannot tell a class within a class from one within a package.
    static PickleName fromText(QByteArrayView text);
    /// As @p protocol wants it: below 3 the names of Python 2, which Python 3 understands there as well,
    /// otherwise those of Python 3.
    PickleName forProtocol(int protocol) const;

    bool operator==(const PickleName &) const = default;
};

} // namespace zmqscope
