// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/notation/diagnostic_notation.h"

#include "core/base/utf8.h"
#include "core/codec/notation/iso_time.h"

#include <QCoreApplication>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

using namespace Qt::StringLiterals;

namespace zmqscope::diagnosticNotation {

namespace {

constexpr qsizetype indentWidth = 2;

class Printer
{
public:
    Printer(const ValueTree &tree, qsizetype maxChars) : m_tree(tree), m_maxChars(maxChars) {}

    DecodedText print(NodeId root)
    {
        begin(root);
        while (!m_open.empty() && m_text.size() <= m_maxChars)
            step();
        if (m_text.size() > m_maxChars) {
            m_text.truncate(m_maxChars);
            m_cut = true;
        }
        return {m_text, m_cut || m_tree.isCut()};
    }

private:
    struct Open
    {
        NodeId id;
        qsizetype count;
        qsizetype next;
        char16_t end;
        bool inLines; ///< a value a line
        bool afterKey;
    };

    /// The next key or value of the innermost container, or its end.
    void step()
    {
        Open &open = m_open.back();
        if (open.afterKey) {
            open.afterKey = false;
            m_text += u": "_s;
            begin(m_tree.child(open.id, open.next++));
            return;
        }
        if (open.next == open.count) {
            const Open closed = open;
            m_open.pop_back();
            if (closed.inLines) {
                --m_indent;
                if (closed.count > 0)
                    breakLine();
            }
            m_text += closed.end;
            addMeaning(closed.id);
            return;
        }
        if (open.next > 0)
            m_text += open.inLines ? u","_s : u", "_s;
        if (open.inLines)
            breakLine();
        if (m_tree.node(open.id).hasPairs()) {
            open.afterKey = true;
            begin(m_tree.key(open.id, open.next));
        } else {
            begin(m_tree.child(open.id, open.next++));
        }
    }

    /// A whole scalar, or the beginning of a container.
    void begin(NodeId id)
    {
        const ValueNode &node = m_tree.node(id);
        const QByteArrayView label = m_tree.label(id);
        switch (node.kind) {
        case ValueKind::Null: m_text += label == "undefined" ? u"undefined"_s : u"null"_s; break;
        case ValueKind::Bool: m_text += node.i ? u"true"_s : u"false"_s; break;
        case ValueKind::Int:
            if (label == "int64" && node.i >= std::numeric_limits<qint32>::min() && node.i <= std::numeric_limits<qint32>::max())
                m_text += u"int64("_s + QString::number(node.i) + u')';
            else
                m_text += QString::number(node.i);
            break;
        case ValueKind::UInt: m_text += QString::number(node.u); break;
        case ValueKind::BigInt: m_text += QLatin1StringView(node.bytes()); break;
        case ValueKind::Float: addFloat(node, label); break;
        case ValueKind::Text:
        case ValueKind::Symbol: addString(node.bytes(), label == "indefinite", false); break;
        case ValueKind::Bytes:
            if (label == "str" || label == "text" || label == "string") {
                m_text += QLatin1StringView(label) + u'(';
                addString(node.bytes(), false, true);
                m_text += u')';
            } else {
                addString(node.bytes(), label == "indefinite", true);
            }
            break;
        case ValueKind::List: open(id, label == "indefinite" ? u"[_"_s : u"["_s, u']', true); break;
        case ValueKind::Map:
        case ValueKind::Object:
        case ValueKind::Call: open(id, label == "indefinite" ? u"{_"_s : u"{"_s, u'}', true); break;
        case ValueKind::Tagged: openTagged(id, label); break;
        case ValueKind::Reference: m_text += u"undefined / as above /"_s; break;
        case ValueKind::Opaque:
            m_text += u"undefined / "_s + QString::fromUtf8(node.bytes()).replace(u'/', u'|') + u" /"_s;
            break;
        }
    }

    void open(NodeId id, const QString &start, char16_t end, bool inLines)
    {
        const ValueNode &node = m_tree.node(id);
        m_cut = m_cut || m_tree.hasMore(id) || node.has(ValueFlag::Cut);
        m_text += start;
        if (inLines)
            ++m_indent;
        m_open.push_back({id, m_tree.childCount(id), 0, end, inLines, false});
    }

    /// "tag 32" becomes 32(…), "ext 5" ext(5, …), "regex" regex(…).
    void openTagged(NodeId id, QByteArrayView label)
    {
        const qsizetype blank = label.indexOf(' ');
        if (blank < 0)
            return open(id, QString(QString::fromUtf8(label) + u'('), u')', false);
        const QString number = QString::fromUtf8(label.sliced(blank + 1));
        if (label.startsWith("tag "))
            return open(id, QString(number + u'('), u')', false);
        open(id, QString(QString::fromUtf8(label.first(blank)) + u'(' + number + u", "_s), u')', false);
    }

