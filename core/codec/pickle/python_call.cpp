// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/python_call.h"

#include "core/codec/pickle/python_literal.h"

#include <QCoreApplication>
#include <QSet>
#include <algorithm>
#include <array>
#include <limits>

namespace zmqscope {

namespace {

using namespace std::string_view_literals;

constexpr std::array builtins{
    "ArithmeticError"sv, "AssertionError"sv, "AttributeError"sv, "BaseException"sv, "BaseExceptionGroup"sv,
    "BlockingIOError"sv, "BrokenPipeError"sv, "BufferError"sv, "BytesWarning"sv, "ChildProcessError"sv,
    "ConnectionAbortedError"sv, "ConnectionError"sv, "ConnectionRefusedError"sv, "ConnectionResetError"sv,
    "DeprecationWarning"sv, "EOFError"sv, "Ellipsis"sv, "EncodingWarning"sv, "EnvironmentError"sv,
    "Exception"sv, "ExceptionGroup"sv, "FileExistsError"sv, "FileNotFoundError"sv, "FloatingPointError"sv,
    "FutureWarning"sv, "GeneratorExit"sv, "IOError"sv, "ImportError"sv, "ImportWarning"sv, "IndentationError"sv,
    "IndexError"sv, "InterruptedError"sv, "IsADirectoryError"sv, "KeyError"sv, "KeyboardInterrupt"sv,
    "LookupError"sv, "MemoryError"sv, "ModuleNotFoundError"sv, "NameError"sv, "NotADirectoryError"sv,
    "NotImplemented"sv, "NotImplementedError"sv, "OSError"sv, "OverflowError"sv, "PendingDeprecationWarning"sv,
    "PermissionError"sv, "ProcessLookupError"sv, "RecursionError"sv, "ReferenceError"sv, "ResourceWarning"sv,
    "RuntimeError"sv, "RuntimeWarning"sv, "StopAsyncIteration"sv, "StopIteration"sv, "SyntaxError"sv,
    "SyntaxWarning"sv, "SystemError"sv, "SystemExit"sv, "TabError"sv, "TimeoutError"sv, "TypeError"sv,
    "UnboundLocalError"sv, "UnicodeDecodeError"sv, "UnicodeEncodeError"sv, "UnicodeError"sv,
    "UnicodeTranslateError"sv, "UnicodeWarning"sv, "UserWarning"sv, "ValueError"sv, "Warning"sv,
    "ZeroDivisionError"sv, "abs"sv, "all"sv, "any"sv, "ascii"sv, "bin"sv, "bool"sv, "bytearray"sv, "bytes"sv,
    "callable"sv, "chr"sv, "classmethod"sv, "complex"sv, "delattr"sv, "dict"sv, "dir"sv, "divmod"sv,
    "enumerate"sv, "eval"sv, "exec"sv, "filter"sv, "float"sv, "format"sv, "frozenset"sv, "getattr"sv,
    "hasattr"sv, "hash"sv, "hex"sv, "id"sv, "int"sv, "isinstance"sv, "iter"sv, "len"sv, "list"sv, "map"sv,
    "max"sv, "memoryview"sv, "min"sv, "next"sv, "object"sv, "oct"sv, "open"sv, "ord"sv, "pow"sv, "print"sv,
    "property"sv, "range"sv, "repr"sv, "reversed"sv, "round"sv, "set"sv, "setattr"sv, "slice"sv, "sorted"sv,
    "staticmethod"sv, "str"sv, "sum"sv, "super"sv, "tuple"sv, "type"sv, "vars"sv, "zip"sv};
static_assert(std::is_sorted(builtins.begin(), builtins.end()));

constexpr QByteArrayView builtinsModule = "builtins.";
constexpr QByteArrayView newMethod = ".__new__";

/// Gives one call its meaning.
class CallReader
{
    Q_DECLARE_TR_FUNCTIONS(PythonCall)
public:
    CallReader(PythonDraft &draft, const PythonCall &call, std::optional<DecodeProblem> &problem)
        : m_draft(draft), m_call(call), m_problem(problem)
    {
        const ValueNode &callee = draft.node(call.callee);
        if (callee.kind == ValueKind::Symbol)
            m_name = callee.bytes();
        const int key = draft.first(call.positional);
        m_only = key == PythonDraft::none || draft.next(draft.next(key)) != PythonDraft::none ? PythonDraft::none
                                                                                              : draft.next(key);
    }

