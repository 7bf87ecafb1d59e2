// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codec/struct_format.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("StructFormat", text);
}

struct Code
{
    char16_t letter;
    int standardSize; ///< 0: only with "@"
    int nativeSize;   ///< which is its alignment, too
    bool isFloat;
    bool isSigned;
};
constexpr std::array codes{
    Code{u'x', 1, 1, false, false}, Code{u'c', 1, 1, false, false}, Code{u'b', 1, 1, false, true},
    Code{u'B', 1, 1, false, false}, Code{u'?', 1, 1, false, false}, Code{u'h', 2, 2, false, true},
    Code{u'H', 2, 2, false, false}, Code{u'i', 4, 4, false, true},  Code{u'I', 4, 4, false, false},
    Code{u'l', 4, 8, false, true},  Code{u'L', 4, 8, false, false}, Code{u'q', 8, 8, false, true},
    Code{u'Q', 8, 8, false, false}, Code{u'n', 0, 8, false, true},  Code{u'N', 0, 8, false, false},
    Code{u'e', 2, 2, true, true},   Code{u'f', 4, 4, true, true},   Code{u'd', 8, 8, true, true},
    Code{u's', 1, 1, false, false}, Code{u'p', 1, 1, false, false}, Code{u'P', 0, 8, false, false},
};

const Code *codeOf(QChar letter)
{
    const auto found = std::find_if(codes.begin(), codes.end(), [letter](const Code &code) { return code.letter == letter; });
    return found == codes.end() ? nullptr : &*found;
}

} // namespace

Result<StructFormat> StructFormat::parse(const QString &text)
{
    const auto refused = [&](qsizetype at, const QString &problem) {
        return Error{ErrorCode::InvalidArgument, tr("Format \"%1\"").arg(text.left(80)),
                     tr("Character %1: %2").arg(at + 1).arg(problem), tr("Write it as for Python's struct: <Id8s.")};
    };
    if (text.size() > maxChars)
        return refused(maxChars, tr("the format is too long."));
    StructFormat format;
    format.m_text = text;
    qsizetype at = 0;
    bool isNative = true;
    if (!text.isEmpty() && u"@=<>!"_s.contains(text[0])) {
        isNative = text[0] == u'@';
        format.m_isBigEndian = text[0] == u'>' || text[0] == u'!';
        at = 1;
    }
    qint64 size = 0;
    qint64 values = 0;
    for (; at < text.size(); ++at) {
        if (text[at].isSpace())
            continue;
        const qsizetype start = at;
        qint64 count = 1;
        if (text[at] >= u'0' && text[at] <= u'9') {
            count = 0;
            for (; at < text.size() && text[at] >= u'0' && text[at] <= u'9'; ++at) {
                count = count * 10 + text[at].unicode() - u'0';
                if (count > maxSize)
                    return refused(start, tr("this count is too large."));
            }
            if (at == text.size() || text[at].isSpace())
                return refused(start, tr("a type is missing behind this count."));
        }
        const Code *code = codeOf(text[at]);
        if (!code)
            return refused(at, tr("“%1” is no type.").arg(text[at]));
        const int bytes = isNative ? code->nativeSize : code->standardSize;
        if (bytes == 0)
            return refused(at, tr("“%1” has a size only in the native order, “@”.").arg(text[at]));
        if (isNative)
            size = (size + bytes - 1) / bytes * bytes;
        const Item item{code->letter, qsizetype(count), qsizetype(size), bytes};
        size += count * bytes; // both are small enough
        if (size > maxSize)
            return refused(start, tr("the record is larger than %1 bytes here.").arg(maxSize));
        if (code->letter != u'x' && (count > 0 || item.isText())) {
            format.m_items.push_back(item);
            values += item.values();
        }
    }
    format.m_size = size;
    format.m_values = values;
    return format;
}

QByteArray StructFormat::typeName(const Item &item)
{
    switch (item.code) {
    case u'c': return "char";
    case u'?': return "bool";
    case u's': return "char[" + QByteArray::number(item.count) + ']';
    case u'p': return "pascal[" + QByteArray::number(item.count) + ']';
    case u'P': return "pointer";
    default: break;
    }
    const Code *code = codeOf(QChar(item.code));
    return (code->isFloat ? QByteArray("float") : code->isSigned ? QByteArray("int") : QByteArray("uint"))
        + QByteArray::number(item.size * 8);
}

} // namespace zmqscope