    /// Behind a date that is a number: the date, as a comment.
    void addMeaning(NodeId id)
    {
        if (m_tree.node(id).kind != ValueKind::Tagged || m_tree.childCount(id) != 1 || m_tree.label(id) != "tag 1")
            return;
        const ValueNode &child = m_tree.node(m_tree.child(id, 0));
        QByteArray date;
        if (child.kind == ValueKind::Int) {
            date = isoText({child.i, 0});
        } else if (child.kind == ValueKind::Float && std::abs(child.d) < 1e12) {
            // A double has no more than microseconds of today.
            date = isoText(IsoTime::fromTicks(std::llround(child.d * 1e6), 1'000'000));
        }
        if (!date.isEmpty())
            m_text += u" / "_s + QLatin1StringView(date) + u" /"_s;
    }

    void addFloat(const ValueNode &node, QByteArrayView label)
    {
        const bool isShort = label == "float32" || label == "float16";
        if (isShort)
            m_text += QLatin1StringView(label) + u'(';
        if (std::isnan(node.d)) {
            m_text += u"NaN"_s;
        } else if (std::isinf(node.d)) {
            m_text += node.d < 0 ? u"-Infinity"_s : u"Infinity"_s;
        } else if (node.has(ValueFlag::Verbatim)) {
            m_text += QLatin1StringView(m_tree.source().sliced(node.begin, node.end - node.begin));
        } else {
            char digits[40];
            const auto end = isShort ? std::to_chars(digits, digits + sizeof digits, float(node.d))
                                     : std::to_chars(digits, digits + sizeof digits, node.d);
            const QLatin1StringView number(digits, end.ptr - digits);
            m_text += number;
            if (!number.contains(u'.') && !number.contains(u'e'))
                m_text += u".0"_s;
        }
        if (isShort)
            m_text += u')';
    }

    void addString(QByteArrayView bytes, bool isIndefinite, bool asHex)
    {
        if (isIndefinite && !bytes.isEmpty())
            m_text += u"(_ "_s;
        if (asHex)
            addHex(bytes);
        else
            addText(bytes);
        if (isIndefinite)
            m_text += bytes.isEmpty() ? u'_' : u')';
    }

    void addHex(QByteArrayView bytes)
    {
        const qsizetype shown = std::min(bytes.size(), m_maxChars / 2 + 1);
        m_text += u"h'"_s + QLatin1StringView(QByteArray::fromRawData(bytes.data(), shown).toHex()) + u'\'';
    }

    /// As in JSON; what is invisible becomes \uXXXX.
    void addText(QByteArrayView bytes)
    {
        m_text += u'"';
        const char *at = bytes.data();
        const char *const end = at + bytes.size();
        while (at < end && m_text.size() <= m_maxChars) {
            const char *const run = at;
            while (at < end && *at >= 0x20 && *at < 0x7f && *at != '"' && *at != '\\' && at - run <= m_maxChars)
                ++at;
            m_text += QLatin1StringView(run, at - run);
            if (at == end || at - run > m_maxChars)
                continue;
            const utf8::Step step = utf8::decode(at, end);
            if (!step.valid)
                m_text += QChar(QChar::ReplacementCharacter);
            else
                addCharacter(step.codePoint);
            at += step.length;
        }
        m_text += u'"';
    }

    void addCharacter(char32_t c)
    {
        switch (c) {
        case '"':
        case '\\': m_text += u'\\'; m_text += QChar(char16_t(c)); return;
        case '\n': m_text += u"\\n"_s; return;
        case '\r': m_text += u"\\r"_s; return;
        case '\t': m_text += u"\\t"_s; return;
        default: break;
        }
        if (!utf8::isInvisible(c)) {
            m_text += QChar::fromUcs4(c);
            return;
        }
        for (const char16_t unit : QChar::fromUcs4(c))
            m_text += u"\\u%1"_s.arg(ushort(unit), 4, 16, QLatin1Char('0'));
    }

    void breakLine()
    {
        m_text += u'\n';
        m_text.resize(m_text.size() + m_indent * indentWidth, u' ');
    }

    const ValueTree &m_tree;
    const qsizetype m_maxChars;
    QString m_text;
    std::vector<Open> m_open;
    qsizetype m_indent = 0;
    bool m_cut = false;
};

} // namespace

DecodedText print(const ValueTree &tree, NodeId id, qsizetype maxChars)
{
    return Printer(tree, maxChars).print(id);
}

Result<DecodedText> printWith(const Codec &codec, QByteArrayView bytes, qsizetype maxChars, const QString &operation)
{
    DecodeLimits limits;
    // A value takes a character at least; and what is folded could not be printed.
    limits.maxNodes = std::clamp<qsizetype>(maxChars, 1, DecodeLimits::defaultNodes);
    limits.eagerBytes = std::numeric_limits<qsizetype>::max();
    const ValueTree tree = codec.decodeTree(bytes, limits);
    if (const auto &problem = tree.problem()) {
        return Error{ErrorCode::Malformed, operation,
                     QCoreApplication::translate("DiagnosticNotation", "Byte %1: %2").arg(problem->offset).arg(problem->text), {}};
    }
    return print(tree, tree.root(), maxChars);
}

} // namespace zmqscope::diagnosticNotation