    int value()
    {
        if (!keywordsAreUnique())
            return PythonDraft::none;
        const bool builtin = m_name.startsWith(builtinsModule);
        const QByteArrayView shortName = builtin ? m_name.sliced(builtinsModule.size()) : QByteArrayView();
        if (m_call.keywords != PythonDraft::none) {
            if (shortName == "dict" && !hasPositional())
                return placed(m_call.keywords);
            if (builtin && shortName.front() >= 'a') {
                return fail(m_call.begin, tr("Write %1 without keywords: built-in values have no members to set.")
                                              .arg(QString::fromUtf8(shortName)));
            }
            return madeWithKeywords();
        }
        if (builtin) {
            const int literal = builtinValue(shortName);
            if (literal != PythonDraft::none || m_problem)
                return literal;
        }
        return called();
    }

private:
    bool hasPositional() const { return m_draft.first(m_call.positional) != PythonDraft::none; }

    int fail(qint64 at, const QString &text)
    {
        m_problem = DecodeProblem{at, text};
        return PythonDraft::none;
    }

    int placed(int value)
    {
        m_draft.node(value).begin = quint32(m_call.begin);
        m_draft.node(value).end = quint32(m_call.end);
        return value;
    }

    bool keywordsAreUnique()
    {
        if (m_call.keywords == PythonDraft::none)
            return true;
        QSet<QByteArray> seen;
        for (int key = m_draft.first(m_call.keywords); key != PythonDraft::none; key = m_draft.next(m_draft.next(key))) {
            const QByteArray name = m_draft.node(key).bytes().toByteArray();
            if (seen.contains(name)) {
                fail(m_draft.node(key).begin, tr("%1 is given twice.").arg(QString::fromUtf8(name)));
                return false;
            }
            seen.insert(name);
        }
        return true;
    }

    /// The call with its positional arguments.
    int called()
    {
        const int made = placed(m_call.positional);
        if (m_draft.node(m_call.callee).kind == ValueKind::Symbol) {
            m_draft.setLabel(made, m_name);
            return made;
        }
        const int outer = m_draft.add(ValueKind::Call, m_call.begin, m_call.end);
        m_draft.appendPair(outer, m_draft.addText(ValueKind::Symbol, "callable", 0, 0), m_call.callee);
        m_draft.moveChildren(outer, made);
        return outer;
    }

    int madeWithKeywords()
    {
        if (m_name.endsWith(newMethod) && hasPositional()) {
            const QByteArrayView type = m_name.chopped(newMethod.size());
            const int key = m_draft.first(m_call.positional);
            const ValueNode &self = m_draft.node(m_draft.next(key));
            if (self.kind != ValueKind::Symbol || self.bytes() != type) {
                return fail(self.begin, tr("The first argument of %1 is %2 itself.")
                                            .arg(QString::fromUtf8(m_name), QString::fromUtf8(type)));
            }
            const int made = m_draft.add(ValueKind::Call, m_call.begin, m_call.end);
            m_draft.setLabel(made, type);
            m_draft.moveChildren(made, m_call.positional);
            m_draft.dropFirstPair(made);
            m_draft.moveChildren(made, m_call.keywords);
            return made;
        }
        if (!hasPositional() && !m_name.isEmpty()) {
            m_draft.node(m_call.keywords).kind = ValueKind::Object;
            m_draft.setLabel(m_call.keywords, m_name);
            return placed(m_call.keywords);
        }
        const int made = called();
        return withSection(m_draft, made, "state", m_call.keywords);
    }

