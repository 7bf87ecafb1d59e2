// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/pickle/python_parser.h"

#include "core/codec/pickle/python_call.h"
#include "core/codec/pickle/python_scalars.h"

#include <algorithm>
#include <limits>

namespace zmqscope {

namespace {

/// The text may nest as deep as what is decoded.
constexpr int maxDepth = DecodeLimits::defaultDepth;

using Kind = PythonToken::Kind;

/// Reads a text without recursion: what is open lies on a stack of frames.
class Parser
{
    Q_DECLARE_TR_FUNCTIONS(PythonParser)
public:
    explicit Parser(QByteArrayView text) : m_scanner(text), m_draft(text) { m_frames.push_back({What::Text, 0}); }

    /// The value of the whole text, unless there is a problem.
    std::optional<ValueTree> read()
    {
        while (!m_problem && !m_scanner.problem() && !m_frames.empty()) {
            if (m_value == PythonDraft::none)
                operand();
            else if (!follow())
                deliver();
        }
        if (m_problem || m_scanner.problem())
            return std::nullopt;
        return m_draft.finish(m_value);
    }
    const DecodeProblem &problem() const { return m_scanner.problem() ? *m_scanner.problem() : *m_problem; }

private:
    enum class What { Text, Paren, List, Brace, Call, Method };
    /// What is open.
    struct Frame
    {
        What what;
        qsizetype begin;
        int node = PythonDraft::none; ///< the container; what is called, or what the method belongs to
        int positional = PythonDraft::none;
        int keywords = PythonDraft::none;
        int key = PythonDraft::none; ///< waits for its value
        bool unpacks = false;        ///< ** was read
        const char *section = nullptr;
    };

    Frame &frame() { return m_frames.back(); }
    const PythonToken &token() const { return m_scanner.token(); }

    void fail(qint64 at, const QString &problem)
    {
        if (!m_problem)
            m_problem = DecodeProblem{at, problem};
    }

    char closer() const
    {
        switch (m_frames.back().what) {
        case What::Text: return '\0';
        case What::List: return ']';
        case What::Brace: return '}';
        case What::Paren: case What::Call: case What::Method: return ')';
        }
        Q_UNREACHABLE();
    }

    bool open(const Frame &opened)
    {
        m_scanner.advance();
        if (int(m_frames.size()) > maxDepth)
            fail(opened.begin, tr("More than %1 levels are not read.").arg(maxDepth));
        m_frames.push_back(opened);
        m_value = PythonDraft::none;
        return true;
    }

    void openBracket(char c)
    {
        const qsizetype begin = token().begin;
        Frame opened{c == '(' ? What::Paren : c == '[' ? What::List : What::Brace, begin};
        opened.node = m_draft.add(c == '{' ? ValueKind::Map : ValueKind::List, begin, 0);
        open(opened);
    }

    /// What a value may start with, or the end of a container behind "," or "[".
    void operand()
    {
        const PythonToken at = token();
        switch (at.kind) {
        case Kind::Name: return name(at);
        case Kind::Number: m_value = m_scalars.number(); return;
        case Kind::String: m_value = m_scalars.text(); return;
        case Kind::End: return missing();
        case Kind::Operator: break;
        }
        const bool mayClose = frame().key == PythonDraft::none && !frame().unpacks && frame().what != What::Method;
        if (at.op == closer() && mayClose)
            return close();
        if (at.op == '(' || at.op == '[' || at.op == '{')
            return openBracket(at.op);
        if (at.op == '-' || at.op == '+') {
            m_value = m_scalars.number();
            return;
        }
        if (at.op == '^' && frame().what == What::Call && mayClose) {
            frame().unpacks = true;
            keywords();
            m_scanner.advance();
            if (!token().is('{'))
                fail(token().begin, tr("Behind ** stands a {'name': value}."));
            return;
        }
        if (at.op == '<') {
            return fail(at.begin, tr("<…> only shows what has no notation, as a reference to another place. "
                                     "Write the value itself."));
        }
        fail(at.begin, tr("A value is missing in front of this."));
    }

    void missing()
    {
        if (frame().what == What::Text)
            return fail(token().begin, tr("There is no value. Write one, as {'event': 'start'}."));
        unclosed();
    }

    void unclosed()
    {
        fail(frame().begin, tr("The bracket that opens here is not closed by %1.").arg(QLatin1Char(closer())));
    }

    void name(const PythonToken &at)
    {
        const QByteArrayView word = m_scanner.textOf(at);
        m_scanner.advance();
        if (token().is('=') && frame().what == What::Call && frame().key == PythonDraft::none && !frame().unpacks)
            return keyword(at, word);
        m_value = m_scalars.name(at, word);
    }

