// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/byte_search.h"

#include <QList>
#include <algorithm>
#include <cstring>

namespace zmqscope {

namespace {

constexpr uchar lower(char c)
{
    const auto u = uchar(c);
    return u >= 'A' && u <= 'Z' ? uchar(u + ('a' - 'A')) : u;
}

bool isAscii(const QByteArray &bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return uchar(c) < 0x80; });
}

} // namespace

ByteSearch::ByteSearch(const QString &text, Qt::CaseSensitivity sensitivity)
    : m_sensitivity(sensitivity)
    , m_bytes(text.toUtf8())
    , m_longest(m_bytes.size())
{
    Q_ASSERT(!m_bytes.isEmpty());
    if (sensitivity == Qt::CaseSensitive)
        return;

    if (isAscii(m_bytes)) {
        m_bytes = m_bytes.toLower();
        const qsizetype last = m_bytes.size() - 1;
        m_skip.fill(last + 1);
        for (qsizetype i = 0; i < last; ++i) {
            m_skip[uchar(m_bytes[i])] = last - i;
            m_skip[uchar(QChar::toUpper(uint(uchar(m_bytes[i]))))] = last - i;
        }
        return;
    }

    m_longest = 0;
    for (const char32_t c : text.toUcs4()) {
        Variants variants;
        qsizetype longest = 0;
        for (const char32_t variant :
             {c, QChar::toLower(c), QChar::toUpper(c), QChar::toTitleCase(c), QChar::toCaseFolded(c)}) {
            const QByteArray bytes = QString::fromUcs4(&variant, 1).toUtf8();
            if (std::find(variants.begin(), variants.end(), bytes) == variants.end())
                variants.push_back(bytes);
            longest = std::max(longest, bytes.size());
        }
        m_longest += longest;
        m_characters.push_back(std::move(variants));
    }
    for (const QByteArray &variant : m_characters.front())
        m_canBegin[uchar(variant[0])] = true;
}

bool ByteSearch::isIn(QByteArrayView bytes) const
{
    if (m_sensitivity == Qt::CaseSensitive)
        return !bytes.isEmpty() && memmem(bytes.data(), size_t(bytes.size()), m_bytes.constData(), size_t(m_bytes.size()));
    return m_characters.empty() ? foldedIn(bytes) : variantsIn(bytes);
}

bool ByteSearch::foldedIn(QByteArrayView bytes) const
{
    const qsizetype size = m_bytes.size();
    const char *needle = m_bytes.constData();
    const uchar lastByte = uchar(needle[size - 1]);
    for (qsizetype at = size - 1; at < bytes.size();) {
        const char *window = bytes.data() + at - (size - 1);
        const char c = bytes[at];
        if (lower(c) == lastByte) {
            qsizetype i = 0;
            while (i < size - 1 && lower(window[i]) == uchar(needle[i]))
                ++i;
            if (i == size - 1)
                return true;
        }
        at += m_skip[uchar(c)];
    }
    return false;
}

bool ByteSearch::variantsIn(QByteArrayView bytes) const
{
    const char *const end = bytes.data() + bytes.size();
    // A character's cases never begin with one another (UTF-8 is prefix-free), so the first that
    // fits is the only one.
    const auto matches = [&](const char *at) {
        return std::all_of(m_characters.begin(), m_characters.end(), [&](const Variants &variants) {
            const auto fit = std::find_if(variants.begin(), variants.end(), [&](const QByteArray &variant) {
                return end - at >= variant.size() && std::memcmp(at, variant.constData(), size_t(variant.size())) == 0;
            });
            if (fit == variants.end())
                return false;
            at += fit->size();
            return true;
        });
    };
    for (const char *at = bytes.data(); at < end; ++at) {
        if (m_canBegin[uchar(*at)] && matches(at))
            return true;
    }
    return false;
}

} // namespace zmqscope