    /// The value that a built-in stands for; none when it is called like any other.
    int builtinValue(QByteArrayView name)
    {
        const ValueNode only = m_only == PythonDraft::none ? ValueNode() : m_draft.node(m_only);
        const bool none = !hasPositional();
        if (!none && m_only == PythonDraft::none)
            return PythonDraft::none;
        if (name == "set" || name == "frozenset")
            return none ? empty(ValueKind::List, name) : only.kind == ValueKind::List ? setOf(name) : PythonDraft::none;
        if (none && name == "list")
            return empty(ValueKind::List, {});
        if (none && name == "tuple")
            return empty(ValueKind::List, name);
        if (none && name == "dict")
            return empty(ValueKind::Map, {});
        if (name == "bytearray" && (none || (only.kind == ValueKind::Bytes && m_draft.label(m_only) == "bytes"))) {
            const QByteArrayView content = none ? QByteArrayView("") : only.bytes();
            const int made = m_draft.addText(ValueKind::Bytes, content, m_call.begin, m_call.end);
            m_draft.setLabel(made, name);
            return made;
        }
        return name == "float" && only.kind == ValueKind::Text ? floatOf(only) : PythonDraft::none;
    }

    int empty(ValueKind kind, QByteArrayView label)
    {
        const int made = m_draft.add(kind, m_call.begin, m_call.end);
        m_draft.setLabel(made, label);
        return made;
    }

    int setOf(QByteArrayView name)
    {
        for (int child = m_draft.first(m_only); child != PythonDraft::none; child = m_draft.next(child)) {
            if (const char *type = m_draft.unhashable(child)) {
                return fail(m_draft.node(child).begin,
                            tr("A %1 holds nothing that can change, as a %2 (Python calls it unhashable).")
                                .arg(QString::fromUtf8(name), QLatin1StringView(type)));
            }
        }
        m_draft.setLabel(m_only, name);
        return placed(m_only);
    }

    int floatOf(const ValueNode &text)
    {
        QByteArray word = text.bytes().toByteArray().trimmed().toLower();
        const bool negative = word.startsWith('-');
        if (negative || word.startsWith('+'))
            word.remove(0, 1);
        const bool infinite = word == "inf" || word == "infinity";
        bool ok = true;
        const double value = infinite ? std::numeric_limits<double>::infinity()
            : word == "nan"           ? std::numeric_limits<double>::quiet_NaN()
                                      : word.toDouble(&ok);
        if (!ok)
            return fail(text.begin, tr("This is no number: float() wants digits, 'inf' or 'nan'."));
        const int made = m_draft.add(ValueKind::Float, m_call.begin, m_call.end);
        m_draft.node(made).d = negative ? -value : value;
        return made;
    }

    PythonDraft &m_draft;
    const PythonCall &m_call;
    std::optional<DecodeProblem> &m_problem;
    QByteArrayView m_name; ///< empty when no name is called
    int m_only = PythonDraft::none; ///< the argument when there is exactly one
};

} // namespace

int madeByCall(PythonDraft &draft, const PythonCall &call, std::optional<DecodeProblem> &problem)
{
    return CallReader(draft, call, problem).value();
}

int withSection(PythonDraft &draft, int made, const char *section, int argument)
{
    if (draft.node(made).kind == ValueKind::Object) { // is more than its members now
        const int members = draft.add(ValueKind::Map, draft.node(made).begin, draft.node(made).end);
        const int call = draft.add(ValueKind::Call, draft.node(made).begin, draft.node(made).end);
        draft.setLabel(call, draft.label(made));
        draft.moveChildren(members, made);
        if (draft.first(members) != PythonDraft::none)
            draft.appendPair(call, draft.addText(ValueKind::Symbol, "state", 0, 0), members);
        made = call;
    }
    draft.appendPair(made, draft.addText(ValueKind::Symbol, section, 0, 0), argument);
    return made;
}

bool isPythonBuiltin(QByteArrayView name)
{
    const std::string_view word(name.data(), std::size_t(name.size()));
    return std::binary_search(builtins.begin(), builtins.end(), word);
}

} // namespace zmqscope