    void keywords()
    {
        if (frame().keywords == PythonDraft::none) {
            const int map = m_draft.add(ValueKind::Map, token().begin, token().begin);
            frame().keywords = map;
        }
    }

    void keyword(const PythonToken &at, QByteArrayView word)
    {
        if (!isPythonName(word)) {
            return fail(at.begin, tr("%1 cannot stand in front of =. Write **{'%1': …}.").arg(QString::fromUtf8(word)));
        }
        keywords();
        frame().key = m_draft.addText(ValueKind::Text, word, at.begin, at.end);
        m_scanner.advance();
    }

    /// What binds to the value in front of it: a call, or a method. False when nothing does.
    bool follow()
    {
        const ValueKind kind = m_draft.node(m_value).kind;
        const bool made = kind == ValueKind::Call || kind == ValueKind::Object;
        if (token().is('(') && (made || kind == ValueKind::Symbol)) {
            Frame opened{What::Call, token().begin, m_value};
            opened.positional = m_draft.add(ValueKind::Call, 0, 0);
            return open(opened);
        }
        if (!token().is('.') || !made)
            return false;
        m_scanner.advance();
        const QByteArrayView method = token().kind == Kind::Name ? m_scanner.textOf(token()) : QByteArrayView();
        Frame opened{What::Method, token().begin, m_value};
        opened.section = method == "extend"  ? "items"
            : method == "update"       ? "pairs"
            : method == "__setstate__" ? "state"
                                       : nullptr;
        if (!opened.section) {
            fail(token().begin, tr("Behind a call stands .extend([…]), .update({…}) or .__setstate__(…)."));
            return true;
        }
        m_scanner.advance();
        if (token().is('('))
            return open(opened);
        fail(token().begin, tr("( is missing."));
        return true;
    }

    /// Puts a value that is whole where it belongs.
    void deliver()
    {
        switch (frame().what) {
        case What::Text:
            if (token().kind != Kind::End)
                return misplaced(tr("The value ends before this. Several values are written as (1, 2)."));
            if (m_draft.depth(m_value) > maxDepth)
                return tooDeep();
            m_frames.pop_back();
            return;
        case What::Paren: return deliverToParen();
        case What::List: m_draft.append(frame().node, take()); break;
        case What::Brace:
            if (!deliverToBrace())
                return;
            break;
        case What::Call: deliverToCall(); break;
        case What::Method: return deliverToMethod();
        }
        separator();
    }

    void tooDeep() { fail(m_draft.node(m_value).begin, tr("More than %1 levels are not read.").arg(maxDepth)); }

    int take()
    {
        const int value = m_value;
        if (m_draft.depth(value) >= maxDepth)
            tooDeep();
        m_value = PythonDraft::none;
        return value;
    }

    /// "," or the end of the container.
    void separator()
    {
        if (token().is(','))
            return m_scanner.advance();
        if (token().is(closer()))
            return close();
        if (token().kind == Kind::End)
            return unclosed();
        misplaced(tr("A comma or %1 is missing in front of this.").arg(QLatin1Char(closer())));
    }

    /// What is here does not belong here; @p otherwise is why when it is no operator.
    void misplaced(const QString &otherwise)
    {
        const bool isOperator = token().is('+') || token().is('-') || token().is('*') || token().is('^');
        fail(token().begin, isOperator ? tr("Nothing is calculated here. Write the result.") : otherwise);
    }

    void deliverToParen()
    {
        const bool single = m_draft.first(frame().node) == PythonDraft::none;
        if (single && token().is(')')) { // brackets round one value
            m_scanner.advance();
            m_frames.pop_back();
            return;
        }
        m_draft.append(frame().node, take());
        separator();
    }

    bool deliverToBrace()
    {
        Frame &brace = frame();
        const bool fresh = m_draft.first(brace.node) == PythonDraft::none;
        const bool isMap = m_draft.node(brace.node).kind == ValueKind::Map;
        if (brace.key != PythonDraft::none) {
            m_draft.appendPair(brace.node, brace.key, take());
            brace.key = PythonDraft::none;
            return true;
        }
        const bool isKey = token().is(':');
        if (isKey && !isMap) {
            fail(token().begin, tr("This is a set, as its first value has no colon; a comma is missing."));
            return false;
        }
        if (!isKey && isMap && !fresh) {
            fail(token().begin, tr("A colon and a value are missing behind the key."));
            return false;
        }
        if (const char *type = m_draft.unhashable(m_value)) {
            const QString what = QLatin1StringView(type);
            fail(m_draft.node(m_value).begin,
                 isKey ? tr("A %1 cannot be a key (Python calls it unhashable). A tuple can: (1, 2).").arg(what)
                       : tr("A %1 cannot be in a set (Python calls it unhashable). A tuple can: (1, 2).").arg(what));
            return false;
        }
        if (isKey) {
            brace.key = take();
            m_scanner.advance();
            return false;
        }
        if (fresh && !token().is(',') && !token().is('}') && token().kind != Kind::End) {
            misplaced(tr("A colon, a comma or } is missing in front of this."));
            return false;
        }
        m_draft.node(brace.node).kind = ValueKind::List;
        if (isMap)
            m_draft.setLabel(brace.node, "set");
        m_draft.append(brace.node, take());
        return true;
    }

