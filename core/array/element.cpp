// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/array/element.h"

#include "core/array/time_text.h"
#include "core/base/utf8.h"
#include "core/value/scalar_text.h"

#include <QtEndian>
#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace zmqscope {

namespace {

using Kind = DType::Kind;

constexpr qsizetype bytesPerChar = 4; // of a Text

/// How many bytes there are before the NULs that fill up; @p step bytes belong together.
qsizetype lengthWithoutFill(const char *at, qsizetype size, qsizetype step)
{
    while (size >= step && std::all_of(at + size - step, at + size, [](char c) { return c == '\0'; }))
        size -= step;
    return size;
}

char32_t charAt(const DType &type, const char *at)
{
    return type.isBigEndian() ? qFromBigEndian<quint32>(at) : qFromLittleEndian<quint32>(at);
}

void appendUtf8(QByteArray &out, char32_t c)
{
    if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
        c = QChar::ReplacementCharacter;
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xc0 | c >> 6);
        out += char(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out += char(0xe0 | c >> 12);
        out += char(0x80 | (c >> 6 & 0x3f));
        out += char(0x80 | (c & 0x3f));
    } else {
        out += char(0xf0 | c >> 18);
        out += char(0x80 | (c >> 12 & 0x3f));
        out += char(0x80 | (c >> 6 & 0x3f));
        out += char(0x80 | (c & 0x3f));
    }
}

QByteArray utf8Start(const DType &type, const char *at, qsizetype maxChars)
{
    const qsizetype bytes = lengthWithoutFill(at, type.itemSize(), bytesPerChar);
    const qsizetype chars = std::min(bytes / bytesPerChar, maxChars);
    QByteArray utf8;
    utf8.reserve(chars);
    for (qsizetype i = 0; i < chars; ++i)
        appendUtf8(utf8, charAt(type, at + i * bytesPerChar));
    return utf8;
}

QString floatOf(const DType &type, const char *at)
{
    return withNumberLoader(type, [&](auto loader) -> QString {
        const auto value = loader.load(at);
        if constexpr (decltype(loader)::size == 2)
            return halfText(halfFromDouble(double(value)));
        else
            return floatText(double(value), decltype(loader)::size == 4);
    });
}

/// Both parts always: 1.0+2.0j.
QString complexText(const DType &type, const char *at)
{
    const bool isLong = type.itemSize() == 16;
    const auto part = [&](const char *from) {
        const auto swapped = [&](auto little, auto big) { return type.isBigEndian() ? big.load(from) : little.load(from); };
        return isLong ? floatText(swapped(NumberLoader<double, false>(), NumberLoader<double, true>()), false)
                      : floatText(swapped(NumberLoader<float, false>(), NumberLoader<float, true>()), true);
    };
    const QString imaginary = part(at + type.itemSize() / 2);
    return part(at) + (imaginary.startsWith(u'-') ? QString() : u"+"_s) + imaginary + u'j';
}

class TextMaker
{
public:
    explicit TextMaker(qsizetype maxChars) : m_max(maxChars) {}

    QString make(const DType &type, const char *at)
    {
        append(type, at, false);
        return m_text.size() > m_max ? QString(m_text.first(m_max) + u'…') : m_text;
    }

private:
    bool isFull() const { return m_text.size() > m_max; }

    /// Within a record texts have quotes.
    void append(const DType &type, const char *at, bool quoted)
    {
        switch (type.kind()) {
        case Kind::Bool:
            m_text += *at ? u"True"_s : u"False"_s;
            break;
        case Kind::Int:
            m_text += QString::number(elementInteger(type, at));
            break;
        case Kind::UInt:
            m_text += QString::number(quint64(elementInteger(type, at)));
            break;
        case Kind::Float:
            m_text += floatOf(type, at);
            break;
        case Kind::Complex:
            m_text += complexText(type, at);
            break;
        case Kind::DateTime:
            m_text += dateTimeText(elementInteger(type, at), type);
            break;
        case Kind::TimeDelta:
            m_text += timeDeltaText(elementInteger(type, at), type);
            break;
        case Kind::Text:
            appendQuoted(utf8Start(type, at, m_max + 1), quoted ? u"'"_s : QString());
            break;
        case Kind::Bytes:
            appendQuoted(elementBytes(type, at), quoted ? u"b'"_s : QString());
            break;
        case Kind::Raw:
            for (qsizetype i = 0; i < type.itemSize() && !isFull(); ++i)
                m_text += QString::number(quint8(at[i]), 16).rightJustified(2, u'0');
            break;
        case Kind::Record:
            appendAll(u'(', u')', qsizetype(type.fields().size()), [&](qsizetype i) {
                const DType::Field &field = type.fields()[std::size_t(i)];
                append(field.type, at + field.offset, true);
            });
            break;
        case Kind::SubArray:
            appendAll(u'[', u']', type.subCount(),
                      [&](qsizetype i) { append(type.base(), at + i * type.base().itemSize(), true); });
            break;
        }
    }

    void appendQuoted(QByteArrayView bytes, const QString &opening)
    {
        m_text += opening;
        const char *at = bytes.data();
        const char *const end = at + bytes.size();
        while (at < end && !isFull()) {
            const utf8::Step step = utf8::decode(at, end);
            if (!step.valid)
                m_text += u"\\x"_s + QString::number(step.codePoint, 16);
            else if (utf8::isInvisible(step.codePoint))
                m_text += (step.codePoint < 0x100 ? u"\\x%1"_s : u"\\u%1"_s)
                              .arg(qulonglong(step.codePoint), step.codePoint < 0x100 ? 2 : 4, 16, QChar(u'0'));
            else
                m_text += QChar::fromUcs4(step.codePoint);
            at += step.length;
        }
        if (!opening.isEmpty())
            m_text += u'\'';
    }

    template <typename Append>
    void appendAll(QChar open, QChar close, qsizetype count, Append appendOne)
    {
        m_text += open;
        for (qsizetype i = 0; i < count && !isFull(); ++i) {
            if (i > 0)
                m_text += u", "_s;
            appendOne(i);
        }
        m_text += close;
    }

    qsizetype m_max;
    QString m_text;
};

} // namespace

double elementNumber(const DType &type, const char *at)
{
    if (!type.isNumber())
        return std::numeric_limits<double>::quiet_NaN();
    return withNumberLoader(type, [at](auto loader) { return double(loader.load(at)); });
}

qint64 elementInteger(const DType &type, const char *at)
{
    if (type.kind() == Kind::DateTime || type.kind() == Kind::TimeDelta)
        return type.isBigEndian() ? qFromBigEndian<qint64>(at) : qFromLittleEndian<qint64>(at);
    return withNumberLoader(type, [at](auto loader) -> qint64 {
        const auto value = loader.load(at);
        if constexpr (std::is_integral_v<std::remove_const_t<decltype(value)>>)
            return qint64(value);
        else
            return 0;
    });
}

QByteArray elementUtf8(const DType &type, const char *at)
{
    return utf8Start(type, at, type.itemSize());
}

QByteArrayView elementBytes(const DType &type, const char *at)
{
    return {at, lengthWithoutFill(at, type.itemSize(), 1)};
}

QString elementText(const DType &type, const char *at, qsizetype maxChars)
{
    return TextMaker(maxChars).make(type, at);
}

} // namespace zmqscope
