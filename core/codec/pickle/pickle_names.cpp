// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/pickle_names.h"

#include <algorithm>
#include <array>

namespace zmqscope {

namespace {

struct Renamed
{
    QByteArrayView module2;
    QByteArrayView name2;
    QByteArrayView module3;
    QByteArrayView name3;
};

/// What Python 3 calls differently, from its _compat_pickle: of that table, what values are made of.
constexpr std::array names{
    Renamed{"__builtin__", "xrange", "builtins", "range"},
    Renamed{"__builtin__", "reduce", "functools", "reduce"},
    Renamed{"__builtin__", "unichr", "builtins", "chr"},
    Renamed{"__builtin__", "unicode", "builtins", "str"},
    Renamed{"__builtin__", "long", "builtins", "int"},
    Renamed{"itertools", "izip", "builtins", "zip"},
    Renamed{"itertools", "imap", "builtins", "map"},
    Renamed{"itertools", "ifilter", "builtins", "filter"},
    Renamed{"itertools", "ifilterfalse", "itertools", "filterfalse"},
    Renamed{"itertools", "izip_longest", "itertools", "zip_longest"},
    Renamed{"UserDict", "IterableUserDict", "collections", "UserDict"},
    Renamed{"UserList", "UserList", "collections", "UserList"},
    Renamed{"UserString", "UserString", "collections", "UserString"},
    Renamed{"urllib2", "HTTPError", "urllib.error", "HTTPError"},
    Renamed{"urllib2", "URLError", "urllib.error", "URLError"},
    Renamed{"exceptions", "StandardError", "builtins", "Exception"},
};

struct RenamedModule
{
    QByteArrayView module2;
    QByteArrayView module3;
};

constexpr std::array modules{
    RenamedModule{"__builtin__", "builtins"},       RenamedModule{"copy_reg", "copyreg"},
    RenamedModule{"Queue", "queue"},                RenamedModule{"SocketServer", "socketserver"},
    RenamedModule{"ConfigParser", "configparser"},  RenamedModule{"thread", "_thread"},
    RenamedModule{"xmlrpclib", "xmlrpc.client"},    RenamedModule{"httplib", "http.client"},
    RenamedModule{"Cookie", "http.cookies"},        RenamedModule{"cookielib", "http.cookiejar"},
    RenamedModule{"BaseHTTPServer", "http.server"}, RenamedModule{"urlparse", "urllib.parse"},
    RenamedModule{"HTMLParser", "html.parser"},     RenamedModule{"_abcoll", "collections.abc"},
};

/// The built-in exceptions of Python 2, which had a module of their own; sorted.
using namespace std::string_view_literals;
constexpr std::array exceptions{
    "ArithmeticError"sv, "AssertionError"sv, "AttributeError"sv, "BaseException"sv, "BufferError"sv,
    "BytesWarning"sv, "DeprecationWarning"sv, "EOFError"sv, "EnvironmentError"sv, "Exception"sv,
    "FloatingPointError"sv, "FutureWarning"sv, "GeneratorExit"sv, "IOError"sv, "ImportError"sv,
    "ImportWarning"sv, "IndentationError"sv, "IndexError"sv, "KeyError"sv, "KeyboardInterrupt"sv,
    "LookupError"sv, "MemoryError"sv, "NameError"sv, "NotImplementedError"sv, "OSError"sv, "OverflowError"sv,
    "PendingDeprecationWarning"sv, "ReferenceError"sv, "RuntimeError"sv, "RuntimeWarning"sv, "StopIteration"sv,
    "SyntaxError"sv, "SyntaxWarning"sv, "SystemError"sv, "SystemExit"sv, "TabError"sv, "TypeError"sv,
    "UnboundLocalError"sv, "UnicodeDecodeError"sv, "UnicodeEncodeError"sv, "UnicodeError"sv,
    "UnicodeTranslateError"sv, "UnicodeWarning"sv, "UserWarning"sv, "ValueError"sv, "Warning"sv,
    "ZeroDivisionError"sv};
static_assert(std::is_sorted(exceptions.begin(), exceptions.end()));

PickleName asIn2(const PickleName &given)
{
    for (const Renamed &row : names) {
        if (row.name2 != "StandardError" && given.module == row.module3 && given.name == row.name3)
            return {row.module2.toByteArray(), row.name2.toByteArray()};
    }
    if (given.module == "builtins" && std::binary_search(exceptions.begin(), exceptions.end(), given.name.toStdString()))
        return {"exceptions", given.name};
    for (const RenamedModule &row : modules) {
        if (given.module == row.module3)
            return {row.module2.toByteArray(), given.name};
    }
    return given;
}

PickleName asIn3(const PickleName &given)
{
    for (const Renamed &row : names) {
        if (given.module == row.module2 && given.name == row.name2)
            return {row.module3.toByteArray(), row.name3.toByteArray()};
    }
    if (given.module == "exceptions")
        return {"builtins", given.name};
    for (const RenamedModule &row : modules) {
        if (given.module == row.module2)
            return {row.module3.toByteArray(), given.name};
    }
    return given;
}

} // namespace

PickleName PickleName::fromText(QByteArrayView text)
{
    const qsizetype dot = text.lastIndexOf('.');
    if (dot < 0)
        return {"builtins", text.toByteArray()};
    return {text.first(dot).toByteArray(), text.sliced(dot + 1).toByteArray()};
}

PickleName PickleName::forProtocol(int protocol) const
{
    return protocol < 3 ? asIn2(*this) : asIn3(*this);
}

} // namespace zmqscope