    void deliverToCall()
    {
        Frame &call = frame();
        if (call.key != PythonDraft::none) {
            m_draft.appendPair(call.keywords, call.key, take());
            call.key = PythonDraft::none;
        } else if (call.unpacks) {
            call.unpacks = false;
            unpack(call.keywords, take());
        } else if (call.keywords != PythonDraft::none) {
            fail(m_draft.node(m_value).begin, tr("Values without a name stand in front of those with one."));
        } else {
            const int key = m_draft.add(ValueKind::Null, 0, 0);
            m_draft.appendPair(call.positional, key, take());
        }
    }

    void unpack(int keywords, int members)
    {
        if (m_draft.node(members).kind != ValueKind::Map)
            return fail(m_draft.node(members).begin, tr("Behind ** stands a {'name': value}."));
        for (int key = m_draft.first(members); key != PythonDraft::none; key = m_draft.next(m_draft.next(key))) {
            if (m_draft.node(key).kind != ValueKind::Text)
                return fail(m_draft.node(key).begin, tr("The names of members are texts."));
        }
        m_draft.moveChildren(keywords, members);
    }

    void deliverToMethod()
    {
        const Frame method = frame();
        const int argument = m_value;
        const ValueNode &value = m_draft.node(argument);
        const QByteArrayView section = method.section;
        if (section == "items" && (value.kind != ValueKind::List || !m_draft.label(argument).isEmpty()))
            return fail(value.begin, tr(".extend() wants a list: [1, 2]."));
        if (section == "pairs" && value.kind != ValueKind::Map)
            return fail(value.begin, tr(".update() wants a dict: {'a': 1}."));
        if (!token().is(')'))
            return token().kind == Kind::End ? unclosed() : fail(token().begin, tr(") is missing in front of this."));
        m_value = withSection(m_draft, method.node, method.section, take());
        m_draft.node(m_value).end = quint32(token().end);
        m_scanner.advance();
        m_frames.pop_back();
    }

    /// The container at hand is whole.
    void close()
    {
        const Frame closed = frame();
        const qsizetype end = token().end;
        if (closed.what == What::Call) {
            PythonCall call{closed.node, closed.positional, closed.keywords, m_draft.node(closed.node).begin, end};
            m_value = madeByCall(m_draft, call, m_problem);
        } else {
            m_value = closed.node;
            m_draft.node(m_value).end = quint32(end);
            if (closed.what == What::Paren)
                m_draft.setLabel(m_value, "tuple");
        }
        m_scanner.advance();
        m_frames.pop_back();
    }

    PythonScanner m_scanner;
    PythonDraft m_draft;
    std::optional<DecodeProblem> m_problem;
    PythonScalars m_scalars{m_scanner, m_draft, m_problem};
    std::vector<Frame> m_frames;
    int m_value = PythonDraft::none; ///< whole, and not yet where it belongs
};

Error problemAt(QByteArrayView text, const DecodeProblem &problem)
{
    const QByteArrayView before = text.first(problem.offset);
    const qsizetype line = std::count(before.begin(), before.end(), '\n') + 1;
    const QByteArrayView lineStart = before.sliced(before.lastIndexOf('\n') + 1);
    const qsizetype column = std::count_if(lineStart.begin(), lineStart.end(),
                                           [](char c) { return (c & 0xc0) != 0x80; }) + 1;
    return {ErrorCode::Malformed, Parser::tr("Read Python"),
            Parser::tr("Line %1, column %2: %3").arg(line).arg(column).arg(problem.text), QString()};
}

} // namespace

Result<ValueTree> parsePython(const QString &text)
{
    if (!text.isValidUtf16()) {
        return Error{ErrorCode::Malformed, Parser::tr("Read Python"),
                     Parser::tr("The text holds half of a surrogate pair, which is no character."),
                     Parser::tr("Write it as \\uHHHH.")};
    }
    const QByteArray bytes = text.toUtf8();
    if (bytes.size() > std::numeric_limits<int>::max())
        return Error{ErrorCode::TooMany, Parser::tr("Read Python"), Parser::tr("More than 2 GiB are not read."), QString()};
    Parser parser(bytes);
    std::optional<ValueTree> tree = parser.read();
    if (!tree)
        return problemAt(bytes, parser.problem());
    tree->keep(bytes);
    return std::move(*tree);
}

} // namespace zmqscope
